// Conditions joined by `and` and `or`, with three answers: yes, no and not known. One that is known to fail
// settles an `and`, one that is known to hold an `or`, whatever the others are. It must never know what a
// condition decides.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// The parts of `a and (b and c)`, or of an `or`, in the order written.
void parts_joined(const Expr& expr, const std::string& word, std::vector<const Expr*>& out);
/// 1 where it is known to hold.
[[nodiscard]] NodeId holds(calc::Graph& graph, const Lowered& of, Span span);
/// 1 where it is not known to fail.
[[nodiscard]] NodeId may_hold(calc::Graph& graph, const Lowered& of, Span span);

[[nodiscard]] Lowered lower_joined(const Ground& on, const Expr& expr, const Scope& scope);

}  // namespace outturn::compile
