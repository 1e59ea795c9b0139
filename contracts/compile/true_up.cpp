#include "contracts/compile/true_up.h"

#include <algorithm>
#include <unordered_map>

#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

/// Rows of both claims side by side: those of this claim, then those of the last that are gone.
struct BothClaims {
  std::vector<std::string> keys;
  std::vector<std::int32_t> rows;     ///< row now, from 1; 0: gone
  std::vector<std::uint8_t> claimed;  ///< 1: in the last claim
  std::vector<std::int64_t> amounts;  ///< of the last claim, in the smallest coin
};

BothClaims side_by_side(const calc::Frame& now, const calc::PreviousPayment* before, int minor_places) {
  const std::vector<std::pair<std::string, Exact>> no_rows;
  const auto& claimed_rows = before == nullptr ? no_rows : before->rows;
  std::unordered_map<std::string, std::size_t> left;  // rows of the last claim not met yet
  for (std::size_t i = 0; i < claimed_rows.size(); ++i) left.emplace(claimed_rows[i].first, i);
  BothClaims out;
  for (std::size_t row = 0; row < now.rows; ++row) {
    out.keys.push_back(now.source_keys.empty() ? now.key(row) : now.source_keys[row]);
    out.rows.push_back(static_cast<std::int32_t>(row + 1));
    const auto found = left.find(out.keys.back());
    out.claimed.push_back(found == left.end() ? 0 : 1);
    out.amounts.push_back(
        found == left.end() ? 0 : held_integer(claimed_rows[found->second].second, minor_places));
    if (found != left.end()) left.erase(found);
  }
  for (const auto& [row_key, was_paid] : claimed_rows) {
    if (!left.contains(row_key)) continue;
    out.keys.push_back(row_key);
    out.rows.push_back(0);
    out.claimed.push_back(1);
    out.amounts.push_back(held_integer(was_paid, minor_places));
  }
  return out;
}

