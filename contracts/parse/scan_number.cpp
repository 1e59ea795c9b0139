// Numbers, amounts, percentages and dates of a line.
#include <algorithm>
#include <array>

#include "contracts/parse/scanner.h"
#include "engine/values/date.h"

namespace outturn::language {
namespace {

bool is_unit(std::string_view word) {
  return word == "day" || word == "days" || word == "week" || word == "weeks" || word == "month" ||
         word == "months";
}

/// How many characters a date takes whose three groups of digits are parted by `mark`; 0 when it is none.
std::size_t date_length(std::string_view text, char mark) {
  std::size_t at = 0;
  std::array<std::size_t, 3> digits{};
  for (std::size_t group = 0; group < 3; ++group) {
    while (at < text.size() && digits[group] < 5 && is_digit(text[at])) ++at, ++digits[group];
    if (group < 2 && (at >= text.size() || text[at++] != mark)) return 0;
  }
  if (at < text.size() && (is_digit(text[at]) || text[at] == mark)) return 0;
  const auto short_one = [&](std::size_t group) { return digits[group] == 1 || digits[group] == 2; };
  const bool year_first = digits[0] == 4 && short_one(1) && short_one(2);
  const bool year_last = short_one(0) && short_one(1) && (digits[2] == 4 || (digits[2] == 2 && mark != '-'));
  return year_first || year_last ? at : 0;
}

Mend written_like(const std::string& text) { return Mend{"Write it like " + text + "."}.instead(text); }

/// 1.300,00 as it was meant.
std::string point_and_comma_swapped(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c == '.' || c == ',') c = c == '.' ? ',' : '.';
  return out;
}

}  // namespace

/// Digits with an optional fraction; commas only between groups of three when `grouped`.
std::string Scanner::digits(bool grouped) {
  std::string out;
  const std::size_t from = at_;
  while (is_digit(peek()) || (grouped && peek() == ',' && is_digit(peek(1)))) {
    if (peek() != ',') out += peek();
    ++at_;
  }
  if (grouped) check_groups(from);
  if (peek() == '.' && is_digit(peek(1))) {
    out += '.';
    ++at_;
    while (is_digit(peek())) out += text_[at_++];
  }
  return out;
}

void Scanner::check_groups(std::size_t from) {
  const std::string_view written = text_.substr(from, at_ - from);
  std::size_t comma = written.find(',');
  bool good = comma == std::string_view::npos || (comma >= 1 && comma <= 3);
  while (good && comma != std::string_view::npos) {
    const std::size_t after = written.find(',', comma + 1);
    good = (after == std::string_view::npos ? written.size() : after) - comma == 4;
    comma = after;
  }
  if (!good) {
    problem("L3", span(from, at_), "the commas of this amount do not group by thousands",
            {"An amount is read only when nobody could read it differently."},
            {"Write it like £1,300.00 or £1300.00."});
  }
}

/// An amount whose sign or code of `sign_bytes` begins at at_; `from` is where the token begins.
std::optional<Token> Scanner::money(const std::string& sign, std::size_t sign_bytes, std::size_t from) {
  at_ += sign_bytes;
  const std::size_t after = at_;
  while (is_blank(peek())) ++at_;
  const bool minus = peek() == '-' && is_digit(peek(1));
  if (minus) ++at_;
  if (!is_digit(peek())) {
    at_ = after;
    problem("L4", span(from, at_), "no amount follows \"" + sign + "\"", {},
            {"Write it like " + sign + "1,300.00."});
    return Token{TokenKind::money, "", sign, span(from, at_)};
  }
  const std::size_t first = at_;
  Token made{TokenKind::money, digits(true), sign, {}};
  if (minus) {
    problem("L4", span(from, at_), "the minus of an amount stands before \"" + sign + "\"", {},
            written_like("-" + sign + std::string(text_.substr(first, at_ - first))));
  } else if (first != after) {
    problem("L4", span(from, at_), "an amount follows \"" + sign + "\" without a space", {},
            written_like(sign + std::string(text_.substr(first, at_ - first))));
  }
  if (peek() == ',' && is_digit(peek(1))) {  // £1.300,00
    while (is_digit(peek()) || ((peek() == ',' || peek() == '.') && is_digit(peek(1)))) ++at_;
    problem("L3", span(first, at_), "in this amount the point and the comma are the other way round", {},
            Mend{"Commas part thousands and the point parts pence: £1,300.00."}.instead(
                point_and_comma_swapped(text_.substr(first, at_ - first))));
    made.text.clear();
  } else if (is_letter(peek())) {
    while (is_word(peek())) ++at_;
    problem("L18", span(from, at_), "this amount isn't written in full", {},
            {"Write all its digits, like £1,300,000.00, and a space before a word."});
    made.text.clear();
  }
  made.span = span(from, at_);
  return made;
}

Token Scanner::number() {
  if (auto date = dated()) return *date;
  const std::size_t from = at_;
  std::string text = digits(false);
  if (auto grouped = ungrouped(from, text)) return *grouped;
  return number(from, std::move(text));
}

/// What may follow the digits: a % or letters.
Token Scanner::number(std::size_t from, std::string text) {
  std::size_t percent = at_;
  while (percent < text_.size() && is_blank(text_[percent])) ++percent;
  if (percent < text_.size() && text_[percent] == '%') {
    const bool apart = percent != at_;
    at_ = percent + 1;
    if (apart) {
      problem("L17", span(from, at_), "a % stands right behind its number", {}, written_like(text + "%"));
    }
    return token(TokenKind::percent, from, text);
  }
  if (auto odd = number_and_letters(from, text)) return *odd;
  return token(TokenKind::number, from, std::move(text));
}

