// Splits: shares that add up to the whole, payers told apart, rows that have something to split.
#include <map>

#include "contracts/check/parts.h"
#include "engine/values/show.h"

namespace outturn::language {
namespace {

using Q = Quantity;

constexpr std::size_t most_payers = 12;
/// Finer shares would leave the whole numbers a spreadsheet holds exactly.
constexpr int most_share_places = 7;

std::string as_percent(const Exact& share) {
  const auto held = round_scaled(share, 12, Rounding::half_up);
  if (!held) return share.significant(15);
  std::string text = plain_decimal(*held, 10);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + "%";
}

class SplitChecker {
 public:
  SplitChecker(const Contract& contract, const Names& names, ExpressionChecker& tell)
      : contract_(contract), names_(names), tell_(tell) {}

  void split(Split& s) {
    what(s);
    for (auto& payer : s.payers) {
      if (payer.share_of) named_share(s, payer);
    }
    payers(s);
    shares(s);
    lines(s);
  }

 private:
  void what(const Split& s) {
    if (s.of.empty()) return;
    const Payment* payment = by_name(contract_.payments, s.of);
    if (payment == nullptr) {
      std::vector<std::string> have;
      for (const auto& p : contract_.payments) have.push_back(p.name);
      return tell_.problem("N70", s.of_span, "there is no payment called \"" + s.of + "\"", {},
                           near_or(nearest_name(s.of, have), "A split is of a payment of this contract."));
    }
    const auto [other, fresh] = split_.emplace(s.of, s.span);
    if (!fresh) {
      tell_.problem("N71", s.of_span, "\"" + s.of + "\" is split twice",
                    {"The other split stands at line " + std::to_string(other->second.line) + "."},
                    {"Keep one of them."});
    }
    if (!s.each.empty() && s.each != payment->each) rows_pointed_to(s, *payment);
    order(s);
  }

  /// The rows of the payment name a row of the kind that is split, by one column.
  void rows_pointed_to(const Split& s, const Payment& payment) const {
    if (names_.input_of_kind(s.each) == nullptr) return;
    if (payment.each.empty()) {
      return tell_.problem("N72", s.each_span, "\"" + s.of + "\" is paid once, not for each " + s.each, {},
                           {"Take \", each " + s.each + "\" out."});
    }
    const Input* rows = names_.input_of_kind(payment.each);
    if (rows == nullptr) return;
    std::string found;
    for (const InputColumn& column : rows->columns) {
      if (!column.type.is(Q::key) || column.type.own || names_.kind_behind(column.type) != s.each) continue;
      if (!found.empty()) {
        return tell_.problem("N72", s.each_span,
                             "each " + payment.each + " points to two rows of each " + s.each,
                             {"By " + found + " and by " + column.fact.name + "."},
                             {"Give \"" + payment.each + "\" one column that says to which " + s.each +
                              " its payment belongs."});
      }
      found = column.fact.name;
    }
    if (!found.empty()) return;
    const Input* target = names_.input_of_kind(s.each);
    tell_.problem("N72", s.each_span,
                  "each " + payment.each + " does not say to which " + s.each + " it belongs",
                  {"What is split is the sum over the rows that point to a " + s.each + "."},
                  {"Add a column to the input " + rows->name + ", like: | " + s.each + " | key of " +
                   target->name + " | ... |"});
  }

  /// Caps are used up row by row, so the rows need an order.
  void order(const Split& s) const {
    const Input* input = names_.input_of_kind(s.each);
    if (input == nullptr || !input->order.empty()) return;
    for (const auto& payer : s.payers) {
      if (!payer.cap) continue;
      return tell_.problem("D70", s.span, "in which order the payers' caps are used up isn't said",
                           {"Which " + s.each + " is cut depends on it."}, {example_order(input)});
    }
  }

  /// A share read by its name: a percentage of each row that is split, or of the contract.
  void named_share(const Split& s, Split::Payer& payer) {
    if (!s.each.empty() && names_.input_of_kind(s.each) == nullptr) return;
    const QType type = tell_.check(*payer.share_of, s.each);
    if (type.is(Q::none)) return;
    payer.places = type.places;
    if (!type.is(Q::percent) || type.exact) {
      tell_.problem("T74", payer.share_span, "a payer's share is a rounded percentage",
                    {"This is " + phrase(type) + "."},
                    {"Name a parameter or value of type percent, and say how it is rounded."});
    }
    if (s.excess == Split::Excess::by_others) {
      tell_.problem("T74", payer.share_span, "where the others pay what is over a cap, shares are figures",
                    {"Who comes first is told by the caps and shares written here."},
                    {"Write the percentage."});
    }
  }

