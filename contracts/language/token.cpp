#include "contracts/language/token.h"

#include <array>
#include <optional>

#include "engine/values/date.h"

namespace outturn::language {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

struct Sign {
  std::string_view bytes;
  std::string_view shown;
};
constexpr std::array<Sign, 5> money_signs{{{"£", "£"}, {"€", "€"}, {"$", "$"}, {"₹", "₹"}, {"¥", "¥"}}};

/// Characters a word processor puts in place of the plain ones, with their mend.
struct Typographic {
  std::string_view bytes;
  std::string_view name;
  std::string_view plain;
};
constexpr std::array<Typographic, 9> typographic{{{"“", "a curly quotation mark", "\""},
                                                  {"”", "a curly quotation mark", "\""},
                                                  {"‘", "a curly apostrophe", "'"},
                                                  {"’", "a curly apostrophe", "'"},
                                                  {"–", "a dash", "-"},
                                                  {"—", "a dash", "-"},
                                                  {"≥", "the sign ≥", ">="},
                                                  {"≤", "the sign ≤", "<="},
                                                  {"\xC2\xA0", "a non-breaking space", "a plain space"}}};

class Scanner {
 public:
  Scanner(const SourceFile& source, std::string_view text, Span start, Problems& problems)
      : source_(source), text_(text), start_(start), problems_(problems) {}

  std::vector<Token> all() {
    std::vector<Token> tokens;
    while (true) {
      while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
      if (at_ >= text_.size() || text_[at_] == '#') break;
      const std::size_t before = at_;
      if (auto token = next()) tokens.push_back(std::move(*token));
      if (at_ == before) ++at_;
    }
    return tokens;
  }

 private:
  [[nodiscard]] Span span(std::size_t from, std::size_t to) const {
    return {start_.line, start_.column + static_cast<std::uint32_t>(character_count(text_.substr(0, from))),
            static_cast<std::uint32_t>(character_count(text_.substr(from, to - from)))};
  }

  void problem(const char* code, Span place, std::string what, std::vector<std::string> why, std::string mend) {
    Problem p;
    p.code = code;
    p.file = source_.name();
    p.span = place;
    p.what = std::move(what);
    p.why = std::move(why);
    p.mend.push_back(std::move(mend));
    problems_.add(std::move(p));
  }

  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  Token token(TokenKind kind, std::size_t from, std::string text) const {
    return {kind, std::move(text), {}, span(from, at_)};
  }

  std::optional<Token> next() {
    const char c = peek();
    if (c == '"') return quoted();
    if (c == '[') return clause();
    for (const Sign& sign : money_signs) {
      if (text_.substr(at_, sign.bytes.size()) == sign.bytes) return money(std::string(sign.shown), sign.bytes.size());
    }
    if (is_digit(c)) return number();
    if (is_letter(c)) return word();
    return mark();
  }

  std::optional<Token> quoted() {
    const std::size_t from = at_++;
    std::string text;
    while (at_ < text_.size() && text_[at_] != '"') text += text_[at_++];
    if (at_ >= text_.size()) {
      problem("L1", span(from, at_), "this text has no closing quotation mark", {}, "Put \" at its end, on the same line.");
      return token(TokenKind::text, from, text);
    }
    ++at_;
    return token(TokenKind::text, from, text);
  }

  std::optional<Token> clause() {
    const std::size_t from = at_++;
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos) {
      at_ = text_.size();
      problem("L2", span(from, at_), "this clause has no closing bracket", {},
              "Write it like [A Sch 3 para 2.1], on one line.");
      return std::nullopt;
    }
    std::string inside(text_.substr(at_, close - at_));
    at_ = close + 1;
    return token(TokenKind::clause, from, inside);
  }

  std::optional<Token> word() {
    const std::size_t from = at_;
    while (is_word(peek())) ++at_;
    std::string text(text_.substr(from, at_ - from));
    // GBP 1,300.00: an amount with its currency's code before it.
    if (text.size() == 3 && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos && peek() == ' ' &&
        is_digit(peek(1))) {
      return money(text, 1, from);
    }
    return token(TokenKind::word, from, text);
  }

