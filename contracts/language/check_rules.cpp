// Values, payments and caps: types and units, rounding, how often and in which order.
#include <algorithm>
#include <set>

#include "contracts/language/check_parts.h"

namespace outturn::language {

using Q = Quantity;

namespace {

bool share(const QType& type) { return type.is(Q::percent) || type.is(Q::points); }

/// What a value of some type may be rounded to; empty when `rule` fits.
std::string misfit(const RoundingRule& rule, const QType& type) {
  using To = RoundingRule::To;
  const bool money_words = rule.to == To::minor_units || rule.to == To::whole_units;
  if (money_words && !type.is(Q::money)) return "Write \"to 2 decimal places\" or \"to whole number\".";
  return "";
}

std::string given_as(const QType& want, const QType& got) {
  const auto plain = [](const QType& t) { return t.is(Q::count) || t.is(Q::number); };
  if (want.is(Q::money) && plain(got)) return "Multiply it by a price, or declare it as " + words(got) + ".";
  if (plain(want) && share(got))
    return "Declare it as " + words(got) + ", or divide by 1% to count percentage points.";
  if (share(want) && share(got))
    return "A difference of two percentages is in points; a share of something is a percent.";
  return "Declare it as " + words(got) + ", or mend what it is made of.";
}

/// An order such as the columns of this input allow.
std::string example_order(const Input* input) {
  std::string by;
  for (const Quantity wanted : {Q::date, Q::key, Q::code}) {
    if (input == nullptr) break;
    for (const InputColumn& column : input->columns) {
      if (!column.type.is(wanted)) continue;
      by += (by.empty() ? "" : ", ") + column.fact.name;
      break;
    }
  }
  return "Add a line like \"in order of " + (by.empty() ? "achieved_date" : by) + "\" to the input" +
         (input == nullptr ? "." : " " + input->name + ".");
}

class RuleChecker {
 public:
  RuleChecker(Contract& contract, const Names& names, ExpressionChecker& expressions)
      : contract_(contract), names_(names), expressions_(expressions), minor_(minor_places(contract)) {}

  void value(Value& v) {
    const QType& type = v.type;
    if (type.is(Q::text) || type.is(Q::code) || type.is(Q::key) || type.is(Q::reading)) {
      return tell("T32", v.span, "a value is calculated, and this is " + phrase(type), {},
                  {"Declare it as money, percent, points, count, number, rate per ..., date, days, weeks, "
                   "months or truth."});
    }
    if (!v.is || !kind_given(v.each)) return;
    const QType got = expressions_.check(*v.is, v.each);
    if (!got.is(Q::none) && !assignable(v.type, got)) {
      return tell("T26", v.is->span,
                  "\"" + v.name + "\" is declared as " + words(v.type) + " and comes out as " + phrase(got),
                  {}, {given_as(v.type, got)});
    }
    if (v.rounding) return rounded(v, got);
    if (v.exactly || v.type.exact || got.is(Q::none) || v.type.is(Q::none)) return;
    unrounded(v, got);
  }

  void payment(Payment& p) {
    if (!kind_given(p.each)) return;
    if (p.when) expressions_.truth(*p.when, p.each, "\"when\"");
    if (p.pay) pay(p);
    how_often(p);
  }

  void cap(Cap& c) {
    const std::vector<std::string> kinds = kinds_of(c);
    const std::string kind = kinds.empty() ? "" : kinds.front();
    amount(c, kind);
    if (!c.per.empty() && !c.on.empty()) per(c, kinds);
    order(c, kinds);
  }

 private:
  void tell(std::string code, Span span, std::string what, Sentences why, Sentences mend) const {
    expressions_.problem(std::move(code), span, std::move(what), std::move(why), std::move(mend));
  }

  /// False for a kind that no input gives, which has been told.
  [[nodiscard]] bool kind_given(const std::string& each) const {
    return each.empty() || names_.input_of_kind(each) != nullptr;
  }

