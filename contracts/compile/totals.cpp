// What each payment comes to in total, and all of them together.
#include <algorithm>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

/// The sum of a column of rows; a single value is its own total.
ColumnId Compiler::total_of(const language::Payment& payment, const std::string& name,
                            const std::string& title, ColumnId of, bool money) {
  if (of == none || graph_.column(of).frame == scalars_) return of;
  Scope scope;
  scope.frame = scalars_;
  scope.clauses = shown(payment.clauses);
  scope.span = payment.span;
  calc::Column column = column_of(scope, name, money ? calc::decimal_type(minor_places_) : calc::whole_type);
  column.title = title;
  if (money) column.unit = calc::Unit::money, column.unit_words = contract_.head.currency;
  return add(std::move(column), graph_.ref(Op::sum_of, of));
}

void Compiler::payment_total(std::size_t index) {
  const language::Payment& p = contract_.payments[index];
  PaymentColumns& made = payments_[index];
  calc::PaymentRecord record;
  record.name = p.name;
  record.column = made.paid;
  record.earned = made.earned;
  record.achieved = made.achieved;
  record.blocked = made.blocked;
  made.total = total_of(p, p.name + "_total", in_words(p.name) + ", total", made.paid, true);
  record.total = record.paid_total = made.total;
  record.earned_total =
      made.earned == made.paid
          ? made.total
          : total_of(p, p.name + "_earned_total", in_words(p.name) + " earned, total", made.earned, true);
  record.blocked_total =
      total_of(p, p.name + "_blocked_total", in_words(p.name) + ", rows blocked", made.blocked, false);
  record.achieved_total = made.achieved == made.earned
                              ? record.earned_total
                              : total_of(p, p.name + "_achieved_total", in_words(p.name) + " achieved, total",
                                         made.achieved, true);
  record.achieved_unknown_total =
      made.achieved_unknown == made.blocked
          ? record.blocked_total
          : total_of(p, p.name + "_achieved_unknown_total", in_words(p.name) + " achieved, rows unknown",
                     made.achieved_unknown, false);
  record.caps = caps_of_[index];
  record.may_be_negative = p.may_be_negative;
  run_.record.payments.push_back(std::move(record));
}

void Compiler::totals() {
  for (std::size_t i = 0; i < payments_.size(); ++i) payment_total(i);
  splits();
  grand_total();
}

/// All payments together, as they are paid.
void Compiler::grand_total() {
  NodeId all = none;
  std::vector<std::string> clauses;
  for (std::size_t i = 0; i < payments_.size(); ++i) {
    const language::Payment& p = contract_.payments[i];
    const NodeId here = graph_.ref(Op::scalar, run_.record.payments[i].paid_total, p.span);
    all = all == none ? here : graph_.make(Op::add, {all, here});
    for (const std::string& clause : shown(p.clauses)) {
      if (std::find(clauses.begin(), clauses.end(), clause) == clauses.end()) clauses.push_back(clause);
    }
  }
  if (all == none) return;
  calc::Column column;
  column.name = "total_payment";
  column.frame = scalars_;
  column.type = calc::decimal_type(minor_places_);
  column.unit = calc::Unit::money;
  column.unit_words = contract_.head.currency;
  column.title = "Payment due";
  column.meaning = "all payments of the contract together";
  column.clauses = clauses;
  column.span = contract_.payments[0].span;
  run_.record.total = add(std::move(column), all);
}

}  // namespace outturn::compile
