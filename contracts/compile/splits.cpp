// One payment between several payers: shares in whole pence, the pennies left over, caps, and what nobody
// pays (design/columns.md section 5, E1).
//
// Two ways. By remainder: every payer gets its share rounded down, the pennies left over go where the
// contract says, then each payer's cap is laid on what it owes to date. By cascade, where the others pay
// what is over a cap: payers in ascending order of cap over share, each takes its share of what is left, at
// most its cap; one pass gives what filling vessels by turns would. Both look at sums to date, so that money
// taken back comes first from what a cap kept unpaid.
#include <algorithm>
#include <numeric>

#include "contracts/compile/split_terms.h"

namespace outturn::compile {

using language::Split;

class SplitBuilder : SplitTerms {
 public:
  using SplitTerms::SplitTerms;

  void build() {
    terms();
    const NodeId due = amount();
    split_.excess == Split::Excess::by_others ? by_cascade(due) : by_remainder(due);
    totals();
  }

 private:
  // ---- by remainder

  void by_remainder(NodeId due) {
    for (std::size_t i = 0; i < payers_.size(); ++i) {
      calc::Column parts =
          column(single(shown(said(i).clauses)), of(i, "parts"), words(i) + "'s parts", calc::whole_type);
      const NodeId formula =
          graph_.rounded(make(Op::multiply, {payers_[i].share, whole_}), 0, Rounding::half_up);
      payers_[i].parts = graph_.ref(Op::scalar, c_.add(std::move(parts), formula), split_.span);
    }
    const NodeId zero = number(0);
    const NodeId one = number(1);
    const NodeId sign = whole(split_.name + "_sign", "Sign",
                              make(Op::choose, {make(Op::less, {due, zero}), make(Op::negate, {one}), one}));
    NodeId size = make(Op::absolute, {due});
    if (const NodeId unit = minor_units(); unit != none)
      size = graph_.rounded(make(Op::multiply, {size, unit}), 0, Rounding::half_up);
    const NodeId pence = whole(split_.name + "_pence", "In pence", size);
    const NodeId wholes =
        whole(split_.name + "_wholes", "Whole shares", make(Op::whole_quotient, {pence, whole_}));
    const NodeId rest = whole(split_.name + "_rest", "Rest", make(Op::remainder, {pence, whole_}));
    std::vector<NodeId> bases;
    std::vector<NodeId> remainders;
    for (std::size_t i = 0; i < payers_.size(); ++i) {
      const NodeId share = make(Op::multiply, {rest, payers_[i].parts});
      if (split_.residue == Split::Residue::largest_remainder)
        remainders.push_back(
            whole(of(i, "remainder"), words(i) + " remainder", make(Op::remainder, {share, whole_})));
      bases.push_back(whole(of(i, "base"), words(i) + " rounded down",
                            make(Op::add, {make(Op::multiply, {wholes, payers_[i].parts}),
                                           make(Op::whole_quotient, {share, whole_})})));
    }
    NodeId residue = whole(split_.name + "_residue", "Pennies left over",
                           make(Op::subtract, {pence, added(bases, split_.name + "_bases", rows_, false)}));
    std::vector<NodeId> splits;
    for (std::size_t i = 0; i < payers_.size(); ++i) {
      const NodeId extra = penny(i, residue, remainders);
      NodeId signed_pence =
          make(Op::multiply, {sign, extra == none ? bases[i] : make(Op::add, {bases[i], extra})});
      if (const NodeId unit = minor_units(); unit != none)
        signed_pence =
            graph_.rounded(make(Op::divide, {signed_pence, unit}), c_.minor_places_, Rounding::half_up);
      payers_[i].split = share_of(i, signed_pence);
      splits.push_back(payers_[i].split);
    }
    adds_up(due, splits, "the payers' shares of " + split_.name + " add up to " + split_.of);
    for (std::size_t i = 0; i < payers_.size(); ++i) under_cap(i);
  }

  /// 100 for pence; none for a currency without minor units.
  NodeId minor_units() {
    if (c_.minor_places_ == 0) return none;
    if (c_.minor_places_ == 2) return number(100);
    const std::string holds = "minor units of the currency";
    auto found = c_.made_for_.find(holds);
    if (found == c_.made_for_.end()) {
      calc::Column units = column(single({}), "minor_units", "Minor units", calc::whole_type);
      units.role = calc::Role::term;
      units.meaning = "so many of the smallest coin make one " + c_.contract_.head.currency;
      units.values.big.push_back(1000);
      found = c_.made_for_.emplace(holds, c_.add(std::move(units))).first;
    }
    return graph_.ref(Op::scalar, found->second, split_.span);
  }

