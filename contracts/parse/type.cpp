// Types as a contract writes them: money, percent with 2 decimal places, code of outcomes.
#include <array>

#include "contracts/parse/statement.h"

namespace outturn::language {

using Q = Quantity;

namespace {

constexpr int most_type_places = 9;

struct TypeWord {
  std::string_view word;
  Quantity quantity;
};
constexpr std::array<TypeWord, 15> type_words{{{"money", Q::money},
                                               {"percent", Q::percent},
                                               {"points", Q::points},
                                               {"count", Q::count},
                                               {"number", Q::number},
                                               {"rate", Q::rate},
                                               {"date", Q::date},
                                               {"days", Q::days},
                                               {"weeks", Q::weeks},
                                               {"months", Q::months},
                                               {"truth", Q::truth},
                                               {"text", Q::text},
                                               {"code", Q::code},
                                               {"key", Q::key},
                                               {"reading", Q::reading}}};

/// Goes to the comma or clause behind the type.
void skip_type(TokenCursor& cursor) {
  while (!cursor.done() && !cursor.at_mark(",") && cursor.peek().kind != TokenKind::clause) cursor.take();
}

void unknown_type(TokenCursor& cursor) {
  const Token token = cursor.peek();
  const bool missing = token.kind == TokenKind::end || token.kind == TokenKind::clause ||
                       (token.kind == TokenKind::mark && token.text == ",");
  std::vector<std::string> known;
  for (const TypeWord& word : type_words) known.emplace_back(word.word);
  const std::string near = token.kind == TokenKind::word ? nearest_name(token.text, known) : "";
  cursor.problem("T1", cursor.place(),
                 missing ? "the type is missing here" : described(token) + " is no type", {},
                 near_or(near,
                         "The types are money, percent, points, count, number, rate per ..., date, days, "
                         "weeks, months, truth, text, code of CARD, key, key of INPUT."));
  skip_type(cursor);
}

/// "per 100 people" or "per person": kept as words, so that only like rates meet.
std::string per_words(TokenCursor& cursor) {
  std::string out;
  while ((cursor.peek().kind == TokenKind::word && !cursor.at_word("with")) ||
         cursor.peek().kind == TokenKind::number) {
    out += (out.empty() ? "" : " ") + cursor.take().text;
  }
  return out;
}

bool share(const QType& type) { return type.is(Q::percent) || type.is(Q::points); }
bool fractional(const QType& type) { return share(type) || type.is(Q::number) || type.is(Q::rate); }

/// "2 decimal places" behind "with".
void type_places(TokenCursor& cursor, QType& type, const std::string& word) {
  const Span span = cursor.place();
  const Token number = cursor.peek();
  const bool whole = number.kind == TokenKind::number && number.text.find('.') == std::string::npos &&
                     number.text.size() <= 3;
  if (whole) cursor.take();
  if (!whole || !cursor.take_word("decimal") || !(cursor.take_word("places") || cursor.take_word("place"))) {
    cursor.problem("T5", span, "the number of decimal places is missing behind \"with\"", {},
                   {"Write it like: number with 2 decimal places."});
    return skip_type(cursor);
  }
  if (!fractional(type)) {
    const std::string why =
        type.is(Q::money) ? "Money has the decimal places of its currency." : "\"" + word + "\" has none.";
    cursor.problem("T5", span, "decimal places are said of percent, points, number and rate only", {why},
                   {"Leave out \"with\" and what follows."});
    return;
  }
  type.places = std::stoi(number.text) + (share(type) ? 2 : 0);
  if (type.places > most_type_places) {
    cursor.problem("T4", span,
                   share(type) ? "at most 7 decimal places of a percentage are held"
                               : "at most 9 decimal places are held",
                   {}, {"Write a smaller number of places."});
    type.places = most_type_places;
  }
}

/// "of outcomes" behind "code", "of claims" behind "key".
void type_target(TokenCursor& cursor, QType& type, const Token& word) {
  const bool may = type.is(Q::code) || type.is(Q::reading) || type.is(Q::key);
  if (may && cursor.take_word("of")) {
    type.of = take_name(cursor, "a name", type.is(Q::key) ? "key of participants" : "code of outcomes");
    if (type.of.empty()) type = {};
  } else if (type.is(Q::key)) {
    type.own = true;
  } else if (may) {
    cursor.problem("T3", cursor.place(), "\"" + word.text + "\" needs what it is of",
                   {"Here stands " + described(cursor.peek()) + "."},
                   {"Write it like: " + word.text + " of outcomes."});
    type = {};
  }
}

}  // namespace

std::optional<QType> parse_type(TokenCursor& cursor) {
  QType type;
  const Span first = cursor.place();
  type.exact = cursor.take_word("exact");
  const Token word = cursor.peek();
  for (const TypeWord& known : type_words) {
    if (word.kind == TokenKind::word && known.word == word.text) type.quantity = known.quantity;
  }
  if (type.is(Q::none)) {
    unknown_type(cursor);
    return std::nullopt;
  }
  cursor.take();
  if (type.exact && !fractional(type) && !type.is(Q::money)) {
    cursor.problem("T6", first, "only money, percent, points, number and rate can be exact",
                   {"\"exact\" says that digits without end are kept."}, {"Leave \"exact\" out."});
    type.exact = false;
  }
  if (type.is(Q::rate)) {
    if (!cursor.take_word("per")) {
      cursor.problem("T2", cursor.place(), "a rate needs what it is per",
                     {"Here stands " + described(cursor.peek()) + "."},
                     {"Write it like: rate per 100 people."});
    }
    type.of = per_words(cursor);
  }
  type_target(cursor, type, word);
  if (cursor.take_word("with")) type_places(cursor, type, word.text);
  return type;
}

}  // namespace outturn::language
