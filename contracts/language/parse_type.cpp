// Types and roundings as a contract writes them.
#include <array>
#include <cstdlib>

#include "contracts/language/parse_expression.h"

namespace outturn::language {

using Q = Quantity;

namespace {

struct TypeWord {
  std::string_view word;
  Quantity quantity;
};
constexpr std::array<TypeWord, 15> type_words{{{"money", Q::money}, {"percent", Q::percent}, {"points", Q::points},
                                               {"count", Q::count}, {"number", Q::number}, {"rate", Q::rate},
                                               {"date", Q::date}, {"days", Q::days}, {"weeks", Q::weeks},
                                               {"months", Q::months}, {"truth", Q::truth}, {"text", Q::text},
                                               {"code", Q::code}, {"key", Q::key}, {"reading", Q::reading}}};

void unknown_type(TokenCursor& cursor, const Token& token) {
  std::vector<std::string> known;
  for (const TypeWord& word : type_words) known.emplace_back(word.word);
  const std::string near = nearest_name(token.text, known);
  std::vector<std::string> mend;
  if (!near.empty()) mend.push_back("Did you mean " + near + " ?");
  mend.emplace_back("Types are money, percent, points, count, number, rate per ..., date, days, weeks, months, truth, text, "
                    "code of CARD, key, key of INPUT.");
  cursor.problem("T1", token.span, described(token) + " is no type", {}, mend);
}

/// "per 100 people" or "per person": kept as words, so that only like rates meet.
std::string per_words(TokenCursor& cursor) {
  std::string out;
  while ((cursor.peek().kind == TokenKind::word && !cursor.at_word("with")) || cursor.peek().kind == TokenKind::number) {
    out += (out.empty() ? "" : " ") + cursor.take().text;
  }
  return out;
}

}  // namespace

std::optional<QType> parse_type(TokenCursor& cursor) {
  QType type;
  type.exact = cursor.take_word("exact");
  const Token word = cursor.peek();
  for (const TypeWord& known : type_words) {
    if (word.kind == TokenKind::word && known.word == word.text) type.quantity = known.quantity;
  }
  if (type.is(Q::none)) {
    unknown_type(cursor, word);
    return std::nullopt;
  }
  cursor.take();
  if (type.is(Q::rate)) {
    if (!cursor.take_word("per")) {
      cursor.problem("T2", cursor.place(), "a rate needs what it is per", {}, {"Write it like: rate per 100 people."});
    }
    type.of = per_words(cursor);
  }
  const bool needs_of = type.is(Q::code) || type.is(Q::reading);
  if (cursor.take_word("of")) {
    type.of = cursor.take().text;
  } else if (type.is(Q::key)) {
    type.own = true;
  } else if (needs_of) {
    cursor.problem("T3", cursor.place(), "\"" + word.text + "\" needs what it is of", {}, {"Write it like: code of outcomes."});
  }
  if (cursor.take_word("with")) {
    const Token number = cursor.take();
    if (number.kind == TokenKind::number && (cursor.at_word("decimal"))) {
      cursor.take();
      cursor.take();
      type.places = std::atoi(number.text.c_str());
      if (type.is(Q::percent) || type.is(Q::points)) type.places += 2;
      if (type.places > 9) {
        cursor.problem("T4", number.span, "at most 7 decimal places are held", {}, {"Write a smaller number of places."});
        type.places = 9;
      }
    } else {
      cursor.problem("T5", number.span, "after \"with\" stands the number of decimal places", {},
                     {"Write it like: number with 2 decimal places."});
    }
  }
  return type;
}

namespace {

std::optional<Rounding> mode_of(TokenCursor& cursor) {
  std::string said;
  while (cursor.peek().kind == TokenKind::word && !cursor.at_word("from")) {
    said += (said.empty() ? "" : " ") + cursor.take().text;
  }
  return rounding_from_words(said);
}

bool rounding_target(TokenCursor& cursor, RoundingRule& rule) {
  const Token first = cursor.take();
  if (first.kind == TokenKind::number && (cursor.at_word("decimal") || cursor.at_word("place") || cursor.at_word("places"))) {
    while (cursor.at_word("decimal") || cursor.at_word("place") || cursor.at_word("places")) cursor.take();
    rule.to = RoundingRule::To::decimal_places;
    rule.places = std::atoi(first.text.c_str());
    return first.text.size() == 1 && rule.places <= 6;
  }
  if (first.text == "pence" || first.text == "cents" || first.text == "pennies") {
    rule.to = RoundingRule::To::minor_units;
    return true;
  }
  if (first.text != "whole") return false;
  rule.to = RoundingRule::To::whole;
  if (cursor.peek().kind == TokenKind::word) {
    const std::string unit = cursor.take().text;
    if (unit == "pounds" || unit == "dollars" || unit == "euros" || unit == "units") rule.to = RoundingRule::To::whole_units;
  }
  return true;
}

}  // namespace

std::optional<RoundingRule> parse_rounding(TokenCursor& cursor) {
  RoundingRule rule;
  rule.span = cursor.place();
  const auto wrong = [&](std::string what, std::string mend) {
    cursor.problem("R5", rule.span, std::move(what), {}, {std::move(mend)});
    return std::nullopt;
  };
  if (!cursor.take_word("to") || !rounding_target(cursor, rule)) {
    return wrong("what this is rounded to can't be read",
                 "Write \"to 2 decimal places\" (0 to 6), \"to pence\", \"to whole pounds\" or \"to whole number\".");
  }
  if (!cursor.take_mark(",")) {
    return wrong("how a half is rounded is not said",
                 "Write the mode after a comma: half up, down, up, towards zero or away from zero.");
  }
  const auto mode = mode_of(cursor);
  if (!mode) {
    return wrong("this way of rounding is not known", "The modes are: half up, down, up, towards zero, away from zero.");
  }
  rule.mode = *mode;
  cursor.take_mark(",");
  if (cursor.take_word("from")) {
    if (!cursor.take_word("rounded")) return wrong("after \"from\" only \"rounded\" can stand", "Write: from rounded values.");
    cursor.take_word("values");
    rule.from_rounded = true;
  }
  while (cursor.peek().kind == TokenKind::clause) rule.clauses.push_back(clause_of(cursor.take()));
  return rule;
}

}  // namespace outturn::language
