#include "contracts/compile/split_terms.h"
#include "contracts/compile/split_ways.h"

namespace outturn::compile {

using language::Split;

namespace {

class ByRemainder : public SplitTerms {
 public:
  using SplitTerms::SplitTerms;

 protected:
  void share_out(NodeId due) override {
    in_parts();
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
      const NodeId pays = extra == none ? bases[i] : make(Op::add, {bases[i], extra});
      payers_[i].split = share_of(i, in_money(make(Op::multiply, {sign, pays})));
      splits.push_back(payers_[i].split);
    }
    adds_up(due, splits, "the payers' shares of " + split_.name + " add up to " + split_.of);
    for (std::size_t i = 0; i < payers_.size(); ++i) under_cap(i);
    unpaid();
  }

 private:
  /// Shares in whole numbers, so that nothing is rounded on the way.
  void in_parts() {
    for (std::size_t i = 0; i < payers_.size(); ++i) {
      const Scope scope = payers_[i].by_row ? scope_ : single(shown(said(i).clauses));
      calc::Column parts = column(scope, of(i, "parts"), words(i) + "'s parts", calc::whole_type);
      const NodeId formula =
          graph_.rounded(make(Op::multiply, {payers_[i].share, whole_}), 0, Rounding::half_up);
      const ColumnId id = work_.add(std::move(parts), formula);
      payers_[i].parts = graph_.ref(work_.here(scope.frame), id, split_.span);
    }
  }

  /// Pence as an amount.
  NodeId in_money(NodeId pence) {
    const NodeId unit = minor_units();
    if (unit == none) return pence;
    return graph_.rounded(make(Op::divide, {pence, unit}), work_.minor_places, Rounding::half_up);
  }

  /// 100 for pence; none for a currency without minor units.
  NodeId minor_units() {
    if (work_.minor_places == 0) return none;
    if (work_.minor_places == 2) return number(100);
    ColumnId found = work_.shared("minor units of the currency");
    if (found == none) {
      calc::Column units = column(single({}), "minor_units", "Minor units", calc::whole_type);
      units.role = calc::Role::term;
      units.meaning = "so many of the smallest coin make one " + contract_.head.currency;
      units.values.big.push_back(1000);
      found = work_.share("minor units of the currency", work_.add(std::move(units)));
    }
    return graph_.ref(Op::scalar, found, split_.span);
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

  void unpaid() {
    std::vector<NodeId> over;
    for (std::size_t i = 0; i < payers_.size(); ++i) {
      if (payers_[i].cap == none) continue;
      over.push_back(make(Op::subtract, {payers_[i].split, here(made_.pays[i])}));
    }
    if (over.empty()) return;
    unpaid_ = amount_of(split_.name + "_unpaid", "Not paid: over a payer's cap",
                        added(over, split_.name + "_over", rows_, true));
  }
};

}  // namespace

void split_by_remainder(const Ground& on, const Payments& payments, std::size_t index) {
  ByRemainder(on, payments, index).build();
}

}  // namespace outturn::compile
