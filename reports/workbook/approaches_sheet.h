// The sheets Approaches: what each approach costs and brings, side by side. Internal to reports/workbook.
#pragma once

#include "reports/workbook/book.h"

namespace outturn::workbook {

/// "Approaches", "Approaches 2"
[[nodiscard]] std::string approaches_sheet_name(std::size_t index);
void approaches_sheet(Book& book, SheetId id, std::size_t index);

}  // namespace outturn::workbook
