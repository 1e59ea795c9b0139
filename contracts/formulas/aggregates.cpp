#include "contracts/formulas/aggregates.h"

#include "contracts/formulas/counted.h"
#include "contracts/formulas/formulas.h"
#include "contracts/formulas/running.h"
#include "contracts/frames/links.h"
#include "contracts/frames/row_above.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

class Aggregate : FormulaMaker {
 public:
  using FormulaMaker::FormulaMaker;

  Lowered value(const Expr& expr, const Scope& scope) {
    if (expr.reach != language::Reach::all) return lower_running(ground_, expr, scope);
    const EvidenceFrame* rows = evidence_.of_kind(expr.word_kind);
    Scope inner = scope;
    inner.frame = rows->frame;
    inner.each = expr.word_kind;
    inner.surely_known.clear();
    const bool extreme = expr.word == "smallest" || expr.word == "largest";
    if (extreme && !expr.path.empty()) return group_extreme(expr, inner, scope);
    if (extreme && expr.filter) return chosen_extreme(expr, inner);
    const Lowered part = counted_part(ground_, expr, inner);
    if (counts_rows(names_, expr) && expr.path.empty() && !expr.filter) {
      return {graph_.ref(Op::rows_of, graph_.frame(rows->frame).key_column, expr.span), none};
    }
    const ColumnId column = part_column(work_, expr, part, inner);
    if (!expr.path.empty()) return {group_total(expr, column, scope), group_known(part, inner, scope, expr)};
    const Op op = expr.word == "count" || expr.word == "sum" ? Op::sum_of
                  : expr.word == "smallest"                  ? Op::least_of
                                                             : Op::greatest_of;
    Lowered out{graph_.ref(op, column, expr.span), none};
    out.known = none_unknown(part, inner, scope, expr);
    return out;
  }

 private:
  /// The largest of the rows that meet a condition; unknown where none does. A row that does not meet it gets
  /// the smallest of all, which can't be larger than one that does.
  Lowered chosen_extreme(const Expr& expr, const Scope& inner) {
    const Lowered of = formulas_.lower(*expr.args[0], inner);
    const Lowered condition = formulas_.lower(*expr.filter, inner);
    const ColumnId all =
        work_.column_for(guarded(graph_, of, expr.span), "_part", "Part of " + in_words(inner.owner), inner);
    const ColumnId meets = work_.column_for(guarded(graph_, condition, expr.span), "_meets", "Counts", inner);
    const bool largest = expr.word == "largest";
    const NodeId neutral = graph_.ref(largest ? Op::least_of : Op::greatest_of, all, expr.span);
    const ColumnId chosen = work_.column_for(graph_.make(Op::choose,
                                                         {graph_.ref(Op::this_row, meets, expr.span),
                                                          graph_.ref(Op::this_row, all, expr.span), neutral},
                                                         expr.span),
                                             "_chosen", "Of those that count", inner);
    Lowered out{graph_.ref(largest ? Op::greatest_of : Op::least_of, chosen, expr.span), none};
    out.known = graph_.make(Op::more, {graph_.ref(Op::sum_of, meets, expr.span), graph_.literal(Exact(0))},
                            expr.span);
    const NodeId known =
        of.known == none
            ? none
            : graph_.make(Op::choose, {condition.value, of.known, graph_.truth(true)}, expr.span);
    Lowered part{chosen,
                 known == none ? condition.known : once_known(graph_, condition.known, known, expr.span)};
    out.known = both(graph_, out.known, none_unknown(part, inner, inner, expr), expr.span);
    return out;
  }

  /// largest(x for this person): the largest so far, read at the last row of the person; unknown of no rows.
  Lowered group_extreme(const Expr& expr, const Scope& inner, const Scope& scope) {
    EvidenceFrame* child = evidence_.of_kind(expr.word_kind);
    const Lowered so_far = lower_up_to(ground_, expr, inner);
    const ColumnId value = work_.column_for(guarded(graph_, so_far, expr.span), "_so_far",
                                            in_words(expr.word) + " so far", inner);
    const NodeId row =
        graph_.ref(Op::this_row, last_row_link(work_, *child, expr.path[0], scope.frame), expr.span);
    const NodeId some = graph_.make(Op::more, {row, graph_.literal(Exact(0))}, expr.span);
    const NodeId read = graph_.linked(Op::at_row, value, row, expr.span);
    Lowered out{graph_.make(Op::choose, {some, read, zero_of(graph_, read)}, expr.span), some};
    if (so_far.known != none) {
      const ColumnId known = work_.column_for(so_far.known, "_so_far_known", "So far known", inner);
      out.known = once_known(graph_, some, graph_.linked(Op::at_row, known, row, expr.span), expr.span);
    }
    return out;
  }

  /// The total of one person's rows is known when each of these is.
  NodeId group_known(const Lowered& part, const Scope& inner, const Scope& scope, const Expr& expr) {
    if (part.known == none) return none;
    const NodeId unknown = graph_.make(Op::no, {part.known}, expr.span);
    const ColumnId flags = work_.column_for(unknown, "_part_unknown", "Part unknown", inner);
    return graph_.make(Op::equal, {group_total(expr, flags, scope), graph_.literal(Exact(0))}, expr.span);
  }

  /// Known when every row is.
  NodeId none_unknown(const Lowered& part, const Scope& inner, const Scope& scope, const Expr& expr) {
    if (part.known == none) return none;
    calc::Column made = work_.column_of(inner, scope.owner + "_part_known", calc::truth_type);
    made.title = "Part known";
    const ColumnId known = work_.add(std::move(made), part.known);
    return graph_.make(Op::equal,
                       {graph_.ref(Op::sum_of, known, expr.span), graph_.ref(Op::rows_of, known, expr.span)},
                       expr.span);
  }

  /// sum(x for this person): a running total along the rows of the same person, read at its last row.
  NodeId group_total(const Expr& expr, ColumnId part, const Scope& scope) {
    EvidenceFrame* child = evidence_.of_kind(expr.word_kind);
    const std::string& link_name = expr.path[0];
    const ColumnId running = running_total(work_, *child, part, {link_name}, scope, expr.span);
    const ColumnId last = last_row_link(work_, *child, link_name, scope.frame);
    const NodeId row = graph_.ref(Op::this_row, last, expr.span);
    const NodeId zero = graph_.literal(Exact(0));
    return graph_.make(
        Op::choose,
        {graph_.make(Op::equal, {row, zero}), zero, graph_.linked(Op::at_row, running, row, expr.span)},
        expr.span);
  }
};

}  // namespace

Lowered lower_aggregate(const Ground& on, const Expr& expr, const Scope& scope) {
  return Aggregate(on).value(expr, scope);
}

}  // namespace outturn::compile