  /// What payer i gets of the pennies left over; none: nothing.
  NodeId penny(std::size_t i, NodeId residue, const std::vector<NodeId>& remainders) {
    if (split_.residue == Split::Residue::last) return i + 1 == payers_.size() ? residue : none;
    const NodeId zero = number(0);
    const NodeId one = number(1);
    std::vector<NodeId> ahead;
    for (std::size_t j = 0; j < remainders.size(); ++j) {
      if (j == i) continue;
      const Op before = j < i ? Op::at_least : Op::more;  // the first named wins a tie
      ahead.push_back(make(Op::choose, {make(before, {remainders[j], remainders[i]}), one, zero}));
    }
    ahead.push_back(one);
    const NodeId rank = whole(of(i, "rank"), words(i) + " rank", added(ahead, of(i, "rank"), rows_, false));
    return make(Op::choose, {make(Op::at_most, {rank, residue}), one, zero});
  }

  NodeId share_of(std::size_t i, NodeId formula) {
    if (payers_[i].cap != none) return amount_of(of(i, "split"), words(i) + "'s share", formula);
    graph_.set_formula(made_.pays[i], formula);
    return here(made_.pays[i]);
  }

  /// At most the cap, over all rows so far.
  void under_cap(std::size_t i) {
    const Payer& payer = payers_[i];
    if (payer.cap == none) return;
    if (!rows_) return graph_.set_formula(made_.pays[i], make(Op::least, {payer.split, payer.cap}));
    const NodeId to_date = running(of(i, "share_so_far"), words(i) + "'s share so far", payer.split);
    difference(i, make(Op::least, {to_date, payer.cap}));
  }

  NodeId first_row() {
    return make(Op::equal, {graph_.ref(Op::this_row, c_.row_number(scope_.frame)), number(1)});
  }

  NodeId running(const std::string& name, const std::string& title, NodeId of_row) {
    const ColumnId id = c_.add(money(scope_, name, title));
    const NodeId more = make(Op::add, {graph_.ref(Op::previous, id, split_.span), of_row});
    graph_.set_formula(id, make(Op::choose, {first_row(), of_row, more}));
    return here(id);
  }

  /// Payer i pays what it is to have paid by now, less what it paid before.
  void difference(std::size_t i, NodeId to_date) {
    const ColumnId before = c_.add(money(scope_, of(i, "before"), words(i) + " paid before"));
    const NodeId above = make(Op::add, {graph_.ref(Op::previous, before, split_.span),
                                        graph_.ref(Op::previous, made_.pays[i], split_.span)});
    graph_.set_formula(before, make(Op::choose, {first_row(), number(0), above}));
    graph_.set_formula(made_.pays[i], make(Op::subtract, {to_date, here(before)}));
  }

  // ---- by cascade

  /// Payers in ascending order of cap over share; those without a cap last.
  [[nodiscard]] std::vector<std::size_t> ascending() const {
    std::vector<std::size_t> order(payers_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      if (!said(a).cap || !said(b).cap) return said(a).cap.has_value() && !said(b).cap;
      return *said(a).cap * said(b).share < *said(b).cap * said(a).share;
    });
    return order;
  }

  void by_cascade(NodeId due) {
    const std::vector<std::size_t> order = ascending();
    NodeId left = rows_ ? running(split_.name + "_due_so_far", "Due so far", due) : due;
    NodeId left_share = none;
    std::vector<NodeId> parts;
    for (std::size_t k = 0; k < order.size(); ++k) {
      const std::size_t i = order[k];
      NodeId takes = left;
      if (k + 1 < order.size()) {
        left_share = share_left(order, k, left_share);
        const NodeId part = make(Op::divide, {make(Op::multiply, {left, payers_[i].share}), left_share});
        takes = graph_.rounded(part, c_.minor_places_, Rounding::half_up);
      }
      NodeId pays = takes;
      if (payers_[i].cap != none) pays = make(Op::least, {payers_[i].cap, takes});
      if (rows_) {
        pays = amount_of(of(i, "so_far"), words(i) + " pays so far", pays);
        difference(i, pays);
      } else {
        graph_.set_formula(made_.pays[i], pays);
        pays = here(made_.pays[i]);
      }
      parts.push_back(here(made_.pays[i]));
      const bool last = k + 1 == order.size();
      left =
          amount_of(last ? split_.name + "_unpaid_so_far" : of(i, "leaves"),
                    last ? "Nobody pays, so far" : "Left by " + words(i), make(Op::subtract, {left, pays}));
      if (k > 0) order_kept(order[k - 1], i);
    }
    parts.push_back(left_unpaid(left));
    adds_up(due, parts,
            "what the payers of " + split_.name + " pay, and what nobody pays, add up to " + split_.of);
  }

  /// 100% less the shares of those before.
  NodeId share_left(const std::vector<std::size_t>& order, std::size_t k, NodeId above) {
    calc::Column left =
        column(single(scope_.clauses), of(order[k], "of"), "Shares from " + words(order[k]) + " on",
               graph_.node(payers_[order[k]].share).type);
    left.unit = calc::Unit::percent;
    left.unit_words = "%";
    const NodeId formula = k == 0 ? all_shares() : make(Op::subtract, {above, payers_[order[k - 1]].share});
    return graph_.ref(Op::scalar, c_.add(std::move(left), formula), split_.span);
  }

