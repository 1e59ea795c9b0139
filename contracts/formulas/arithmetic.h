// Operators and functions of an expression, and when their result is known: a division by 0, a root of less
// than 0 and the like are unknown, never an error. They must never know what their operands are.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// `a + b`, `a and b`, `a < b`, a code or reading compared with its name.
[[nodiscard]] Lowered lower_binary(const Ground& on, const Expr& expr, const Scope& scope);
/// `a within 3 months after b`: b <= a <= b + L, both ends included.
[[nodiscard]] Lowered lower_within(const Ground& on, const Expr& expr, const Scope& scope);
/// `if known(a) then a else b`
[[nodiscard]] Lowered lower_choose(const Ground& on, const Expr& expr, const Scope& scope);
/// `min(a, b)`, `year(d)` and the other plain functions.
[[nodiscard]] Lowered lower_function(const Ground& on, const Expr& expr, const Scope& scope);
/// The argument of root(...), known where it has a root.
[[nodiscard]] Lowered lower_root(const Ground& on, const Expr& expr, const Scope& scope);

}  // namespace outturn::compile
