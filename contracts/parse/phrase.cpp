// The small phrases of fields: amounts, roundings, clauses.
#include <algorithm>

#include "contracts/parse/statement.h"

namespace outturn::language {

using Q = Quantity;

std::string described(const Token& token) {
  switch (token.kind) {
    case TokenKind::word:
      return token.text.empty() ? "a curly apostrophe" : "\"" + token.text + "\"";
    case TokenKind::number:
      return "the number " + token.text;
    case TokenKind::money:
      return "the amount " + token.sign + token.text;
    case TokenKind::percent:
      return token.text + "%";
    case TokenKind::date:
      return token.text.empty() ? "a date" : "the date " + token.text;
    case TokenKind::text:
      return "the text \"" + token.text + "\"";
    case TokenKind::clause:
      return "the clause [" + token.text + "]";
    case TokenKind::mark:
      return "\"" + token.text + "\"";
    case TokenKind::end:
      return "the end of the line";
  }
  return "";
}

Clause clause_of(const Token& token) {
  Clause clause;
  clause.span = token.span;
  const std::size_t first = token.text.find_first_not_of(' ');
  if (first == std::string::npos) return clause;
  const std::size_t space = token.text.find(' ', first);
  clause.document = token.text.substr(first, space == std::string::npos ? std::string::npos : space - first);
  if (space != std::string::npos) {
    const std::size_t from = token.text.find_first_not_of(' ', space);
    const std::size_t to = token.text.find_last_not_of(' ');
    if (from != std::string::npos) clause.locator = token.text.substr(from, to - from + 1);
  }
  return clause;
}

Span joined_span(Span a, Span b) {
  if (a.line != b.line || b.column < a.column) return a;
  return {a.line, a.column, b.column + b.length - a.column};
}

namespace {

constexpr int most_digits = 15;  // what a spreadsheet's number holds exactly
constexpr int most_places = 9;

int places_written(const std::string& digits) {
  const std::size_t point = digits.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

std::optional<Quantity> duration_unit(const Token& token) {
  if (token.kind != TokenKind::word) return std::nullopt;
  if (token.text == "day" || token.text == "days") return Q::days;
  if (token.text == "week" || token.text == "weeks") return Q::weeks;
  if (token.text == "month" || token.text == "months") return Q::months;
  return std::nullopt;
}

/// As typed: so many digits and places as are held, else L13.
bool held_digits(TokenCursor& cursor, const Token& token, bool share) {
  const auto from = token.text.find_first_not_of("0.");
  const auto digits =
      std::count_if(token.text.begin() + static_cast<std::ptrdiff_t>(std::min(from, token.text.size())),
                    token.text.end(), [](char c) { return c != '.'; });
  const int places = places_written(token.text) + (share ? 2 : 0);
  if (digits > most_digits) {
    cursor.problem("L13", token.span, "this number has too many digits",
                   {"A spreadsheet holds 15 digits of a number exactly."}, {"Write at most 15 digits."});
    return false;
  }
  if (places > most_places) {
    cursor.problem(
        "L13", token.span, "this number has too many decimal places", {},
        {share ? "Write at most 7 decimal places of a percentage." : "Write at most 9 decimal places."});
    return false;
  }
  return true;
}

}  // namespace

std::optional<TypedNumber> parse_amount(TokenCursor& cursor) {
  TypedNumber out;
  const Span first = cursor.place();
  const TokenKind ahead = cursor.peek(cursor.at_mark("-") ? 1 : 0).kind;
  if (ahead != TokenKind::number && ahead != TokenKind::money && ahead != TokenKind::percent)
    return std::nullopt;
  const bool negative = cursor.take_mark("-");
  const Token token = cursor.take();
  out.span = joined_span(first, token.span);
  out.type.places = places_written(token.text);
  const bool points =
      token.kind == TokenKind::number && (cursor.at_word("points") || cursor.at_word("point"));
  const bool share = token.kind == TokenKind::percent || points;
  if (token.kind == TokenKind::money) {
    out.type.quantity = Q::money;
    out.type.of = token.sign;  // the checker compares it with the contract's currency
  } else if (share) {
    out.type.quantity = points ? Q::points : Q::percent;
    out.type.places += 2;
    if (points) out.span = joined_span(out.span, cursor.take().span);
  } else if (const auto unit = duration_unit(cursor.peek())) {
    out.type.quantity = *unit;
    out.span = joined_span(out.span, cursor.take().span);
    if (out.type.places > 0) {
      cursor.problem("L19", token.span, "a length of time is a whole number", {},
                     {"Write it in a smaller unit, like 18 months."});
      out.type.places = 0;
      return out;
    }
  } else {
    out.type.quantity = out.type.places == 0 && !negative ? Q::count : Q::number;
  }
  if (token.text.empty()) {  // told to be no amount
    out.type = {};
    return out;
  }
  const auto value = Exact::parse(token.text);
  if (!held_digits(cursor, token, share) || !value) {
    out.type = {};  // known to have been told: of no type, it goes with everything
    return out;
  }
  out.value = share ? *value / Exact(100) : *value;
  if (negative) out.value = -out.value;
  return out;
}

namespace {

constexpr int most_rounding_places = 9;

bool rounding_target(TokenCursor& cursor, RoundingRule& rule) {
  const Token first = cursor.take();
  const auto places = [&] {
    return cursor.take_word("decimal") || cursor.take_word("place") || cursor.take_word("places");
  };
  if (first.kind == TokenKind::number && places()) {
    while (places()) {
    }
    rule.to = RoundingRule::To::decimal_places;
    rule.places = first.text.size() == 1 ? first.text[0] - '0' : most_rounding_places + 1;
    return true;
  }
  if (first.kind != TokenKind::word) return false;
  if (first.text == "pence" || first.text == "cents" || first.text == "pennies") {
    rule.to = RoundingRule::To::minor_units;
    return true;
  }
  if (first.text != "whole") return false;
  rule.to = RoundingRule::To::whole;
  if (cursor.peek().kind == TokenKind::word) {
    const std::string unit = cursor.take().text;
    if (unit == "pounds" || unit == "dollars" || unit == "euros" || unit == "units")
      rule.to = RoundingRule::To::whole_units;
  }
  return true;
}

std::string mode_words(TokenCursor& cursor) {
  std::string said;
  while (cursor.peek().kind == TokenKind::word && !cursor.at_word("from")) {
    said += (said.empty() ? "" : " ") + cursor.take().text;
  }
  return said;
}

constexpr const char* modes = "The ways are: half up, half to even, down, up, towards zero, away from zero.";

/// "away from zero" holds the word that also begins "from rounded values".
std::optional<Rounding> rounding_mode(TokenCursor& cursor) {
  std::string said = mode_words(cursor);
  if (said == "away" && cursor.at_word("zero", 1)) {
    cursor.take();
    cursor.take();
    said = "away from zero";
  }
  return rounding_from_words(said);
}

}  // namespace

std::optional<RoundingRule> parse_rounding(TokenCursor& cursor) {
  RoundingRule rule;
  rule.span = cursor.place();
  const auto wrong = [&](Span span, std::string what, Mend mend) {
    cursor.problem("R5", span, std::move(what), {}, std::move(mend));
    return std::nullopt;
  };
  const bool to = cursor.take_word("to");
  const Span target = cursor.place();
  if (!to || !rounding_target(cursor, rule)) {
    return wrong(target, "what this is rounded to can't be read",
                 {"Write \"to 2 decimal places\" (0 to 9), \"to pence\", \"to whole pounds\" or \"to whole "
                  "number\"."});
  }
  if (rule.places > most_rounding_places) {
    return wrong(target, "rounding goes to whole decimal places, at most 9", {"Write a number from 0 to 9."});
  }
  if (!cursor.take_mark(",")) {
    return wrong(
        cursor.place(), "how a half is rounded is not said",
        {std::string("Write the way after a comma, like: rounded to 2 decimal places, half up. ") + modes});
  }
  const Span way = cursor.place();
  const auto mode = rounding_mode(cursor);
  if (!mode) return wrong(way, "this way of rounding is not known", {modes});
  rule.mode = *mode;
  cursor.take_mark(",");
  if (cursor.take_word("from")) {
    if (!cursor.take_word("rounded"))
      return wrong(
          cursor.place(), "\"rounded\" is missing behind \"from\"",
          Mend{"Write: from rounded values."}.at({cursor.place().line, cursor.place().column, 0},
                                                 cursor.at_word("values") ? "rounded " : " rounded"));
    cursor.take_word("values");
    rule.from_rounded = true;
  }
  rule.span = cursor.since(rule.span);
  while (cursor.peek().kind == TokenKind::clause) rule.clauses.push_back(clause_of(cursor.take()));
  return rule;
}

}  // namespace outturn::language
