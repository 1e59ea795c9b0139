// A formula said in words, for the list of distinct formulas and the results.
#pragma once

#include <string>

#include "engine/calc/graph.h"

namespace outturn::workbook {

/// "min(earned, cap less paid before)": the names are those of headings.
[[nodiscard]] std::string in_words(const calc::Graph& graph, calc::ColumnId column);

}  // namespace outturn::workbook