  /// Digits with an optional fraction; commas only between groups of three when `grouped`.
  std::string digits(bool grouped) {
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

  void check_groups(std::size_t from) {
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
              {"An amount is read only when nobody could read it differently."}, "Write it like £1,300.00 or £1300.00.");
    }
  }

  std::optional<Token> money(std::string sign, std::size_t sign_bytes, std::size_t from = std::string_view::npos) {
    if (from == std::string_view::npos) from = at_;
    at_ += sign_bytes;
    if (!is_digit(peek())) {
      problem("L4", span(from, at_), "an amount must follow \"" + sign + "\" without a space", {}, "Write it like " + sign + "1,300.00.");
      return std::nullopt;
    }
    Token made = token(TokenKind::money, from, digits(true));
    made.sign = std::move(sign);
    made.span = span(from, at_);
    return made;
  }

  std::optional<Token> number() {
    const std::size_t from = at_;
    if (text_.size() - at_ >= 10 && text_[at_ + 4] == '-' && text_[at_ + 7] == '-') return date();
    if (const auto slashed = slashed_date()) return slashed;
    std::string text = digits(false);
    if (peek() == ',' && is_digit(peek(1)) && is_digit(peek(2)) && is_digit(peek(3)) && !is_digit(peek(4))) {
      at_ += 4;
      problem("L5", span(from, at_), "thousands commas are only written in amounts of money",
              {"In \"" + std::string(text_.substr(from, at_ - from)) + "\" the comma could also part two numbers."},
              "Write " + text + std::string(text_.substr(at_ - 3, 3)) + ".");
      return token(TokenKind::number, from, text);
    }
    if (peek() == '%') {
      ++at_;
      return token(TokenKind::percent, from, text);
    }
    if (is_letter(peek()) || peek() == '_') {
      while (is_word(peek())) ++at_;
      problem("L6", span(from, at_), "a name can't begin with a digit", {}, "Begin it with a letter.");
      return std::nullopt;
    }
    return token(TokenKind::number, from, text);
  }

  std::optional<Token> date() {
    const std::size_t from = at_;
    at_ += 10;
    std::string text(text_.substr(from, 10));
    if (!parse_date(text)) {
      problem("L7", span(from, at_), "\"" + text + "\" is no date of the calendar", {"Dates are written year-month-day."},
              "Write it like 2012-11-01, between 1900-03-01 and 9999-12-31.");
      text = "2000-01-01";
    }
    return token(TokenKind::date, from, text);
  }

  /// 31/12/2011: told at once, since it would otherwise be read as two divisions.
  std::optional<Token> slashed_date() {
    std::size_t to = at_;
    int slashes = 0;
    while (to < text_.size() && (is_digit(text_[to]) || text_[to] == '/')) slashes += text_[to++] == '/' ? 1 : 0;
    if (slashes != 2 || to - at_ < 6) return std::nullopt;
    const std::size_t from = at_;
    at_ = to;
    problem("L8", span(from, to), "a date is written year-month-day",
            {"\"" + std::string(text_.substr(from, to - from)) + "\" is read differently in different countries."},
            "Write it like 2011-12-31.");
    return token(TokenKind::date, from, "2000-01-01");
  }

  std::optional<Token> mark() {
    const std::size_t from = at_;
    const std::string_view two = text_.substr(at_, 2);
    if (two == "=>" || two == "=<") {
      at_ += 2;
      const std::string meant = two == "=>" ? ">=" : "<=";
      problem("L9", span(from, at_), "\"" + std::string(two) + "\" is no comparison", {}, "Did you mean " + meant + " ?");
      return token(TokenKind::mark, from, meant);
    }
    for (const std::string_view candidate : {"<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ",", ".", ":"}) {
      if (text_.substr(at_, candidate.size()) != candidate) continue;
      at_ += candidate.size();
      return token(TokenKind::mark, from, std::string(candidate));
    }
    return stray();
  }

  std::optional<Token> stray() {
    const std::size_t from = at_;
    for (const Typographic& known : typographic) {
      if (text_.substr(at_, known.bytes.size()) != known.bytes) continue;
      at_ += known.bytes.size();
      problem("L10", span(from, at_), "here stands " + std::string(known.name) + ", as a word processor writes it", {},
              "Type " + std::string(known.plain) + " instead.");
      return std::nullopt;
    }
    ++at_;
    while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80) ++at_;
    problem("L11", span(from, at_), "\"" + std::string(text_.substr(from, at_ - from)) + "\" has no meaning here", {},
            "Take it out, or put it inside quotation marks.");
    return std::nullopt;
  }

  const SourceFile& source_;
  std::string_view text_;
  Span start_;
  Problems& problems_;
  std::size_t at_ = 0;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Cells between the bars; a missing last bar is told.
std::vector<TableCell> read_cells(const SourceFile& source, std::string_view line, std::uint32_t number, Problems& problems) {
  std::vector<TableCell> cells;
  std::size_t bar = line.find('|');
  bool quoted = false;
  for (std::size_t at = bar + 1; at < line.size(); ++at) {
    if (line[at] == '"') quoted = !quoted;
    if (line[at] != '|' || quoted) continue;
    const std::string_view raw = line.substr(bar + 1, at - bar - 1);
    const std::string_view text = trimmed(raw);
    const std::size_t offset = bar + 1 + (text.empty() ? 0 : static_cast<std::size_t>(text.data() - raw.data()));
    cells.push_back({std::string(text),
                     {number, static_cast<std::uint32_t>(character_count(line.substr(0, offset))) + 1,
                      static_cast<std::uint32_t>(character_count(text))}});
    bar = at;
  }
  const std::string_view rest = trimmed(line.substr(bar + 1));
  if (!rest.empty() && rest.front() != '#') {
    Problem p;
    p.code = "L12";
    p.file = source.name();
    p.span = {number, static_cast<std::uint32_t>(character_count(line)), 1};
    p.what = "this row of a table has no | at its end";
    p.mend.emplace_back("End each row with |, also after its last cell.");
    problems.add(std::move(p));
  }
  return cells;
}

}  // namespace

std::vector<Token> read_tokens(const SourceFile& source, std::string_view text, Span start, Problems& problems) {
  return Scanner(source, text, start, problems).all();
}

std::vector<Line> read_lines(const SourceFile& source, Problems& problems) {
  std::vector<Line> lines;
  for (std::uint32_t number = 1; number <= source.line_count(); ++number) {
    const std::string_view text = source.line(number);
    const std::string_view inside = trimmed(text);
    if (inside.empty() || inside.front() == '#') continue;
    Line line;
    line.number = number;
    line.starts_statement = !is_blank(text.front());
    line.is_table_row = inside.front() == '|';
    if (line.is_table_row) {
      line.starts_statement = false;
      line.cells = read_cells(source, text, number, problems);
    } else {
      line.tokens = read_tokens(source, text, {number, 1, 0}, problems);
    }
    if (line.is_table_row || !line.tokens.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace outturn::language
