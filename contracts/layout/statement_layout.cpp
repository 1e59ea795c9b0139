#include "contracts/layout/statement_layout.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "contracts/layout/aligned_words.h"
#include "contracts/layout/spacing.h"

namespace outturn::language {
namespace {

constexpr std::size_t line_indent = 2;
constexpr std::size_t bracket_indent = 2;
constexpr std::size_t blanks_before_figure = 3;

bool is_word(const Token& token, std::string_view word) {
  return token.kind == TokenKind::word && token.text == word;
}

/// Where the clauses at the end of a line begin.
std::size_t clauses_from(const std::vector<Token>& tokens, std::size_t from, std::size_t to) {
  while (to > from && tokens[to - 1].kind == TokenKind::clause) --to;
  return to;
}

/// How many tokens of a field's first line stand in a column of their own before its value: the dates of
/// `from`, the names of `reading` and `range`.
std::size_t tokens_before_value(const Field& field) {
  const auto& tokens = field.tokens;
  const auto on_first_line = static_cast<std::size_t>(std::count_if(
      tokens.begin(), tokens.end(), [&](const Token& t) { return t.span.line == field.keyword.span.line; }));
  if (field.keyword.text == "reading" || field.keyword.text == "range")
    return std::min<std::size_t>(1, on_first_line);
  if (field.keyword.text != "from") return 0;
  std::size_t at = !tokens.empty() && is_word(tokens[0], "contract") ? 2 : 1;
  if (at < tokens.size() && is_word(tokens[at], "until")) at += 2;
  return std::min(at, on_first_line);
}

class StatementLines {
 public:
  StatementLines(const SourceFile& source, const RawStatement& statement)
      : source_(source), statement_(statement) {}

  std::map<std::uint32_t, LaidLine> all() {
    head();
    measure_fields();
    for (const Field& one : statement_.fields) field(one);
    rows();
    return std::move(out_);
  }

 private:
  void put(std::uint32_t line, std::size_t indent, const std::string& text) {
    out_[line] = {std::string(indent, ' ') + text, indent};
  }

  /// Tokens of a line behind what it begins with, clauses in their column.
  [[nodiscard]] std::string line(std::string begun, const std::vector<Token>& tokens, std::size_t from,
                                 std::size_t to, Minus minus = Minus::is_a_sign) const {
    const std::size_t clauses = clauses_from(tokens, from, to);
    if (clauses > from && !begun.empty() && begun.back() != ' ') begun += ' ';
    begun += spaced(source_, tokens, from, clauses, minus);
    if (clauses == from && !begun.empty()) begun.erase(begun.find_last_not_of(' ') + 1);
    return with_clauses(std::move(begun), spaced(source_, tokens, clauses, to));
  }

  void head() {
    put(statement_.span.line, 0, line(statement_.kind, statement_.head, 0, statement_.head.size()));
  }

  [[nodiscard]] std::string before_value(const Field& one) const {
    return spaced(source_, one.tokens, 0, tokens_before_value(one));
  }

  void measure_fields() {
    for (const Field& one : statement_.fields) {
      if (is_aligned(statement_.kind, one.keyword.text))
        word_width_ = std::max(word_width_, one.keyword.text.size());
      auto& width = value_widths_[one.keyword.text];
      width = std::max(width, character_count(before_value(one)));
    }
  }

  /// The keyword, and what stands before the value, each filled up to its column.
  [[nodiscard]] std::string begun(const Field& one) const {
    std::string out(line_indent, ' ');
    const std::string& word = one.keyword.text;
    out += padded(word, is_aligned(statement_.kind, word) ? word_width_ : 0) + " ";
    const std::size_t first = tokens_before_value(one);
    if (first == 0) return out;
    out += padded(before_value(one), value_widths_.at(word));
    if (first == one.tokens.size()) return out;
    const bool figure = word == "from" && !is_word(one.tokens[first], "is");
    return out + std::string(figure ? blanks_before_figure : 1, ' ');
  }

  /// "deflator release 2026-03", "discount green book 2020 standard"
  [[nodiscard]] bool names_editions(const Field& one) const {
    return statement_.kind == "savings" && (one.keyword.text == "deflator" || one.keyword.text == "discount");
  }

  void field(const Field& one) {
    const std::string start = begun(one);
    // The value alone, so that a minus at its beginning is seen to be a sign.
    const std::vector<Token> value{one.tokens.begin() + static_cast<std::ptrdiff_t>(tokens_before_value(one)),
                                   one.tokens.end()};
    const Minus minus = names_editions(one) ? Minus::may_join : Minus::is_a_sign;
    const bool rule = one.keyword.text == "from" && !value.empty() && is_word(value[0], "is");
    const std::size_t column = character_count(start) + (rule ? std::string_view("is ").size() : 0);
    std::uint32_t number = one.keyword.span.line;
    std::size_t depth = 0;
    for (std::size_t from = 0; from <= value.size();) {
      std::size_t to = from;
      while (to < value.size() && value[to].span.line == number) ++to;
      if (number == one.keyword.span.line) {
        std::string text = line(start, value, from, to, minus);
        text.erase(text.find_last_not_of(' ') + 1);
        out_[number] = {text, line_indent};
      } else {
        go_on(value, from, to, column, depth, minus);
      }
      count_brackets(value, from, to, depth);
      if (to == value.size()) break;
      from = to;
      number = value[to].span.line;
    }
  }

  /// A line that goes on with an expression stands below its beginning, deeper by each open bracket.
  void go_on(const std::vector<Token>& value, std::size_t from, std::size_t to, std::size_t column,
             std::size_t depth, Minus minus) {
    const bool closes = value[from].kind == TokenKind::mark && value[from].text == ")" && depth > 0;
    const std::size_t indent = column + bracket_indent * (closes ? depth - 1 : depth);
    const std::string text = line(std::string(indent, ' '), value, from, to, minus);
    out_[value[from].span.line] = {text, std::min(indent, text.find_first_not_of(' '))};
  }

  static void count_brackets(const std::vector<Token>& value, std::size_t from, std::size_t to,
                             std::size_t& depth) {
    for (std::size_t at = from; at < to; ++at) {
      if (value[at].kind != TokenKind::mark) continue;
      if (value[at].text == "(") ++depth;
      if (value[at].text == ")" && depth > 0) --depth;
    }
  }

  /// A table's columns are as wide as their widest cell.
  void rows() {
    std::vector<std::size_t> widths;
    for (const Line& row : statement_.rows) {
      widths.resize(std::max(widths.size(), row.cells.size()));
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        widths[i] = std::max<std::size_t>(widths[i], row.cells[i].span.length);
    }
    for (const Line& row : statement_.rows) {
      std::string text = "|";
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        text += " " + padded(row.cells[i].text, widths[i]) + " |";
      put(row.number, line_indent, text);
    }
  }

  const SourceFile& source_;
  const RawStatement& statement_;
  std::map<std::uint32_t, LaidLine> out_;
  std::size_t word_width_ = 0;
  std::map<std::string, std::size_t> value_widths_;
};

}  // namespace

std::map<std::uint32_t, LaidLine> lines_of(const SourceFile& source, const RawStatement& statement) {
  return StatementLines(source, statement).all();
}

}  // namespace outturn::language
