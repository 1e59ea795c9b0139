// The Savings sheet of each savings case. Internal to reports/workbook.
#pragma once

#include <string>

#include "reports/workbook/book.h"

namespace outturn::workbook {

/// "Savings", "Savings 2".
[[nodiscard]] std::string savings_sheet_name(std::size_t index);
void savings_sheet(Book& book, SheetId id, std::size_t index);

}  // namespace outturn::workbook
