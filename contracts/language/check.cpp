#include "contracts/language/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "contracts/language/check_expression.h"
#include "contracts/language/check_tables.h"
#include "contracts/language/parse.h"
#include "engine/values/show.h"

namespace outturn::language {

using Q = Quantity;

namespace {

class ContractChecker {
 public:
  ContractChecker(Contract& contract, const SourceFile& source, Problems& problems)
      : contract_(contract), names_(contract), problems_(problems), expressions_(names_, source, problems) {}

  void all() {
    head();
    unique_names();
    for (const Input& input : contract_.inputs) this->input(input);
    for (const auto& [clauses, span] : every_clause(contract_)) check_clauses(*clauses, span);
    for (const Assumption& assumption : contract_.assumptions) this->assumption(assumption);
    check_tables(contract_, names_, expressions_);
    for (Value& value : contract_.values) this->value(value);
    for (Payment& payment : contract_.payments) this->payment(payment);
    for (Cap& cap : contract_.caps) this->cap(cap);
    if (contract_.payments.empty()) {
      tell("S38", contract_.head.span, "this contract pays nothing", {}, {"Add a payment statement."});
    }
  }

 private:
  void tell(std::string code, Span span, std::string what, std::vector<std::string> why = {}, std::vector<std::string> mend = {}) {
    expressions_.problem(std::move(code), span, std::move(what), std::move(why), std::move(mend));
  }

  void head() {
    const Head& h = contract_.head;
    if (!h.currency.empty() && !currency_by_code(h.currency)) {
      tell("T24", h.span, "\"" + h.currency + "\" is no currency code known here", {}, {"Write the three letters of ISO 4217, like GBP, USD or EUR."});
    }
    if (h.starts && h.ends && *h.ends < *h.starts) {
      tell("D9", h.span, "this contract ends before it starts", {to_iso(*h.starts) + " is after " + to_iso(*h.ends) + "."}, {"Mend the dates under \"contract\"."});
    }
  }

  void unique_names() {
    std::map<std::string, Span> seen;
    const auto one = [&](const std::string& name, Span span) {
      if (name.empty()) return;
      const auto [first, fresh] = seen.emplace(name, span);
      if (!fresh) {
        tell("N12", span, "\"" + name + "\" is the name of two things", {"The other stands at line " + std::to_string(first->second.line) + "."}, {"Give one of them another name."});
      }
    };
    for (const auto& d : contract_.documents) one("document " + d.id, d.span);
    for (const auto& a : contract_.assumptions) one(a.name, a.span);
    for (const auto& p : contract_.parameters) one(p.name, p.span);
    for (const auto& i : contract_.inputs) one(i.name, i.span);
    for (const auto& r : contract_.ratecards) one(r.name, r.span);
    for (const auto& b : contract_.bands) one(b.name, b.span);
    for (const auto& v : contract_.values) one(v.name, v.span);
    for (const auto& p : contract_.payments) one(p.name, p.span), one(p.name + "_earned", p.span), one(p.name + "_blocked", p.span), one(p.name + "_total", p.span);
    for (const auto& c : contract_.caps) one(c.name, c.span);
    one("total_payment", Span{});
  }

  void kind_known(const std::string& each, Span span) {
    if (each.empty() || names_.input_of_kind(each) != nullptr) return;
    std::vector<std::string> kinds;
    for (const Input& input : contract_.inputs) kinds.push_back(input.each);
    const std::string near = nearest_name(each, kinds);
    tell("N13", span, "no input gives \"each " + each + "\"", {}, {near.empty() ? "Declare an input, like: input claims, each claim." : "Did you mean each " + near + " ?"});
  }

