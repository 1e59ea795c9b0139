// How a column of rows looks: its kind of cell, its marker in row 3, its width.
#pragma once

#include <string>
#include <vector>

#include "reports/workbook/book.h"

namespace outturn::workbook {

[[nodiscard]] Look look_of(const Book& book, calc::ColumnId column);
/// "Input", "Formula", "Check": row 3 says in words what the colour says.
[[nodiscard]] std::string marker_words(Look look);
/// Characters of the longest key of the frame.
[[nodiscard]] std::size_t longest_key(const calc::Frame& frame);
/// Characters of the longest of these.
[[nodiscard]] std::size_t longest(const std::vector<std::string>& words);
/// Characters of the column's widest cell.
[[nodiscard]] double widest(const Book& book, calc::ColumnId column);

}  // namespace outturn::workbook
