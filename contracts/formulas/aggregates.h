// Whole columns come to one value, and the rows of one person to one total. They must never
// know what is added up, only that each row has a part of it (counted.h).
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// `sum(x)`, `count(claims where ...)`, `largest(x)`, `sum(x for this person)`.
[[nodiscard]] Lowered lower_aggregate(const Ground& on, const Expr& expr, const Scope& scope);

}  // namespace outturn::compile