  void input(const Input& input) {
    std::set<std::string> seen;
    for (const InputColumn& column : input.columns) {
      const QType& type = column.type;
      const Span span = column.fact.declared;
      if (!seen.insert(column.fact.name).second) tell("N12", span, "two columns of this input are called \"" + column.fact.name + "\"", {}, {"Give one of them another name."});
      if (type.is(Q::code) && names_.card(type.of) == nullptr) no_target(type.of, span, "rate card");
      if (type.is(Q::key) && !type.own && names_.input(type.of) == nullptr) no_target(type.of, span, "input");
      if (type.is(Q::key) && type.own && input.each.empty()) tell("T25", span, "an input of one row needs no key", {}, {"Take the column out."});
      if (type.is(Q::reading)) tell("T25", span, "a reading is chosen in the contract, not in evidence", {}, {"Use another type."});
      if (column.fact.may_be_unknown && type.is(Q::key)) tell("T25", span, "a key is never unknown", {}, {"Take \"may be unknown\" out."});
    }
    for (const Input& other : contract_.inputs) {
      if (&other == &input) break;
      if (!input.each.empty() && other.each == input.each) tell("N14", input.span, "two inputs give \"each " + input.each + "\"", {}, {"Give one of them another kind of row."});
    }
    for (const std::string& by : input.order) order_column(input, by, input.span);
    if (!input.dated_by.empty() && !names_.in_kind(input.each, input.dated_by).type.is(Q::date)) {
      tell("N15", input.span, "\"dated by\" needs a date column of this input", {}, {"Name one of its columns of type date."});
    }
  }

  void no_target(const std::string& name, Span span, const char* what) {
    std::vector<std::string> have;
    for (const auto& card : contract_.ratecards) have.push_back(card.name);
    for (const auto& other : contract_.inputs) have.push_back(other.name);
    const std::string near = nearest_name(name, have);
    tell("N16", span, "there is no " + std::string(what) + " called \"" + name + "\"", {}, {near.empty() ? "Declare it." : "Did you mean " + near + " ?"});
  }

  void order_column(const Input& input, const std::string& by, Span span) {
    const Symbol symbol = names_.in_kind(input.each, by);
    if (symbol.meaning == Meaning::input_column && !symbol.type.is(Q::text)) return;
    std::vector<std::string> have;
    for (const auto& column : input.columns) have.push_back(column.fact.name);
    const std::string near = nearest_name(by, have);
    tell("N17", span, "an order is made of columns of the evidence, and \"" + by + "\" is none of " + input.name, {}, {near.empty() ? "Name date, number, code or key columns of the input." : "Did you mean " + near + " ?"});
  }

  void check_clauses(const std::vector<Clause>& clauses, Span owner) {
    for (const Clause& clause : clauses) {
      const Span span = clause.span.known() ? clause.span : owner;
      if (clause.is_assumption()) {
        if (names_.assumption(clause.locator) != nullptr) continue;
        std::vector<std::string> have;
        for (const auto& a : contract_.assumptions) have.push_back(a.name);
        const std::string near = nearest_name(clause.locator, have);
        tell("C3", span, "there is no assumption called \"" + clause.locator + "\"", {}, {near.empty() ? "Declare it, like: assumption " + (clause.locator.empty() ? "rounding" : clause.locator) + " \"what is assumed\"." : "Did you mean [assumption " + near + "] ?"});
        continue;
      }
      if (clause.document == "none" || clause.document.empty()) {
        tell("C4", span, "a clause can't be empty", {"Every number has a source."}, {"Cite the document, or an assumption where it is silent."});
        continue;
      }
      const bool known = std::any_of(contract_.documents.begin(), contract_.documents.end(), [&](const Document& d) { return d.id == clause.document; });
      if (!known) {
        std::vector<std::string> have;
        for (const auto& d : contract_.documents) have.push_back(d.id);
        const std::string near = nearest_name(clause.document, have);
        tell("C5", span, "no document is called \"" + clause.document + "\"", {}, {near.empty() ? "Declare it, like: document " + clause.document + " \"its title\"." : "Did you mean " + near + " ?"});
      } else if (clause.locator.empty()) {
        tell("C6", span, "this clause does not say where in the document", {}, {"Add it, like [" + clause.document + " Sch 3 para 2.1]."});
      }
    }
  }

  void assumption(const Assumption& a) {
    if (a.readings.empty()) {
      if (!a.use.empty()) tell("N18", a.use_span, "this assumption has no readings to choose from", {}, {"Add lines like: reading by_size \"pooled by size\"."});
      return;
    }
    if (a.readings.size() < 2) tell("N18", a.span, "an open question has at least two readings", {}, {"Add the other reading, or leave \"reading\" and \"use\" out."});
    std::vector<std::string> have;
    for (const auto& r : a.readings) have.push_back(r.name);
    if (!a.use.empty() && std::find(have.begin(), have.end(), a.use) == have.end()) {
      const std::string near = nearest_name(a.use, have);
      tell("N18", a.use_span, "\"" + a.use + "\" is no reading of this assumption", {}, {near.empty() ? "Use one of its readings." : "Did you mean " + near + " ?"});
    }
  }

