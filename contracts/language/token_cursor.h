// Walking along the tokens of one field: internal to the parser.
#pragma once

#include <string>
#include <vector>

#include "contracts/language/token.h"

namespace outturn::language {

class TokenCursor {
 public:
  TokenCursor(const SourceFile& source, std::vector<Token> tokens, Span start, Problems& problems)
      : source_(source), tokens_(std::move(tokens)), start_(start), problems_(problems) {}

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : end_;
  }
  [[nodiscard]] bool done() const { return at_ >= tokens_.size(); }
  [[nodiscard]] bool at_word(std::string_view word, std::size_t ahead = 0) const {
    return peek(ahead).kind == TokenKind::word && peek(ahead).text == word;
  }
  [[nodiscard]] bool at_mark(std::string_view mark) const { return peek().kind == TokenKind::mark && peek().text == mark; }
  Token take() { return at_ < tokens_.size() ? tokens_[at_++] : end_; }
  bool take_word(std::string_view word) { return at_word(word) && (++at_, true); }
  bool take_mark(std::string_view mark) { return at_mark(mark) && (++at_, true); }

  /// Place of the next token, or just behind the last.
  [[nodiscard]] Span place() const {
    if (!done()) return tokens_[at_].span;
    if (tokens_.empty()) return start_;
    const Span last = tokens_.back().span;
    return {last.line, last.column + last.length, 1};
  }
  void problem(std::string code, Span span, std::string what, std::vector<std::string> why = {},
               std::vector<std::string> mend = {}) const {
    Problem p;
    p.code = std::move(code);
    p.file = source_.name();
    p.span = span;
    p.what = std::move(what);
    p.why = std::move(why);
    p.mend = std::move(mend);
    problems_.add(std::move(p));
  }
  [[nodiscard]] const SourceFile& source() const { return source_; }
  [[nodiscard]] Problems& problems() const { return problems_; }

 private:
  const SourceFile& source_;
  std::vector<Token> tokens_;
  Span start_;
  Problems& problems_;
  std::size_t at_ = 0;
  Token end_;
};

/// The words a reader sees for a token: "the name price", "the amount £20.00".
[[nodiscard]] std::string described(const Token& token);

}  // namespace outturn::language
