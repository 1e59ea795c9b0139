// Numbers that the state gives to a person: National Insurance and NHS numbers.
//
// NINO: HMRC, National Insurance Manual NIM39110: two letters (neither D, F, I, Q, U, V; the second no
// O; not BG, GB, KN, NK, NT, TN, ZZ), six digits, a suffix A to D, or none written. Temporary numbers
// (TN, date of birth, sex) are unknown: they hold no more than other fields do. NHS number: NHS Data
// Dictionary: ten digits, the last a check digit modulo 11. Numbers of the Scottish range (CHI) begin
// with the date of birth. An invalid number stays, marked: a slip is still evidence for comparison.
#pragma once

#include <string>
#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

/// "AB123456C", or "AB123456" when no suffix was written.
[[nodiscard]] Standard standardise_nino(std::string_view text);
[[nodiscard]] bool is_valid_nino(std::string_view nino);
/// Without the suffix, which the number is unique without and which is often left out.
[[nodiscard]] std::string_view nino_key(std::string_view nino);

/// "9434765919"
[[nodiscard]] Standard standardise_nhs_number(std::string_view text);
[[nodiscard]] bool is_valid_nhs_number(std::string_view ten_digits);

}  // namespace outturn::linkage
