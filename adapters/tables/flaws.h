// Every kind of flaw an evidence file can have, by its number: problem E41 is thousands_comma.
//
// Numbers are public (people search for them): never reuse one. E1-E99 belong to the table reader;
// later checks of evidence (links between tables, dates outside the contract) start at E100.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::tables {

enum class Flaw : std::uint8_t {
  none = 0,
  // the file as a whole
  empty_file = 1,
  other_kind_of_file = 2,
  utf16 = 3,
  not_utf8 = 4,
  other_delimiter = 5,
  old_line_ends = 6,
  lines_above_header = 7,
  no_rows = 8,
  not_one_row = 9,
  // the header
  missing_column = 10,
  repeated_column = 11,
  nameless_column = 12,
  unused_columns = 13,
  // rows
  ragged_row = 20,
  blank_line = 21,
  unclosed_quote = 22,
  text_after_quote = 23,
  bare_quote = 24,
  cell_over_lines = 25,
  control_character = 26,
  invisible_character = 27,
  lost_character = 28,
  // nothing where something is needed
  missing = 30,
  unknown_word = 31,
  sheet_error = 32,
  not_shown = 33,
  // numbers
  not_a_number = 40,
  thousands_comma = 41,
  currency_sign = 42,
  decimal_comma = 43,
  exponent = 44,
  parentheses = 45,
  leading_plus = 46,
  percent_sign = 47,
  too_many_places = 48,
  too_many_digits = 49,
  no_percent_sign = 50,
  out_of_range = 51,
  // dates
  not_a_date = 60,
  day_and_month = 61,
  impossible_date = 62,
  date_with_time = 63,
  date_serial = 64,
  short_year = 65,
  date_too_far = 66,
  // yes and no
  not_a_truth = 70,
  // keys and links
  not_a_key = 80,
  formula_key = 81,
  long_key = 82,
  repeated_key = 83,
  key_but_for_case = 84,
  // text
  long_text = 85,
  formula_text = 86,
  // how many more there are
  not_listed = 99,
};

/// What to tell the person who can mend it; see Problem.
struct Advice {
  std::string what;
  std::vector<std::string> why;
  std::vector<std::string> mend;
  std::string mend_all;  ///< for a whole column of the same flaw; empty: as `mend`
};

/// A flaw found in a cell, with the earlier row it clashes with (keys only).
struct Finding {
  Flaw flaw = Flaw::none;
  std::uint32_t other_line = 0;
  std::string_view other_word;
};

/// Where in the file: the bytes concerned, and the start of the line they are on.
struct Place {
  std::uint32_t line = 0;
  const char* line_start = nullptr;
  std::string_view text;
};

}  // namespace outturn::tables