/// As a contract could give it: from outside comes what it likes.
bool is_name(const std::string& name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

class TrueUp {
 public:
  TrueUp(Workings& work, calc::PreviousClaim& last) : work_(work), graph_(work.graph), last_(last) {
    single_.frame = work.scalars;
  }

  void build() {
    for (const calc::PaymentRecord& payment : work_.record.payments) against_last(payment);
    for (const calc::PreviousPayment& payment : last_.payments) {
      if (language::by_name(work_.contract.payments, payment.name) == nullptr) no_longer_paid(payment);
    }
    if (all_ != none)
      work_.record.due_now =
          work_.add(work_.money_column(single_, "due_in_this_claim", "Due in this claim"), all_);
    for (calc::PreviousPayment& payment : last_.payments) payment.rows.clear();
    work_.record.previous = std::move(last_);
  }

 private:
  void against_last(const calc::PaymentRecord& payment) {
    const auto* before = language::by_name(last_.payments, payment.name);
    calc::TrueUpRecord made;
    made.payment = payment.name;
    made.before_total = claimed_before(payment.name, before == nullptr ? Exact() : before->total);
    due(made, graph_.ref(Op::scalar, payment.total));
    if (graph_.column(payment.column).frame != work_.scalars) rows(before, payment, made);
    work_.record.true_ups.push_back(std::move(made));
  }

  /// A payment of the last claim that the contract has no longer.
  void no_longer_paid(const calc::PreviousPayment& payment) {
    if (!is_name(payment.name)) {
      last_.told.push_back("A payment of it has a name that no contract could give; it is left out.");
      return;
    }
    calc::TrueUpRecord made;
    made.payment = payment.name;
    made.before_total = claimed_before(payment.name, payment.total);
    due(made, graph_.literal(Exact(0)));
    work_.record.true_ups.push_back(std::move(made));
  }

  /// The total of a payment in the last claim, with its source.
  ColumnId claimed_before(const std::string& payment, const Exact& total) {
    calc::Column column =
        work_.money_column(single_, payment + "_before", in_words(payment) + ", last claim");
    column.role = calc::Role::evidence;
    column.meaning = "result.json of run " + last_.run_id + ", SHA-256 " + last_.sha256;
    column.values.big.push_back(held_integer(total, work_.minor_places));
    return work_.add(std::move(column));
  }

  /// Now less before.
  void due(calc::TrueUpRecord& made, NodeId now) {
    const NodeId formula = graph_.make(Op::subtract, {now, graph_.ref(Op::scalar, made.before_total)});
    made.due = work_.add(work_.money_column(single_, made.payment + "_due_now",
                                            in_words(made.payment) + ", due in this claim"),
                         formula);
    const NodeId here = graph_.ref(Op::scalar, made.due);
    all_ = all_ == none ? here : graph_.make(Op::add, {all_, here});
  }

  void rows(const calc::PreviousPayment* before, const calc::PaymentRecord& payment,
            calc::TrueUpRecord& made) {
    const FrameId of = graph_.column(payment.column).frame;
    const std::string name = payment.name + "_true_up";
    BothClaims claims = side_by_side(graph_.frame(of), before, work_.minor_places);
    made.frame = claims_frame(name, payment.name, claims);
    claims_columns(name, of, std::move(claims), made);
    Scope scope;
    scope.frame = made.frame;
    const NodeId row = graph_.ref(Op::this_row, made.link);
    const NodeId zero = graph_.literal(Exact(0));
    const NodeId gone = graph_.make(Op::equal, {row, zero});
    made.now =
        work_.add(work_.money_column(scope, name + "_now", "This claim"),
                  graph_.make(Op::choose, {gone, zero, graph_.linked(Op::at_row, payment.column, row)}));
    made.difference = work_.add(work_.money_column(scope, name + "_difference", "Due: this less last"),
                                graph_.make(Op::subtract, {graph_.ref(Op::this_row, made.now),
                                                           graph_.ref(Op::this_row, made.before)}));
    calc::Column check = work_.column_of(single_, name + "_ok", calc::truth_type);
    check.title = in_words(name) + " is complete";
    const NodeId all =
        graph_.make(Op::equal, {graph_.ref(Op::sum_of, made.now), graph_.ref(Op::scalar, payment.total)});
    work_.check(std::move(check), all, "the rows of the true-up come to " + in_words(payment.name));
  }

  FrameId claims_frame(const std::string& name, const std::string& payment, BothClaims& claims) {
    calc::Frame frame;
    frame.name = name;
    frame.title = work_.contract.payments.size() == 1 ? "True-up" : "True-up " + in_words(payment);
    frame.meaning = "One row for each row of this claim and of the last; gone rows are to be taken back";
    frame.key_prefix = "T";
    frame.named_by = "the row's key";
    frame.derived = true;
    frame.rows = claims.rows.size();
    frame.source_keys = std::move(claims.keys);
    return graph_.add_frame(std::move(frame));
  }

  /// What is known of both claims, as input columns.
  void claims_columns(const std::string& name, FrameId of, BothClaims claims, calc::TrueUpRecord& made) {
    Scope scope;
    scope.frame = made.frame;
    const auto input = [&](const char* suffix, calc::Type type, const char* title, calc::Role role) {
      calc::Column column = work_.column_of(scope, name + suffix, type);
      column.title = title;
      column.role = role;
      return column;
    };
    calc::Column key = input("_key", {calc::Kind::key, 0, made.frame}, "Key", calc::Role::link);
    key.unit = calc::Unit::key;
    for (std::size_t i = 0; i < claims.rows.size(); ++i)
      key.values.small.push_back(static_cast<std::int32_t>(i + 1));
    const ColumnId key_column = work_.add(std::move(key));
    graph_.frame(made.frame).key_column = key_column;
    calc::Column was = input("_claimed", calc::truth_type, "In the last claim", calc::Role::evidence);
    was.values.flags = std::move(claims.claimed);
    made.was_claimed = work_.add(std::move(was));
    calc::Column amount = work_.money_column(scope, name + "_before", "Last claim");
    amount.role = calc::Role::evidence;
    amount.clauses = {"run " + last_.run_id};
    amount.values.big = std::move(claims.amounts);
    made.before = work_.add(std::move(amount));
    calc::Column link = input("_row", calc::whole_type, "Row now", calc::Role::link);
    link.unit = calc::Unit::row_number;
    link.compact = true;
    link.meaning = "row of " + graph_.frame(of).title + "; 0: gone";
    link.values.small = std::move(claims.rows);
    made.link = work_.add(std::move(link));
  }

  Workings& work_;
  calc::Graph& graph_;
  calc::PreviousClaim& last_;
  Scope single_;       ///< what there is once
  NodeId all_ = none;  ///< what is due of every payment so far
};

}  // namespace

void true_up(Workings& work) {
  if (work.request.previous) TrueUp(work, *work.request.previous).build();
}

}  // namespace outturn::compile
