// Values and payments: types and units, rounding, how often.
#include <algorithm>
#include <set>

#include "contracts/check/parts.h"

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
  if (got.is(Q::rate) && per_how_many(got) != 1)
    return "Divide it by " + std::to_string(per_how_many(got)) + ", so that it is for each one.";
  if (plain(want) && share(got))
    return "Declare it as " + words(got) + ", or divide by 1% to count percentage points.";
  if (share(want) && share(got))
    return "A difference of two percentages is in points; a share of something is a percent.";
  return "Declare it as " + words(got) + ", or mend what it is made of.";
}

class RuleChecker {
 public:
  RuleChecker(const Contract& contract, const Names& names, ExpressionChecker& expressions)
      : names_(names), expressions_(expressions), minor_(minor_places(contract)) {}

  void value(Value& v) {
    const QType& type = v.type;
    if (type.is(Q::text) || type.is(Q::code) || type.is(Q::key) || type.is(Q::reading)) {
      return tell("T32", v.span, "a value is calculated, and this is " + phrase(type), {},
                  {"Declare it as money, percent, points, count, number, rate per ..., date, days, weeks, "
                   "months or truth."});
    }
    if (!v.is || !kind_given(v.each)) return;
    const bool halves_up = v.rounding && v.rounding->mode == Rounding::half_up;
    expressions_.allow_root(halves_up ? v.is.get() : nullptr);
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
    if (p.achieved) expressions_.truth(*p.achieved, p.each, "\"achieved\"");
    if (p.worth) worth(p);
    how_often(p);
  }

 private:
  void tell(std::string code, Span span, std::string what, Sentences why, Mend mend) const {
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
    const bool whole = v.type.is(Q::count) || v.type.duration();
    if (whole && v.rounding->to == RoundingRule::To::decimal_places && v.rounding->places > 0) {
      return tell("R11", v.rounding->span,
                  "\"" + v.name + "\" is whole, and this rounds it to decimal places", {},
                  {"Write \"rounded to whole number\", or declare it as number."});
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

  /// Whole pence as it stands: the payment's rounding is of what is paid.
  void worth(Payment& p) const {
    const QType type = expressions_.check(*p.worth, p.each);
    if (type.is(Q::none)) return;
    if (!type.is(Q::money))
      return tell("T28", p.worth->span, "what is achieved must be worth money",
                  {"This is " + phrase(type) + "."}, {"Multiply it by a price."});
    if (type.exact || type.places > minor_) {
      tell("R4", p.worth->span, "what is achieved comes out in fractions of a penny",
           {"\"rounded\" under a payment rounds what is paid, not what it is worth."},
           {"Round it in a value of its own, and name that value here."});
    }
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
        std::vector<std::string> have = links_of_kind(names_, p.each);
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
    if (order_of_kind(names_, p.each).empty()) {
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

  const Names& names_;
  ExpressionChecker& expressions_;
  int minor_;
};

}  // namespace

void check_rules(Contract& contract, const Names& names, ExpressionChecker& expressions) {
  RuleChecker checker(contract, names, expressions);
  for (Value& value : contract.values) checker.value(value);
  for (Payment& payment : contract.payments) checker.payment(payment);
  check_caps(contract, names, expressions);
}

}  // namespace outturn::language