  void twice_rounded(const std::string& name, Span span) const {
    tell("R3", span, "\"" + name + "\" rounds what is rounded already",
         {"Rounding twice can move a figure over a threshold, and nobody sees it in prose."},
         {"Build it from unrounded values, or write \"from rounded values\" with the clause that says so."});
  }

  void rounded(const Value& v, const QType& got) const {
    if (got.is(Q::none)) return;
    if (!got.numeric())
      return tell("R10", v.rounding->span, phrase(got) + " is not rounded", {}, {"Take the line out."});
    if (v.type.exact) {
      return tell("R7", v.rounding->span, "\"" + v.name + "\" is declared exact, and rounded", {},
                  {"Take out \"exact\", or this line."});
    }
    if (const std::string mend = misfit(*v.rounding, v.type); !mend.empty()) {
      return tell("R11", v.rounding->span, phrase(v.type) + " can't be rounded to pence or pounds", {},
                  {mend});
    }
    if (got.rounded && !v.rounding->from_rounded) twice_rounded(v.name, v.is->span);
  }

  void unrounded(const Value& v, const QType& got) const {
    const QType want = held(v.type, minor_);
    if (got.exact) {
      return tell(
          "R1", v.is->span, "\"" + v.name + "\" comes out unrounded",
          {"It is declared as " + words(v.type) + ", and a division or a share leaves digits without end."},
          {"Add e.g. \"rounded to " + std::string(v.type.is(Q::money) ? "pence" : "2 decimal places") +
           ", half up\" with its clause, or declare it as exact " + words(v.type) + "."});
    }
    if (!got.numeric() || got.places <= want.places) return;
    const int shown = got.places - (share(got) ? 2 : 0);
    const bool may = share(v.type) || v.type.is(Q::number) || v.type.is(Q::rate);
    tell("R9", v.is->span,
         "\"" + v.name + "\" comes out with " + std::to_string(shown) +
             " decimal places, more than it is declared with",
         {},
         {may ? "Declare it as " + words(v.type) + " with " + std::to_string(shown) +
                    " decimal places, or say how it is rounded."
              : "Say how it is rounded, like: rounded to " +
                    std::string(v.type.is(Q::money) ? "pence" : "whole number") +
                    ", half up, with its clause."});
  }

  void pay(Payment& p) const {
    const QType type = expressions_.check(*p.pay, p.each);
    if (type.is(Q::none)) return;
    if (!type.is(Q::money))
      return tell("T28", p.pay->span, "what is paid must be money", {"This is " + phrase(type) + "."},
                  {"Multiply it by a price."});
    if (!p.rounding) {
      if (type.exact || type.places > minor_) {
        tell("R4", p.pay->span, "what is paid comes out in fractions of a penny",
             {"The contract must say who gains by the fraction."},
             {"Add e.g. \"rounded to pence, half up\" with its clause."});
      }
      return;
    }
    if (rounded_places(*p.rounding, type, minor_) > minor_) {
      return tell("R11", p.rounding->span, "a payment is made in whole pence", {},
                  {"Write \"rounded to pence\" or \"to whole pounds\"."});
    }
    if (type.rounded && !p.rounding->from_rounded) twice_rounded(p.name, p.pay->span);
  }

