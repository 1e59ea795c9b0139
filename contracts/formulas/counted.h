// What each row adds to a sum, or whether it counts: what aggregates and running totals share. It must
// never know over which rows it is added up.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// count(claims): the rows themselves.
[[nodiscard]] bool counts_rows(const language::Names& names, const Expr& expr);
/// What each row adds or whether it counts, 0 where the condition does not hold.
[[nodiscard]] Lowered counted_part(const Ground& on, const Expr& expr, const Scope& inner);
/// What is added up or counted gets a column of its own unless it is one already.
[[nodiscard]] ColumnId part_column(Workings& work, const Expr& expr, const Lowered& part, const Scope& inner);

}  // namespace outturn::compile
