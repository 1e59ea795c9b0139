#include "contracts/compile/caps.h"

#include <algorithm>

#include "contracts/formulas/formulas.h"
#include "contracts/frames/links.h"
#include "contracts/frames/row_above.h"
#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

bool caps_payment(const language::Cap& cap, const std::string& payment) {
  return std::find(cap.on.begin(), cap.on.end(), payment) != cap.on.end();
}

/// Where payments stand after the caps laid so far.
struct Standing {
  std::vector<ColumnId> due;  ///< by payment
  CapCuts cuts;
};

class LaidCap : FormulaMaker {
 public:
  LaidCap(const Ground& on, const Payments& payments, std::size_t index, Standing& standing)
      : FormulaMaker(on),
        payments_(payments),
        index_(index),
        cap_(on.work.contract.caps[index]),
        due_(standing.due),
        cuts_(standing.cuts) {
    scope_ = scope_of(0, cap_.clauses, cap_.span);
    scope_.owner = cap_.name;
  }

  void lay() {
    for (std::size_t i = 0; i < cap_.on.size();) {
      const std::vector<std::size_t> group = group_from(i);
      i += group.size();
      scope_.frame = frame_of_payment(group[0]);
      scope_.each = contract_.payments[group[0]].each;
      if (cap_.excess == language::Excess::carried) {
        lay_carrying(group[0]);
        continue;
      }
      lay_on(group);
      if (i < cap_.on.size()) count_used(group);
    }
  }

 private:
  [[nodiscard]] std::size_t index_of(const std::string& payment) const {
    return static_cast<std::size_t>(language::by_name(contract_.payments, payment) -
                                    contract_.payments.data());
  }

  [[nodiscard]] FrameId frame_of_payment(std::size_t payment) const {
    return graph_.column(payments_[payment].paid).frame;
  }

  /// Payments of the same rows, one named after the other: they use the cap up row by row.
  [[nodiscard]] std::vector<std::size_t> group_from(std::size_t first) const {
    std::vector<std::size_t> group{index_of(cap_.on[first])};
    const FrameId frame = frame_of_payment(group[0]);
    if (frame == work_.scalars) return group;
    for (std::size_t i = first + 1; i < cap_.on.size(); ++i) {
      const std::size_t next = index_of(cap_.on[i]);
      if (frame_of_payment(next) != frame) break;
      group.push_back(next);
    }
    return group;
  }

  /// What the payments of a group came to, for those named behind them.
  void count_used(const std::vector<std::size_t>& group) {
    for (const std::size_t p : group) {
      NodeId total = none;
      if (scope_.frame == work_.scalars) {
        total = graph_.ref(Op::scalar, due_[p]);
      } else {
        Scope one = scope_;
        one.frame = work_.scalars;
        calc::Column column =
            work_.money_column(one, cap_.name + "_used_by_" + contract_.payments[p].name, "");
        column.title = in_words(column.name);
        total = graph_.ref(Op::scalar, work_.add(std::move(column), graph_.ref(Op::sum_of, due_[p])));
      }
      used_ = used_ == none ? total : graph_.make(Op::add, {used_, total});
    }
  }

  NodeId limit(bool by_row) {
    if (cap_.amount->kind == language::ExprKind::literal) return limit_term();
    const NodeId node = guarded(graph_, formulas_.lower(*cap_.amount, scope_), cap_.span);
    const Op op = graph_.node(node).op;
    if (!by_row || op == Op::scalar || op == Op::this_row) return node;
    calc::Column column = work_.money_column(scope_, cap_.name, in_words(cap_.name));
    return graph_.ref(Op::this_row, work_.add(std::move(column), node), cap_.span);
  }

  NodeId limit_term() {
    ColumnId made = work_.shared("cap " + cap_.name);
    if (made == none) {
      Scope one = scope_;
      one.frame = work_.scalars;
      calc::Column term = work_.money_column(one, cap_.name, in_words(cap_.name));
      term.role = calc::Role::term;
      term.values.big.push_back(held_integer(cap_.amount->value, work_.minor_places));
      made = work_.share("cap " + cap_.name, work_.add(std::move(term)));
    }
    return graph_.ref(Op::scalar, made, cap_.span);
  }