  void value(Value& v) {
    kind_known(v.each, v.span);
    if (!v.is) return;
    const QType got = expressions_.check(*v.is, v.each);
    const QType want = held(v.type, minor_places(contract_));
    if (!got.is(Q::none) && !assignable(v.type, got)) {
      tell("T26", v.is->span, "\"" + v.name + "\" is declared as " + words(v.type) + " and comes out as " + words(got), {}, {"Mend the type, or what it is made of."});
      return;
    }
    if (v.rounding) {
      if (!got.numeric() && !got.is(Q::none)) tell("R10", v.rounding->span, words(got) + " is not rounded", {}, {"Take the line out."});
      if (got.rounded && !v.rounding->from_rounded) {
        tell("R3", v.is->span, "\"" + v.name + "\" rounds what is rounded already", {"Rounding twice can move a figure over a threshold; nobody sees it in prose."},
             {"Build it from unrounded values, or write \"from rounded values\" with the clause that says so."});
      }
      return;
    }
    if (v.exactly || v.type.exact || got.is(Q::none)) return;
    if (got.exact) {
      tell("R1", v.is->span, "\"" + v.name + "\" comes out unrounded",
           {"It is declared as " + words(v.type) + ", and a division or a share leaves digits without end."},
           {"Add e.g. \"rounded to 2 decimal places, half up\" with its clause, or declare it as exact " + words(v.type) + "."});
    } else if (got.numeric() && got.places > want.places) {
      const int shown = got.places - (got.is(Q::percent) || got.is(Q::points) ? 2 : 0);
      tell("R9", v.is->span, "\"" + v.name + "\" comes out with " + std::to_string(shown) + " decimal places, more than it is declared with", {},
           {"Declare it as " + words(v.type) + " with " + std::to_string(shown) + " decimal places, or say how it is rounded."});
    }
  }

  void payment(Payment& p) {
    kind_known(p.each, p.span);
    if (p.when) {
      const QType type = expressions_.check(*p.when, p.each);
      if (!type.is(Q::truth) && !type.is(Q::none)) tell("T11", p.when->span, "\"when\" needs something that is yes or no", {"This is " + words(type) + "."}, {"Compare it with something, like reduction >= 10%."});
    }
    if (p.pay) pay(p);
    for (std::size_t i = 0; i < p.once_per.size(); ++i) {
      const Symbol symbol = names_.in_kind(p.each, p.once_per[i]);
      if (!symbol.type.is(Q::code) && !symbol.type.is(Q::key)) {
        tell("N19", p.once_spans[i], "\"once per\" counts by codes and keys, and \"" + p.once_per[i] + "\" is neither", {}, {"Name columns of the input that are a code or the key of another input."});
      }
    }
    if (p.times) {
      const QType type = expressions_.check(*p.times, p.each);
      if (!type.is(Q::count) && !type.is(Q::number) && !type.is(Q::none)) tell("T27", p.times->span, "\"at most ... times\" needs a count", {"This is " + words(type) + "."}, {"Write a whole number, or a column of the rate card."});
    }
    if (!p.once_per.empty() && p.each.empty()) tell("N19", p.once_spans[0], "a payment that is made once needs no \"once per\"", {}, {"Take the line out."});
    if (!p.once_per.empty() && !p.each.empty() && order_of(p).empty()) {
      tell("D10", p.span, "which of several rows counts as the first isn't said", {"\"once per\" pays the first row in an order."}, {"Add \"in order of achieved_date\" to the input."});
    }
  }

