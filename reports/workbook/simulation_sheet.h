// The Simulation sheet of each savings case that is simulated. Internal to reports/workbook.
#pragma once

#include <string>

#include "reports/workbook/book.h"

namespace outturn::workbook {

/// "Simulation", "Simulation 2": numbered as the savings cases are.
[[nodiscard]] std::string simulation_sheet_name(std::size_t index);
void simulation_sheet(Book& book, SheetId id, std::size_t index);

}  // namespace outturn::workbook
