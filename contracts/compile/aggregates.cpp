// Whole columns come to one value, and the rows of one person to one total.
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

using language::ExprKind;
using language::Quantity;

/// What is added up or counted gets a column of its own unless it is one already.
Lowered Compiler::lower_aggregate(const Expr& expr, Scope& scope) {
  EvidenceFrame* rows = evidence_of_kind(expr.word_kind);
  Scope inner = scope;
  inner.frame = rows->frame;
  inner.each = expr.word_kind;
  inner.surely_known.clear();
  const Expr& what = *expr.args[0];
  const bool counts = expr.word == "count";
  const bool all_rows =
      counts && what.kind == ExprKind::name && names_.input(what.path[0]) != nullptr && what.path.size() == 1;
  Lowered part = all_rows ? Lowered{graph_.truth(true, what.span), none} : lower(what, inner);
  if (expr.filter) {
    const Lowered condition = lower(*expr.filter, inner);
    const NodeId known =
        part.known == none
            ? none
            : graph_.make(Op::choose, {condition.value, part.known, graph_.truth(true)}, expr.span);
    part.value = counts
                     ? both(condition.value, part.value, expr.span)
                     : graph_.make(Op::choose, {condition.value, part.value, zero_of(part.value)}, expr.span);
    part.known = both(condition.known, known, expr.span);
  }
  const calc::Node& node = graph_.node(part.value);
  ColumnId column = node.op == Op::this_row && part.known == none ? node.column : none;
  if (column == none && all_rows && !expr.filter && expr.path.empty()) {
    return {graph_.ref(Op::rows_of, graph_.frame(rows->frame).key_column, expr.span), none};
  }
  if (column == none) {
    calc::Column made = column_of(inner, scope.owner + "_part", graph_.node(part.value).type);
    made.unit =
        unit_of(counts ? QType{Quantity::truth, "", false, 0, false, false, false, false} : what.type);
    made.title = "Part of " + in_words(scope.owner);
    made.meaning =
        counts ? "1 where the row counts for " + scope.owner : "what the row adds to " + scope.owner;
    column = add(std::move(made), guarded(part, expr.span));
  }
  if (!expr.path.empty()) return {group_total(expr, column, scope), none_unknown(part, inner, scope, expr)};
  const Op op = counts || expr.word == "sum" ? Op::sum_of
                : expr.word == "smallest"    ? Op::least_of
                                             : Op::greatest_of;
  Lowered out{graph_.ref(op, column, expr.span), none};
  out.known = none_unknown(part, inner, scope, expr);
  return out;
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
  const std::string holds = "running " + std::to_string(part) + " by " + link_name;
  auto found = made_for_.find(holds);
  if (found == made_for_.end()) {
    const ColumnId earlier = earlier_link(*child, {link_name});
    const calc::Column& of = graph_.column(part);
    calc::Column running;
    running.name = free_name(of.name + "_so_far");
    running.frame = child->frame;
    running.type = of.type.kind == calc::Kind::truth ? calc::whole_type : of.type;
    running.unit = of.type.kind == calc::Kind::truth ? calc::Unit::plain : of.unit;
    running.unit_words = of.unit_words;
    running.title = (of.title.empty() ? in_words(of.name) : of.title) + " so far";
    running.meaning = "running total of the same " + link_name;
    running.clauses = scope.clauses;
    running.span = scope.span;
    const bool truth = of.type.kind == calc::Kind::truth;
    const ColumnId id = add(std::move(running));
    const NodeId row = graph_.ref(Op::this_row, earlier, expr.span);
    const NodeId zero = graph_.literal(Exact(0));
    const NodeId before = graph_.make(
        Op::choose, {graph_.make(Op::equal, {row, zero}), zero, graph_.linked(Op::earlier, id, row)},
        expr.span);
    NodeId here = graph_.ref(Op::this_row, part, expr.span);
    if (truth) here = graph_.make(Op::choose, {here, graph_.literal(Exact(1)), zero});
    graph_.set_formula(id, graph_.make(Op::add, {before, here}, expr.span));
    found = made_for_.emplace(holds, id).first;
  }
  const ColumnId last = last_row_link(*child, link_name, scope.frame);
  const NodeId row = graph_.ref(Op::this_row, last, expr.span);
  const NodeId zero = graph_.literal(Exact(0));
  return graph_.make(
      Op::choose,
      {graph_.make(Op::equal, {row, zero}), zero, graph_.linked(Op::at_row, found->second, row, expr.span)},
      expr.span);
}

}  // namespace outturn::compile
