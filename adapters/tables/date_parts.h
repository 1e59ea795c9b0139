// The numbers and the month's name in a date as people write it, for saying what was likely meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outturn::tables {

struct DateParts {
  std::vector<std::string_view> numbers;  ///< runs of digits, in order
  int named_month = 0;                    ///< 1-12 when a month is written as a word
  bool one_separator = false;             ///< the same single / - or . between all numbers
};

[[nodiscard]] DateParts date_parts(std::string_view text);

/// The value of up to nine digits.
[[nodiscard]] int value_of(std::string_view digits);

/// "2011-12-31"; empty when there is no such day.
[[nodiscard]] std::string iso_day(int year, int month, int day);

/// What the parts can mean: "2011-12-31", or both "2011-04-03" and "2011-03-04" for 03/04/2011.
/// Two-digit years are read as 20yy up to 49, else 19yy.
[[nodiscard]] std::vector<std::string> readings(const DateParts& parts);

}  // namespace outturn::tables
