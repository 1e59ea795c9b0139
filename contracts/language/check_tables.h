// Dated values, rate cards and bands: no gap, no overlap, nothing outside the contract. Internal to
// the checker.
#pragma once

#include <utility>
#include <vector>

#include "contracts/language/check_expression.h"

namespace outturn::language {

/// Problems D1 to D7 and T10; puts dated values and bands in order.
void check_tables(Contract& contract, const Names& names, const ExpressionChecker& tell);

/// Every list of clauses of the contract with the place of what cites it.
[[nodiscard]] std::vector<std::pair<const std::vector<Clause>*, Span>> every_clause(const Contract& contract);

}  // namespace outturn::language
