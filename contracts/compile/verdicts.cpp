#include "contracts/compile/verdicts.h"

#include "contracts/compile/reasons.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

/// The longest formula a sheet may hold is 200 characters; a reference may name another sheet.
constexpr int most_characters = 160;
/// SUMIF looks at every row for every reason: beyond this, counts stand in result.json only.
constexpr std::size_t most_compared = 1'000'000;
/// Reasons by payments on one sheet: beyond this nobody reads it, and it grows with the square of the
/// contract.
constexpr std::size_t most_counted = 20'000;

/// The characters a formula prints where all it reads stands on the same sheet.
int printed_length(const calc::Graph& graph, NodeId id, int row_digits) {
  const calc::Node& node = graph.node(id);
  if (calc::operation(node.op).reads_column && node.args[0] == none) return 3 + row_digits;
  int length = calc::operation(node.op).condition ? 2 : 6;
  for (const NodeId arg : node.args) {
    if (arg != none) length += printed_length(graph, arg, row_digits);
  }
  const bool decimal = node.args[0] != none && graph.node(node.args[0]).type.kind == calc::Kind::decimal;
  return decimal ? length + 9 : length;  // ROUND(..,2)
}

class Verdicts {
 public:
  Verdicts(Workings& work, Reasons::Sheet sheet) : work_(work), graph_(work.graph), sheet_(sheet) {}

  void tell(std::size_t payment, const std::vector<ReasonTest>& tests) {
    const language::Payment& p = work_.contract.payments[payment];
    calc::PaymentRecord& record = work_.record.payments[payment];
    Scope scope = scope_of(graph_.column(record.column).frame, p.clauses, p.span);
    scope.each = p.each;
    scope.owner = p.name;
    calc::Column reason = work_.column_of(scope, p.name + "_reason", calc::whole_type);
    reason.unit = calc::Unit::row_number;
    reason.compact = true;
    reason.title = in_words(p.name) + ": number of the reason";
    const NodeId formula = first_reason(tests, 0, scope);
    record.reason = work_.add(std::move(reason), formula);
    calc::Column verdict = work_.column_of(scope, p.name + "_verdict", {calc::Kind::key, 0, sheet_.frame});
    verdict.unit = calc::Unit::key;
    verdict.title = in_words(p.name) + ": verdict";
    verdict.meaning = "accepted, refused or undecided, and why: the row of Reasons";
    record.verdict =
        work_.add(std::move(verdict), graph_.linked(Op::at_row, graph_.frame(sheet_.frame).key_column,
                                                    graph_.ref(Op::this_row, record.reason, p.span), p.span));
    reason_counts(payment);
  }

 private:
  /// IF of one test in the other; what would make the formula too long goes on in a column of its own.
  NodeId first_reason(const std::vector<ReasonTest>& tests, std::size_t first, const Scope& scope) {
    const int digits = static_cast<int>(std::to_string(graph_.frame(scope.frame).rows + 5).size());
    const auto cell = [&](const ReasonTest& test) {
      return graph_.cell(sheet_.number, static_cast<std::uint32_t>(test.reason + 1), scope.span);
    };
    constexpr int cell_characters = 14;  // Reasons!$D$12
    std::size_t end = first;
    int length = cell_characters;
    while (end < tests.size() && tests[end].when != none) {
      length += 6 + cell_characters + printed_length(graph_, tests[end].when, digits);
      if (length > most_characters && end > first) break;
      ++end;
    }
    NodeId rest = none;
    if (end + 1 == tests.size()) {
      rest = cell(tests[end]);
    } else {
      const NodeId formula = first_reason(tests, end, scope);  // before the name of this one is chosen
      calc::Column further = work_.column_of(scope, scope.owner + "_reason_further", calc::whole_type);
      further.unit = calc::Unit::row_number;
      further.compact = true;
      further.title = "Number of the reason, if none before";
      rest = graph_.ref(Op::this_row, work_.add(std::move(further), formula), scope.span);
    }
    for (std::size_t i = end; i-- > first;)
      rest = graph_.make(Op::choose, {tests[i].when, cell(tests[i]), rest}, scope.span);
    return rest;
  }

