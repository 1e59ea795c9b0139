// Caps: their amount, per what, on which payments, in which order they are used up.
#include <algorithm>
#include <set>

#include "contracts/check/parts.h"

namespace outturn::language {

using Q = Quantity;

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

std::vector<std::string> links_of_kind(const Names& names, const std::string& each) {
  std::vector<std::string> out;
  const Input* input = names.input_of_kind(each);
  if (input == nullptr) return out;
  for (const auto& column : input->columns) {
    if (column.type.is(Q::code) || column.type.is(Q::key)) out.push_back(column.fact.name);
  }
  return out;
}

namespace {

class CapChecker {
 public:
  CapChecker(Contract& contract, const Names& names, ExpressionChecker& expressions)
      : contract_(contract), names_(names), expressions_(expressions), minor_(minor_places(contract)) {}

  void cap(Cap& c) {
    const std::vector<std::string> kinds = kinds_of(c);
    const std::string kind = kinds.empty() ? "" : kinds.front();
    amount(c, kind);
    if (!c.per.empty() && !c.on.empty()) per(c, kinds);
    order(c, kinds);
    if (c.cut_span.known()) cut(c, kinds);
    if (c.excess == Excess::carried) carried(c, kinds);
    if (c.excess == Excess::moved) moved(c, kinds);
  }

 private:
  void tell(std::string code, Span span, std::string what, Sentences why, Mend mend) const {
    expressions_.problem(std::move(code), span, std::move(what), std::move(why), std::move(mend));
  }

  /// False for a kind that no input gives, which has been told.
  [[nodiscard]] bool kind_given(const std::string& each) const {
    return each.empty() || names_.input_of_kind(each) != nullptr;
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
    if (!c.per.empty() && !names_.in_kind(kind, c.per).type.own) same_for_all(c, *c.amount);
  }

  /// A cap per person reads nothing that differs between the rows of one person.
  void same_for_all(const Cap& c, const Expr& expr) const {
    if (expr.kind == ExprKind::name && !expr.of_card && expr.path[0] != c.per &&
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
         near_or(nearest_name(c.per, links_of_kind(names_, kinds[0])),
                 "Name the column that says whose row it is, such as person."));
  }

  /// Rows of different inputs have no common order, so none of them is the latest.
  void cut(const Cap& c, const std::vector<std::string>& kinds) const {
    if ((kinds.size() > 1) == c.last_named_first || kinds.empty()) return;
    if (c.last_named_first) {
      return tell("D17", c.cut_span, "the payments under this cap are for the same rows",
                  {"Row by row the first named is paid before the next, and a later row goes short before an "
                   "earlier one."},
                  {"Write: cut latest first."});
    }
    tell("D17", c.cut_span, "which of these rows is the latest can't be told",
         {"The payments under this cap are for different rows, which have no order between them.",
          "The cap is used up by " + c.on.front() + ", then by the next named."},
         Mend{"Write: cut last named first. Name the payment that is to be paid first, first."}.instead(
             "last named"));
  }

  /// An excess is carried from row to row, each with a cap of its own.
  void carried(const Cap& c, const std::vector<std::string>& kinds) const {
    if (kinds.empty() || !kind_given(kinds[0])) return;
    const Symbol key = names_.in_kind(kinds[0], c.per);
    if (c.on.size() != 1 || c.per.empty() || !key.type.own) {
      return tell(
          "N80", c.excess_span, "what is cut can't be carried forward here",
          {"It goes from row to row of one payment, and each row has the cap for itself."},
          {"Put the cap on one payment, per the key of its rows, like: cap year_cap £100,000.00, per year."});
    }
    if (c.carried_for.empty()) return;
    const Symbol link = names_.in_kind(kinds[0], c.carried_for);
    if (link.type.is(Q::code) || (link.type.is(Q::key) && !link.type.own) || link.type.is(Q::none)) return;
    tell("N80", c.excess_span,
         "\"" + c.carried_for + "\" is no code or key of another input of each " + kinds[0], {},
         near_or(nearest_name(c.carried_for, links_of_kind(names_, kinds[0])),
                 "Name the column that says whose rows belong together, such as building."));
  }

  /// To another payment, whose own caps come later.
  void moved(const Cap& c, const std::vector<std::string>& kinds) const {
    const Payment* to = by_name(contract_.payments, c.moved_to);
    if (to == nullptr) {
      std::vector<std::string> have;
      for (const auto& p : contract_.payments) have.push_back(p.name);
      return tell(
          "N20", c.excess_span, "there is no payment called \"" + c.moved_to + "\"", {},
          near_or(nearest_name(c.moved_to, have), "An excess is moved to a payment of this contract."));
    }
    const auto under = [&](const Cap& cap) {
      return std::find(cap.on.begin(), cap.on.end(), c.moved_to) != cap.on.end();
    };
    const bool same = kinds.size() == 1 && (to->each == kinds[0] || to->each.empty());
    if (under(c) || !same) {
      return tell("N81", c.excess_span, "the excess can't be moved to \"" + c.moved_to + "\"",
                  {under(c) ? "It is under this cap itself." : "Its rows are not those that are cut."},
                  {"Name a payment of the same kind of row, or one that is made once for the contract."});
    }
    for (const Cap& other : contract_.caps) {
      if (&other == &c) break;
      if (!under(other)) continue;
      tell("N81", c.excess_span, "\"" + c.moved_to + "\" is capped before the excess reaches it",
           {"By " + other.name + ", at line " + std::to_string(other.span.line) + "."},
           {"Write this cap above that one: caps apply in the order they are written."});
    }
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

void check_caps(Contract& contract, const Names& names, ExpressionChecker& expressions) {
  CapChecker checker(contract, names, expressions);
  for (Cap& cap : contract.caps) checker.cap(cap);
}

}  // namespace outturn::language
