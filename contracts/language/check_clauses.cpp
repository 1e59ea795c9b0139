// Is every clause one of a declared document or assumption? Are assumptions whole?
#include <algorithm>
#include <set>

#include "contracts/language/check_parts.h"

namespace outturn::language {
namespace {

class ClauseChecker {
 public:
  ClauseChecker(const Contract& contract, const ExpressionChecker& tell) : tell_(tell) {
    for (const auto& a : contract.assumptions) assumptions_.push_back(a.name);
    for (const auto& d : contract.documents) documents_.push_back(d.id);
  }

  void check(const Clause& clause, Span owner) {
    const Span span = clause.span.known() ? clause.span : owner;
    if (clause.is_assumption()) return assumption(clause, span);
    if (clause.document.empty() || clause.document == "none") {
      return tell_.problem("C4", span, "a clause can't be empty",
                           {"Every rule and every number has a source."},
                           {"Cite the document, or an assumption where it is silent."});
    }
    if (std::find(documents_.begin(), documents_.end(), clause.document) == documents_.end())
      return document(clause, span);
    if (clause.locator.empty()) {
      tell_.problem("C6", span, "this clause does not say where in the document", {},
                    {"Add it, like [" + clause.document + " Sch 3 para 2.1]."});
    }
  }

 private:
  void assumption(const Clause& clause, Span span) {
    if (clause.locator.empty()) {
      return tell_.problem("C6", span, "this clause does not say which assumption is meant", {},
                           {"Write it like [assumption rounding]."});
    }
    if (std::find(assumptions_.begin(), assumptions_.end(), clause.locator) != assumptions_.end()) return;
    const std::string near = nearest_name(clause.locator, assumptions_);
    if (near.empty() && !told_.insert("assumption " + clause.locator).second) return;
    tell_.problem("C3", span, "there is no assumption called \"" + clause.locator + "\"", {},
                  near_or(near.empty() ? "" : "[assumption " + near + "]",
                          "Declare it, like: assumption " + clause.locator + " \"what is assumed\"."));
  }

  /// A document that is nowhere declared is told once, where it is cited first.
  void document(const Clause& clause, Span span) {
    const std::string near = nearest_name(clause.document, documents_);
    const bool likely = !near.empty() && clause.document.size() > 1;
    if (!likely && !told_.insert(clause.document).second) return;
    tell_.problem(
        "C5", span, "no document is called \"" + clause.document + "\"", {},
        near_or(likely ? near : "", "Declare it, like: document " + clause.document + " \"its title\"."));
  }

  const ExpressionChecker& tell_;
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
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second.line, a.second.column) < std::pair(b.second.line, b.second.column);
  });
  std::set<std::pair<std::uint32_t, std::uint32_t>> places;  // a statement's clause also stands for its rows
  for (const auto& [clauses, span] : all) {
    for (const Clause& clause : *clauses) {
      if (clause.span.known() && !places.emplace(clause.span.line, clause.span.column).second) continue;
      checker.check(clause, span);
    }
  }
  for (const Assumption& a : contract.assumptions) check_assumption(a, tell);
}

std::vector<std::pair<const std::vector<Clause>*, Span>> every_clause(const Contract& contract) {
  std::vector<std::pair<const std::vector<Clause>*, Span>> all;
  const auto rounding = [&](const std::optional<RoundingRule>& rule) {
    if (rule) all.emplace_back(&rule->clauses, rule->span);
  };
  for (const auto& a : contract.assumptions) all.emplace_back(&a.clauses, a.span);
  for (const auto& p : contract.parameters) {
    all.emplace_back(&p.clauses, p.span);
    for (const auto& value : p.values) all.emplace_back(&value.clauses, value.span);
  }
  for (const auto& i : contract.inputs) all.emplace_back(&i.clauses, i.span);
  for (const auto& card : contract.ratecards) {
    all.emplace_back(&card.clauses, card.span);
    for (const auto& row : card.rows) all.emplace_back(&row.clauses, row.span);
  }
  for (const auto& b : contract.bands) {
    all.emplace_back(&b.clauses, b.span);
    for (const auto& row : b.rows) all.emplace_back(&row.clauses, row.span);
  }
  for (const auto& p : contract.points) {
    all.emplace_back(&p.clauses, p.span);
    for (const auto& knot : p.knots) all.emplace_back(&knot.clauses, knot.span);
    all.emplace_back(&p.below.clauses, p.below.span);
    all.emplace_back(&p.above.clauses, p.above.span);
  }
  for (const auto& c : contract.calendars) {
    all.emplace_back(&c.clauses, c.span);
    for (const auto& row : c.rows) all.emplace_back(&row.clauses, row.span);
  }
  for (const auto& v : contract.values) {
    all.emplace_back(&v.clauses, v.span);
    for (const auto& rule : v.rules) all.emplace_back(&rule.clauses, rule.span);
    rounding(v.rounding);
  }
  for (const auto& p : contract.payments) {
    all.emplace_back(&p.clauses, p.span);
    rounding(p.rounding);
  }
  for (const auto& c : contract.caps) all.emplace_back(&c.clauses, c.span);
  for (const auto& s : contract.splits) {
    all.emplace_back(&s.clauses, s.span);
    for (const auto& payer : s.payers) all.emplace_back(&payer.clauses, payer.span);
  }
  for (const auto& n : contract.notes) all.emplace_back(&n.clauses, n.span);
  return all;
}

}  // namespace outturn::language
