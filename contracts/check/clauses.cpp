// Is every clause one of a declared document or assumption? Are assumptions whole?
#include <algorithm>
#include <set>
#include <tuple>

#include "contracts/check/parts.h"

namespace outturn::language {
namespace {

class ClauseChecker {
 public:
  ClauseChecker(const Contract& contract, const ExpressionChecker& tell) : tell_(tell) {
    for (const auto& a : contract.assumptions) assumptions_.push_back(a.name);
    for (const auto& d : contract.documents) documents_.push_back(d.id);
  }

  void check(const Clause& clause, const CitedAt& cited) {
    const Span span = clause.span.known() ? clause.span : cited.span;
    text_ = cited.text;
    if (clause.is_assumption()) return assumption(clause, span);
    if (clause.document.empty() || clause.document == "none") {
      return problem("C4", span, "a clause can't be empty", {"Every rule and every number has a source."},
                     {"Cite the document, or an assumption where it is silent."});
    }
    if (std::find(documents_.begin(), documents_.end(), clause.document) == documents_.end())
      return document(clause, span);
    if (clause.locator.empty()) {
      problem("C6", span, "this clause does not say where in the document", {},
              {"Add it, like [" + clause.document + " Sch 3 para 2.1]."});
    }
  }

 private:
  void assumption(const Clause& clause, Span span) {
    if (clause.locator.empty()) {
      return problem("C6", span, "this clause does not say which assumption is meant", {},
                     {"Write it like [assumption rounding]."});
    }
    if (std::find(assumptions_.begin(), assumptions_.end(), clause.locator) != assumptions_.end()) return;
    const std::string near = nearest_name(clause.locator, assumptions_);
    if (near.empty() && !told_.insert("assumption " + clause.locator).second) return;
    problem("C3", span, "there is no assumption called \"" + clause.locator + "\"", {},
            near_or(near.empty() ? "" : "[assumption " + near + "]",
                    "Declare it, like: assumption " + clause.locator + " \"what is assumed\"."));
  }

  /// A document that is nowhere declared is told once, where it is cited first.
  void document(const Clause& clause, Span span) {
    const std::string near = nearest_name(clause.document, documents_);
    const bool likely = !near.empty() && clause.document.size() > 1;
    if (!likely && !told_.insert(clause.document).second) return;
    problem("C5", span, "no document is called \"" + clause.document + "\"", {},
            likely ? Mend{"Did you mean " + near + " ?"}.instead("[" + near + " " + clause.locator + "]")
                   : Mend{"Declare it, like: document " + clause.document + " \"its title\"."});
  }

  void problem(const char* code, Span span, std::string what, Sentences why, Mend mend) const {
    if (text_ == nullptr)
      tell_.problem(code, span, std::move(what), std::move(why), std::move(mend));
    else
      tell_.of(*text_).problem(code, span, std::move(what), std::move(why), std::move(mend));
  }

  const ExpressionChecker& tell_;
  const SourceFile* text_ = nullptr;
  std::vector<std::string> assumptions_;
  std::vector<std::string> documents_;
  std::set<std::string> told_;
};

void check_assumption(const Assumption& a, const ExpressionChecker& tell) {
  if (a.readings.empty()) {
    if (!a.use.empty()) {
      tell.problem("N18", a.use_span, "this assumption has no readings to choose from", {},
                   {"Add lines like: reading by_size \"pooled by size\"."});
    }
    return;
  }
  std::vector<std::string> have;
  for (const auto& r : a.readings) {
    if (std::find(have.begin(), have.end(), r.name) != have.end()) {
      tell.problem("N18", r.span, "two readings are called \"" + r.name + "\"", {},
                   {"Give one of them another name."});
    }
    have.push_back(r.name);
  }
  if (have.size() < 2) {
    tell.problem("N18", a.span, "an open question has at least two readings", {},
                 {"Add the other reading, or leave \"reading\" and \"use\" out."});
  }
  if (a.use.empty() || std::find(have.begin(), have.end(), a.use) != have.end()) return;
  tell.problem("N18", a.use_span, "\"" + a.use + "\" is no reading of this assumption", {},
               near_or(nearest_name(a.use, have), "Use one of its readings."));
}

}  // namespace

void check_clauses(const Contract& contract, const ExpressionChecker& tell) {
  ClauseChecker checker(contract, tell);
  auto all = every_clause(contract);
  const auto place = [](const CitedAt& cited) {
    return std::tuple(cited.text != nullptr, cited.span.line, cited.span.column);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const CitedAt& a, const CitedAt& b) { return place(a) < place(b); });
  std::set<std::tuple<const SourceFile*, std::uint32_t, std::uint32_t>> places;
  for (const CitedAt& cited : all) {
    for (const Clause& clause : *cited.clauses) {  // a statement's clause also stands for its rows
      const Span at = clause.span;
      if (at.known() && !places.emplace(cited.text, at.line, at.column).second) continue;
      checker.check(clause, cited);
    }
  }
  for (const Assumption& a : contract.assumptions) check_assumption(a, tell);
}

std::vector<CitedAt> every_clause(const Contract& contract) {
  std::vector<CitedAt> all;
  const auto rounding = [&](const std::optional<RoundingRule>& rule) {
    if (rule) all.push_back({&rule->clauses, rule->span});
  };
  for (const auto& a : contract.assumptions) all.push_back({&a.clauses, a.span});
  for (const auto& p : contract.parameters) {
    all.push_back({&p.clauses, p.span});
    for (const auto& value : p.values) all.push_back({&value.clauses, value.span});
  }
  for (const auto& i : contract.inputs) all.push_back({&i.clauses, i.span});
  for (const auto& card : contract.ratecards) {
    all.push_back({&card.clauses, card.span});
    const SourceFile* text = card.file.empty() ? nullptr : &card.text;
    for (const auto& row : card.rows) {
      if (text == nullptr || row.cites) all.push_back({&row.clauses, row.span, text});
    }
  }
  for (const auto& b : contract.bands) {
    all.push_back({&b.clauses, b.span});
    for (const auto& row : b.rows) all.push_back({&row.clauses, row.span});
  }
  for (const auto& p : contract.points) {
    all.push_back({&p.clauses, p.span});
    for (const auto& knot : p.knots) all.push_back({&knot.clauses, knot.span});
    all.push_back({&p.below.clauses, p.below.span});
    all.push_back({&p.above.clauses, p.above.span});
  }
  for (const auto& c : contract.calendars) {
    all.push_back({&c.clauses, c.span});
    for (const auto& row : c.rows) all.push_back({&row.clauses, row.span});
  }
  for (const auto& v : contract.values) {
    all.push_back({&v.clauses, v.span});
    for (const auto& rule : v.rules) all.push_back({&rule.clauses, rule.span});
    rounding(v.rounding);
  }
  for (const auto& p : contract.payments) {
    all.push_back({&p.clauses, p.span});
    rounding(p.rounding);
  }
  for (const auto& c : contract.caps) all.push_back({&c.clauses, c.span});
  for (const auto& s : contract.splits) {
    all.push_back({&s.clauses, s.span});
    for (const auto& payer : s.payers) all.push_back({&payer.clauses, payer.span});
  }
  for (const auto& n : contract.notes) all.push_back({&n.clauses, n.span});
  return all;
}

}  // namespace outturn::language
