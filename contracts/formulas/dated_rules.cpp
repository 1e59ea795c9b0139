#include "contracts/formulas/dated_rules.h"

#include "contracts/formulas/formulas.h"
#include "contracts/frames/terms.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

/// As many alternatives stand in one formula; more would make it longer than a person reads.
constexpr int most_in_a_formula = 4;

struct Line {
  const language::DatedRule* rule;
  const Expr* is;  ///< null: from this day on nothing is said
  Date from;
};

class DatedValue : FormulaMaker {
 public:
  using FormulaMaker::FormulaMaker;

  Lowered value(const language::Value& v, const Scope& scope) {
    const std::vector<Line> lines = lines_of(v);
    if (lines.empty()) {
      work_.problem("N25", v.span, "\"" + v.name + "\" has no line in the documents known to this run", {},
                    {"Name the document it stands in under --documents."});
      return {zero_of(graph_, formulas_.lower(*v.is->args[0], scope).value), graph_.truth(false)};
    }
    const Lowered decides = formulas_.symbol(names_.find(scope.each, v.chosen_by), scope, v.chosen_span);
    const NodeId date =
        work_.in_a_column(guarded(graph_, decides, v.chosen_span), names_.find(scope.each, v.chosen_by).type,
                          v.name + "_date", "Deciding date", scope, v.chosen_span);
    Lowered out{none, graph_.truth(false)};
    int inside = 0;
    for (const Line& line : lines) {
      const Span span = line.rule->span;
      Lowered arm = arm_of(v, line, scope);
      if (out.value == none) out.value = zero_of(graph_, arm.value);
      if (arm.value == none) arm.value = zero_of(graph_, out.value);
      const NodeId begun =
          graph_.make(Op::at_least, {date, switch_date(v, *line.rule, line.from, scope)}, span);
      out.value = graph_.make(Op::choose, {begun, arm.value, out.value}, span);
      out.known = graph_.make(Op::choose, {begun, arm.known, out.known}, span);
      if (++inside % most_in_a_formula != 0) continue;
      out.value = work_.in_a_column(out.value, v.type, v.name + "_before", in_words(v.name) + " until then",
                                    scope, span);
      out.known =
          work_.in_a_column(out.known, QType{}, v.name + "_before_known", "Known until then", scope, span);
    }
    out.known = both(graph_, decides.known, out.known, v.chosen_span);
    return out;
  }

 private:
  /// The lines known to the run in order of their days, up to the end of the contract.
  [[nodiscard]] std::vector<Line> lines_of(const language::Value& v) const {
    const Date start = *contract_.head.starts;
    const Date end{contract_.head.ends->serial + 1};
    std::vector<Line> lines;
    for (std::size_t i = 0; i < v.rules.size(); ++i) {
      const language::DatedRule& rule = v.rules[i];
      if (!work_.document_known(rule.clauses)) continue;
      const Date from = rule.from.value_or(start);
      if (!lines.empty() && lines.back().is == nullptr && lines.back().from == from) lines.pop_back();
      lines.push_back({&rule, v.is->args[i].get(), from});
      if (rule.until) lines.push_back({&rule, nullptr, *rule.until});
    }
    if (!lines.empty() && lines.back().is != nullptr) lines.push_back({lines.back().rule, nullptr, end});
    return lines;
  }

  /// What a line gives, 0 where it is unknown; where it gives nothing, a value that is none and never known.
  Lowered arm_of(const language::Value& v, const Line& line, const Scope& scope) {
    if (line.is == nullptr) return {none, graph_.truth(false)};
    const Span span = line.rule->span;
    Scope at = scope;
    at.clauses = shown(line.rule->clauses);
    Lowered arm = formulas_.lower(*line.is, at);
    arm.value = work_.in_a_column(guarded(graph_, arm, span), line.is->type,
                                  v.name + "_" + to_iso(line.from).substr(0, 4),
                                  in_words(v.name) + " from " + to_iso(line.from), at, span);
    arm.known = surely(graph_, arm.known);
    return arm;
  }

  /// The first day of a line, in a cell of its own with the line's clause.
  NodeId switch_date(const language::Value& v, const language::DatedRule& rule, Date date,
                     const Scope& scope) {
    calc::Column term =
        term_column(work_.free_name(v.name + "_from_" + to_iso(date).substr(0, 4)), work_.scalars,
                    calc::date_type, calc::Unit::date, in_words(v.name) + " from " + to_iso(date));
    term.meaning = "day from which another line of " + in_words(v.name) + " holds";
    term.clauses = shown(rule.clauses);
    term.span = rule.from_span;
    store(term, Exact(date.serial));
    return graph_.ref(Op::scalar, work_.add(std::move(term)), scope.span);
  }
};

}  // namespace

Lowered lower_dated(const Ground& on, const language::Value& value, const Scope& scope) {
  return DatedValue(on).value(value, scope);
}

}  // namespace outturn::compile
