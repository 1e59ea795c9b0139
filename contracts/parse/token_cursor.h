// Walking along the tokens of one field: internal to the parser.
#pragma once

#include <string>
#include <vector>

#include "contracts/language/token.h"
#include "contracts/language/told.h"

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
  [[nodiscard]] bool at_mark(std::string_view mark) const {
    return peek().kind == TokenKind::mark && peek().text == mark;
  }
  Token take() { return at_ < tokens_.size() ? tokens_[at_++] : end_; }
  bool take_word(std::string_view word) { return at_word(word) && (++at_, true); }
  bool take_mark(std::string_view mark) { return at_mark(mark) && (++at_, true); }

  /// Place of the next token, or just behind the last.
  [[nodiscard]] Span place() const {
    if (!done()) return tokens_[at_].span;
    if (tokens_.empty()) return {start_.line, start_.column + start_.length, 1};
    const Span last = tokens_.back().span;
    return {last.line, last.column + last.length, 1};
  }
  /// From `first` to the last token taken, where both stand on one line.
  [[nodiscard]] Span since(Span first) const {
    if (at_ == 0 || tokens_[at_ - 1].span.line != first.line) return first;
    return {first.line, first.column,
            tokens_[at_ - 1].span.column + tokens_[at_ - 1].span.length - first.column};
  }
  /// Where a sign stands that was told to mean nothing, what it makes incomprehensible is not told too.
  void problem(std::string code, Span span, std::string what, Sentences why = {}, Mend mend = {}) const {
    if (at_mark("")) return;
    problems_.add(told(source_, std::move(code), span, std::move(what), std::move(why), std::move(mend)));
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

/// The words a reader sees for a token: "the amount £20.00", "the date 2012-11-01".
[[nodiscard]] std::string described(const Token& token);

}  // namespace outturn::language
