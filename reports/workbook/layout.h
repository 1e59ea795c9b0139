// Which sheet each column stands on: sheets follow the graph.
//
// A kind of row in one order gets a sheet; a column that needs a sheet further to the right gets a
// further sheet of its kind there ("Claims 2"), so that no formula looks to its right. Sheets are
// opened in the order that needs the fewest of them. Single values stand in lists: terms on Inputs,
// judgements on Assumptions, what rows need on Working, results on Payments. A frame longer than a
// sheet is cut into parts of the same shape. This file must never write anything.
#pragma once

#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/calc/record.h"
#include "reports/workbook/names.h"
#include "reports/workbook/workbook.h"

namespace outturn::workbook {

inline constexpr std::uint32_t heading_row = 3;
inline constexpr std::uint32_t first_data_row = 4;  ///< row 5 as people count
inline constexpr std::uint32_t value_column = 1;    ///< B, in lists of single values

/// Name of the cell that holds the rows of a part, where a frame has several.
inline constexpr const char* rows_a_sheet = "rows_a_sheet";

enum class SheetKind : std::uint8_t { inputs, assumptions, table, rows, working, payments };

/// One sheet as people see it: a part of a frame, nearly always the whole.
struct Part {
  std::string name;
  std::size_t first_row = 0;  ///< row of the frame, from 0
  std::size_t rows = 0;
};

/// A sheet of a kind of row at one stage, or a list of single values.
struct SheetPlan {
  SheetKind kind = SheetKind::rows;
  calc::FrameId frame = calc::none;  ///< none: a list
  int stage = 1;                     ///< 1: holds the inputs
  std::vector<Part> parts;
  std::vector<calc::ColumnId> columns;  ///< left to right, or down the list
  bool source_keys = false;             ///< B holds the source's own keys
  bool sources = false;                 ///< the last column holds file lines or clauses

  [[nodiscard]] bool is_list() const { return frame == calc::none; }
};

/// Where a column stands: a sheet (index in Layout::sheets), a column of it, and for single values a row.
struct Place {
  std::uint32_t sheet = calc::none;
  std::uint32_t column = 0;
  std::uint32_t row = 0;
};

struct Layout {
  std::vector<SheetPlan> sheets;  ///< left to right, between Contents and Checks
  std::vector<Place> places;      ///< by column
  std::size_t rows_a_part = 0;
  bool split = false;  ///< some frame has more than one part
  bool has_empty_frame = false;
  SheetNames names;  ///< all taken so far

  [[nodiscard]] const SheetPlan& sheet_of(calc::ColumnId column) const {
    return sheets[places[column].sheet];
  }
};

/// Problems: W1 a name no workbook can define, W2 more columns than a sheet has.
[[nodiscard]] Layout plan_layout(const calc::Run& run, const Options& options, Problems& problems);

/// Whether the column has cells of its own.
[[nodiscard]] inline bool stands_there(const Layout& layout, calc::ColumnId column) {
  return layout.places[column].sheet != calc::none;
}
/// The cell of a value: "Claims!H12", or with its column fixed "Claims!$H12".
[[nodiscard]] std::string address_of(const Layout& layout, calc::ColumnId column, std::size_t row,
                                     bool fixed_column = false);

/// Order in which sheets are opened: a kind of row (or `working`) and the columns put there.
struct Opened {
  calc::FrameId frame = calc::none;     ///< none: a Working sheet
  std::vector<calc::ColumnId> columns;  ///< with a formula, in order of evaluation
};
/// The fewest sheets, left to right, for the columns of rows and the single values they need
/// (`needed`, by column). Inputs of a frame stand on its first sheet.
[[nodiscard]] std::vector<Opened> open_sheets(const calc::Run& run, const std::vector<bool>& needed,
                                              std::size_t rows_a_part);

}  // namespace outturn::workbook
