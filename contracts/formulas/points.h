// A place on the line between two knots (design/columns.md C2). It must never know where the number comes
// from that is looked up.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// y + (x - x0) * slope on the line whose knot is the last one reached.
[[nodiscard]] Lowered lower_points(const Ground& on, const Expr& expr, const Scope& scope);

}  // namespace outturn::compile
