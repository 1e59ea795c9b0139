#include "contracts/formulas/achieved.h"

#include "contracts/formulas/formulas.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

class Achieved : FormulaMaker {
 public:
  Achieved(const Ground& on, const language::Payment& payment, const Scope& scope, PaymentColumns& made)
      : FormulaMaker(on), p_(payment), scope_(scope), made_(made) {}

  void build(NodeId eligible, NodeId amount) {
    Lowered holds{eligible, made_.when_known};
    if (p_.achieved) {
      holds = formulas_.lower(*p_.achieved, scope_);
      holds.value =
          in_a_column_of_its_own(flag("_is_achieved", "Achieved"), guarded(graph_, holds, p_.achieved->span));
    }
    Lowered worth{amount, made_.pay_known};
    if (p_.worth) {
      worth = formulas_.lower(*p_.worth, scope_);
      worth.value = in_a_column_of_its_own(work_.money_column(scope_, p_.name + "_worth", "Worth"),
                                           guarded(graph_, worth, p_.worth->span));
    }
    if (p_.achieved || p_.worth) made_.achieved_unknown = unknown(holds, worth);
    const NodeId nothing = graph_.literal(Exact(0));
    graph_.set_formula(made_.achieved,
                       holds.value == none
                           ? worth.value
                           : graph_.make(Op::choose, {holds.value, worth.value, nothing}, p_.span));
  }

 private:
  ColumnId unknown(const Lowered& holds, const Lowered& worth) {
    const NodeId unsettled = holds.known == none ? none : graph_.make(Op::no, {holds.known}, p_.span);
    NodeId unpriced = worth.known == none ? none : graph_.make(Op::no, {worth.known}, p_.span);
    if (unpriced != none) unpriced = both(graph_, holds.value, unpriced, p_.span);
    const NodeId unknown = unsettled == none  ? unpriced
                           : unpriced == none ? unsettled
                                              : graph_.make(Op::either, {unsettled, unpriced}, p_.span);
    if (unknown == none) return none;
    return work_.add(flag("_achieved_unknown", "Achieved is unknown: evidence missing"), unknown);
  }

  NodeId in_a_column_of_its_own(calc::Column column, NodeId formula) {
    if (only_reads(graph_, formula)) return formula;
    return graph_.ref(work_.here(scope_.frame), work_.add(std::move(column), formula), p_.span);
  }

  calc::Column flag(const std::string& suffix, const std::string& title) {
    calc::Column column = work_.column_of(scope_, p_.name + suffix, calc::truth_type);
    column.title = title;
    return column;
  }

  const language::Payment& p_;
  const Scope& scope_;
  PaymentColumns& made_;
};

}  // namespace

void build_achieved(const Ground& on, const language::Payment& payment, const Scope& scope, NodeId eligible,
                    NodeId amount, PaymentColumns& made) {
  Achieved(on, payment, scope, made).build(eligible, amount);
}

}  // namespace outturn::compile
