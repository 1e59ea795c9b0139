#include <algorithm>
#include <numeric>

#include "contracts/compile/split_terms.h"
#include "contracts/compile/split_ways.h"

namespace outturn::compile {

namespace {

class ByCascade : public SplitTerms {
 public:
  using SplitTerms::SplitTerms;

 protected:
  void share_out(NodeId due) override {
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
        takes = graph_.rounded(part, work_.minor_places, Rounding::half_up);
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

 private:
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

  /// 100% less the shares of those before.
  NodeId share_left(const std::vector<std::size_t>& order, std::size_t k, NodeId above) {
    calc::Column left =
        column(single(scope_.clauses), of(order[k], "of"), "Shares from " + words(order[k]) + " on",
               graph_.node(payers_[order[k]].share).type);
    left.unit = calc::Unit::percent;
    left.unit_words = "%";
    const NodeId formula = k == 0 ? all_shares() : make(Op::subtract, {above, payers_[order[k - 1]].share});
    return graph_.ref(Op::scalar, work_.add(std::move(left), formula), split_.span);
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
        sum = graph_.ref(Op::scalar, work_.add(std::move(part), sum), split_.span);
      }
      sum = sum == none ? payer.share : make(Op::add, {sum, payer.share});
      length += next;
    }
    return sum;
  }

  /// A cap changed in the workbook may call for another order of the cascade.
  void order_kept(std::size_t a, std::size_t b) {
    if (payers_[a].cap == none || payers_[b].cap == none) return;
    const int places = work_.minor_places + graph_.node(payers_[a].share).type.places;
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
};

}  // namespace

void split_by_cascade(const Ground& on, const Payments& payments, std::size_t index) {
  ByCascade(on, payments, index).build();
}

}  // namespace outturn::compile
