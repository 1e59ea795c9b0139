// A value that is worked out differently from a day on (design/columns.md B7): the lines known to the
// run, one inside the other, chosen by the deciding date.
#include "contracts/compile/terms.h"

namespace outturn::compile {

namespace {

/// As many alternatives stand in one formula; more would make it longer than a person reads.
constexpr int most_in_a_formula = 4;

}  // namespace

/// The first day of a line, in a cell of its own with the line's clause.
NodeId Compiler::switch_date(const language::Value& v, const language::DatedRule& rule, Date date,
                             Scope& scope) {
  calc::Column term =
      term_column(free_name(v.name + "_from_" + to_iso(date).substr(0, 4)), scalars_, calc::date_type,
                  calc::Unit::date, in_words(v.name) + " from " + to_iso(date));
  term.meaning = "day from which another line of " + in_words(v.name) + " holds";
  term.clauses = shown(rule.clauses);
  term.span = rule.from_span;
  store(term, Exact(date.serial));
  return graph_.ref(Op::scalar, add(std::move(term)), scope.span);
}

Lowered Compiler::lower_dated(const language::Value& v, Scope& scope) {
  const Date start = *contract_.head.starts;
  const Date end{contract_.head.ends->serial + 1};
  struct Line {
    const language::DatedRule* rule;
    const Expr* is;  ///< null: from this day on nothing is said
    Date from;
  };
  std::vector<Line> lines;
  for (std::size_t i = 0; i < v.rules.size(); ++i) {
    const language::DatedRule& rule = v.rules[i];
    if (!document_known(rule.clauses)) continue;
    const Date from = rule.from.value_or(start);
    if (!lines.empty() && lines.back().is == nullptr && lines.back().from == from) lines.pop_back();
    lines.push_back({&rule, v.is->args[i].get(), from});
    if (rule.until) lines.push_back({&rule, nullptr, *rule.until});
  }
  if (lines.empty()) {
    problem("N25", v.span, "\"" + v.name + "\" has no line in the documents known to this run", {},
            {"Name the document it stands in under --documents."});
    return {zero_of(lower(*v.is->args[0], scope).value), graph_.truth(false)};
  }
  if (lines.back().is != nullptr) lines.push_back({lines.back().rule, nullptr, end});
  const Lowered decides = lower_symbol(names_.find(scope.each, v.chosen_by), scope, v.chosen_span);
  const NodeId date = in_a_column(guarded(decides, v.chosen_span), names_.find(scope.each, v.chosen_by).type,
                                  v.name + "_date", "Deciding date", scope, v.chosen_span);
  Lowered out{none, graph_.truth(false)};
  int inside = 0;
  for (const Line& line : lines) {
    const Span span = line.rule->span;
    Lowered arm{none, graph_.truth(false)};
    if (line.is != nullptr) {
      Scope at = scope;
      at.clauses = shown(line.rule->clauses);
      arm = lower(*line.is, at);
      arm.value =
          in_a_column(guarded(arm, span), line.is->type, v.name + "_" + to_iso(line.from).substr(0, 4),
                      in_words(v.name) + " from " + to_iso(line.from), at, span);
      if (arm.known == none) arm.known = graph_.truth(true);
    }
    if (out.value == none) out.value = zero_of(arm.value);
    if (arm.value == none) arm.value = zero_of(out.value);
    const NodeId begun =
        graph_.make(Op::at_least, {date, switch_date(v, *line.rule, line.from, scope)}, span);
    out.value = graph_.make(Op::choose, {begun, arm.value, out.value}, span);
    out.known = graph_.make(Op::choose, {begun, arm.known, out.known}, span);
    if (++inside % most_in_a_formula != 0) continue;
    out.value =
        in_a_column(out.value, v.type, v.name + "_before", in_words(v.name) + " until then", scope, span);
    out.known = in_a_column(out.known, QType{}, v.name + "_before_known", "Known until then", scope, span);
  }
  out.known = both(decides.known, out.known, v.chosen_span);
  return out;
}

}  // namespace outturn::compile
