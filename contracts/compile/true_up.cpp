// A claim against the last one: what each row was paid before, what it is paid now, and what is due.
//
// The last claim is given as it was claimed, row by row by key. Its amounts are inputs; what is due is
// now less before, also where a row is gone or the difference is negative (docs/result-json.md).
#include <algorithm>
#include <unordered_map>

#include "contracts/compile/compiler.h"

namespace outturn::compile {

namespace {

std::int64_t held(const Exact& amount, int places) {
  return round_scaled(amount, places, Rounding::half_up).value_or(0);
}

}  // namespace

/// The total of a payment in the last claim, with its source.
ColumnId Compiler::claimed_before(const std::string& payment, const Exact& total) {
  Scope scope;
  scope.frame = scalars_;
  calc::Column column = money_column(scope, payment + "_before", in_words(payment) + ", last claim");
  column.role = calc::Role::evidence;
  column.meaning =
      "result.json of run " + request_.previous->run_id + ", SHA-256 " + request_.previous->sha256;
  column.values.big.push_back(held(total, minor_places_));
  return add(std::move(column));
}

/// One row for each row of this claim, then those of the last claim that are gone.
void Compiler::true_up_rows(const calc::PreviousPayment* before, const calc::PaymentRecord& payment,
                            calc::TrueUpRecord& made) {
  const FrameId of = graph_.column(payment.column).frame;
  const std::vector<std::pair<std::string, Exact>> no_rows;
  const auto& claimed_rows = before == nullptr ? no_rows : before->rows;
  std::unordered_map<std::string, std::size_t> left;  // rows of the last claim not met yet
  for (std::size_t i = 0; i < claimed_rows.size(); ++i) left.emplace(claimed_rows[i].first, i);
  calc::Frame frame;
  frame.name = payment.name + "_true_up";
  frame.title = contract_.payments.size() == 1 ? "True-up" : "True-up " + in_words(payment.name);
  frame.meaning = "One row for each row of this claim and of the last; gone rows are to be taken back";
  frame.key_prefix = "T";
  frame.named_by = "the row's key";
  frame.derived = true;
  std::vector<std::int64_t> amounts;
  std::vector<std::int32_t> links;
  std::vector<std::uint8_t> claimed;
  for (std::size_t row = 0; row < graph_.frame(of).rows; ++row) {
    const calc::Frame& rows = graph_.frame(of);
    frame.source_keys.push_back(rows.source_keys.empty() ? rows.key(row) : rows.source_keys[row]);
    links.push_back(static_cast<std::int32_t>(row + 1));
    const auto found = left.find(frame.source_keys.back());
    claimed.push_back(found == left.end() ? 0 : 1);
    amounts.push_back(found == left.end() ? 0 : held(claimed_rows[found->second].second, minor_places_));
    if (found != left.end()) left.erase(found);
  }
  for (const auto& [row_key, was_paid] : claimed_rows) {
    if (!left.contains(row_key)) continue;
    frame.source_keys.push_back(row_key);
    links.push_back(0);
    claimed.push_back(1);
    amounts.push_back(held(was_paid, minor_places_));
  }
  frame.rows = links.size();
  const std::string name = frame.name;
  made.frame = graph_.add_frame(std::move(frame));
  Scope scope;
  scope.frame = made.frame;
  const auto input = [&](const char* suffix, calc::Type type, const char* title, calc::Role role) {
    calc::Column column = column_of(scope, name + suffix, type);
    column.title = title;
    column.role = role;
    return column;
  };
  calc::Column key = input("_key", {calc::Kind::key, 0, made.frame}, "Key", calc::Role::link);
  key.unit = calc::Unit::key;
  for (std::size_t i = 0; i < links.size(); ++i) key.values.small.push_back(static_cast<std::int32_t>(i + 1));
  const ColumnId key_column = add(std::move(key));
  graph_.frame(made.frame).key_column = key_column;
  calc::Column was = input("_claimed", calc::truth_type, "In the last claim", calc::Role::evidence);
  was.values.flags = std::move(claimed);
  made.was_claimed = add(std::move(was));
  calc::Column amount = money_column(scope, name + "_before", "Last claim");
  amount.role = calc::Role::evidence;
  amount.clauses = {"run " + request_.previous->run_id};
  amount.values.big = std::move(amounts);
  made.before = add(std::move(amount));
  calc::Column link = input("_row", calc::whole_type, "Row now", calc::Role::link);
  link.unit = calc::Unit::row_number;
  link.compact = true;
  link.meaning = "row of " + graph_.frame(of).title + "; 0: gone";
  link.values.small = std::move(links);
  made.link = add(std::move(link));
  const NodeId row = graph_.ref(Op::this_row, made.link);
  const NodeId zero = graph_.literal(Exact(0));
  const NodeId gone = graph_.make(Op::equal, {row, zero});
  made.now = add(money_column(scope, name + "_now", "This claim"),
                 graph_.make(Op::choose, {gone, zero, graph_.linked(Op::at_row, payment.column, row)}));
  made.difference = add(
      money_column(scope, name + "_difference", "Due: this less last"),
      graph_.make(Op::subtract, {graph_.ref(Op::this_row, made.now), graph_.ref(Op::this_row, made.before)}));
  Scope single;
  single.frame = scalars_;
  calc::Column check = column_of(single, name + "_ok", calc::truth_type);
  check.role = calc::Role::check;
  check.title = in_words(name) + " is complete";
  const NodeId all =
      graph_.make(Op::equal, {graph_.ref(Op::sum_of, made.now), graph_.ref(Op::scalar, payment.total)});
  run_.record.checks.push_back(
      {add(std::move(check), all), "the rows of the true-up come to " + in_words(payment.name)});
}

void Compiler::true_up() {
  if (!request_.previous) return;
  calc::PreviousClaim& last = *request_.previous;
  NodeId all = none;
  Scope scope;
  scope.frame = scalars_;
  const auto due = [&](calc::TrueUpRecord& made, NodeId now) {
    const NodeId formula = graph_.make(Op::subtract, {now, graph_.ref(Op::scalar, made.before_total)});
    made.due =
        add(money_column(scope, made.payment + "_due_now", in_words(made.payment) + ", due in this claim"),
            formula);
    const NodeId here = graph_.ref(Op::scalar, made.due);
    all = all == none ? here : graph_.make(Op::add, {all, here});
  };
  for (const calc::PaymentRecord& payment : run_.record.payments) {
    const auto* before = language::by_name(last.payments, payment.name);
    calc::TrueUpRecord made;
    made.payment = payment.name;
    made.before_total = claimed_before(payment.name, before == nullptr ? Exact() : before->total);
    due(made, graph_.ref(Op::scalar, payment.total));
    if (graph_.column(payment.column).frame != scalars_) true_up_rows(before, payment, made);
    run_.record.true_ups.push_back(std::move(made));
  }
  for (const calc::PreviousPayment& payment : last.payments) {  // payments the contract has no longer
    if (language::by_name(contract_.payments, payment.name) != nullptr) continue;
    if (!std::all_of(payment.name.begin(), payment.name.end(),
                     [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); })) {
      last.told.push_back("A payment of it has a name that no contract could give; it is left out.");
      continue;
    }
    calc::TrueUpRecord made;
    made.payment = payment.name;
    made.before_total = claimed_before(payment.name, payment.total);
    due(made, graph_.literal(Exact(0)));
    run_.record.true_ups.push_back(std::move(made));
  }
  if (all != none)
    run_.record.due_now = add(money_column(scope, "due_in_this_claim", "Due in this claim"), all);
  for (calc::PreviousPayment& payment : last.payments) payment.rows.clear();
  run_.record.previous = std::move(last);
}

}  // namespace outturn::compile
