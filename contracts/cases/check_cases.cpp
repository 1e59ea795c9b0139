// A case file held against its contract: names, keys, units, documents.
#include <algorithm>
#include <set>

#include "contracts/cases/cases.h"
#include "engine/values/show.h"

namespace outturn::language {

using Q = Quantity;

namespace {

QType plain(Quantity quantity) {
  QType type;
  type.quantity = quantity;
  return type;
}

/// What payments make besides themselves.
std::optional<NamedFigure> figure_of_payment(const Names& names, const std::string& name) {
  QType money = plain(Q::money);
  money.places = minor_places(names.contract());
  if (name == "total_payment") return NamedFigure{money, "", false};
  for (const Payment& p : names.contract().payments) {
    for (const char* sum : {"_total", "_achieved_total", "_earned_total", "_paid_total"}) {
      if (name == p.name + sum) return NamedFigure{money, "", false};
    }
    if (name == p.name + "_blocked_total") return NamedFigure{plain(Q::count), "", false};
  }
  return std::nullopt;
}

}  // namespace

std::optional<NamedFigure> figure_named(const Names& names, const std::string& name) {
  Symbol symbol = names.single(name);
  if (const auto kinds = names.kinds_with(name); symbol.meaning == Meaning::nothing && !kinds.empty()) {
    symbol = names.in_kind(kinds.front(), name);
  }
  if (symbol.meaning == Meaning::nothing) return figure_of_payment(names, name);
  return NamedFigure{symbol.type, symbol.each, symbol.meaning == Meaning::value};
}

namespace {

class CaseChecker {
 public:
  CaseChecker(const Contract& contract, const SourceFile& source, Problems& problems)
      : contract_(contract), names_(contract), source_(source), problems_(problems) {}

  void one(const Case& c) {
    if (!ids_.insert(c.id).second)
      tell("N30", c.span, "\"" + c.id + "\" is the name of two cases", {},
           {"Give one of them another name."});
    shape(c);
    for (const Clause& clause : c.sources) this->source(clause);
    for (const CaseReading& r : c.readings) reading(r);
    for (const CaseGiven& g : c.givens) given(g);
    for (const CaseEvidence& e : c.evidence) evidence(c, e);
    for (const CaseExpectation& e : c.expectations) expectation(e);
  }

 private:
  void tell(std::string code, Span span, std::string what, std::vector<std::string> why,
            std::vector<std::string> mend) {
    problems_.add(
        problem_at(std::move(code), source_.name(), span, std::move(what), std::move(why), std::move(mend)));
  }

  /// "Did you mean X ?", or `otherwise`.
  static std::vector<std::string> near_or(const std::string& name, const std::vector<std::string>& have,
                                          std::string otherwise) {
    const std::string near = nearest_name(name, have);
    return {near.empty() ? std::move(otherwise) : "Did you mean " + near + " ?"};
  }

  void shape(const Case& c) {
    if (!c.understood) return;
    const bool inconsistent = c.kind == CaseKind::published_inconsistent;
    if (c.expectations.empty() && c.waits.empty()) {
      tell("S49", c.span, "this case compares nothing", {},
           {"Add \"expect\" with what the source prints, or \"waits\" with the reason why it can't be "
            "computed yet."});
    } else if (!c.expectations.empty() && !c.waits.empty()) {
      tell("S49", c.span, "this case waits and compares as well", {}, {"Keep \"expect\" or \"waits\"."});
    }
    if (inconsistent && c.waits.empty() && c.does_not_reconcile.empty()) {
      tell("S50", c.span, "this case does not say why the printed figures disagree", {},
           {"Add a line like: does not reconcile: \"one of the two counts repeats\""});
    } else if (!inconsistent && !c.does_not_reconcile.empty()) {
      tell("S50", c.span, "only a published-inconsistent case does not reconcile",
           {"This one is " + std::string(words(c.kind)) + "."},
           {"Mend the kind of the case, or take the line out."});
    }
    if (c.sources.empty())
      tell("C1", c.span, "this case cites no source",
           {"A printed figure must be found again where it was printed."},
           {"Add a line like: source [CIVSOC14 results]"});
  }

