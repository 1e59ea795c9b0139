#include "contracts/editor/notes.h"

#include <algorithm>

#include "contracts/language/grammar.h"

namespace outturn::language {
namespace {

class Notes {
 public:
  explicit Notes(const Contract& contract) : contract_(contract) {}

  std::vector<NameNote> all() {
    for (const Parameter& one : contract_.parameters)
      add(one.name, "parameter: " + phrase(one.type), one.meaning, one.clauses, one.span);
    for (const Input& one : contract_.inputs) input(one);
    for (const RateCard& one : contract_.ratecards) card(one);
    for (const Bands& one : contract_.bands) add(one.name, "bands", "", one.clauses, one.span);
    for (const Points& one : contract_.points) add(one.name, "points", "", one.clauses, one.span);
    for (const Calendar& one : contract_.calendars)
      add(one.name, "calendar: days that do not count", "", one.clauses, one.span);
    for (const Value& one : contract_.values)
      add(one.name, "value" + of_each(one.each) + ": " + phrase(one.type), one.meaning, one.clauses,
          one.span);
    for (const Payment& one : contract_.payments)
      add(one.name, "payment" + of_each(one.each), "", one.clauses, one.span);
    for (const Cap& one : contract_.caps) add(one.name, "cap", "", one.clauses, one.span);
    for (const Split& one : contract_.splits) add(one.name, "split of " + one.of, "", one.clauses, one.span);
    for (const Assumption& one : contract_.assumptions)
      add(one.name, "assumption", one.question, one.clauses, one.span);
    for (const Savings& one : contract_.savings) add(one.name, "savings", "", one.clauses, one.span);
    for (const Approaches& one : contract_.approaches)
      add(one.name, "approaches", one.outcome, one.clauses, one.span);
    std::stable_sort(out_.begin(), out_.end(),
                     [](const NameNote& a, const NameNote& b) { return a.line < b.line; });
    return std::move(out_);
  }

 private:
  static std::string of_each(const std::string& each) { return each.empty() ? "" : ", each " + each; }

  void add(const std::string& name, std::string what, std::string meaning, const std::vector<Clause>& clauses,
           const Span& span) {
    if (name.empty()) return;
    NameNote note{name, std::move(what), std::move(meaning), {}, span.line};
    for (const Clause& clause : clauses) note.clauses.push_back(clause.shown());
    out_.push_back(std::move(note));
  }

  void input(const Input& one) {
    add(one.name, "evidence: " + one.name + ".csv" + of_each(one.each), "", one.clauses, one.span);
    for (const InputColumn& column : one.columns)
      add(column.fact.name, "column of " + one.name + ": " + phrase(column.type), column.meaning, one.clauses,
          column.type_span);
  }

  void card(const RateCard& one) {
    add(one.name, "rate card", "", one.clauses, one.span);
    for (const RateCard::CardColumn& column : one.columns)
      add(column.name, "column of " + one.name + ": " + phrase(column.type), "", one.clauses, column.span);
    for (const RateCard::Row& row : one.rows)
      add(row.code, "code of " + one.name, "", row.clauses, row.code_span);
  }

  const Contract& contract_;
  std::vector<NameNote> out_;
};

}  // namespace

std::vector<NameNote> name_notes(const Contract& contract) { return Notes(contract).all(); }

std::vector<WordNote> word_notes() {
  std::vector<WordNote> out;
  for (const StatementForm& one : statement_forms()) {
    out.push_back(
        {WordNote::Kind::statement, std::string(one.word), std::string(one.head), std::string(one.says)});
    for (const LineForm& line : one.lines)
      out.push_back(
          {WordNote::Kind::line, std::string(line.word), std::string(line.form), std::string(line.says)});
  }
  for (const FunctionForm& one : function_forms())
    out.push_back(
        {WordNote::Kind::function, std::string(one.word), std::string(one.form), std::string(one.says)});
  return out;
}

}  // namespace outturn::language
