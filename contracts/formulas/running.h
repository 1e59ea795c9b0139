// State over rows: totals so far, the largest so far, the row above (design/columns.md sections 2, 3
// and 5). Each is a column that reads its own row above, so it costs one step a row.
// They must never look at a row below.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// `sum(x so far)`, `count(x before for this person)`, `largest(x so far where ...)`.
/// What `expr` takes together, over the rows up to each row, whatever its own reach.
[[nodiscard]] Lowered lower_up_to(const Ground& on, const Expr& expr, const Scope& scope);
[[nodiscard]] Lowered lower_running(const Ground& on, const Expr& expr, const Scope& scope);
/// `previous(x, at first y)`
[[nodiscard]] Lowered lower_previous(const Ground& on, const Expr& expr, const Scope& scope);

}  // namespace outturn::compile