  void payers(const Split& s) const {
    for (const auto& payer : s.payers) {
      if (payer.cap) {
        tell_.currency_sign(payer.currency_sign, payer.cap_span);
        tell_.whole_minor_units(payer.cap_places, payer.cap_span);
      }
      if (payer.places > most_share_places) {
        tell_.problem("T72", payer.share_span, "this share has more than 5 decimal places", {},
                      {"Write it like 33.33333%, so that the shares still add up to 100%."});
      }
    }
    if (s.payers.size() > most_payers) {
      tell_.problem("S74", s.payers[most_payers].span, "a payment is split between at most 12 payers", {},
                    {"Put the smaller ones together, and split their share by a payment of their own."});
    }
    if (s.payers.size() == 1 && !s.damaged) {
      tell_.problem("S74", s.payers[0].span, "one payer alone shares with nobody", {},
                    {"Add the other payers, or put a cap on the payment."});
    }
  }

  void shares(Split& s) const {
    if (s.damaged || s.payers.empty() || s.payers.size() > most_payers) return;
    Exact sum;
    std::vector<Split::Payer*> rest;
    bool named = false;
    int places = 2;
    for (auto& payer : s.payers) {
      sum = sum + payer.share;
      named = named || payer.share_of != nullptr;
      places = std::max(places, payer.places);
      if (payer.rest) rest.push_back(&payer);
    }
    if (rest.size() > 1 || (named && rest.empty())) {
      return tell_.problem(
          "T75", rest.empty() ? s.payers.back().share_span : rest[1]->share_span,
          rest.empty() ? "that these shares add up to 100% can't be seen" : "two payers pay the rest",
          {rest.empty() ? "A share is read by its name." : "There is one rest."},
          {rest.empty() ? "Let one payer pay the rest: write rest as its share."
                        : "Write the share of one of them."});
    }
    if (!rest.empty() && (Exact(1) - sum).sign() > 0) {
      if (named) return;  // whatever it is in each row
      rest[0]->share = Exact(1) - sum;
      rest[0]->places = places;
      rest[0]->rest = false;
      return;
    }
    if (sum == Exact(1) && rest.empty()) return;
    if (!rest.empty()) {
      return tell_.problem("T73", rest[0]->share_span, "the other shares leave no rest",
                           {"They add up to " + as_percent(sum) + "."}, {"Mend a share."});
    }
    const bool more = (sum - Exact(1)).sign() > 0;
    const Exact gap = more ? sum - Exact(1) : Exact(1) - sum;
    tell_.problem("T73", s.payers.back().share_span, "these shares add up to " + as_percent(sum),
                  {as_percent(gap) + (more ? " would be paid twice." : " would be paid by nobody.")},
                  {"Mend a share, so that all of them come to 100%."});
  }

  void lines(const Split& s) const {
    if (s.damaged) return;
    bool capped = false;
    for (const auto& payer : s.payers) capped = capped || payer.cap;
    const bool others = s.excess == Split::Excess::by_others;
    if (capped && s.excess == Split::Excess::unsaid) {
      tell_.problem("S75", s.span, "what is done with what is over a payer's cap isn't said", {},
                    {"Add: over the cap is not paid, or: over the cap is paid by the others."});
    }
    if (!capped && s.excess != Split::Excess::unsaid) {
      tell_.problem("S75", s.excess_span, "no payer of this split has a cap", {},
                    {"Take the line out, or write the caps in a column headed \"cap\"."});
    }
    if (s.residue == Split::Residue::unsaid && !(capped && others)) {
      tell_.problem("S76", s.span, "who gets the pennies left over isn't said",
                    {"60% and 40% of £0.01 are parts of a penny, and nobody can pay those."},
                    {"Add: residue to the largest remainder, or: residue to the last."});
    }
    if (s.residue != Split::Residue::unsaid && capped && others) {
      tell_.problem(
          "S76", s.residue_span, "where the others pay what is over a cap, no pennies are left over",
          {"Each payer takes its share of what is left, rounded to the penny, and the last takes the "
           "rest."},
          {"Take the line out."});
    }
  }

  const Contract& contract_;
  const Names& names_;
  ExpressionChecker& tell_;
  std::map<std::string, Span> split_;
};

}  // namespace

void check_splits(Contract& contract, const Names& names, ExpressionChecker& expressions) {
  SplitChecker checker(contract, names, expressions);
  for (Split& split : contract.splits) checker.split(split);
}

}  // namespace outturn::language
