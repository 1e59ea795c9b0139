// What both ways of splitting a payment rest on: columns, sums that stay readable, the terms of the payers
// and the amount that is split. Internal to contracts/compile; it must never decide who pays what.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

class SplitTerms {
 public:
  SplitTerms(Compiler& compiler, std::size_t index)
      : c_(compiler),
        graph_(compiler.graph_),
        split_(compiler.contract_.splits[index]),
        made_(compiler.splits_[index]),
        payment_(static_cast<std::size_t>(language::by_name(c_.contract_.payments, split_.of) -
                                          c_.contract_.payments.data())) {
    scope_.frame = graph_.column(made_.pays.front()).frame;
    scope_.each = split_.each;
    scope_.owner = split_.name;
    scope_.clauses = shown(split_.clauses);
    scope_.span = split_.span;
    rows_ = scope_.frame != c_.scalars_;
  }

 protected:
  struct Payer {
    NodeId share = none;  ///< term
    NodeId parts = none;  ///< share in whole parts of whole()
    NodeId cap = none;    ///< term; none: no cap
    ColumnId share_term = none;
    ColumnId cap_term = none;
    NodeId split = none;  ///< share of this row, before the cap
  };

  [[nodiscard]] const language::Split::Payer& said(std::size_t i) const { return split_.payers[i]; }
  [[nodiscard]] std::string of(std::size_t i, const std::string& what) const {
    return split_.name + "_" + said(i).name + "_" + what;
  }
  [[nodiscard]] std::string words(std::size_t i) const { return in_words(said(i).name); }
  NodeId number(std::int64_t value) { return graph_.literal(Exact(value), split_.span); }
  NodeId make(Op op, std::initializer_list<NodeId> args) { return graph_.make(op, args, split_.span); }

  calc::Column column(const Scope& scope, const std::string& name, const std::string& title,
                      calc::Type type) {
    calc::Column made = c_.column_of(scope, name, type);
    made.title = title;
    return made;
  }
  calc::Column money(const Scope& scope, const std::string& name, const std::string& title) {
    calc::Column made = column(scope, name, title, calc::decimal_type(c_.minor_places_));
    made.unit = calc::Unit::money;
    made.unit_words = c_.contract_.head.currency;
    return made;
  }
  NodeId here(ColumnId id) { return graph_.ref(rows_ ? Op::this_row : Op::scalar, id, split_.span); }
  NodeId kept(calc::Column made, NodeId formula) { return here(c_.add(std::move(made), formula)); }
  NodeId whole(const std::string& name, const std::string& title, NodeId formula) {
    return kept(column(scope_, name, title, calc::whole_type), formula);
  }
  NodeId amount_of(const std::string& name, const std::string& title, NodeId formula) {
    return kept(money(scope_, name, title), formula);
  }
  Scope single(const std::vector<std::string>& clauses) const {
    Scope one = scope_;
    one.frame = c_.scalars_;
    one.clauses = clauses;
    return one;
  }

  /// A sum of many, in columns of its own where one formula would get too long to read.
  NodeId added(const std::vector<NodeId>& parts, const std::string& name, bool rows, bool in_money) {
    constexpr std::size_t longest = 150;
    NodeId sum = none;
    std::size_t length = 0;
    for (const NodeId part : parts) {
      const std::size_t next = length_of(part, rows) + 1;
      if (sum != none && length + next > longest) {
        Scope scope = scope_;
        if (!rows) scope.frame = c_.scalars_;
        calc::Column made = in_money ? money(scope, name + "_so_far", "Added up so far")
                                     : column(scope, name + "_so_far", "Added up so far", calc::whole_type);
        length = made.name.size();
        sum = graph_.ref(rows ? Op::this_row : Op::scalar, c_.add(std::move(made), sum), split_.span);
      }
      sum = sum == none ? part : make(Op::add, {sum, part});
      length += next;
    }
    return sum;
  }
  [[nodiscard]] std::size_t length_of(NodeId id, bool rows) const {
    const calc::Node& node = graph_.node(id);
    std::size_t length = 4;
    if (node.column != none && !(rows && node.op == Op::this_row))
      length = graph_.column(node.column).name.size();
    for (const NodeId arg : node.args) length += arg == none ? 0 : 3 + length_of(arg, rows);
    return length;
  }

  // ---- terms

  void terms() {
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
      whole_ = graph_.ref(Op::scalar, c_.add(std::move(parts)), split_.span);
    }
    for (std::size_t i = 0; i < split_.payers.size(); ++i) payers_.push_back(payer_terms(i, places));
  }

  Payer payer_terms(std::size_t i, int places) {
    Payer made;
    const Scope one = single(shown(said(i).clauses));
    calc::Column share = column(one, of(i, "share"), words(i) + "'s share", calc::decimal_type(places));
    share.role = calc::Role::term;
    share.unit = calc::Unit::percent;
    share.unit_words = "%";
    share.span = said(i).span;
    share.values.big.push_back(round_scaled(said(i).share, places, Rounding::half_up).value_or(0));
    made.share_term = c_.add(std::move(share));
    made.share = graph_.ref(Op::scalar, made.share_term, said(i).span);
    if (said(i).cap) {
      calc::Column cap = money(one, of(i, "cap"), words(i) + "'s cap");
      cap.role = calc::Role::term;
      cap.span = said(i).span;
      cap.values.big.push_back(round_scaled(*said(i).cap, c_.minor_places_, Rounding::half_up).value_or(0));
      made.cap_term = c_.add(std::move(cap));
      made.cap = graph_.ref(Op::scalar, made.cap_term, said(i).span);
    }
    return made;
  }

  /// What is split: the payment of the row, of the rows that point to it, or in total.
  NodeId amount() {
    const language::Payment& payment = c_.contract_.payments[payment_];
    if (!rows_) return graph_.ref(Op::scalar, c_.payments_[payment_].total, split_.of_span);
    if (split_.each == payment.each) return here(c_.payments_[payment_].paid);
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
    what->type.places = c_.minor_places_;
    sum.type = what->type;
    sum.args.push_back(std::move(what));
    return amount_of(split_.name + "_due", "Due", c_.lower(sum, scope_).value);
  }

  /// The column by which rows of the payment name the rows that are split.
  [[nodiscard]] std::string link() const {
    const language::Payment& payment = c_.contract_.payments[payment_];
    for (const auto& column : c_.names_.input_of_kind(payment.each)->columns) {
      const bool key = column.type.is(language::Quantity::key) && !column.type.own;
      if (key && c_.names_.kind_behind(column.type) == split_.each) return column.fact.name;
    }
    throw Fault("a split lost its link after the check");
  }

  Compiler& c_;
  calc::Graph& graph_;
  const language::Split& split_;
  SplitColumns& made_;
  std::size_t payment_;
  Scope scope_;
  bool rows_ = false;
  NodeId whole_ = none;
  std::vector<Payer> payers_;
  NodeId unpaid_ = none;
};

}  // namespace outturn::compile
