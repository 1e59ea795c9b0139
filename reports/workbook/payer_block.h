// The part of a Savings sheet on who pays: what each budget saves, what it pays, and when it is ahead.
// Internal to reports/workbook.
#pragma once

#include "reports/workbook/row_cells.h"

namespace outturn::workbook {

void payer_block(Book& book, SheetId id, const std::string& sheet, PageBlock& block,
                 const calc::SavingsRecord& record);

}  // namespace outturn::workbook