  void pay(Payment& p) {
    const QType type = expressions_.check(*p.pay, p.each);
    if (!type.is(Q::money) && !type.is(Q::none)) {
      tell("T28", p.pay->span, "what is paid must be money", {"This is " + words(type) + "."}, {"Multiply it by a price."});
    } else if (type.exact && !p.rounding) {
      tell("R4", p.pay->span, "what is paid comes out in fractions of a penny", {"Who gains by the fraction must be said by the contract."},
           {"Add e.g. \"rounded to pence, half up\" with its clause."});
    } else if (p.rounding && type.rounded && !p.rounding->from_rounded) {
      tell("R3", p.pay->span, "\"" + p.name + "\" rounds what is rounded already", {"Rounding twice can move a figure."},
           {"Pay from unrounded values, or write \"from rounded values\" with the clause that says so."});
    }
  }

  std::vector<std::string> order_of(const Payment& p) const {
    for (const Cap& cap : contract_.caps) {
      if (!cap.order.empty() && std::find(cap.on.begin(), cap.on.end(), p.name) != cap.on.end()) return cap.order;
    }
    const Input* input = names_.input_of_kind(p.each);
    return input != nullptr ? input->order : std::vector<std::string>{};
  }

  void cap(Cap& c) {
    std::string kind;
    for (std::size_t i = 0; i < c.on.size(); ++i) {
      const Payment* payment = by_name(contract_.payments, c.on[i]);
      if (payment == nullptr) {
        std::vector<std::string> have;
        for (const auto& p : contract_.payments) have.push_back(p.name);
        const std::string near = nearest_name(c.on[i], have);
        tell("N20", c.on_spans[i], "there is no payment called \"" + c.on[i] + "\"", {}, {near.empty() ? "A cap is put on payments of this contract." : "Did you mean " + near + " ?"});
        continue;
      }
      if (!payment->each.empty()) kind = payment->each;
    }
    if (c.amount) {
      const QType type = expressions_.check(*c.amount, c.per.empty() ? "" : kind);
      if (!type.is(Q::money) && !type.is(Q::none)) tell("T29", c.amount->span, "a cap is an amount of money", {"This is " + words(type) + "."}, {"Write it like £11,700.00."});
      if (type.exact) tell("R4", c.amount->span, "this cap comes out in fractions of a penny", {}, {"Give it a name by a \"value\" and say there how it is rounded."});
    }
    if (!c.per.empty() && !names_.in_kind(kind, c.per).type.is(Q::key) && !names_.in_kind(kind, c.per).type.is(Q::code)) {
      tell("N21", c.per_span, "\"per " + c.per + "\" needs a key or code of the rows paid for", {}, {"Name the column that says whose row it is, such as person."});
    }
    for (const std::string& name : c.on) {
      const Payment* payment = by_name(contract_.payments, name);
      const Input* input = payment == nullptr ? nullptr : names_.input_of_kind(payment->each);
      if (input != nullptr) cap_order(c, *input);
    }
    for (const Cap& other : contract_.caps) {
      if (&other == &c) break;
      const Payment* theirs = other.on.empty() ? nullptr : by_name(contract_.payments, other.on.front());
      if (theirs == nullptr || theirs->each != kind || other.order.empty() || c.order.empty() || other.order == c.order) continue;
      tell("D11", c.span, "two caps on the same rows are used up in different orders", {"The other stands at line " + std::to_string(other.span.line) + "."}, {"Give both the same order."});
    }
  }

  void cap_order(const Cap& c, const Input& input) {
    for (std::size_t i = 0; i < c.order.size(); ++i) order_column(input, c.order[i], c.order_spans[i]);
    if (!c.order.empty() || !input.order.empty()) return;
    tell("D10", c.span, "in which order this cap is used up isn't said", {"Which " + input.each + " is cut depends on it."},
         {"Add \"in order of ...\" with columns of " + input.name + ", here or to the input."});
  }

  Contract& contract_;
  Names names_;
  Problems& problems_;
  ExpressionChecker expressions_;
};

}  // namespace

void check(Contract& contract, const SourceFile& source, Problems& problems) {
  ContractChecker(contract, source, problems).all();
}

std::size_t cited_clauses(const Contract& contract) {
  std::set<std::string> different;
  for (const auto& [clauses, span] : every_clause(contract)) {
    for (const Clause& clause : *clauses) different.insert(clause.shown());
  }
  return different.size();
}

Contract read_contract(const SourceFile& source, Problems& problems) {
  Contract contract = parse(source, problems);
  check(contract, source, problems);
  problems.sort();
  return contract;
}

}  // namespace outturn::language
