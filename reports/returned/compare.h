// Two books laid side by side, sheet by sheet and cell by cell: what was changed in the second.
//
// It tells what is different and never why it matters: places.h says what a cell is, effects.h what a change
// does. Stored results of formulas that stand unchanged are left to stored_results(), since they follow from
// other changes. It must never know what a contract is.
#pragma once

#include "reports/returned/row_moves.h"

namespace outturn::returned {

enum class Change : std::uint8_t {
  value,             ///< a number or words became others
  formula,           ///< a formula became another
  formula_to_value,  ///< a formula was written over with a number or words
  value_to_formula,
  emptied,
  added,
  stored  ///< the formula stands, its stored result is not what it gives
};

struct CellChange {
  Change change = Change::value;
  std::uint32_t sheet = 0;  ///< of the expected book
  std::uint32_t row = 0;    ///< there; of an added cell, in the returned book
  std::uint32_t column = 0;
  std::uint32_t row_back = 0;  ///< in the returned book
  CellContent had;
  CellContent has;
};

struct SheetChange {
  enum class What : std::uint8_t {
    missing,
    added,
    renamed,
    rows_put_in,
    rows_taken_out,
    sorted,
    columns_moved
  };
  What what = What::missing;
  std::string sheet;
  std::string words;                ///< the new name, a heading, a key
  std::vector<std::uint32_t> rows;  ///< put in: of the returned book; taken out: of the expected
};

struct NameChange {
  std::string name;
  std::string had;  ///< empty: was not there
  std::string has;
};

struct Comparison {
  std::vector<SheetChange> sheets;
  std::vector<NameChange> names;
  std::vector<CellChange> cells;
  std::vector<std::uint32_t> partner;  ///< by sheet of the expected book: of the returned one, or `gone`
  std::size_t formulas = 0;            ///< compared
  std::size_t others = 0;
  std::size_t stored_differ = 0;  ///< formulas that stand, whose stored result is another
  bool shape_holds = true;        ///< no sheet or row stands elsewhere

  [[nodiscard]] bool same() const {
    return sheets.empty() && names.empty() && cells.empty() && stored_differ == 0;
  }
};

/// Headings of all sheets stand in `heading_row`.
[[nodiscard]] Comparison compare(const BookCells& expected, const BookCells& back, Texts& texts,
                                 std::uint32_t heading_row);

/// Formulas alike in both books whose stored results differ by more than the last digits a spreadsheet shows.
/// Only of sheets that stand alike in both.
[[nodiscard]] std::vector<CellChange> stored_results(const BookCells& expected, const BookCells& back,
                                                     const Comparison& found);

/// Numbers within the last of the 15 digits a spreadsheet keeps.
[[nodiscard]] bool same_number(double a, double b);

}  // namespace outturn::returned