  void how_often(Payment& p) {
    if (p.once_per.empty()) return;
    if (p.each.empty()) {
      return tell("N19", p.once_spans[0],
                  "a payment that is made once can't be counted by \"" + p.once_per[0] + "\"",
                  {"There is one of it in the whole contract."},
                  {"Take the line out, or declare the payment with \", each ...\"."});
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < p.once_per.size(); ++i) {
      const Symbol symbol = names_.in_kind(p.each, p.once_per[i]);
      const bool link = symbol.type.is(Q::code) || symbol.type.is(Q::key) ||
                        (symbol.meaning == Meaning::input_column && symbol.type.is(Q::none));
      if (!link) {
        std::vector<std::string> have = links_of(p.each);
        const bool column = symbol.meaning != Meaning::nothing;
        tell("N19", p.once_spans[i],
             column ? "\"" + p.once_per[i] + "\" is " + phrase(symbol.type) +
                          ", and how often is counted by codes and keys"
                    : "each " + p.each + " has no \"" + p.once_per[i] + "\"",
             {},
             near_or(nearest_name(p.once_per[i], have),
                     "Name columns of each " + p.each + " that are a code or the key of another input."));
      } else if (!seen.insert(p.once_per[i]).second) {
        tell("N19", p.once_spans[i], "\"" + p.once_per[i] + "\" is named twice", {}, {"Name it once."});
      }
    }
    if (p.times) times(p);
    if (order_of(p).empty()) {
      tell("D10", p.span, "which of several rows counts as the first isn't said",
           {"\"once per\" and \"at most\" pay the first rows of an order."},
           {example_order(names_.input_of_kind(p.each))});
    }
  }

  void times(Payment& p) const {
    const QType type = expressions_.check(*p.times, p.each);
    if (type.is(Q::none) || type.is(Q::count) || (type.is(Q::number) && !type.exact && type.places == 0))
      return;
    tell("T27", p.times->span, "how many times is not a whole number here", {"This is " + phrase(type) + "."},
         {"Write a whole number, or name a count, such as a column of the rate card."});
  }

  [[nodiscard]] std::vector<std::string> links_of(const std::string& each) const {
    std::vector<std::string> out;
    const Input* input = names_.input_of_kind(each);
    if (input == nullptr) return out;
    for (const auto& column : input->columns) {
      if (column.type.is(Q::code) || column.type.is(Q::key)) out.push_back(column.fact.name);
    }
    return out;
  }

  [[nodiscard]] std::vector<std::string> order_of(const Payment& p) const {
    for (const Cap& cap : contract_.caps) {
      for (const std::string& name : cap.on) {
        const Payment* other = by_name(contract_.payments, name);
        if (!cap.order.empty() && other != nullptr && other->each == p.each) return cap.order;
      }
    }
    const Input* input = names_.input_of_kind(p.each);
    return input != nullptr ? input->order : std::vector<std::string>{};
  }

  /// Kinds of row of the payments under a cap, in order; "" for a payment there is one of.
  std::vector<std::string> kinds_of(const Cap& c) const {
    std::vector<std::string> kinds;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < c.on.size(); ++i) {
      const Payment* payment = by_name(contract_.payments, c.on[i]);
      if (payment == nullptr) {
        std::vector<std::string> have;
        for (const auto& p : contract_.payments) have.push_back(p.name);
        tell("N20", c.on_spans[i], "there is no payment called \"" + c.on[i] + "\"", {},
             near_or(nearest_name(c.on[i], have), "A cap is put on payments of this contract."));
        continue;
      }
      if (!seen.insert(c.on[i]).second)
        tell("N20", c.on_spans[i], "\"" + c.on[i] + "\" is named twice", {}, {"Name it once."});
      if (std::find(kinds.begin(), kinds.end(), payment->each) == kinds.end()) kinds.push_back(payment->each);
    }
    return kinds;
  }

  void amount(Cap& c, const std::string& kind) const {
    if (!c.amount || (!c.per.empty() && !kind_given(kind))) return;
    const QType type = expressions_.check(*c.amount, c.per.empty() ? "" : kind);
    const Span span = c.amount->span;
    if (type.is(Q::none)) return;
    if (!type.is(Q::money))
      return tell("T29", span, "a cap is an amount of money", {"This is " + phrase(type) + "."},
                  {"Write it like £11,700.00."});
    if (type.exact || type.places > minor_) {
      tell("R4", span, "this cap comes out in fractions of a penny", {},
           {"Give it a name by a \"value\" and say there how it is rounded."});
    }
    if (type.nullable) {
      tell("T36", span, "this cap may be unknown, and then nothing could be paid", {},
           {"Let it always be known: fill every cell of the rate card, or write: if known(x) then x else "
            "£..."});
    }
    if (!c.per.empty()) same_for_all(c, *c.amount);
  }

