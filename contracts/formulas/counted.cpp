#include "contracts/formulas/counted.h"

#include "contracts/formulas/formulas.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

using language::ExprKind;
using language::Quantity;

bool counts_rows(const language::Names& names, const Expr& expr) {
  const Expr& what = *expr.args[0];
  return expr.word == "count" && what.kind == ExprKind::name && what.path.size() == 1 &&
         names.input(what.path[0]) != nullptr;
}

namespace {

/// Of rows where known(x) holds, x is known.
Scope within(const Ground& on, const Expr* filter, Scope scope) {
  if (filter == nullptr || filter->kind != ExprKind::call || filter->word != "known") return scope;
  const NodeId known = on.formulas.lower(*filter->args[0], scope).known;
  if (known != none && on.work.graph.node(known).column != none)
    scope.surely_known.insert(on.work.graph.node(known).column);
  return scope;
}

}  // namespace

Lowered counted_part(const Ground& on, const Expr& expr, const Scope& inner) {
  calc::Graph& graph = on.work.graph;
  const Expr& what = *expr.args[0];
  const bool counts = expr.word == "count";
  Lowered part = counts_rows(on.work.names, expr)
                     ? Lowered{graph.truth(true, what.span), none}
                     : on.formulas.lower(what, within(on, expr.filter.get(), inner));
  if (!expr.filter) return part;
  const Lowered condition = on.formulas.lower(*expr.filter, inner);
  const NodeId known =
      part.known == none
          ? none
          : graph.make(Op::choose, {condition.value, part.known, graph.truth(true)}, expr.span);
  const bool asked = expr.filter->kind == ExprKind::call && expr.filter->word == "known";
  part.value =
      counts && known == none && !asked  // AND would read what is not known too
          ? both(graph, condition.value, part.value, expr.span)
          : graph.make(Op::choose, {condition.value, part.value, zero_of(graph, part.value)}, expr.span);
  part.known = known == none ? condition.known : once_known(graph, condition.known, known, expr.span);
  return part;
}

ColumnId part_column(Workings& work, const Expr& expr, const Lowered& part, const Scope& inner) {
  const calc::Node& node = work.graph.node(part.value);
  if (node.op == Op::this_row && part.known == none) return node.column;
  const bool counts = expr.word == "count";
  calc::Column made = work.column_of(inner, inner.owner + "_part", node.type);
  made.unit =
      unit_of(counts ? QType{Quantity::truth, "", false, 0, false, false, false, false} : expr.args[0]->type);
  made.title = "Part of " + in_words(inner.owner);
  made.meaning = counts ? "1 where the row counts for " + inner.owner : "what the row adds to " + inner.owner;
  return work.add(std::move(made), guarded(work.graph, part, expr.span));
}

}  // namespace outturn::compile
