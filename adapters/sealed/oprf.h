// An oblivious pseudorandom function: one side has a key, the other a value; the second learns the keyed
// hash of its value and nothing of the key, the first learns nothing at all.
//
// RFC 9497, OPRF(P-256, SHA-256), mode 0x00; hashing to the curve after RFC 9380
// (P256_XMD:SHA-256_SSWU_RO_). The curve is OpenSSL's. Values are strings of bytes: a scalar has 32, an
// element 33 (compressed). Meant for batches at a member's desk: it does not hide how long it takes
// from someone who watches the same machine. Must never know whose values they are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace outturn::sealed {

class Oprf {
 public:
  Oprf();
  ~Oprf();
  Oprf(const Oprf&) = delete;
  Oprf& operator=(const Oprf&) = delete;

  /// DeriveKeyPair: the secret key from 32 random bytes.
  [[nodiscard]] std::string derive_key(std::string_view seed, std::string_view info) const;
  /// A scalar drawn from `seed` and `number`, to blind one value.
  [[nodiscard]] std::string derive_blind(std::string_view seed, std::string_view number) const;

  /// Blind: the element sent to the side with the key.
  [[nodiscard]] std::string blind(std::string_view input, std::string_view scalar) const;
  /// BlindEvaluate; nullopt when `element` is no element of the group.
  [[nodiscard]] std::optional<std::string> evaluate(std::string_view key, std::string_view element) const;
  /// Finalize: 32 bytes; nullopt as above.
  [[nodiscard]] std::optional<std::string> finalize(std::string_view input, std::string_view scalar,
                                                    std::string_view evaluated) const;
  /// Evaluate: what finalize gives in the end, by the side with the key, of a value of its own.
  [[nodiscard]] std::string evaluate_own(std::string_view key, std::string_view input) const;

 private:
  class Curve;
  std::unique_ptr<Curve> curve_;
};

/// expand_message_xmd with SHA-256 (RFC 9380, 5.3.1).
[[nodiscard]] std::string expand_message(std::string_view message, std::string_view tag, std::size_t length);

}  // namespace outturn::sealed
