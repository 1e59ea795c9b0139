#include "contracts/formulas/payments.h"

#include <algorithm>
#include <utility>

#include "contracts/formulas/payment_rule.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

/// Changed by a cap: cut by one, or given what one cut.
bool is_capped(const language::Contract& contract, const language::Payment& payment) {
  return std::any_of(contract.caps.begin(), contract.caps.end(), [&](const language::Cap& cap) {
    return cap.moved_to == payment.name ||
           std::find(cap.on.begin(), cap.on.end(), payment.name) != cap.on.end();
  });
}

PaymentColumns payment_columns(Workings& work, const Evidence& evidence, const language::Payment& p) {
  const Scope scope = scope_of(frame_of(work, evidence, p.each), p.clauses, p.span);
  const auto money = [&](const std::string& name, const std::string& title) {
    return work.add(work.money_column(scope, name, title));
  };
  PaymentColumns made;
  made.paid = money(p.name, in_words(p.name));
  work.graph.column(made.paid).meaning = p.meaning;
  made.earned =
      is_capped(work.contract, p) ? money(p.name + "_earned", in_words(p.name) + " earned") : made.paid;
  made.achieved =
      achieved_apart(p) ? money(p.name + "_achieved", in_words(p.name) + " achieved") : made.earned;
  return made;
}

SplitColumns payers_columns(Workings& work, const Evidence& evidence, const language::Split& split) {
  SplitColumns made;
  for (const auto& payer : split.payers) {
    const Scope scope = scope_of(frame_of(work, evidence, split.each), payer.clauses, payer.span);
    made.pays.push_back(
        work.add(work.money_column(scope, split.name + "_" + payer.name, in_words(payer.name) + " pays")));
  }
  return made;
}

}  // namespace

void Payments::stand() {
  for (const auto& payment : contract_.payments)
    payments_.push_back(payment_columns(work_, evidence_, payment));
  for (const auto& split : contract_.splits) splits_.push_back(payers_columns(work_, evidence_, split));
}

void Payments::build_all() {
  for (std::size_t i = 0; i < payments_.size(); ++i) build(i);
}

void Payments::build(std::size_t index) {
  if (std::exchange(payments_[index].begun, true)) return;
  PaymentColumns& made = payments_[index];
  build_payment(ground_, contract_.payments[index], made);
  if (made.read_as_known && made.blocked != none)
    throw Fault("a payment was read as known and may be unknown");
  if (made.decided != none) keep_promise(made);
}

ColumnId Payments::decided(std::size_t index) {
  build(index);
  PaymentColumns& made = payments_[index];
  if (made.decided != none) return made.decided;
  if (made.built) {
    if (made.blocked == none) return none;
    made.decided = decided_column(index);
    keep_promise(made);
  } else if (unknowns_.payment(index)) {
    made.decided = decided_column(index);
  } else {
    made.read_as_known = true;
  }
  return made.decided;
}

ColumnId Payments::decided_column(std::size_t index) {
  const language::Payment& p = contract_.payments[index];
  const Scope scope = scope_of(graph_.column(payments_[index].paid).frame, p.clauses, p.span);
  calc::Column column = work_.column_of(scope, p.name + "_known", calc::truth_type);
  column.title = in_words(p.name) + " known";
  column.meaning = "1 where nothing it needs is missing";
  return work_.add(std::move(column));
}

void Payments::keep_promise(PaymentColumns& made) {
  const Op here = work_.here(graph_.column(made.paid).frame);
  graph_.set_formula(made.decided, made.blocked == none
                                       ? graph_.truth(true)
                                       : graph_.make(Op::no, {graph_.ref(here, made.blocked)}));
}

ColumnId Payments::blocked(std::size_t index, Span span) {
  build(index);
  if (!payments_[index].built) {
    const std::string& name = contract_.payments[index].name;
    work_.problem("G1", span, "\"" + name + "_blocked\" depends on itself",
                  {"Whether " + name + " lacks evidence is asked where that is being worked out."},
                  {"Take this use out."});
  }
  return payments_[index].blocked;
}

}  // namespace outturn::compile