  /// What is left of a payment after this cap: the last cap fills the payment's own column.
  ColumnId after_column(std::size_t payment) {
    if (last_cap_of(payment) == index_) return payments_[payment].paid;
    return work_.add(work_.money_column(scope_, contract_.payments[payment].name + "_after_" + cap_.name,
                                        "After " + in_words(cap_.name)));
  }

  [[nodiscard]] std::size_t last_cap_of(std::size_t payment) const {
    std::size_t last = contract_.caps.size();
    for (std::size_t c = 0; c < contract_.caps.size(); ++c) {
      if (caps_payment(contract_.caps[c], contract_.payments[payment].name)) last = c;
    }
    return last;
  }

  [[nodiscard]] std::string suffix(std::size_t payment) const {
    return cap_.on.size() == 1 ? "" : "_" + contract_.payments[payment].name;
  }

  void lay_on(const std::vector<std::size_t>& group) {
    const bool rows = scope_.frame != work_.scalars;
    const Op here = work_.here(scope_.frame);
    const NodeId most = limit(rows);
    std::vector<ColumnId> before;  // what the cap was used for already; none: for nothing
    std::vector<ColumnId> after;
    for (const std::size_t p : group) {
      before.push_back(rows || used_ != none
                           ? work_.add(work_.money_column(scope_, cap_.name + "_before" + suffix(p),
                                                          "Before, under " + in_words(cap_.name)))
                           : none);
      after.push_back(after_column(p));
    }
    for (std::size_t k = 0; k < group.size(); ++k) {
      if (before[k] != none) graph_.set_formula(before[k], used_before(before, after, k));
      const NodeId room = before[k] == none
                              ? most
                              : graph_.make(Op::subtract, {most, graph_.ref(here, before[k])}, cap_.span);
      const ColumnId asked = due_[group[k]];
      graph_.set_formula(after[k], within_room(graph_.ref(here, asked, cap_.span), room));
      cut(group[k], asked, after[k]);
      due_[group[k]] = after[k];
      if (cap_.excess == language::Excess::moved) move_excess(group[k], asked);
    }
  }

  /// What the cap was used for before payment k of a group: by the one named before it, in the row above, or
  /// in the earlier row of the same `per`.
  NodeId used_before(const std::vector<ColumnId>& before, const std::vector<ColumnId>& after, std::size_t k) {
    const bool rows = scope_.frame != work_.scalars;
    const NodeId zero = graph_.literal(Exact(0));
    const NodeId none_used = used_ == none ? zero : used_;
    if (k > 0) {
      const Op here = work_.here(scope_.frame);
      return graph_.make(Op::add, {graph_.ref(here, before[k - 1]), graph_.ref(here, after[k - 1])},
                         cap_.span);
    }
    if (!rows) return none_used;
    if (cap_.per.empty()) {
      const NodeId number = graph_.ref(Op::this_row, work_.row_number(scope_.frame));
      const NodeId first = graph_.make(Op::equal, {number, graph_.literal(Exact(1))}, cap_.span);
      const NodeId above = graph_.make(
          Op::add, {graph_.ref(Op::previous, before.back()), graph_.ref(Op::previous, after.back())},
          cap_.span);
      return graph_.make(Op::choose, {first, none_used, above}, cap_.span);
    }
    const NodeId link =
        graph_.ref(Op::this_row, earlier_link(work_, *evidence_.of_kind(scope_.each), {cap_.per}), cap_.span);
    const NodeId above = graph_.make(
        Op::add,
        {graph_.linked(Op::earlier, before.back(), link), graph_.linked(Op::earlier, after.back(), link)},
        cap_.span);
    return graph_.make(Op::choose, {graph_.make(Op::equal, {link, zero}), zero, above}, cap_.span);
  }

  void cut(std::size_t payment, ColumnId asked, ColumnId after) {
    using Excess = calc::PaymentRecord::CapCut::Excess;
    const Excess excess = cap_.excess == language::Excess::carried ? Excess::carried
                          : cap_.excess == language::Excess::moved ? Excess::moved
                                                                   : Excess::lost;
    cuts_[payment].push_back({cap_.name, asked, after, due_[payment], excess, cap_.moved_to});
  }

