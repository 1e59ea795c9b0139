#include "contracts/starter/starter.h"

#include <algorithm>
#include <array>
#include <map>

#include "contracts/layout/layout.h"
#include "contracts/starter/templates.h"
#include "engine/savings/tables/price_year.h"
#include "engine/values/show.h"

namespace outturn::starter {
namespace {

constexpr std::size_t longest_words = 120;
constexpr long long most_pence = 100'000'000'000;  // a thousand million pounds
constexpr int april = 4;

using Words = std::map<std::string, std::string, std::less<>>;

std::string money(long long pence) { return show_money(pence, *currency_by_code("GBP")); }

/// 2026-27 for a day from April 2026 to March 2027.
std::string financial_year(Date day) {
  const YearMonthDay on = civil(day);
  return savings::text_of({savings::YearKind::financial, on.month >= april ? on.year : on.year - 1});
}

/// {name} gives way to its words; {day_10} to the tenth day after the start.
std::string filled(std::string_view text, const Words& words, Date start) {
  constexpr std::string_view day = "day_";
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    const std::string name(text.substr(open + 1, close - open - 1));
    if (name.starts_with(day))
      out += to_iso(Date{start.serial + std::stoi(name.substr(day.size()))});
    else
      out += words.at(name);
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string_view payment_of(Kind kind) {
  switch (kind) {
    case Kind::rate_card:
      return "outcome_payment";
    case Kind::cohort:
      return "reduction_payment";
    case Kind::bands:
      return "fee_payment";
    case Kind::savings_share:
      return "share_payment";
  }
  throw Fault("there is no such starter");
}

std::string cap_statement(const Terms& terms) {
  if (!terms.cap) return "";
  return "\ncap contract_cap " + money(*terms.cap) + " [assumption to_be_agreed]\n  on " +
         std::string(payment_of(terms.kind)) + "\n  cut latest first\n";
}

Words words_for(const Terms& terms) {
  const KindWords& kind = words_of(terms.kind);
  const Date after = add_months(terms.start, 12 * terms.years);
  return {{"outcome", terms.outcome.empty() ? std::string(kind.outcome) : terms.outcome},
          {"commissioner", terms.commissioner},
          {"provider", terms.provider},
          {"starts", to_iso(terms.start)},
          {"ends", to_iso(Date{after.serial - 1})},
          {"about", std::string(kind.says)},
          {"says", std::string(kind.says)},
          {"kind", std::string(kind.word)},
          {"price", money(terms.price)},
          {"first_price", money(std::max<long long>(terms.price / 400 * 100, 100))},
          {"cost", money(terms.price * 10)},
          {"financial_year", financial_year(terms.start)},
          {"cap_statement", cap_statement(terms)}};
}

/// A starter that can't be laid out would be a fault of ours.
std::string in_layout(const std::string& name, const std::string& text) {
  Problems problems;
  const SourceFile source(name, text);
  auto laid = language::laid_out(source, problems);
  if (!laid) throw Fault("a starter can't be read: " + render(problems.list().front(), &source));
  return std::move(*laid);
}

}  // namespace

const std::vector<KindWords>& kinds() {
  static const std::vector<KindWords> all{
      {Kind::rate_card, "rate-card", "each outcome of a person is paid once, at its price", "the outcome",
       "Moves into a home of their own"},
      {Kind::cohort, "cohort", "events fewer than expected are paid, for each group of people",
       "each event avoided", "Fewer reconvictions"},
      {Kind::bands, "bands", "a quarterly fee, paid in part or in full by how much of the target is reached",
       "a quarter, in full", "In work after six months"},
      {Kind::savings_share, "savings-share", "a share of what the outcomes save those who pay",
       "what one outcome saves in a year", "No longer homeless"}};
  return all;
}

std::optional<Kind> kind_of(std::string_view word) {
  for (const KindWords& one : kinds())
    if (one.word == word) return one.kind;
  return std::nullopt;
}

const KindWords& words_of(Kind kind) {
  return *std::find_if(kinds().begin(), kinds().end(),
                       [&](const KindWords& one) { return one.kind == kind; });
}

std::vector<File> files(const Terms& terms) {
  Words words = words_for(terms);
  std::vector<File> out;
  for (const Template& one : templates_of(terms.kind)) {
    const bool contract = out.empty();
    std::string text = contract ? std::string(common_head()) + std::string(one.text) : std::string(one.text);
    text = filled(text, words, terms.start);
    out.push_back({std::string(one.path), contract ? in_layout(std::string(one.path), text) : text});
  }
  const std::string& contract = out.front().text;
  words["file"] = out.front().path;
  words["lines"] = std::to_string(std::count(contract.begin(), contract.end(), '\n'));
  out.push_back({"README.md", filled(readme(), words, terms.start)});
  return out;
}

bool can_be_written(std::string_view words) {
  if (words.empty() || character_count(words) > longest_words) return false;
  for (std::string_view rest = words; !rest.empty();) {
    const Character one = first_character(rest);
    if (!one.valid || one.code < 0x20 || one.code == U'"' || one.code == U'|' || one.code == 0x7F)
      return false;
    rest.remove_prefix(one.bytes);
  }
  return words.front() != ' ' && words.back() != ' ';
}

std::optional<long long> pence(std::string_view amount) {
  if (amount.starts_with("£")) amount.remove_prefix(std::string_view("£").size());
  std::string digits;
  std::size_t places = 0;
  bool point = false;
  for (std::size_t at = 0; at < amount.size(); ++at) {
    const char c = amount[at];
    if (c == ',' && !point && at > 0) continue;
    if (c == '.' && !point && at > 0 && at + 1 < amount.size()) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || digits.size() > 15 || (point && ++places > 2)) return std::nullopt;
    digits += c;
  }
  if (digits.empty()) return std::nullopt;
  for (; places < 2; ++places) digits += '0';
  const long long value = std::stoll(digits);
  if (value <= 0 || value > most_pence) return std::nullopt;
  return value;
}

}  // namespace outturn::starter
