// Whole columns come to one value, and the rows of one person to one total.
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

using language::ExprKind;
using language::Quantity;

/// count(claims): the rows themselves.
bool Compiler::counts_rows(const Expr& expr) const {
  const Expr& what = *expr.args[0];
  return expr.word == "count" && what.kind == ExprKind::name && what.path.size() == 1 &&
         names_.input(what.path[0]) != nullptr;
}

/// What each row adds or whether it counts, 0 where the condition does not hold.
Lowered Compiler::counted_part(const Expr& expr, Scope& inner) {
  const Expr& what = *expr.args[0];
  const bool counts = expr.word == "count";
  Lowered part = counts_rows(expr) ? Lowered{graph_.truth(true, what.span), none} : lower(what, inner);
  if (!expr.filter) return part;
  const Lowered condition = lower(*expr.filter, inner);
  const NodeId known =
      part.known == none
          ? none
          : graph_.make(Op::choose, {condition.value, part.known, graph_.truth(true)}, expr.span);
  part.value = counts && known == none
                   ? both(condition.value, part.value, expr.span)
                   : graph_.make(Op::choose, {condition.value, part.value, zero_of(part.value)}, expr.span);
  part.known = known == none ? condition.known : once_known(condition.known, known, expr.span);
  return part;
}

/// What is added up or counted gets a column of its own unless it is one already.
ColumnId Compiler::part_column(const Expr& expr, const Lowered& part, Scope& inner) {
  const calc::Node& node = graph_.node(part.value);
  if (node.op == Op::this_row && part.known == none) return node.column;
  const bool counts = expr.word == "count";
  calc::Column made = column_of(inner, inner.owner + "_part", node.type);
  made.unit =
      unit_of(counts ? QType{Quantity::truth, "", false, 0, false, false, false, false} : expr.args[0]->type);
  made.title = "Part of " + in_words(inner.owner);
  made.meaning = counts ? "1 where the row counts for " + inner.owner : "what the row adds to " + inner.owner;
  return add(std::move(made), guarded(part, expr.span));
}

Lowered Compiler::lower_aggregate(const Expr& expr, Scope& scope) {
  if (expr.reach != language::Reach::all) return lower_running(expr, scope);
  EvidenceFrame* rows = evidence_of_kind(expr.word_kind);
  Scope inner = scope;
  inner.frame = rows->frame;
  inner.each = expr.word_kind;
  inner.surely_known.clear();
  if (expr.filter && (expr.word == "smallest" || expr.word == "largest")) return chosen_extreme(expr, inner);
  const Lowered part = counted_part(expr, inner);
  if (counts_rows(expr) && expr.path.empty() && !expr.filter) {
    return {graph_.ref(Op::rows_of, graph_.frame(rows->frame).key_column, expr.span), none};
  }
  const ColumnId column = part_column(expr, part, inner);
  if (!expr.path.empty()) return {group_total(expr, column, scope), group_known(part, inner, scope, expr)};
  const Op op = expr.word == "count" || expr.word == "sum" ? Op::sum_of
                : expr.word == "smallest"                  ? Op::least_of
                                                           : Op::greatest_of;
  Lowered out{graph_.ref(op, column, expr.span), none};
  out.known = none_unknown(part, inner, scope, expr);
  return out;
}

/// The largest of the rows that meet a condition; unknown where none does. A row that does not meet it gets
/// the smallest of all, which can't be larger than one that does.
Lowered Compiler::chosen_extreme(const Expr& expr, Scope& inner) {
  const Lowered of = lower(*expr.args[0], inner);
  const Lowered condition = lower(*expr.filter, inner);
  const ColumnId all = column_for(guarded(of, expr.span), "_part", "Part of " + in_words(inner.owner), inner);
  const ColumnId meets = column_for(guarded(condition, expr.span), "_meets", "Counts", inner);
  const bool largest = expr.word == "largest";
  const NodeId neutral = graph_.ref(largest ? Op::least_of : Op::greatest_of, all, expr.span);
  const ColumnId chosen = column_for(graph_.make(Op::choose,
                                                 {graph_.ref(Op::this_row, meets, expr.span),
                                                  graph_.ref(Op::this_row, all, expr.span), neutral},
                                                 expr.span),
                                     "_chosen", "Of those that count", inner);
  Lowered out{graph_.ref(largest ? Op::greatest_of : Op::least_of, chosen, expr.span), none};
  out.known =
      graph_.make(Op::more, {graph_.ref(Op::sum_of, meets, expr.span), graph_.literal(Exact(0))}, expr.span);
  const NodeId known =
      of.known == none ? none
                       : graph_.make(Op::choose, {condition.value, of.known, graph_.truth(true)}, expr.span);
  Lowered part{chosen, known == none ? condition.known : once_known(condition.known, known, expr.span)};
  out.known = both(out.known, none_unknown(part, inner, inner, expr), expr.span);
  return out;
}

/// The total of one person's rows is known when each of these is.
NodeId Compiler::group_known(const Lowered& part, Scope& inner, Scope& scope, const Expr& expr) {
  if (part.known == none) return none;
  const NodeId unknown = graph_.make(Op::no, {part.known}, expr.span);
  const ColumnId flags = column_for(unknown, "_part_unknown", "Part unknown", inner);
  return graph_.make(Op::equal, {group_total(expr, flags, scope), graph_.literal(Exact(0))}, expr.span);
}

/// Known when every row is.
NodeId Compiler::none_unknown(const Lowered& part, Scope& inner, Scope& scope, const Expr& expr) {
  if (part.known == none) return none;
  calc::Column made = column_of(inner, scope.owner + "_part_known", calc::truth_type);
  made.title = "Part known";
  const ColumnId known = add(std::move(made), part.known);
  return graph_.make(Op::equal,
                     {graph_.ref(Op::sum_of, known, expr.span), graph_.ref(Op::rows_of, known, expr.span)},
                     expr.span);
}

/// sum(x for this person): a running total along the rows of the same person, read at its last row.
NodeId Compiler::group_total(const Expr& expr, ColumnId part, Scope& scope) {
  EvidenceFrame* child = evidence_of_kind(expr.word_kind);
  const std::string& link_name = expr.path[0];
  const ColumnId running = running_total(*child, part, {link_name}, scope, expr.span);
  const ColumnId last = last_row_link(*child, link_name, scope.frame);
  const NodeId row = graph_.ref(Op::this_row, last, expr.span);
  const NodeId zero = graph_.literal(Exact(0));
  return graph_.make(
      Op::choose,
      {graph_.make(Op::equal, {row, zero}), zero, graph_.linked(Op::at_row, running, row, expr.span)},
      expr.span);
}

}  // namespace outturn::compile