  NodeId all_shares() {
    NodeId sum = none;
    std::size_t length = 0;
    for (const Payer& payer : payers_) {
      const std::size_t next = graph_.column(payer.share_term).name.size() + 1;
      if (sum != none && length + next > 150) {
        calc::Column part =
            column(single(scope_.clauses), split_.name + "_shares", "Shares so far", graph_.node(sum).type);
        part.unit = calc::Unit::percent;
        part.unit_words = "%";
        length = part.name.size();
        sum = graph_.ref(Op::scalar, c_.add(std::move(part), sum), split_.span);
      }
      sum = sum == none ? payer.share : make(Op::add, {sum, payer.share});
      length += next;
    }
    return sum;
  }

  /// A cap changed in the workbook may call for another order of the cascade.
  void order_kept(std::size_t a, std::size_t b) {
    if (payers_[a].cap == none || payers_[b].cap == none) return;
    const int places = c_.minor_places_ + graph_.node(payers_[a].share).type.places;
    const auto side = [&](NodeId cap, NodeId share) {
      return graph_.rounded(make(Op::multiply, {cap, share}), std::min(places, 9), Rounding::half_up);
    };
    check(
        single(scope_.clauses), of(b, "in_order"), "In order",
        make(Op::at_least, {side(payers_[b].cap, payers_[a].share), side(payers_[a].cap, payers_[b].share)}),
        "the cascade of " + split_.name + " meets " + said(a).name + " before " + said(b).name +
            ": its cap is reached first");
  }

  /// What is left in this row when every payer's cap is reached.
  NodeId left_unpaid(NodeId left) {
    if (!rows_) {
      unpaid_ = left;
      return left;
    }
    const ColumnId to_date = graph_.node(left).column;
    const NodeId above = graph_.ref(Op::previous, to_date, split_.span);
    unpaid_ = amount_of(split_.name + "_unpaid", "Not paid",
                        make(Op::choose, {first_row(), left, make(Op::subtract, {left, above})}));
    return unpaid_;
  }

  // ---- what it comes to

  void check(const Scope& scope, const std::string& name, const std::string& title, NodeId formula,
             const std::string& what) {
    calc::Column made = column(scope, name, title, calc::truth_type);
    made.role = calc::Role::check;
    made.unit = calc::Unit::flag;
    c_.run_.record.checks.push_back({c_.add(std::move(made), formula), what});
  }

  void adds_up(NodeId due, const std::vector<NodeId>& parts, const std::string& what) {
    check(scope_, split_.name + "_ok", "Adds up",
          make(Op::equal, {added(parts, split_.name + "_parts", rows_, true), due}), what);
  }

  void unpaid_by_remainder() {
    std::vector<NodeId> over;
    for (std::size_t i = 0; i < payers_.size(); ++i) {
      if (payers_[i].cap == none) continue;
      over.push_back(make(Op::subtract, {payers_[i].split, here(made_.pays[i])}));
    }
    if (over.empty()) return;
    unpaid_ = amount_of(split_.name + "_unpaid", "Not paid: over a payer's cap",
                        added(over, split_.name + "_over", rows_, true));
  }

  ColumnId total(const std::string& name, const std::string& title, ColumnId of_rows,
                 const std::vector<std::string>& clauses) {
    if (!rows_) return of_rows;
    return c_.add(money(single(clauses), name, title), graph_.ref(Op::sum_of, of_rows, split_.span));
  }

  void totals() {
    if (unpaid_ == none) unpaid_by_remainder();
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
    calc::PaymentRecord& payment = c_.run_.record.payments[payment_];
    NodeId all = added(paid, split_.name + "_paid", false, true);
    if (unpaid_ != none) {
      record.unpaid_total = total(split_.name + "_unpaid_total", "Not paid: over payers' caps, total",
                                  graph_.node(unpaid_).column, scope_.clauses);
      payment.paid_total = c_.add(
          money(one, payment.name + "_paid_total", in_words(payment.name) + " paid by the payers"), all);
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
    c_.run_.record.splits.push_back(std::move(record));
  }
};

/// The columns of what each payer pays stand before any formula, since values may read them.
void Compiler::split_columns() {
  for (const Split& split : contract_.splits) {
    const EvidenceFrame* rows = evidence_of_kind(split.each);
    SplitColumns made;
    for (const auto& payer : split.payers) {
      Scope scope;
      scope.frame = rows == nullptr ? scalars_ : rows->frame;
      scope.clauses = shown(payer.clauses);
      scope.span = payer.span;
      calc::Column column =
          column_of(scope, split.name + "_" + payer.name, calc::decimal_type(minor_places_));
      column.unit = calc::Unit::money;
      column.unit_words = contract_.head.currency;
      column.title = in_words(payer.name) + " pays";
      made.pays.push_back(add(std::move(column)));
    }
    splits_.push_back(std::move(made));
  }
}

void Compiler::splits() {
  for (std::size_t i = 0; i < contract_.splits.size(); ++i) SplitBuilder(*this, i).build();
}

}  // namespace outturn::compile