/// 1,300: thousands commas where there is no amount of money.
std::optional<Token> Scanner::ungrouped(std::size_t from, std::string& text) {
  const auto group = [&] {
    return peek() == ',' && is_digit(peek(1)) && is_digit(peek(2)) && is_digit(peek(3)) && !is_digit(peek(4));
  };
  if (!group() || text.find('.') != std::string::npos) return std::nullopt;
  std::string parted = text;
  while (group()) {
    parted += ", " + std::string(text_.substr(at_ + 1, 3));
    text += text_.substr(at_ + 1, 3);
    at_ += 4;
  }
  problem(
      "L5", span(from, at_), "thousands commas are only written in amounts of money",
      {"In \"" + std::string(text_.substr(from, at_ - from)) + "\" the comma could also part two numbers."},
      {"Write \"" + text + "\" for one number, or \"" + parted + "\" with a space for several."});
  const bool percent = peek() == '%';
  if (percent) ++at_;
  return token(percent ? TokenKind::percent : TokenKind::number, from, "");
}

/// 12months, 2nd_payment.
std::optional<Token> Scanner::number_and_letters(std::size_t from, const std::string& text) {
  if (!is_letter(peek()) && peek() != '_') return std::nullopt;
  const std::size_t letters = at_;
  while (is_word(peek())) ++at_;
  const std::string_view word = text_.substr(letters, at_ - letters);
  if (is_unit(word)) {
    problem("L6", span(from, at_), "a number and its unit are parted by a space", {},
            written_like(text + " " + std::string(word)));
    at_ = letters;
    return token(TokenKind::number, from, text);
  }
  problem("L6", span(from, at_), "a name can't begin with a digit", {}, {"Begin it with a letter."});
  return token(TokenKind::word, from, std::string(text_.substr(from, at_ - from)));
}

/// 2012-11-01, and what was meant as a date: 1.11.2012 would otherwise be read as numbers.
std::optional<Token> Scanner::dated() {
  const std::string_view rest = text_.substr(at_);
  if (auto dashes = dashed_date()) return dashes;
  const std::size_t length = date_length(rest, '-');
  if (length == 10 && rest[4] == '-') {
    const std::size_t from = at_;
    at_ += 10;
    std::string text(rest.substr(0, 10));
    if (!parse_date(text)) {
      problem("L7", span(from, at_), "\"" + text + "\" is no date of the calendar",
              {"Dates are written year-month-day."},
              {"Write it like 2012-11-01, between 1900-03-01 and 9999-12-31."});
      text.clear();
    }
    return token(TokenKind::date, from, std::move(text));
  }
  if (length != 0) return not_a_date(length);
  for (const char mark : {'/', '.'}) {
    if (const std::size_t other = date_length(rest, mark); other != 0) return not_a_date(other);
  }
  return std::nullopt;
}

/// 2012–11–01 with the dashes of a word processor.
std::optional<Token> Scanner::dashed_date() {
  const std::string_view rest = text_.substr(at_);
  for (const std::string_view dash : {std::string_view("–"), std::string_view("—"), std::string_view("−")}) {
    const std::size_t second = 4 + dash.size() + 2;
    if (!rest.substr(std::min<std::size_t>(4, rest.size())).starts_with(dash) ||
        rest.size() < second + dash.size() + 2 || !rest.substr(second).starts_with(dash))
      continue;
    const std::string text = std::string(rest.substr(0, 4)) + "-" +
                             std::string(rest.substr(4 + dash.size(), 2)) + "-" +
                             std::string(rest.substr(second + dash.size(), 2));
    if (!parse_date(text)) return std::nullopt;
    const std::size_t from = at_;
    at_ += second + dash.size() + 2;
    problem("L10", span(from, at_), "in this date stand dashes, as a word processor writes them", {},
            Mend{"Write it with plain hyphens: " + text + "."}.instead(text));
    return token(TokenKind::date, from, text);
  }
  return std::nullopt;
}

namespace {

std::string two_digits(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

/// The dates that digits parted by some mark can mean, each written as the language writes it.
Mend readings_of(std::string_view written) {
  std::array<int, 3> part{};
  std::size_t at = 0;
  for (int& number : part) {
    for (; at < written.size() && is_digit(written[at]); ++at) number = number * 10 + (written[at] - '0');
    ++at;
  }
  const auto iso = [](int year, int month, int day) {
    return std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
  };
  const auto good = [&](int year, int month, int day) {
    return parse_date(iso(year, month, day)).has_value();
  };
  const auto only = [](const std::string& date) { return Mend{"Write it " + date + "."}.instead(date); };
  if (part[0] >= 1000 && good(part[0], part[1], part[2])) return only(iso(part[0], part[1], part[2]));
  const bool day_first = part[0] < 1000 && good(part[2], part[1], part[0]);
  const bool month_first = part[0] < 1000 && good(part[2], part[0], part[1]);
  if (day_first && month_first && part[0] != part[1]) {
    return {"Write it " + iso(part[2], part[1], part[0]) + " if the day came first, " +
            iso(part[2], part[0], part[1]) + " if the month did."};
  }
  if (day_first) return only(iso(part[2], part[1], part[0]));
  if (month_first) return only(iso(part[2], part[0], part[1]));
  return {"Write it like 2011-12-31."};
}

}  // namespace

/// A date token without text: whoever takes it knows that it has been told.
Token Scanner::not_a_date(std::size_t length) {
  const std::size_t from = at_;
  at_ += length;
  const std::string written(text_.substr(from, length));
  problem("L8", span(from, at_), "a date is written year-month-day, as in 2011-12-31", {},
          readings_of(written));
  return token(TokenKind::date, from, "");
}

}  // namespace outturn::language
