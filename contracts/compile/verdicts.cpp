// A verdict on every row: which reason of a small table decides on its payment.
//
// Reasons are gathered from the contract (what may be missing, each condition, how often, each cap);
// a row's reason is the first that fits, told by one formula in the order in which the payment is
// worked out. The rule and the codes are those of docs/result-json.md.
#include <algorithm>

#include "contracts/compile/compiler.h"
#include "contracts/compile/terms.h"
#include "contracts/language/expression_words.h"

namespace outturn::compile {

using calc::Verdict;

namespace {

/// The longest formula a sheet may hold is 200 characters; a reference may name another sheet.
constexpr int most_characters = 160;
/// SUMIF looks at every row for every reason: beyond this, counts stand in result.json only.
constexpr std::size_t most_compared = 1'000'000;

std::string per_words(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " and ") + name;
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string blanks(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string underscores(std::string words) {
  std::replace(words.begin(), words.end(), ' ', '_');
  return words;
}

/// The first name a condition speaks of: part of its code.
std::string first_name(const Expr& expr) {
  if (!expr.path.empty() && expr.kind == language::ExprKind::name) return expr.path.back();
  for (const auto& arg : expr.args) {
    std::string found = first_name(*arg);
    if (!found.empty()) return found;
  }
  return {};
}

void conjuncts(const calc::Graph& graph, NodeId node, std::vector<NodeId>& out) {
  if (node == none) return;
  const calc::Node& of = graph.node(node);
  if (of.op == Op::both) {
    conjuncts(graph, of.args[0], out);
    conjuncts(graph, of.args[1], out);
  } else {
    out.push_back(node);
  }
}

}  // namespace

std::size_t Compiler::reason(const std::string& code, Verdict verdict, const std::string& words,
                             const std::string& sentence, const std::vector<std::string>& clauses,
                             Span span) {
  const std::string key = std::string(calc::verdict_words(verdict)) + (words.empty() ? "" : ": " + words);
  std::string cited;
  for (const std::string& clause : clauses) cited += (cited.empty() ? "" : "; ") + clause;
  const auto found = std::find(reasons_.keys.begin(), reasons_.keys.end(), key);
  const auto at = static_cast<std::size_t>(found - reasons_.keys.begin());
  if (found != reasons_.keys.end()) {
    std::string& all = reasons_.row_clauses[at];
    if (all.find(cited) == std::string::npos) all += "; " + cited;
    return at;
  }
  std::string name = code;
  for (int n = 2; std::any_of(run_.record.reasons.begin(), run_.record.reasons.end(),
                              [&](const calc::ReasonRecord& one) { return one.code == name; });
       ++n)
    name = code + "_" + std::to_string(n);
  reasons_.keys.push_back(key);
  reasons_.row_clauses.push_back(cited);
  reasons_.lines.push_back(span.line);
  run_.record.reasons.push_back({name, verdict, sentence});
  return at;
}

/// What is not known where `known` does not hold: "hours".
std::string Compiler::missing_words(NodeId known) const {
  const calc::Node& node = graph_.node(known);
  if (node.column == none) return {};
  const std::string& name = graph_.column(node.column).name;
  if (!name.ends_with("_known")) return {};
  const std::string of = blanks(name.substr(0, name.size() - 6));
  return node.op == Op::at_row ? of + " of its " + graph_.frame(graph_.column(node.column).frame).name : of;
}

void Compiler::evidence_tests(NodeId known, std::size_t payment, std::vector<ReasonTest>& tests) {
  const language::Payment& p = contract_.payments[payment];
  std::vector<NodeId> all;
  conjuncts(graph_, known, all);
  for (const NodeId one : all) {
    const std::string what = missing_words(one);
    const std::size_t number =
        what.empty()
            ? reason(
                  "UNKNOWN", Verdict::undecided, "evidence is missing",
                  "Something the payment needs is not known, or no price is in force; it pays nothing until "
                  "it is.",
                  shown(p.clauses), p.span)
            : reason("UNKNOWN_" + underscores(what), Verdict::undecided, what + " is not known",
                     in_words(what) + " is not known; it pays nothing until it is.", shown(p.clauses),
                     p.span);
    tests.push_back({graph_.make(Op::no, {one}, p.span), number});
  }
}

void Compiler::condition_tests(std::size_t payment, std::vector<ReasonTest>& tests) {
  const language::Payment& p = contract_.payments[payment];
  for (const PartOfWhen& part : payments_[payment].conditions) {
    const std::string words = language::failure_of(*part.said, source_);
    std::string sentence = in_words(words) + ".";
    if (part.said->kind == language::ExprKind::name && part.said->path.size() == 1) {
      for (const language::Value& v : contract_.values) {
        if (v.name == part.said->path[0] && v.is)
          sentence = in_words(words) + ", that is: " + language::words_of(*v.is, source_) + ".";
      }
    }
    const bool plain = part.said->kind == language::ExprKind::name;
    const std::string code = (plain ? "NOT_" : "CONDITION_") + first_name(*part.said);
    tests.push_back({graph_.make(Op::no, {part.holds}, part.said->span),
                     reason(code, Verdict::refused, words, sentence, shown(p.clauses), part.said->span)});
  }
}

void Compiler::cap_tests(std::size_t payment, std::vector<ReasonTest>& tests) {
  const NodeId zero = graph_.literal(Exact(0));
  const auto clauses = [&](const std::string& cap) {
    const language::Cap* of = language::by_name(contract_.caps, cap);
    return of == nullptr ? std::vector<std::string>{} : shown(of->clauses);
  };
  const auto span = [&](const std::string& cap) {
    const language::Cap* of = language::by_name(contract_.caps, cap);
    return of == nullptr ? Span{} : of->span;
  };
  const auto& caps = caps_of_[payment];
  for (const auto& cap : caps) {
    tests.push_back({graph_.make(Op::equal, {graph_.ref(Op::this_row, cap.after), zero}),
                     reason("CAP_" + cap.cap, Verdict::refused, blanks(cap.cap) + " is used up",
                            "It was earned, but earlier rows have used " + blanks(cap.cap) + " up.",
                            clauses(cap.cap), span(cap.cap))});
  }
  for (const auto& cap : caps) {
    const NodeId less =
        graph_.make(Op::less, {graph_.ref(Op::this_row, cap.after), graph_.ref(Op::this_row, cap.before)});
    tests.push_back(
        {less, reason("CUT_" + cap.cap, Verdict::in_part, "cut by " + blanks(cap.cap),
                      "It was earned in full; only what is left of " + blanks(cap.cap) + " is paid.",
                      clauses(cap.cap), span(cap.cap))});
  }
}

/// The reasons of a payment in the order in which they are looked at; the last fits all that is left.
std::vector<ReasonTest> Compiler::reason_tests(std::size_t payment) {
  const language::Payment& p = contract_.payments[payment];
  const PaymentColumns& made = payments_[payment];
  std::vector<ReasonTest> tests;
  evidence_tests(made.when_known, payment, tests);
  condition_tests(payment, tests);
  evidence_tests(made.pay_known, payment, tests);
  if (made.counts != none) {
    const std::string per = per_words(p.once_per);
    const std::string often = p.times
                                  ? "at most " + language::words_of(*p.times, source_) + " times per " + per
                                  : "once per " + per;
    tests.push_back({graph_.make(Op::no, {graph_.ref(Op::this_row, made.counts)}, p.span),
                     reason("REPEATED", Verdict::refused, "paid for already, " + often,
                            "Earlier rows of the same " + per + " have used up the right: " + often + ".",
                            shown(p.clauses), p.span)});
  }
  const NodeId nothing =
      graph_.make(Op::equal, {graph_.ref(Op::this_row, made.earned), graph_.literal(Exact(0))}, p.span);
  tests.push_back({nothing, reason("NIL", Verdict::refused, "the amount comes to nothing",
                                   "No condition stands against it, but the rule works out at nothing.",
                                   shown(p.clauses), p.span)});
  cap_tests(payment, tests);
  tests.push_back(
      {none, reason("PAID", Verdict::accepted, "", "Every condition is met, and it is paid in full.",
                    shown(p.clauses), p.span)});
  return tests;
}

/// The Reasons sheet; its column of row numbers is what rows are told by.
ColumnId Compiler::reasons_frame() {
  reasons_.name = "reason";
  reasons_.title = "Reasons";
  reasons_.meaning = "one row for each reason this contract can give for paying a row or not";
  reasons_.is_table = true;
  reasons_.derived = true;
  reasons_.rows = reasons_.keys.size();
  const std::size_t rows = reasons_.rows;
  const FrameId frame = graph_.add_frame(std::move(reasons_));
  reason_frame_ = frame;
  calc::Column key =
      term_column(free_name("reason_key"), frame, {calc::Kind::key, 0, frame}, calc::Unit::key, "Verdict");
  calc::Column number =
      term_column(free_name("reason_number"), frame, calc::whole_type, calc::Unit::row_number, "Number");
  number.role = calc::Role::link;
  number.meaning = "of the reason; rows are told by it";
  const auto words = [&](const char* name, const char* title) {
    calc::Column column =
        term_column(free_name(name), frame, {calc::Kind::text, 0, none}, calc::Unit::words, title);
    return column;
  };
  calc::Column code = words("reason_code", "Code");
  calc::Column sentence = words("reason_sentence", "What it means");
  const auto put = [](calc::Column& column, const std::string& text) {
    column.values.small.push_back(static_cast<std::int32_t>(column.values.dictionary.size()));
    column.values.dictionary.push_back(text);
  };
  for (std::size_t i = 0; i < rows; ++i) {
    store(key, Exact(static_cast<std::int64_t>(i + 1)));
    store(number, Exact(static_cast<std::int64_t>(i + 1)));
    put(code, run_.record.reasons[i].code);
    put(sentence, run_.record.reasons[i].sentence);
  }
  const ColumnId key_column = add(std::move(key));
  graph_.frame(frame).key_column = key_column;
  const ColumnId id = add(std::move(number));
  add(std::move(code));
  add(std::move(sentence));
  return id;
}

/// The characters a formula prints where all it reads stands on the same sheet.
int Compiler::printed_length(NodeId id, int row_digits) const {
  const calc::Node& node = graph_.node(id);
  if (calc::operation(node.op).reads_column && node.args[0] == none) return 3 + row_digits;
  int length = calc::operation(node.op).condition ? 2 : 6;
  for (const NodeId arg : node.args) {
    if (arg != none) length += printed_length(arg, row_digits);
  }
  const bool decimal = node.args[0] != none && graph_.node(node.args[0]).type.kind == calc::Kind::decimal;
  return decimal ? length + 9 : length;  // ROUND(..,2)
}

/// IF of one test in the other; what would make the formula too long goes on in a column of its own.
NodeId Compiler::first_reason(const std::vector<ReasonTest>& tests, std::size_t first, ColumnId number,
                              Scope& scope) {
  const int digits = static_cast<int>(std::to_string(graph_.frame(scope.frame).rows + 5).size());
  const auto cell = [&](const ReasonTest& test) {
    return graph_.cell(number, static_cast<std::uint32_t>(test.reason + 1), scope.span);
  };
  constexpr int cell_characters = 14;  // Reasons!$D$12
  std::size_t end = first;
  int length = cell_characters;
  while (end < tests.size() && tests[end].when != none) {
    length += 6 + cell_characters + printed_length(tests[end].when, digits);
    if (length > most_characters && end > first) break;
    ++end;
  }
  NodeId rest = none;
  if (end + 1 == tests.size()) {
    rest = cell(tests[end]);
  } else {
    const NodeId formula = first_reason(tests, end, number, scope);  // before the name of this one is chosen
    calc::Column further = column_of(scope, scope.owner + "_reason_further", calc::whole_type);
    further.unit = calc::Unit::row_number;
    further.compact = true;
    further.title = "Number of the reason, if none before";
    rest = graph_.ref(Op::this_row, add(std::move(further), formula), scope.span);
  }
  for (std::size_t i = end; i-- > first;)
    rest = graph_.make(Op::choose, {tests[i].when, cell(tests[i]), rest}, scope.span);
  return rest;
}

/// How many rows each reason decided, and what they come to.
void Compiler::reason_counts(std::size_t payment, ColumnId number) {
  const calc::PaymentRecord& record = run_.record.payments[payment];
  const language::Payment& p = contract_.payments[payment];
  const FrameId frame = graph_.column(record.column).frame;
  if (graph_.frame(frame).rows * graph_.frame(reason_frame_).rows > most_compared) return;
  Scope rows_scope;
  rows_scope.frame = frame;
  rows_scope.clauses = shown(p.clauses);
  rows_scope.span = p.span;
  calc::Column one_a_row = column_of(rows_scope, p.name + "_has_reason", calc::truth_type);
  one_a_row.title = in_words(p.name) + ": has a reason";
  one_a_row.meaning = "1 in each row, so that rows can be counted by reason";
  const ColumnId ones =
      add(std::move(one_a_row),
          graph_.make(Op::more, {graph_.ref(Op::this_row, record.reason, p.span), graph_.literal(Exact(0))},
                      p.span));
  Scope scope;
  scope.frame = reason_frame_;
  scope.clauses = shown(p.clauses);
  scope.span = p.span;
  const auto total = [&](const char* name, const std::string& title, ColumnId of) {
    const bool money = of != ones;
    calc::Column column = column_of(scope, p.name + name, money ? graph_.column(of).type : calc::whole_type);
    column.title = in_words(p.name) + ": " + title;
    if (money) column.unit = calc::Unit::money, column.unit_words = contract_.head.currency;
    const NodeId match = graph_.ref(Op::this_row, number, p.span);
    return add(std::move(column), graph_.sum_where(of, record.reason, match, p.span));
  };
  const ColumnId rows = total("_rows_by_reason", "rows", ones);
  if (record.earned != record.column) total("_earned_by_reason", "earned before caps", record.earned);
  total("_paid_by_reason", "paid", record.column);
  Scope one = scope;
  one.frame = scalars_;
  calc::Column check = column_of(one, p.name + "_reasons_ok", calc::truth_type);
  check.role = calc::Role::check;
  check.title = "Each row has one reason";
  const NodeId all = graph_.ref(Op::rows_of, record.column, p.span);
  run_.record.checks.push_back(
      {add(std::move(check), graph_.make(Op::equal, {graph_.ref(Op::sum_of, rows, p.span), all}, p.span)),
       "the rows of " + in_words(p.name) + ", counted by reason, are all rows"});
}

void Compiler::verdicts() {
  std::vector<std::vector<ReasonTest>> tests(payments_.size());
  for (std::size_t i = 0; i < payments_.size(); ++i) {
    if (graph_.column(payments_[i].paid).frame != scalars_) tests[i] = reason_tests(i);
  }
  if (run_.record.reasons.empty()) return;
  const ColumnId number = reasons_frame();
  for (std::size_t i = 0; i < payments_.size(); ++i) {
    if (tests[i].empty()) continue;
    const language::Payment& p = contract_.payments[i];
    calc::PaymentRecord& record = run_.record.payments[i];
    Scope scope;
    scope.frame = graph_.column(record.column).frame;
    scope.each = p.each;
    scope.owner = p.name;
    scope.clauses = shown(p.clauses);
    scope.span = p.span;
    calc::Column reason = column_of(scope, p.name + "_reason", calc::whole_type);
    reason.unit = calc::Unit::row_number;
    reason.compact = true;
    reason.title = in_words(p.name) + ": number of the reason";
    const NodeId formula = first_reason(tests[i], 0, number, scope);
    record.reason = add(std::move(reason), formula);
    calc::Column verdict = column_of(scope, p.name + "_verdict", {calc::Kind::key, 0, reason_frame_});
    verdict.unit = calc::Unit::key;
    verdict.title = in_words(p.name) + ": verdict";
    verdict.meaning = "accepted, refused or undecided, and why: the row of Reasons";
    record.verdict =
        add(std::move(verdict), graph_.linked(Op::at_row, graph_.frame(reason_frame_).key_column,
                                              graph_.ref(Op::this_row, record.reason, p.span), p.span));
    reason_counts(i, number);
  }
}

}  // namespace outturn::compile