  void source(const Clause& clause) {
    std::vector<std::string> have;
    if (clause.is_assumption()) {
      for (const Assumption& a : contract_.assumptions) have.push_back(a.name);
      if (names_.assumption(clause.locator) != nullptr) return;
      return tell("C3", clause.span, "the contract has no assumption called \"" + clause.locator + "\"", {},
                  near_or(clause.locator, have, "Cite an assumption or a document of the contract."));
    }
    for (const Document& d : contract_.documents) have.push_back(d.id);
    if (std::find(have.begin(), have.end(), clause.document) == have.end()) {
      tell("C5", clause.span, "the contract has no document called \"" + clause.document + "\"", {},
           near_or(clause.document, have,
                   "Declare it in the contract, like: document " + clause.document + " \"its title\"."));
    } else if (clause.locator.empty()) {
      tell("C6", clause.span, "this source does not say where in the document", {},
           {"Add it, like [" + clause.document + " results]."});
    }
  }

  void reading(const CaseReading& r) {
    std::vector<std::string> have;
    for (const Assumption& a : contract_.assumptions) {
      if (!a.readings.empty()) have.push_back(a.name);
    }
    const Assumption* assumption = names_.assumption(r.assumption);
    if (assumption == nullptr || assumption->readings.empty()) {
      return tell("N31", r.assumption_span,
                  "no open question of the contract is called \"" + r.assumption + "\"", {},
                  near_or(r.assumption, have, "Name an assumption that has readings."));
    }
    have.clear();
    for (const auto& one : assumption->readings) have.push_back(one.name);
    if (std::find(have.begin(), have.end(), r.reading) != have.end()) return;
    tell("N32", r.reading_span, "\"" + r.reading + "\" is no reading of " + r.assumption, {},
         near_or(r.reading, have, "Use one of its readings."));
  }

  std::optional<NamedFigure> figure(const std::string& name, Span span) {
    auto found = figure_named(names_, name);
    if (found) return found;
    std::vector<std::string> have{"total_payment"};
    for (const Value& v : contract_.values) have.push_back(v.name);
    for (const Payment& p : contract_.payments)
      have.insert(have.end(),
                  {p.name, p.name + "_achieved", p.name + "_earned", p.name + "_blocked", p.name + "_total"});
    for (const Input& input : contract_.inputs) {
      for (const InputColumn& column : input.columns) have.push_back(column.fact.name);
    }
    tell("N33", span, "nothing in the contract is called \"" + name + "\"", {},
         near_or(name, have, "Name a value, a payment or a column of evidence."));
    return std::nullopt;
  }

  void keyed(const NamedFigure& figure, const std::string& name, Span name_span, const std::string& key,
             Span key_span) {
    if (figure.each.empty() && !key.empty()) {
      tell("N34", key_span, "there is one \"" + name + "\", so no row can be named", {},
           {"Take \"of " + key + "\" out."});
    } else if (!figure.each.empty() && key.empty()) {
      tell("N34", name_span,
           "\"" + name + "\" is one value for each " + figure.each + ", and which is not said", {},
           {"Write it like: " + name + " of KEY, with the key of the row."});
    }
  }

  /// Both are of one kind, with no digits beyond those held.
  void fits(const CaseLiteral& literal, const QType& type, const std::string& name, bool to_places) {
    if (type.is(Q::none)) return;
    QType want = type;
    if (want.is(Q::rate)) want.quantity = Q::number;
    const bool duration = want.duration() && literal.type.is(Q::count);
    QType said = literal.type;
    said.of.clear();
    want.of.clear();
    if (!comparable(want, said) && !duration) {
      return tell("T40", literal.span,
                  "\"" + name + "\" is " + words(type) + ", and this is " + words(literal.type), {},
                  {"Write it in the unit of \"" + name + "\"."});
    }
    if (literal.type.is(Q::money)) currency_fits(literal);
    if (to_places && !type.exact && type.numeric() && literal.type.places > type.places) {
      const int shown = type.places - (type.is(Q::percent) || type.is(Q::points) ? 2 : 0);
      tell("T41", literal.span,
           "\"" + name + "\" is held with " + std::to_string(shown) + " decimal places, and this has more",
           {}, {"Write it as the contract rounds it."});
    }
  }