  /// How many rows each reason decided, and what they come to.
  void reason_counts(std::size_t payment) {
    const calc::PaymentRecord& record = work_.record.payments[payment];
    const language::Payment& p = work_.contract.payments[payment];
    const FrameId frame = graph_.column(record.column).frame;
    const std::size_t reasons = graph_.frame(sheet_.frame).rows;
    if (graph_.frame(frame).rows * reasons > most_compared) return;
    if (work_.contract.payments.size() * reasons > most_counted) return;
    const ColumnId ones = ones_column(p, record.reason, frame);
    const Scope scope = scope_of(sheet_.frame, p.clauses, p.span);
    const auto total = [&](const char* name, const std::string& title, ColumnId of) {
      calc::Column column = of == ones ? work_.column_of(scope, p.name + name, calc::whole_type)
                                       : work_.money_column(scope, p.name + name, "");
      column.title = in_words(p.name) + ": " + title;
      const NodeId match = graph_.ref(Op::this_row, sheet_.number, p.span);
      return work_.add(std::move(column), graph_.sum_where(of, record.reason, match, p.span));
    };
    const ColumnId rows = total("_rows_by_reason", "rows", ones);
    if (record.earned != record.column) total("_earned_by_reason", "earned before caps", record.earned);
    total("_paid_by_reason", "paid", record.column);
    calc::Column check =
        work_.column_of(scope_of(work_.scalars, p.clauses, p.span), p.name + "_reasons_ok", calc::truth_type);
    check.title = "Each row has one reason";
    const NodeId all = graph_.ref(Op::rows_of, record.column, p.span);
    work_.check(std::move(check), graph_.make(Op::equal, {graph_.ref(Op::sum_of, rows, p.span), all}, p.span),
                "the rows of " + in_words(p.name) + ", counted by reason, are all rows");
  }

  /// 1 in each row, so that rows can be counted by reason.
  ColumnId ones_column(const language::Payment& p, ColumnId reason, FrameId frame) {
    calc::Column one_a_row =
        work_.column_of(scope_of(frame, p.clauses, p.span), p.name + "_has_reason", calc::truth_type);
    one_a_row.title = in_words(p.name) + ": has a reason";
    one_a_row.meaning = "1 in each row, so that rows can be counted by reason";
    const NodeId some =
        graph_.make(Op::more, {graph_.ref(Op::this_row, reason, p.span), graph_.literal(Exact(0))}, p.span);
    return work_.add(std::move(one_a_row), some);
  }

  Workings& work_;
  calc::Graph& graph_;
  Reasons::Sheet sheet_;
};

/// decided by checked_by on checked_on
void record_deciders(Workings& work, Evidence& evidence) {
  for (EvidenceFrame& rows : evidence.frames) {
    const language::Input& input = *rows.input;
    if (input.decided_by.empty()) continue;
    work.record.decisions.push_back(
        {rows.frame, rows.column(input.decided_by).value, rows.column(input.decided_on).value});
  }
}

}  // namespace

void add_verdicts(Workings& work, Evidence& evidence, const Payments& payments) {
  record_deciders(work, evidence);
  Reasons reasons(work);
  std::vector<std::vector<ReasonTest>> tests(payments.size());
  for (std::size_t i = 0; i < payments.size(); ++i) {
    if (work.graph.column(payments[i].paid).frame == work.scalars) continue;
    calc::PaymentRecord& record = work.record.payments[i];
    tests[i] = reasons.tests_of(work.contract.payments[i], payments[i], record.caps);
    record.reason_clauses = reasons.cited();
  }
  if (work.record.reasons.empty()) return;
  Verdicts verdicts(work, reasons.sheet());
  for (std::size_t i = 0; i < payments.size(); ++i) {
    if (!tests[i].empty()) verdicts.tell(i, tests[i]);
  }
}

}  // namespace outturn::compile
