// Record-level encodings: every field of a record cut into grams, each gram setting bits of one filter
// at places only the holders of the secret can work out (a cryptographic long-term key, CLK).
//
// Schnell, Bachteler and Reiher 2009 (BMC Med Inform Decis Mak 9:41) and 2011. Departures: the places
// of a gram come from HMAC-SHA256 in counter mode and not from double hashing, which can be taken
// apart (Kroll and Steinmetzer 2015); a gram met a second time in one value is a gram of its own; and
// start and end are marked apart. Must never know: files, where the secret comes from.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/linkage/sealed/fill.h"
#include "engine/linkage/sealed/keyed_hash.h"
#include "engine/linkage/sealed/schema.h"

namespace outturn::sealed {

/// Encodes records one after the other, for one thread: what it worked out for a value or gram it
/// keeps. Two encoders of the same schema and secret give the same bits.
class Encoder {
 public:
  /// `salt` in the schema must name one of `columns`; so must each field.
  Encoder(const Schema& schema, std::string_view secret, const KeyedHashMaker& hmac,
          const std::vector<std::string>& columns);
  ~Encoder();
  Encoder(Encoder&&) noexcept;

  /// 64-bit words of one encoding.
  [[nodiscard]] std::size_t words() const;

  /// Encodes one record, a value for each of `columns` (empty: not known), to `out[0..words())`.
  /// `token` names the record for the flips: the same token flips the same bits.
  void encode(const std::vector<std::string_view>& values, std::string_view token, std::uint64_t* out);

  /// How full the filters are so far, before hardening.
  [[nodiscard]] const FillTally& fill() const;
  /// Records whose salt is not known: they meet only each other.
  [[nodiscard]] std::uint64_t without_salt() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

/// The pseudonym of a record: a name for it that says nothing of the member's own id.
class Tokens {
 public:
  Tokens(std::string_view secret, const KeyedHashMaker& hmac, std::string_view member);
  /// 32 characters of hex.
  [[nodiscard]] std::string of(std::string_view record) const;

 private:
  KeyedHash hash_;
};

/// Equal for two records only when all parts of the key are; empty when a part is not known.
/// `number` is the key's place in the schema.
[[nodiscard]] std::string key_value(const MatchKey& key, std::size_t number,
                                    const std::vector<std::string>& columns,
                                    const std::vector<std::string_view>& values);

/// The first 16 bytes of each match key's keyed hash, empty where it has no value.
class MatchKeys {
 public:
  MatchKeys(const Schema& schema, std::string_view secret, const KeyedHashMaker& hmac,
            std::vector<std::string> columns);
  [[nodiscard]] std::vector<std::string> of(const std::vector<std::string_view>& values) const;

 private:
  std::vector<MatchKey> keys_;
  std::vector<std::string> columns_;
  KeyedHash hash_;
};

/// What two members compare to know that they hold the same secret: 16 figures of hex.
[[nodiscard]] std::string check_value(std::string_view secret, const KeyedHashMaker& hmac);

}  // namespace outturn::sealed
