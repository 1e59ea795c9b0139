// Days counted without those a calendar leaves out: both ways (how many days count, which day completes a
// number of them) are a search and arithmetic (design/columns.md, "13 weeks not counting holidays").
// They must never know why a day does not count.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// `days_between(a, b)`, and the same `not counting` a calendar.
[[nodiscard]] Lowered lower_days_between(const Ground& on, const Expr& expr, const Scope& scope);
/// `date_after(a, 13 weeks)`: the day that completes the length, its first day included.
[[nodiscard]] Lowered lower_date_after(const Ground& on, const Expr& expr, const Scope& scope);

}  // namespace outturn::compile
