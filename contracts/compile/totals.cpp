#include "contracts/compile/totals.h"

#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

/// The sum of a column of rows; a single value is its own total.
ColumnId total_of(Workings& work, const language::Payment& payment, const std::string& name,
                  const std::string& title, ColumnId of, bool money) {
  if (of == none || work.graph.column(of).frame == work.scalars) return of;
  const Scope scope = scope_of(work.scalars, payment.clauses, payment.span);
  calc::Column column =
      money ? work.money_column(scope, name, title) : work.column_of(scope, name, calc::whole_type);
  column.title = title;
  return work.add(std::move(column), work.graph.ref(Op::sum_of, of));
}

calc::PaymentRecord payment_record(Workings& work, const language::Payment& p, const PaymentColumns& made) {
  const auto amount = [&](const char* suffix, const char* title, ColumnId of) {
    return total_of(work, p, p.name + suffix, in_words(p.name) + title, of, true);
  };
  const auto rows = [&](const char* suffix, const char* title, ColumnId of) {
    return total_of(work, p, p.name + suffix, in_words(p.name) + title, of, false);
  };
  calc::PaymentRecord record;
  record.name = p.name;
  record.column = made.paid;
  record.earned = made.earned;
  record.achieved = made.achieved;
  record.blocked = made.blocked;
  record.total = record.paid_total = amount("_total", ", total", made.paid);
  record.earned_total =
      made.earned == made.paid ? record.total : amount("_earned_total", " earned, total", made.earned);
  record.blocked_total = rows("_blocked_total", ", rows blocked", made.blocked);
  record.achieved_total = made.achieved == made.earned
                              ? record.earned_total
                              : amount("_achieved_total", " achieved, total", made.achieved);
  record.achieved_unknown_total =
      made.achieved_unknown == made.blocked
          ? record.blocked_total
          : rows("_achieved_unknown_total", " achieved, rows unknown", made.achieved_unknown);
  return record;
}

/// Without `may be negative` nobody is asked to pay something back.
void check_not_negative(Workings& work, const language::Payment& p, ColumnId paid) {
  calc::Graph& graph = work.graph;
  calc::Column column =
      work.column_of(scope_of(work.scalars, p.clauses, p.span), p.name + "_not_negative", calc::truth_type);
  column.title = in_words(p.name) + " is not below zero";
  const bool rows = graph.column(paid).frame != work.scalars;
  const NodeId least = graph.ref(rows ? Op::least_of : Op::scalar, paid, p.span);
  work.check(std::move(column), graph.make(Op::at_least, {least, graph.literal(Exact(0))}, p.span),
             (rows ? "no row of " : "") + in_words(p.name) + " is" + (rows ? "" : " not") + " below zero");
}

}  // namespace

void total_payments(Workings& work, const Payments& payments, const CapCuts& cuts) {
  for (std::size_t i = 0; i < payments.size(); ++i) {
    calc::PaymentRecord record = payment_record(work, work.contract.payments[i], payments[i]);
    record.caps = cuts[i];
    work.record.payments.push_back(std::move(record));
    const language::Payment& p = work.contract.payments[i];
    if (!p.may_be_negative) check_not_negative(work, p, payments[i].paid);
  }
}

void total_contract(Workings& work) {
  NodeId all = none;
  Scope scope = scope_of(work.scalars, {}, {});
  for (std::size_t i = 0; i < work.contract.payments.size(); ++i) {
    const language::Payment& p = work.contract.payments[i];
    const NodeId here = work.graph.ref(Op::scalar, work.record.payments[i].paid_total, p.span);
    all = all == none ? here : work.graph.make(Op::add, {all, here});
    cite(scope.clauses, p.clauses);
  }
  if (all == none) return;
  scope.span = work.contract.payments[0].span;
  calc::Column column = work.money_column(scope, "total_payment", "Payment due");
  column.name = "total_payment";
  column.meaning = "all payments of the contract together";
  work.record.total = work.add(std::move(column), all);
}

}  // namespace outturn::compile