  /// A cap per person reads nothing that differs between the rows of one person.
  void same_for_all(const Cap& c, const Expr& expr) const {
    if (expr.kind == ExprKind::name && expr.path[0] != c.per &&
        names_.single(expr.path[0]).meaning == Meaning::nothing) {
      return tell("N27", expr.span, "\"" + expr.path[0] + "\" can differ between the rows of one " + c.per,
                  {"A cap per " + c.per + " is one amount for all of them."},
                  {"Read it through the " + c.per + ", like " + c.per + ".round.participant_cap."});
    }
    for (const auto& arg : expr.args) same_for_all(c, *arg);
  }

  void per(const Cap& c, const std::vector<std::string>& kinds) const {
    if (kinds.size() > 1) {
      return tell("N21", c.per_span, "a cap per " + c.per + " can't be put on payments of different rows",
                  {kinds[0].empty() || kinds[1].empty()
                       ? "Some are paid for each row and some once for the whole contract."
                       : "Some are paid for each " + kinds[0] + ", some for each " + kinds[1] + "."},
                  {"Write one cap for each, or bring the payments into one statement."});
    }
    if (kinds.empty() || !kind_given(kinds[0])) return;
    const Symbol symbol = names_.in_kind(kinds[0], c.per);
    if (symbol.type.is(Q::key) || symbol.type.is(Q::code) ||
        (symbol.meaning == Meaning::input_column && symbol.type.is(Q::none)))
      return;
    if (kinds[0].empty()) {
      return tell("N21", c.per_span, "\"per " + c.per + "\" needs payments that are made for each row",
                  {"There is one of this payment in the whole contract."},
                  {"Take \"per " + c.per + "\" out."});
    }
    tell("N21", c.per_span, "\"" + c.per + "\" is no key or code of each " + kinds[0], {},
         near_or(nearest_name(c.per, links_of(kinds[0])),
                 "Name the column that says whose row it is, such as person."));
  }

  void order(const Cap& c, const std::vector<std::string>& kinds) const {
    for (const std::string& kind : kinds) {
      const Input* input = names_.input_of_kind(kind);
      if (input == nullptr) continue;
      for (std::size_t i = 0; i < c.order.size(); ++i) {
        check_order_column(names_, *input, c.order[i], c.order_spans[i], expressions_);
      }
      if (c.order.empty() && input->order.empty() && order_of_kind(c, kind) == nullptr) {
        tell("D10", c.span, "in which order this cap is used up isn't said",
             {"Which " + kind + " is cut depends on it."}, {example_order(input)});
      }
      const Cap* other = c.order.empty() ? nullptr : order_of_kind(c, kind);
      if (other == nullptr || other->order == c.order || other > &c) continue;
      tell("D11", c.order_spans.front(), "two caps on the same rows are used up in different orders",
           {"The other stands at line " + std::to_string(other->span.line) + "."},
           {"Give both the same order."});
    }
  }

  /// Another cap that puts the rows of this kind in order.
  [[nodiscard]] const Cap* order_of_kind(const Cap& c, const std::string& kind) const {
    for (const Cap& other : contract_.caps) {
      if (&other == &c || other.order.empty()) continue;
      for (const std::string& name : other.on) {
        const Payment* payment = by_name(contract_.payments, name);
        if (payment != nullptr && payment->each == kind) return &other;
      }
    }
    return nullptr;
  }

  Contract& contract_;
  const Names& names_;
  ExpressionChecker& expressions_;
  int minor_;
};

}  // namespace

void check_rules(Contract& contract, const Names& names, ExpressionChecker& expressions) {
  RuleChecker checker(contract, names, expressions);
  for (Value& value : contract.values) checker.value(value);
  for (Payment& payment : contract.payments) checker.payment(payment);
  for (Cap& cap : contract.caps) checker.cap(cap);
}

}  // namespace outturn::language
