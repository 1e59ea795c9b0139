#include "reports/linkage/plain_words.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace outturn::linkage_page {
namespace {

using linkage::Condition;
using linkage::Reading;

std::string reading_words(const Reading& reading) {
  const std::string of = reading.of.empty() ? column_words(reading.text) : reading_words(reading.of.front());
  switch (reading.form) {
    case Reading::Form::column:
      return column_words(reading.text);
    case Reading::Form::part:
      return reading.first == 1 ? fmt::format("first {} letters of {}", reading.length, of)
                                : fmt::format("letters {} to {} of {}", reading.first,
                                              reading.first + reading.length - 1, of);
    case Reading::Form::match:
      return "part of " + of;
    case Reading::Form::joined: {
      std::string all;
      for (const Reading& part : reading.of) all += (all.empty() ? "" : " with ") + reading_words(part);
      return all;
    }
    case Reading::Form::words:
      return "words of " + of;
    default:
      return of;
  }
}

bool is_plain(const Reading& reading) {
  return reading.form == Reading::Form::column || reading.form == Reading::Form::lower ||
         reading.form == Reading::Form::upper || reading.form == Reading::Form::trimmed;
}

/// "10 years" for 3652.5 days.
std::string days_words(double days) {
  constexpr double year = 365.25;
  const auto in = [&](double unit, std::string_view name) {
    const double count = days / unit;
    const bool is_whole = count > 0.99 && std::abs(count - std::round(count)) < 0.01;
    return is_whole ? fmt::format("{:.0f} {}{}", count, name, count < 1.5 ? "" : "s") : std::string();
  };
  if (std::string years = in(year, "year"); !years.empty()) return years;
  if (std::string months = in(year / 12, "month"); !months.empty()) return months;
  return fmt::format("{:.0f} days", days);
}

/// Empty where there are no plainer words than the label.
std::string condition_words(const Condition& condition) {
  if (condition.kind == Condition::Kind::always) return "anything else";
  if (condition.kind == Condition::Kind::apart && condition.left.form == Reading::Form::day)
    return days_words(condition.bound) + " apart at most";
  if (!is_plain(condition.left) || condition.left != condition.right) return {};
  if (condition.left.text.ends_with("_formal")) return {};  // not the field itself: its label says what it is
  const bool one = condition.bound < 2;
  switch (condition.kind) {
    case Condition::Kind::same:
      return "the same";
    case Condition::Kind::jaro_winkler:
      return fmt::format("spelt alike (at least {} of 1)", condition.bound);
    case Condition::Kind::jaccard:
      return fmt::format("pairs of letters alike (at least {} of 1)", condition.bound);
    case Condition::Kind::token_overlap:
      return fmt::format("words shared (at least {} of 1)", condition.bound);
    case Condition::Kind::levenshtein:
      return fmt::format("{:.0f} letter{} changed at most", condition.bound, one ? "" : "s");
    case Condition::Kind::damerau_levenshtein:
      return fmt::format("{:.0f} slip{} of the keyboard at most", condition.bound, one ? "" : "s");
    default:
      return {};
  }
}

}  // namespace

std::string column_words(const std::string& column) {
  std::string words = column;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string level_words(const linkage::Level& level) {
  if (level.is_missing) return "not known for one or both";
  const std::string plain = condition_words(level.when);
  if (!plain.empty()) return plain;
  return level.label.empty() ? level.written : level.label;
}

std::string rule_words(const linkage::BlockingRule& rule) {
  std::string words;
  for (const linkage::BlockingRule::Key& key : rule.keys) {
    words += words.empty() ? "same " : " and ";
    words += key.left == key.right
                 ? reading_words(key.left)
                 : fmt::format("{} as the other's {}", reading_words(key.left), reading_words(key.right));
  }
  if (!rule.also.empty()) words += words.empty() ? "by a condition" : ", and a further condition";
  return words.empty() ? rule.written : words;
}

}  // namespace outturn::linkage_page