  /// A deduction passes whole: only what is due is held to the room there is.
  NodeId within_room(NodeId due, NodeId room) {
    const NodeId some = graph_.make(Op::greatest, {graph_.literal(Exact(0)), room}, cap_.span);
    return graph_.make(Op::least, {due, some}, cap_.span);
  }

  /// Each row has the cap for itself, and what it cuts is due in the next.
  void lay_carrying(std::size_t payment) {
    std::vector<std::string> keys;
    if (!cap_.carried_for.empty()) keys.push_back(cap_.carried_for);
    const auto money = [&](const char* what, const char* title) {
      return work_.add(work_.money_column(scope_, cap_.name + what, title));
    };
    const NodeId most = limit(true);
    const ColumnId brought = money("_brought", "Brought forward");
    const ColumnId asked = money("_asked", "Due with what is brought forward");
    const ColumnId after = after_column(payment);
    const ColumnId carried = money("_carried", "Carried forward");
    const auto here = [&](ColumnId column) { return graph_.ref(Op::this_row, column, cap_.span); };
    const RowAbove row = row_above(work_, *evidence_.of_kind(scope_.each), keys, cap_.span);
    graph_.set_formula(brought, above(graph_, row, carried, graph_.literal(Exact(0)), cap_.span));
    graph_.set_formula(asked, graph_.make(Op::add, {here(due_[payment]), here(brought)}, cap_.span));
    graph_.set_formula(after, within_room(here(asked), most));
    graph_.set_formula(carried, graph_.make(Op::subtract, {here(asked), here(after)}, cap_.span));
    cut(payment, asked, after);
    due_[payment] = after;
  }

  /// What was cut is due under another payment, row by row or, where that is made once, in total.
  void move_excess(std::size_t payment, ColumnId asked) {
    const std::size_t to = index_of(cap_.moved_to);
    const Op here = work_.here(scope_.frame);
    const NodeId cut = graph_.make(
        Op::subtract, {graph_.ref(here, asked, cap_.span), graph_.ref(here, due_[payment], cap_.span)},
        cap_.span);
    const ColumnId excess = work_.add(work_.money_column(scope_, cap_.name + "_excess" + suffix(payment),
                                                         "Excess over " + in_words(cap_.name)),
                                      cut);
    Scope there = scope_;
    there.frame = frame_of_payment(to);
    const bool in_total = there.frame != scope_.frame;
    const NodeId more = graph_.ref(in_total ? Op::sum_of : here, excess, cap_.span);
    const bool last_of_group = contract_.payments[payment].name == cap_.on.back();
    const ColumnId grown =
        last_of_group && last_to_change(cap_.moved_to)
            ? payments_[to].paid
            : work_.add(work_.money_column(there, cap_.moved_to + "_with_" + cap_.name + suffix(payment),
                                           in_words(cap_.moved_to) + " with the excess"));
    const NodeId due = graph_.ref(in_total ? Op::scalar : here, due_[to], cap_.span);
    graph_.set_formula(grown, graph_.make(Op::add, {due, more}, cap_.span));
    due_[to] = grown;
  }

  /// The last thing that happens to a payment fills its own column.
  [[nodiscard]] bool last_to_change(const std::string& payment) const {
    return std::none_of(contract_.caps.begin() + static_cast<std::ptrdiff_t>(index_) + 1,
                        contract_.caps.end(), [&](const language::Cap& other) {
                          return other.moved_to == payment || caps_payment(other, payment);
                        });
  }

  const Payments& payments_;
  const std::size_t index_;
  const language::Cap& cap_;
  std::vector<ColumnId>& due_;
  CapCuts& cuts_;
  Scope scope_;
  NodeId used_ = none;  ///< what payments named earlier, of other rows, came to
};

}  // namespace

CapCuts lay_caps(const Ground& on, const Payments& payments) {
  Standing standing;
  for (std::size_t i = 0; i < payments.size(); ++i) standing.due.push_back(payments[i].earned);
  standing.cuts.resize(payments.size());
  for (std::size_t c = 0; c < on.work.contract.caps.size(); ++c) LaidCap(on, payments, c, standing).lay();
  return std::move(standing.cuts);
}

}  // namespace outturn::compile
