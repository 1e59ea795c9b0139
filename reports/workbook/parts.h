// Formulas over frames that are cut into parts.
//
// A frame longer than a sheet stands on several sheets of one shape. Row numbers in links keep
// counting through; a formula finds the part by comparing with multiples of rows_a_sheet, a named
// cell on Inputs. Sums take all parts; the first row of a later part looks back at the part before.
#pragma once

#include "engine/calc/sheet_form.h"
#include "reports/workbook/layout.h"

namespace outturn::workbook {

/// Which rows a formula is printed for.
struct PartRows {
  std::size_t part = 0;
  bool first = false;  ///< only the first row of the part
};

/// The formula as the rows of a part need it. Ranges name their part (from 1) in `index`; 0 means
/// all parts, as SUM, MIN and MAX take them.
[[nodiscard]] calc::SheetFormula for_part(const calc::SheetFormula& formula, const Layout& layout,
                                          calc::ColumnId column, PartRows rows);

}  // namespace outturn::workbook
