// From the text of one line to its tokens: internal to the lexer (lines.h is the way in).
//
// A slip that is understood is told and read as it was meant, so that it is told once and nothing
// behind it is misread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/language/token.h"
#include "contracts/language/told.h"
#include "engine/base/letters.h"

namespace outturn::language {

[[nodiscard]] inline bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

class Scanner {
 public:
  /// `start` is the place of the first character of `text` in the file.
  Scanner(const SourceFile& source, std::string_view text, Span start, Problems& problems);
  [[nodiscard]] std::vector<Token> all();

 private:
  // scanner.cpp
  [[nodiscard]] Span span(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::uint32_t column_at(std::size_t at) const;
  void problem(const char* code, Span place, std::string what, Sentences why, Mend mend);
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] Token token(TokenKind kind, std::size_t from, std::string text) const;
  [[nodiscard]] std::optional<Token> next();
  [[nodiscard]] Token quoted();
  [[nodiscard]] std::optional<Token> curly_quoted();
  [[nodiscard]] std::optional<Token> clause();
  [[nodiscard]] Token word();
  [[nodiscard]] std::optional<Token> mark();
  [[nodiscard]] std::optional<Token> typographic();
  [[nodiscard]] std::optional<Token> stray();
  [[nodiscard]] char32_t here() const;  ///< the character to be read, when it is beyond ASCII

  // scan_number.cpp
  [[nodiscard]] std::string digits(bool grouped);
  void check_groups(std::size_t from);
  [[nodiscard]] std::optional<Token> money(const std::string& sign, std::size_t sign_bytes, std::size_t from);
  [[nodiscard]] Token number();
  [[nodiscard]] Token number(std::size_t from, std::string text);
  [[nodiscard]] std::optional<Token> ungrouped(std::size_t from, std::string& text);
  [[nodiscard]] std::optional<Token> number_and_letters(std::size_t from, const std::string& text);
  [[nodiscard]] std::optional<Token> dated();
  [[nodiscard]] std::optional<Token> dashed_date();
  [[nodiscard]] Token not_a_date(std::size_t length);

  const SourceFile& source_;
  std::string_view text_;
  Span start_;
  Problems& problems_;
  std::size_t at_ = 0;
  std::size_t told_ = 0;
  std::vector<std::uint32_t> columns_;  ///< of each byte, where not every character is one byte
};

}  // namespace outturn::language
