#include "contracts/formulas/payment_rule.h"

#include <algorithm>

#include "contracts/formulas/achieved.h"
#include "contracts/formulas/formulas.h"
#include "contracts/formulas/once_per.h"
#include "contracts/formulas/truths.h"
#include "contracts/frames/words.h"
#include "contracts/language/expression_words.h"

namespace outturn::compile {

using language::ExprKind;

namespace {

class PaymentRule : FormulaMaker {
 public:
  PaymentRule(const Ground& on, const language::Payment& payment, PaymentColumns& made)
      : FormulaMaker(on),
        p_(payment),
        made_(made),
        scope_(scope_of(on.work.graph.column(made.paid).frame, payment.clauses, payment.span)),
        here_(on.work.here(scope_.frame)) {
    scope_.each = p_.each;
    scope_.owner = p_.name;
    several_ = p_.when && p_.when->kind == ExprKind::binary && p_.when->word == "and" &&
               scope_.frame != work_.scalars;
  }

  void build() {
    const Lowered when = p_.when ? conditions() : Lowered{};
    Lowered pay = formulas_.lower(*p_.pay, scope_);
    if (p_.rounding) pay.value = work_.round(pay.value, *p_.rounding, p_.pay->type);
    pay.known = both(graph_, pay.known, groups_known(), p_.span);
    const NodeId met = when.value == none ? none : eligible_column(when);
    const NodeId unsettled = when.value == none ? none : when_unknown(when, met);
    if (unsettled != none) made_.when_known = graph_.make(Op::no, {unsettled}, p_.span);
    made_.pay_known = pay.known;
    NodeId eligible = met;
    if (unsettled != none || pay.known != none) eligible = blocked_or(met, unsettled, pay.known);
    made_.built = true;
    const NodeId amount = amount_column(guarded(graph_, pay, p_.span), eligible);
    made_.achieved_unknown = made_.blocked;
    if (made_.achieved != made_.earned) build_achieved(ground_, p_, scope_, met, amount, made_);
    if (!p_.once_per.empty()) {
      made_.counts = first_only(ground_, p_, scope_, eligible, pay.known);
      eligible = graph_.ref(here_, made_.counts, p_.span);
    }
    const NodeId earned =
        eligible == none ? amount
                         : graph_.make(Op::choose, {eligible, amount, graph_.literal(Exact(0))}, p_.span);
    graph_.set_formula(made_.earned, earned);
  }

 private:
  /// What `when` says. Of several conditions each has a column of its own: a row that is refused is told
  /// which of them fails, and one that fails settles it whatever the others are.
  Lowered conditions() {
    if (!several_) {
      const Lowered made = formulas_.lower(*p_.when, scope_);
      made_.conditions.push_back({p_.when.get(), none, none, made.known});
      return made;
    }
    std::vector<const Expr*> parts;
    parts_joined(*p_.when, "and", parts);
    Lowered all;
    for (const Expr* part : parts) {
      const PartOfWhen made = condition(*part);
      all.value = all.value == none ? made.holds : graph_.make(Op::both, {all.value, made.holds}, p_.span);
      made_.conditions.push_back(made);
    }
    all.rests = true;
    return all;
  }

  PartOfWhen condition(const Expr& expr) {
    const Lowered made = formulas_.lower(expr, scope_);
    const std::string number = std::to_string(made_.conditions.size() + 1);
    const auto column = [&](const char* suffix, const std::string& title, NodeId formula) {
      if (only_reads(graph_, formula)) return formula;
      calc::Column one =
          work_.column_of(scope_, scope_.owner + "_condition_" + number + suffix, calc::truth_type);
      one.title = title;
      one.meaning = "condition " + number + " of " + in_words(scope_.owner);
      return graph_.ref(here_, work_.add(std::move(one), formula), expr.span);
    };
    const std::string words = in_words(language::words_of(expr, work_.source));
    PartOfWhen part{&expr, none, none, made.known};
    part.holds = column("", words, holds(graph_, made, expr.span));
    if (made.known != none)
      part.open = column("_open", words + ", or not known", may_hold(graph_, made, expr.span));
    return part;
  }

