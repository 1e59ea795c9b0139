// What was achieved at the card's price, whatever the payment rules make of it: apart from what is earned,
// where a payment says so itself or pays only the first of several rows.
#include "contracts/compile/compiler.h"

namespace outturn::compile {

bool Compiler::achieved_apart(const language::Payment& payment) {
  return payment.achieved || payment.worth || !payment.once_per.empty();
}

/// `eligible` (none: every row) is what `when` says, `amount` what `pay` says; both 0 where unknown.
void Compiler::achieved(std::size_t index, Scope& scope, NodeId eligible, NodeId amount) {
  const language::Payment& p = contract_.payments[index];
  PaymentColumns& made = payments_[index];
  const Op here = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const auto in_a_column_of_its_own = [&](calc::Column column, NodeId formula) {
    if (graph_.node(formula).column != none && calc::operation(graph_.node(formula).op).arity == 0)
      return formula;
    return graph_.ref(here, add(std::move(column), formula), p.span);
  };
  const auto flag = [&](const std::string& suffix, const std::string& title) {
    calc::Column column = column_of(scope, p.name + suffix, calc::truth_type);
    column.title = title;
    return column;
  };
  Lowered holds{eligible, made.when_known};
  if (p.achieved) {
    holds = lower(*p.achieved, scope);
    holds.value = in_a_column_of_its_own(flag("_is_achieved", "Achieved"), guarded(holds, p.achieved->span));
  }
  Lowered worth{amount, made.pay_known};
  if (p.worth) {
    worth = lower(*p.worth, scope);
    worth.value = in_a_column_of_its_own(money_column(scope, p.name + "_worth", "Worth"),
                                         guarded(worth, p.worth->span));
  }
  if (p.achieved || p.worth) {
    const NodeId unsettled = holds.known == none ? none : graph_.make(Op::no, {holds.known}, p.span);
    NodeId unpriced = worth.known == none ? none : graph_.make(Op::no, {worth.known}, p.span);
    if (unpriced != none) unpriced = both(holds.value, unpriced, p.span);
    const NodeId unknown = unsettled == none  ? unpriced
                           : unpriced == none ? unsettled
                                              : graph_.make(Op::either, {unsettled, unpriced}, p.span);
    made.achieved_unknown =
        unknown == none ? none
                        : add(flag("_achieved_unknown", "Achieved is unknown: evidence missing"), unknown);
  }
  const NodeId nothing = graph_.literal(Exact(0));
  graph_.set_formula(made.achieved,
                     holds.value == none
                         ? worth.value
                         : graph_.make(Op::choose, {holds.value, worth.value, nothing}, p.span));
}

}  // namespace outturn::compile
