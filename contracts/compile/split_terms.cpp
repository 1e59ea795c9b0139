#include "contracts/compile/split_terms.h"

#include <algorithm>
#include <memory>

#include "contracts/formulas/formulas.h"

namespace outturn::compile {

SplitTerms::SplitTerms(const Ground& on, const Payments& payments, std::size_t index)
    : FormulaMaker(on),
      payments_(payments),
      split_(on.work.contract.splits[index]),
      made_(payments.payers(index)),
      payment_(static_cast<std::size_t>(language::by_name(on.work.contract.payments, split_.of) -
                                        on.work.contract.payments.data())),
      scope_(scope_of(on.work.graph.column(made_.pays.front()).frame, split_.clauses, split_.span)),
      rows_(scope_.frame != on.work.scalars) {
  scope_.each = split_.each;
  scope_.owner = split_.name;
}

calc::Column SplitTerms::column(const Scope& scope, const std::string& name, const std::string& title,
                                calc::Type type) const {
  calc::Column made = work_.column_of(scope, name, type);
  made.title = title;
  return made;
}

Scope SplitTerms::single(const std::vector<std::string>& clauses) const {
  Scope one = scope_;
  one.frame = work_.scalars;
  one.clauses = clauses;
  return one;
}

NodeId SplitTerms::first_row() {
  return make(Op::equal, {graph_.ref(Op::this_row, work_.row_number(scope_.frame)), number(1)});
}

NodeId SplitTerms::running(const std::string& name, const std::string& title, NodeId of_row) {
  const ColumnId id = work_.add(work_.money_column(scope_, name, title));
  const NodeId more = make(Op::add, {graph_.ref(Op::previous, id, split_.span), of_row});
  graph_.set_formula(id, make(Op::choose, {first_row(), of_row, more}));
  return here(id);
}

void SplitTerms::difference(std::size_t i, NodeId to_date) {
  const ColumnId before = work_.add(work_.money_column(scope_, of(i, "before"), words(i) + " paid before"));
  const NodeId above = make(Op::add, {graph_.ref(Op::previous, before, split_.span),
                                      graph_.ref(Op::previous, made_.pays[i], split_.span)});
  graph_.set_formula(before, make(Op::choose, {first_row(), number(0), above}));
  graph_.set_formula(made_.pays[i], make(Op::subtract, {to_date, here(before)}));
}

NodeId SplitTerms::added(const std::vector<NodeId>& parts, const std::string& name, bool rows,
                         bool in_money) {
  constexpr std::size_t longest = 150;
  NodeId sum = none;
  std::size_t length = 0;
  for (const NodeId part : parts) {
    const std::size_t next = length_of(part, rows) + 1;
    if (sum != none && length + next > longest) {
      Scope scope = scope_;
      if (!rows) scope.frame = work_.scalars;
      calc::Column made = in_money ? work_.money_column(scope, name + "_so_far", "Added up so far")
                                   : column(scope, name + "_so_far", "Added up so far", calc::whole_type);
      length = made.name.size();
      sum = graph_.ref(rows ? Op::this_row : Op::scalar, work_.add(std::move(made), sum), split_.span);
    }
    sum = sum == none ? part : make(Op::add, {sum, part});
    length += next;
  }
  return sum;
}

std::size_t SplitTerms::length_of(NodeId id, bool rows) const {
  const calc::Node& node = graph_.node(id);
  std::size_t length = 4;
  if (node.column != none && !(rows && node.op == Op::this_row))
    length = graph_.column(node.column).name.size();
  for (const NodeId arg : node.args) length += arg == none ? 0 : 3 + length_of(arg, rows);
  return length;
}

void SplitTerms::terms() {
  int places = 2;
  for (const auto& payer : split_.payers) places = std::max(places, payer.places);
  whole_ = number(100);
  if (places > 2) {
    calc::Column parts =
        column(single(scope_.clauses), split_.name + "_whole", "Parts of the whole", calc::whole_type);
    parts.role = calc::Role::term;
    parts.meaning = "the shares in whole numbers: so many parts are 100%";
    std::int64_t value = 1;
    for (int i = 0; i < places; ++i) value *= 10;
    parts.values.big.push_back(value);
    whole_ = graph_.ref(Op::scalar, work_.add(std::move(parts)), split_.span);
  }
  for (std::size_t i = 0; i < split_.payers.size(); ++i) payers_.push_back(payer_terms(i, places));
  for (std::size_t i = 0; i < split_.payers.size(); ++i) {
    if (said(i).rest) rest_of_shares(i, places);
  }
}

calc::Column SplitTerms::share_column(const Scope& scope, std::size_t i, calc::Type type) const {
  calc::Column share = column(scope, of(i, "share"), words(i) + "'s share", type);
  share.unit = calc::Unit::percent;
  share.unit_words = "%";
  share.span = said(i).span;
  return share;
}

void SplitTerms::figure_share(std::size_t i, int places, Payer& made) {
  calc::Column share = share_column(single(shown(said(i).clauses)), i, calc::decimal_type(places));
  share.role = calc::Role::term;
  share.values.big.push_back(round_scaled(said(i).share, places, Rounding::half_up).value_or(0));
  made.share_term = work_.add(std::move(share));
  made.share = graph_.ref(Op::scalar, made.share_term, said(i).span);
}

/// The share as a parameter or value says it, in each row that is split.
void SplitTerms::named_share(std::size_t i, Payer& made) {
  const Lowered said_by = formulas_.lower(*said(i).share_of, scope_);
  calc::Column share = share_column(scope_, i, graph_.node(said_by.value).type);
  made.share_term = work_.add(std::move(share), guarded(graph_, said_by, said(i).share_span));
  made.share = here(made.share_term);
  made.by_row = true;
  if (said_by.known != none)
    check(scope_, of(i, "share_known"), words(i) + "'s share is known", said_by.known,
          "the share of " + said(i).name + " is known");
}

/// 100% less the shares of the others, in each row.
void SplitTerms::rest_of_shares(std::size_t i, int places) {
  NodeId left = number(1);
  for (std::size_t j = 0; j < payers_.size(); ++j) {
    if (j != i) left = make(Op::subtract, {left, payers_[j].share});
  }
  Payer& made = payers_[i];
  made.share_term = work_.add(share_column(scope_, i, calc::decimal_type(places)), left);
  made.share = here(made.share_term);
  made.by_row = true;
  check(scope_, of(i, "share_is_left"), words(i) + " has a share left",
        make(Op::at_least, {made.share, number(0)}),
        "the shares of the others leave " + said(i).name + " nothing below 0%");
}

SplitTerms::Payer SplitTerms::payer_terms(std::size_t i, int places) {
  Payer made;
  const Scope one = single(shown(said(i).clauses));
  if (said(i).share_of)
    named_share(i, made);
  else if (!said(i).rest)
    figure_share(i, places, made);
  if (said(i).cap) {
    calc::Column cap = work_.money_column(one, of(i, "cap"), words(i) + "'s cap");
    cap.role = calc::Role::term;
    cap.span = said(i).span;
    cap.values.big.push_back(round_scaled(*said(i).cap, work_.minor_places, Rounding::half_up).value_or(0));
    made.cap_term = work_.add(std::move(cap));
    made.cap = graph_.ref(Op::scalar, made.cap_term, said(i).span);
  }
  return made;
}

/// What is split: the payment of the row, of the rows that point to it, or in total.
NodeId SplitTerms::amount() {
  const language::Payment& payment = contract_.payments[payment_];
  if (!rows_) return graph_.ref(Op::scalar, work_.record.payments[payment_].total, split_.of_span);
  if (split_.each == payment.each) return here(payments_[payment_].paid);
  language::Expr sum;
  sum.kind = language::ExprKind::call;
  sum.word = "sum";
  sum.word_kind = payment.each;
  sum.span = split_.of_span;
  sum.path = {link()};
  auto what = std::make_unique<language::Expr>();
  what->kind = language::ExprKind::name;
  what->path = {payment.name};
  what->span = split_.of_span;
  what->type.quantity = language::Quantity::money;
  what->type.places = work_.minor_places;
  sum.type = what->type;
  sum.args.push_back(std::move(what));
  return amount_of(split_.name + "_due", "Due", formulas_.lower(sum, scope_).value);
}

/// The column by which rows of the payment name the rows that are split.
std::string SplitTerms::link() const {
  const language::Payment& payment = contract_.payments[payment_];
  for (const auto& column : names_.input_of_kind(payment.each)->columns) {
    const bool key = column.type.is(language::Quantity::key) && !column.type.own;
    if (key && names_.kind_behind(column.type) == split_.each) return column.fact.name;
  }
  throw Fault("a split lost its link after the check");
}

void SplitTerms::check(const Scope& scope, const std::string& name, const std::string& title, NodeId formula,
                       const std::string& what) {
  work_.check(column(scope, name, title, calc::truth_type), formula, what);
}

void SplitTerms::adds_up(NodeId due, const std::vector<NodeId>& parts, const std::string& what) {
  check(scope_, split_.name + "_ok", "Adds up",
        make(Op::equal, {added(parts, split_.name + "_parts", rows_, true), due}), what);
}

ColumnId SplitTerms::total(const std::string& name, const std::string& title, ColumnId of_rows,
                           const std::vector<std::string>& clauses) {
  if (!rows_) return of_rows;
  return work_.add(work_.money_column(single(clauses), name, title),
                   graph_.ref(Op::sum_of, of_rows, split_.span));
}

void SplitTerms::totals() {
  calc::SplitRecord record;
  record.name = split_.name;
  record.of = split_.of;
  std::vector<NodeId> paid;
  for (std::size_t i = 0; i < payers_.size(); ++i) {
    calc::SplitRecord::Payer payer{said(i).name,          made_.pays[i],       none,
                                   payers_[i].share_term, payers_[i].cap_term, shown(said(i).clauses)};
    payer.total = total(of(i, "total"), words(i) + " pays, total", made_.pays[i], payer.clauses);
    paid.push_back(graph_.ref(Op::scalar, payer.total, split_.span));
    record.payers.push_back(std::move(payer));
  }
  const Scope one = single(scope_.clauses);
  calc::PaymentRecord& payment = work_.record.payments[payment_];
  NodeId all = added(paid, split_.name + "_paid", false, true);
  if (unpaid_ != none) {
    record.unpaid_total = total(split_.name + "_unpaid_total", "Not paid: over payers' caps, total",
                                graph_.node(unpaid_).column, scope_.clauses);
    payment.paid_total = work_.add(
        work_.money_column(one, payment.name + "_paid_total", in_words(payment.name) + " paid by the payers"),
        all);
    all = make(Op::add, {graph_.ref(Op::scalar, payment.paid_total, split_.span),
                         graph_.ref(Op::scalar, record.unpaid_total, split_.span)});
  }
  if (rows_) {
    check(one, split_.name + "_total_ok", "All paid or accounted for",
          make(Op::equal, {all, graph_.ref(Op::scalar, payment.total, split_.span)}),
          "what the payers of " + split_.name + " pay in total" +
              (unpaid_ == none ? " is the total of " : ", and what is not paid, is the total of ") +
              split_.of);
  }
  work_.record.splits.push_back(std::move(record));
}

}  // namespace outturn::compile
