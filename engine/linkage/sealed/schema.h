// What is encoded and how: the text that all members of a linkage agree on, one statement a line.
//
//   bits 1024                                         length of the filter, a power of two
//   record rec_id                                     the column that names a record
//   field surname as words, grams 2, bits 90          bits: how many a whole value sets at most
//   field date_of_birth as date, grams 1 placed, bits 90   placed: a gram counts at its place only
//   match date_of_birth, surname first 4              columns that must agree exactly, together
//   hardening salt date_of_birth first 4, balance, fold, flip 2%
//
// "bits" is the weight of a field and stays the same however long a value is (the "bits per feature"
// of clkhash), so that long addresses don't drown short names. A schema that says nothing of hardening
// is hardened all the same (see default_hardening). Nothing of values, keys or files is known here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::sealed {

/// The form a value is brought to before it is cut into grams.
enum class Form : std::uint8_t { words, code, digits, date, written };

struct Field {
  std::string name;
  Form form = Form::words;
  std::uint32_t grams = 2;  ///< letters in a gram
  bool placed = false;      ///< a gram is another one at another place
  std::uint32_t bits = 0;
  friend bool operator==(const Field&, const Field&) = default;
};

/// The salt of a record: the first letters of a field that should never change, such as a year of birth.
struct Salt {
  std::string field;
  Form form = Form::date;
  std::uint32_t first = 4;
  friend bool operator==(const Salt&, const Salt&) = default;
};

/// Changes made to a finished filter, in this order; see hardening.h.
struct Hardening {
  std::optional<Salt> salt;
  bool balance = false;
  bool fold = false;
  std::uint32_t flips_per_mille = 0;
  friend bool operator==(const Hardening&, const Hardening&) = default;
};
[[nodiscard]] Hardening default_hardening();

/// A part of a match key: a field's whole value, or its first letters (first > 0).
struct KeyPart {
  std::string field;
  Form form = Form::code;
  std::uint32_t first = 0;
  friend bool operator==(const KeyPart&, const KeyPart&) = default;
};
using MatchKey = std::vector<KeyPart>;

struct Schema {
  std::uint32_t bits = 1024;
  std::string record;
  std::vector<Field> fields;
  std::vector<MatchKey> keys;
  Hardening hardening = default_hardening();
  friend bool operator==(const Schema&, const Schema&) = default;

  /// Bits of a finished encoding; 0 when no field is encoded and only match keys are made.
  [[nodiscard]] std::uint32_t encoded_bits() const;
  /// Every column the schema reads, each once: the record's name first.
  [[nodiscard]] std::vector<std::string> columns() const;
};

/// Reads a schema; problems (code P) tell all that is wrong with it.
[[nodiscard]] Schema parse_schema(const SourceFile& source, Problems& problems);

/// The one text of a schema: two schemas that encode alike have the same. Its digest names the schema.
[[nodiscard]] std::string schema_text(const Schema& schema);

[[nodiscard]] std::string_view word_of(Form form);

}  // namespace outturn::sealed