  /// Unknown where no condition fails and not all of them hold.
  NodeId when_unknown(const Lowered& when, NodeId eligible) {
    if (!several_) return when.known == none ? none : graph_.make(Op::no, {when.known}, p_.span);
    NodeId open = none;
    bool any = false;
    for (const PartOfWhen& part : made_.conditions) {
      const NodeId may = part.open == none ? part.holds : part.open;
      any = any || part.open != none;
      open = open == none ? may : graph_.make(Op::both, {open, may}, p_.span);
    }
    if (!any) return none;
    return graph_.make(Op::both, {open, graph_.make(Op::no, {eligible}, p_.span)}, p_.span);
  }

  /// Whether a row repeats another, and under which limit or among which payers' rows it falls, can't be told
  /// before it is known whose it is.
  NodeId groups_known() {
    EvidenceFrame* rows = evidence_.of_kind(p_.each);
    if (rows == nullptr) return none;
    NodeId known = none;
    for (const std::string& key : grouped_by(contract_, names_, p_)) {
      const ColumnId flag = rows->column(key).known;
      if (flag != none) known = both(graph_, known, graph_.ref(Op::this_row, flag, p_.span), p_.span);
    }
    return known;
  }

  NodeId flag(const std::string& suffix, const std::string& title, NodeId formula) {
    calc::Column column = work_.column_of(scope_, p_.name + suffix, calc::truth_type);
    column.title = title;
    return graph_.ref(here_, work_.add(std::move(column), formula), p_.span);
  }

  NodeId eligible_column(const Lowered& when) {
    const NodeId eligible = flag("_eligible", "Eligible", guarded(graph_, when, p_.span));
    if (!several_) made_.conditions.front().holds = eligible;
    return eligible;
  }

  /// A row that meets every condition known is blocked where evidence is missing; else it may be paid.
  NodeId blocked_or(NodeId eligible, NodeId when_unknown, NodeId pay_known) {
    NodeId pay_unknown = pay_known == none ? none : graph_.make(Op::no, {pay_known}, p_.span);
    if (pay_unknown != none) pay_unknown = both(graph_, eligible, pay_unknown, p_.span);
    const NodeId unknown = when_unknown == none ? pay_unknown
                           : pay_unknown == none
                               ? when_unknown
                               : graph_.make(Op::either, {when_unknown, pay_unknown}, p_.span);
    const NodeId blocked = flag("_blocked", "Blocked: evidence missing", unknown);
    made_.blocked = graph_.node(blocked).column;
    if (pay_known == none) return eligible;
    return flag("_payable", "Payable",
                both(graph_, eligible, graph_.make(Op::no, {blocked}, p_.span), p_.span));
  }

  /// What `pay` says, in a column of its own where it is read more than once.
  NodeId amount_column(NodeId amount, NodeId eligible) {
    if (only_reads(graph_, amount) || (eligible == none && made_.achieved == made_.earned)) return amount;
    calc::Column column = work_.money_column(scope_, p_.name + "_amount", "Amount");
    return graph_.ref(here_, work_.add(std::move(column), amount), p_.span);
  }

  const language::Payment& p_;
  PaymentColumns& made_;
  Scope scope_;
  Op here_;
  bool several_ = false;  ///< conditions, joined by `and`
};

}  // namespace

void build_payment(const Ground& on, const language::Payment& payment, PaymentColumns& made) {
  PaymentRule(on, payment, made).build();
}

std::vector<std::string> grouped_by(const language::Contract& contract, const language::Names& names,
                                    const language::Payment& payment) {
  std::vector<std::string> keys = payment.once_per;
  for (const language::Cap& cap : contract.caps) {
    if (std::find(cap.on.begin(), cap.on.end(), payment.name) == cap.on.end()) continue;
    for (const std::string& key : {cap.per, cap.carried_for}) {
      if (!key.empty()) keys.push_back(key);
    }
  }
  const language::Input* rows = names.input_of_kind(payment.each);
  for (const language::Split& split : contract.splits) {
    if (split.of != payment.name || split.each.empty() || split.each == payment.each || rows == nullptr)
      continue;
    for (const language::InputColumn& column : rows->columns) {
      if (column.type.is(language::Quantity::key) && !column.type.own &&
          names.kind_behind(column.type) == split.each)
        keys.push_back(column.fact.name);
    }
  }
  return keys;
}

bool achieved_apart(const language::Payment& payment) {
  return payment.achieved || payment.worth || !payment.once_per.empty();
}

}  // namespace outturn::compile
