#include "contracts/parse/scanner.h"

#include <algorithm>
#include <array>
#include <utility>

namespace outturn::language {
namespace {

constexpr std::array<std::string_view, 5> money_signs{"£", "€", "$", "₹", "¥"};

/// A line of nothing but strange signs is not told sign by sign.
constexpr std::size_t most_told_in_a_line = 8;

/// Characters a word processor or a spreadsheet puts in place of the plain ones.
struct Typographic {
  std::string_view bytes;
  std::string_view name;
  std::string_view plain;
};
constexpr std::array<Typographic, 12> typographic_marks{{{"“", "a curly quotation mark", "\""},
                                                         {"”", "a curly quotation mark", "\""},
                                                         {"„", "a low quotation mark", "\""},
                                                         {"‘", "a curly apostrophe", "\""},
                                                         {"’", "a curly apostrophe", "\""},
                                                         {"–", "a dash", "-"},
                                                         {"—", "a long dash", "-"},
                                                         {"−", "a typeset minus", "-"},
                                                         {"×", "the sign ×", "*"},
                                                         {"÷", "the sign ÷", "/"},
                                                         {"≥", "the sign ≥", ">="},
                                                         {"≤", "the sign ≤", "<="}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> comparisons_of_others{
    {{"=>", ">="}, {"=<", "<="}, {"==", "="}, {"!=", "<>"}}};

bool invisible(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

bool letter_beyond_ascii(char32_t code) {
  return code >= 0xC0 && code < 0x2000 && code != 0xD7 && code != 0xF7;
}

/// Where the nearest quotation mark of any form begins and ends; the end of the text where there is none.
std::pair<std::size_t, std::size_t> closing_mark(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    for (const std::string_view mark :
         {std::string_view("”"), std::string_view("“"), std::string_view("\"")}) {
      if (text.substr(at).starts_with(mark)) return {at, at + mark.size()};
    }
  }
  return {at, at};
}

}  // namespace

Scanner::Scanner(const SourceFile& source, std::string_view text, Span start, Problems& problems)
    : source_(source), text_(text), start_(start), problems_(problems) {
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return;
  columns_.reserve(text.size() + 1);
  std::uint32_t column = 0;
  for (std::size_t at = 0; at < text.size(); ++column) {
    const std::size_t bytes = first_character(text.substr(at)).bytes;
    columns_.insert(columns_.end(), bytes, column);
    at += bytes;
  }
  columns_.push_back(column);
}

std::uint32_t Scanner::column_at(std::size_t at) const {
  return columns_.empty() ? static_cast<std::uint32_t>(at) : columns_[at];
}

Span Scanner::span(std::size_t from, std::size_t to) const {
  const std::uint32_t first = column_at(from);
  return {start_.line, start_.column + first, column_at(to) - first};
}

void Scanner::problem(const char* code, Span place, std::string what, Sentences why, Mend mend) {
  if (++told_ > most_told_in_a_line) return;
  problems_.add(told(source_, code, place, std::move(what), std::move(why), std::move(mend)));
}

Token Scanner::token(TokenKind kind, std::size_t from, std::string text) const {
  return {kind, std::move(text), {}, span(from, at_)};
}

std::vector<Token> Scanner::all() {
  std::vector<Token> tokens;
  while (true) {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    if (at_ >= text_.size() || text_[at_] == '#') break;
    if (auto token = next()) tokens.push_back(std::move(*token));
  }
  return tokens;
}

/// Always moves on by at least one character.
std::optional<Token> Scanner::next() {
  const char c = peek();
  if (c == '"') return quoted();
  if (c == '[') return clause();
  for (const std::string_view sign : money_signs) {
    if (text_.substr(at_, sign.size()) == sign) return money(std::string(sign), sign.size(), at_);
  }
  if (is_digit(c)) return number();
  if (is_letter(c) || letter_beyond_ascii(here())) return word();
  return mark();
}

char32_t Scanner::here() const {
  return at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80
             ? first_character(text_.substr(at_)).code
             : U'\0';
}

Token Scanner::quoted() {
  const std::size_t from = at_;
  const std::size_t close = text_.find('"', from + 1);
  at_ = close == std::string_view::npos ? text_.size() : close + 1;
  std::string text(text_.substr(from + 1, close == std::string_view::npos ? close : close - from - 1));
  if (close == std::string_view::npos) {
    problem("L1", span(from, at_), "this text has no closing quotation mark", {},
            Mend{"Put \" at its end, on the same line."}.at(behind(span(from, at_)), "\""));
  }
  return token(TokenKind::text, from, std::move(text));
}

/// “as a word processor writes it”: told once and read as it was meant.
std::optional<Token> Scanner::curly_quoted() {
  static constexpr std::array<std::string_view, 3> openings{"“", "”", "„"};
  const std::string_view rest = text_.substr(at_);
  const auto opened =
      std::find_if(openings.begin(), openings.end(), [&](auto mark) { return rest.starts_with(mark); });
  if (opened == openings.end()) return std::nullopt;
  const std::size_t from = at_;
  const std::size_t begin = from + opened->size();
  const auto [end, after] = closing_mark(text_, begin);
  at_ = after;
  Span closing = span(end, after);
  if (closing.length == 0) closing = behind(span(from, at_));
  problem("L10", span(from, from + opened->size()),
          "here stands a curly quotation mark, as a word processor writes it", {},
          Mend{"Type \" before and behind the words instead."}.at(closing, "\"").instead("\""));
  return token(TokenKind::text, from, std::string(text_.substr(begin, end - begin)));
}

std::optional<Token> Scanner::clause() {
  const std::size_t from = at_;
  const std::size_t close = text_.find(']', from);
  if (close == std::string_view::npos) {
    at_ = text_.size();
    problem("L2", span(from, at_), "this clause has no closing bracket", {},
            Mend{"Write it like [A Sch 3 para 2.1], on one line."}.at(behind(span(from, at_)), "]"));
    return token(TokenKind::clause, from, std::string(text_.substr(from + 1)));
  }
  at_ = close + 1;
  return token(TokenKind::clause, from, std::string(text_.substr(from + 1, close - from - 1)));
}

Token Scanner::word() {
  const std::size_t from = at_;
  while (is_word(peek()) || letter_beyond_ascii(here())) at_ += first_character(text_.substr(at_)).bytes;
  std::string text(text_.substr(from, at_ - from));
  if (!std::all_of(text.begin(), text.end(), is_word)) {
    problem("L11", span(from, at_), "names are written with the letters a to z",
            {"Here stands \"" + text + "\"."},
            {"Spell it without accents, or put it inside quotation marks if it is words."});
  }
  // GBP 1,300.00: an amount with its currency's code before it.
  const bool code =
      text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (code && peek() == ' ' && is_digit(peek(1))) {
    if (auto amount = money(text, 1, from)) return *amount;
  }
  return token(TokenKind::word, from, std::move(text));
}

std::optional<Token> Scanner::mark() {
  const std::size_t from = at_;
  const std::string_view two = text_.substr(at_, 2);
  for (const auto& [written, meant] : comparisons_of_others) {
    if (two != written) continue;
    at_ += 2;
    problem("L9", span(from, at_), "\"" + std::string(two) + "\" is no comparison", {},
            near_or(std::string(meant), ""));
    return token(TokenKind::mark, from, std::string(meant));
  }
  for (const std::string_view candidate :
       {"<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "^", "(", ")", ",", ".", ":"}) {
    if (text_.substr(at_, candidate.size()) != candidate) continue;
    if (candidate == "." && is_digit(peek(1)) && (from == 0 || !is_word(text_[from - 1]))) {
      problem("L16", span(from, from + 1), "here a number begins with a point", {},
              Mend{"Write 0 before the point, like 0.5."}.instead("0."));
      ++at_;
      return number(from, "0." + digits(false));
    }
    at_ += candidate.size();
    return token(TokenKind::mark, from, std::string(candidate));
  }
  if (auto quoted = curly_quoted()) return quoted;
  if (auto meant = typographic()) return meant;
  return stray();
}

std::optional<Token> Scanner::typographic() {
  const std::size_t from = at_;
  for (const Typographic& known : typographic_marks) {
    if (text_.substr(at_, known.bytes.size()) != known.bytes) continue;
    at_ += known.bytes.size();
    problem("L10", span(from, at_),
            "here stands " + std::string(known.name) + ", as a word processor writes it", {},
            Mend{"Type " + std::string(known.plain) + " instead."}.instead(std::string(known.plain)));
    if (known.plain == "\"") return token(TokenKind::mark, from, "");
    return token(TokenKind::mark, from, std::string(known.plain));
  }
  return std::nullopt;
}

/// Characters without a meaning; several in a row are told as one, and leave an empty mark.
std::optional<Token> Scanner::stray() {
  const std::size_t from = at_;
  const bool unseen = invisible(first_character(text_.substr(at_)).code);
  const auto strange = [&] {
    if (at_ >= text_.size()) return false;
    const char32_t code = first_character(text_.substr(at_)).code;
    if (invisible(code) != unseen || letter_beyond_ascii(code)) return false;
    if (code < 0x80)
      return !is_word(peek()) &&
             std::string_view(" \t\"[]#()<>=+-*/,.:").find(peek()) == std::string_view::npos && peek() != '$';
    return std::none_of(money_signs.begin(), money_signs.end(),
                        [&](auto sign) { return text_.substr(at_).starts_with(sign); });
  };
  do {
    at_ += first_character(text_.substr(at_)).bytes;
  } while (strange());
  const std::string shown(text_.substr(from, at_ - from));
  if (unseen) {
    problem("L11", span(from, at_), "here stands a character that can't be seen",
            {"It may have come along when the text was copied."}, Mend{"Type the line anew."}.instead(""));
    return std::nullopt;
  }
  if (shown == "%") {
    problem("L17", span(from, at_), "here a % stands by itself", {},
            {"Write the number right before it, like 10%."});
  } else if (shown == "]") {
    problem("L11", span(from, at_), "this square bracket was never opened", {},
            {"Write a clause like [A Sch 3 para 2.1]."});
  } else if (shown == "&") {
    problem("L11", span(from, at_), "\"&\" has no meaning here", {},
            {"Write and between two conditions, + between two amounts."});
  } else {
    problem("L11", span(from, at_), "\"" + shown + "\" has no meaning here", {},
            {"Take it out, or put it inside quotation marks."});
  }
  return token(TokenKind::mark, from, "");
}

}  // namespace outturn::language
