// The auditable workbook of a run: the graph printed as live formulas.
//
// Every column with a formula becomes a column of formulas, one formula a column, each cell storing
// the engine's own value; inputs become unlocked cells with their source. Sheets, laws, styles and
// checks follow design/workbook.md (docs/workbook.md tells a reader). It must never know the
// contract language, and nothing else in the project may call libxlsxwriter.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/calc/record.h"

namespace outturn::workbook {

struct Options {
  /// Most data rows on one sheet; longer frames are split over sheets. Lowered only by tests.
  std::size_t rows_a_sheet = 1'000'000;
  /// From this many rows on, cells are written as they come and memory stays bounded.
  std::size_t bounded_memory_from = 20'000;
};

/// What was written, for the Audit sheet, the terminal and the tests.
struct Written {
  std::size_t sheets = 0;
  std::size_t formula_cells = 0;
  std::size_t distinct_formulas = 0;
  std::size_t input_cells = 0;
};

/// Writes the workbook to `path` (a file that does not exist yet). Problems are of family W.
[[nodiscard]] Written write_workbook(const calc::Run& run, const std::string& path, const Options& options,
                                     Problems& problems);

}  // namespace outturn::workbook
