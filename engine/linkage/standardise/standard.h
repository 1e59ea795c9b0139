// A value made comparable, and how it was made so.
//
// Every source writes the same fact in its own way; linkage compares standard forms. Nothing is
// lost on the way: each step keeps what stood there before, so the first step holds the original.
// This header must never know what a column means or what it will be compared with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn::linkage {

/// What was done to a value, or what was seen in it. words() says each in plain English.
enum class ChangeKind : std::uint8_t {
  // The value was written in another way.
  blanks,
  case_or_accents,
  broken_characters,
  punctuation,
  title_off,
  suffix_off,
  particle_joined,
  family_name_first,
  spelt_out,
  legal_form,
  leading_the,
  date_form,
  time_off,
  century_assumed,
  day_month_exchanged,
  postcode_form,
  letter_for_digit,
  leading_zero_restored,
  number_form,
  currency_off,
  first_of_several,
  extension_off,
  international_form,
  code_in_words,
  // The value stands as it is, and something is to be known about it.
  default_date,
  first_of_january,
  partial_date,
  partial_postcode,
  special_postcode,
  not_a_uk_postcode,
  invalid_nino,
  invalid_nhs_number,
  scottish_number,
  test_number,
  invalid_email,
  foreign_number,
  invalid_phone,
  not_a_number,
  not_a_known_code,
  // The value is taken for unknown.
  empty,
  placeholder,
  nothing_left,
  impossible_date,
  unreadable_date,
  pseudo_postcode,
  temporary_number,
};

/// "a title was taken off"
[[nodiscard]] std::string_view words(ChangeKind kind);

/// One step. `before` is the whole value as it stood before the step; for a mark, the value itself.
struct Correction {
  ChangeKind kind;
  std::string before;
  friend bool operator==(const Correction&, const Correction&) = default;
};

/// A value in standard form. Unknown: `value` is empty and the last change says why.
struct Standard {
  std::string value;
  bool known = true;
  std::vector<Correction> changes;

  [[nodiscard]] bool has(ChangeKind kind) const;
  friend bool operator==(const Standard&, const Standard&) = default;
};

/// What the source wrote, byte for byte.
[[nodiscard]] const std::string& original(const Standard& standard);

/// Writes a Standard step by step, so that no step can forget its trail.
class Trail {
 public:
  explicit Trail(std::string_view original) { standard_.value = original; }

  [[nodiscard]] const std::string& value() const { return standard_.value; }
  /// The value is now `next`; a step that changes nothing leaves no trace.
  void become(ChangeKind kind, std::string next);
  /// The value stands; `kind` is to be known about it.
  void mark(ChangeKind kind) { standard_.changes.push_back({kind, standard_.value}); }
  [[nodiscard]] Standard known() { return std::move(standard_); }
  [[nodiscard]] Standard unknown(ChangeKind why);

 private:
  Standard standard_;
};

}  // namespace outturn::linkage
