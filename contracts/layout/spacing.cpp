#include "contracts/layout/spacing.h"

#include <algorithm>
#include <array>

namespace outturn::language {
namespace {

/// Characters before the column of clauses, two of them blank; else three blanks before the first clause.
constexpr std::size_t before_clauses = 43;
constexpr std::size_t blanks_within = 2;
constexpr std::size_t blanks_beyond = 3;

/// Words after which an expression begins anew: a bracket behind them opens no call, a minus is a sign.
constexpr std::array<std::string_view, 14> opening_words{"and",   "or",    "not",    "if",    "then",
                                                         "else",  "where", "within", "after", "before",
                                                         "first", "most",  "is",     "to"};

bool is_mark(const Token& token, std::string_view mark) {
  return token.kind == TokenKind::mark && token.text == mark;
}

/// The last name of a path, such as code.most, opens nothing.
bool opens(const std::vector<Token>& tokens, std::size_t at) {
  const Token& token = tokens[at];
  if (token.kind != TokenKind::word || (at > 0 && is_mark(tokens[at - 1], "."))) return false;
  return std::find(opening_words.begin(), opening_words.end(), token.text) != opening_words.end();
}

/// A minus that belongs to what follows it.
bool is_sign(const std::vector<Token>& tokens, std::size_t at) {
  if (!is_mark(tokens[at], "-")) return false;
  if (at == 0) return true;
  const Token& before = tokens[at - 1];
  return (before.kind == TokenKind::mark && before.text != ")") || opens(tokens, at - 1);
}

/// "ABC 5" would be read as an amount of ABC; ABC and 5 are two.
bool would_be_money(const Token& word, const Token& number) {
  return word.kind == TokenKind::word && number.kind == TokenKind::number && word.text.size() == 3 &&
         std::all_of(word.text.begin(), word.text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Two parts of one word, such as 2026-03.
bool joined(const Token& before, const Token& token) {
  const bool touch =
      before.span.line == token.span.line && before.span.column + before.span.length == token.span.column;
  return touch && (is_mark(before, "-") || is_mark(token, "-"));
}

/// How many blanks stand between a token and the one before it.
std::size_t blanks_before(const std::vector<Token>& tokens, std::size_t at) {
  const Token& before = tokens[at - 1];
  const Token& token = tokens[at];
  if (is_mark(before, "(") || is_mark(before, ".") || is_sign(tokens, at - 1)) return 0;
  for (const std::string_view tight : {",", ")", ".", ":"}) {
    if (is_mark(token, tight)) return 0;
  }
  if (is_mark(token, "(")) return before.kind == TokenKind::word && !opens(tokens, at - 1) ? 0 : 1;
  return would_be_money(before, token) ? 2 : 1;
}

}  // namespace

std::string_view as_written(const SourceFile& source, const Span& span) {
  std::string_view rest = source.line(span.line);
  const auto skip = [&](std::size_t characters) {
    std::size_t bytes = 0;
    for (; characters > 0 && bytes < rest.size(); --characters)
      bytes += first_character(rest.substr(bytes)).bytes;
    return bytes;
  };
  rest.remove_prefix(skip(span.column - 1));
  return rest.substr(0, skip(span.length));
}

std::string spaced(const SourceFile& source, const std::vector<Token>& tokens, std::size_t from,
                   std::size_t to, Minus minus) {
  std::string out;
  for (std::size_t at = from; at < to; ++at) {
    const bool one_word = minus == Minus::may_join && at > from && joined(tokens[at - 1], tokens[at]);
    if (at > from && !one_word) out.append(blanks_before(tokens, at), ' ');
    out += as_written(source, tokens[at].span);
  }
  return out;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t length = character_count(text);
  if (length < width) text.append(width - length, ' ');
  return text;
}

std::string with_clauses(std::string text, const std::string& clauses) {
  if (clauses.empty()) return text;
  if (character_count(text) + blanks_within <= before_clauses)
    return padded(std::move(text), before_clauses) + clauses;
  return std::move(text) + std::string(blanks_beyond, ' ') + clauses;
}

}  // namespace outturn::language
