// One way of writing a formula, so that two programs' texts of the same formula are the same text.
//
// Settled: the leading =, blanks that part nothing, the case of functions and of cell letters, quotes around
// sheet names that need none, digits of numbers (0.10 is 0.1), the mark _xlfn. of files. Kept: $ signs,
// order, brackets, texts in quotes. Rows without $ are written as a distance from the formula's own row, so
// that a formula filled down is one text. It must never know what a formula means.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace outturn::returned {

/// A cell named in a formula.
struct CellName {
  std::string sheet;    ///< as written before it, without quotes; empty: the formula's own
  std::string letters;  ///< in capitals
  std::uint32_t row = 0;
  bool column_fixed = false;
  bool row_fixed = false;
  bool ends_range = false;  ///< stands after the colon
};

/// The settled text of a formula in `row` (from 0). A shared formula is written `columns` right of its
/// master.
[[nodiscard]] std::string settled_form(std::string_view formula, std::uint32_t row, int columns = 0);

/// As a person reads it in `row`, without =.
[[nodiscard]] std::string formula_at(std::string_view settled, std::uint32_t row);

/// `formula` (as people read it) with each cell and sheet name passed through the two functions.
[[nodiscard]] std::string renamed_form(std::string_view formula, const std::function<void(CellName&)>& cell,
                                       const std::function<std::string(const std::string&)>& sheet);

}  // namespace outturn::returned
