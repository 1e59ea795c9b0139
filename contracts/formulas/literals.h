// What is written in an expression as it stands: numbers, and names of codes and readings. It must never
// read a column.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// Small whole numbers stand in the formula; every other number becomes a term with a cell.
[[nodiscard]] NodeId literal(Workings& work, const Exact& value, const QType& type, const Scope& scope,
                             Span span);
/// The row a code names in its card, or the number of a reading.
[[nodiscard]] NodeId named_row(Workings& work, const ContractTables& tables, const Expr& said);

}  // namespace outturn::compile