  void currency_fits(const CaseLiteral& literal) {
    const std::string& code = contract_.head.currency;
    const auto currency = currency_by_code(code);
    if (literal.type.of == code || (currency && literal.type.of == currency->symbol) ||
        literal.type.of.empty())
      return;
    if (literal.type.of == "$" && code.size() == 3 && code[2] == 'D') return;
    tell("T10", literal.span, "this amount is in " + literal.type.of + " and the contract is in " + code, {},
         {"Write the amount in " + code + "."});
  }

  void given(const CaseGiven& g) {
    const auto found = figure(g.name, g.name_span);
    if (!found) return;
    if (!found->is_value) {
      return tell("N35", g.name_span, "only a value of the contract can be given in place of its formula",
                  {"\"" + g.name + "\" is none."}, {"Put facts into a table under: evidence INPUT."});
    }
    keyed(*found, g.name, g.name_span, g.key, g.key_span);
    fits(g.value, found->type, g.name, true);
  }

  void evidence(const Case& c, const CaseEvidence& e) {
    const Input* input = names_.input(e.input);
    std::vector<std::string> have;
    if (input == nullptr) {
      for (const Input& one : contract_.inputs) have.push_back(one.name);
      return tell("N36", e.span, "the contract has no input called \"" + e.input + "\"", {},
                  near_or(e.input, have, "Name an input of the contract."));
    }
    const auto twice = std::count_if(c.evidence.begin(), c.evidence.end(), [&](const CaseEvidence& other) {
      return other.input == e.input && &other <= &e;
    });
    if (twice > 1)
      tell("N36", e.span, "the evidence of \"" + e.input + "\" is given twice", {},
           {"Keep one of the two tables."});
    for (const InputColumn& column : input->columns) have.push_back(column.fact.name);
    if (e.rows.empty()) return;
    std::set<std::string> seen;
    for (const TableCell& heading : e.rows.front().cells) {
      if (!seen.insert(heading.text).second)
        tell("S33", heading.span, "two columns are headed \"" + heading.text + "\"", {},
             {"Keep one of them."});
      if (std::find(have.begin(), have.end(), heading.text) != have.end()) continue;
      tell("N37", heading.span, "the input " + e.input + " has no column \"" + heading.text + "\"", {},
           near_or(heading.text, have, "Head each column as the contract does."));
    }
    for (const InputColumn& column : input->columns) {
      if (!column.type.is(Q::key) || seen.contains(column.fact.name)) continue;
      tell("N38", e.span, "the column \"" + column.fact.name + "\" of " + e.input + " is missing",
           {"Other columns may be left out and are then unknown; a key never is."}, {"Add the column."});
    }
  }

  void expectation(const CaseExpectation& e) {
    const auto found = figure(e.name, e.name_span);
    if (!found) return;
    using Form = CaseExpectation::Form;
    if (e.form != Form::one && found->each.empty()) {
      tell("N34", e.name_span, "there is one \"" + e.name + "\", so no list can be expected", {},
           {"Write it like: expect " + e.name + " = VALUE"});
    } else if (e.form == Form::one && !e.items.empty()) {
      keyed(*found, e.name, e.name_span, e.items[0].key, e.items[0].key_span);
    }
    for (const auto& item : e.items) fits(item.value, found->type, e.name, false);
    if (e.within) tolerance(*e.within, found->type, e.name);
  }

  void tolerance(const CaseLiteral& within, const QType& type, const std::string& name) {
    if (type.is(Q::truth) || type.is(Q::date)) {
      return tell("T42", within.span, words(type) + " has no tolerance", {}, {"Take \"within\" out."});
    }
    QType want = type;
    if (want.is(Q::percent)) want.quantity = Q::points;
    if (want.is(Q::points) && !within.type.is(Q::points)) {
      return tell("T42", within.span, "how far a percentage may be off is said in points",
                  {"0.01 points off 8.39% is 8.38% or 8.40%; 1% off could mean two things."},
                  {"Write it like: within 0.01 points."});
    }
    fits(within, want, name, false);
  }

  const Contract& contract_;
  Names names_;
  const SourceFile& source_;
  Problems& problems_;
  std::set<std::string> ids_;
};

}  // namespace

void check_cases(const std::vector<Case>& cases, const Contract& contract, const SourceFile& source,
                 Problems& problems) {
  CaseChecker checker(contract, source, problems);
  for (const Case& one : cases) checker.one(one);
}

}  // namespace outturn::language
