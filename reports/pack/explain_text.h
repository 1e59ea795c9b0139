// An explanation as a person reads it on a terminal, and as JSON.
#pragma once

#include <functional>
#include <string>

#include "engine/explain/explain.h"

namespace outturn::pack {

/// Where a value stands in the workbook, "Claims!H12"; empty where it does not.
using CellOfWorkbook = std::function<std::string(calc::ColumnId column, std::size_t row)>;

/// Indented plain text, wrapped to 100 columns, ending with a line end. Text from evidence is made
/// safe for a terminal. Side by side for each figure: its formula, the line of the contract or of the
/// evidence, its cell of the workbook (where `cell` says so), the clauses; the rows beneath below it.
[[nodiscard]] std::string explanation_text(const calc::Explanation& explanation,
                                           const CellOfWorkbook& cell = {});

/// The same tree as JSON, keys in a fixed order, ending with a line end.
[[nodiscard]] std::string explanation_json(const calc::Explanation& explanation,
                                           const CellOfWorkbook& cell = {});

}  // namespace outturn::pack
