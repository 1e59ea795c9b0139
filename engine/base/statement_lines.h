// A short text of one-line statements, read line by line and word by word.
//
// Words are parted by spaces; a name in double quotes is one word; a comma and a colon stand for themselves;
// # begins a remark. What each statement means is its reader's own. It must never know any of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace outturn {

class StatementLines {
 public:
  /// Problems are told with `code`. `source` outlives this.
  StatementLines(const SourceFile& source, std::string code, Problems& problems);

  /// On to the next line that has words; false at the end of the text.
  bool next();

  [[nodiscard]] bool more() const { return at_ < tokens_.size(); }
  /// The next word as it stands, not in quotes.
  [[nodiscard]] bool is(std::string_view word) const;
  bool take(std::string_view word);
  /// The next word, whatever it is; empty at the end.
  std::string word();
  /// One name; told when there is none.
  std::string name(const std::string& of_what);
  /// a, b, c
  std::vector<std::string> names(const std::string& of_what);
  /// How this line is written: what mends it where nothing better is known.
  void written_like(std::string example) { example_ = std::move(example); }
  /// What is left over is told.
  void end();
  /// Told at the next word; the rest of the line is skipped.
  void fail(std::string what, std::vector<std::string> why = {}, std::vector<std::string> mend = {});
  /// The same at the word taken last.
  void fail_last(std::string what, std::vector<std::string> why = {}, std::vector<std::string> mend = {});
  /// The same of the line's word of this number.
  void fail_at(std::size_t word, std::string what, std::vector<std::string> why = {},
               std::vector<std::string> mend = {});
  /// The line's first word begins none of these statements.
  void no_statement(const std::vector<std::string>& known);
  /// What the text as a whole lacks.
  void lacking(std::string what, std::string mend);
  /// Of the next word; where there is none, the line's beginning.
  [[nodiscard]] Span place() const;
  /// Of the line's first word.
  [[nodiscard]] Span first() const;

 private:
  struct Token {
    std::string text;
    bool quoted = false;
    bool open = false;   ///< in quotes that nothing closes
    std::size_t at = 0;  ///< byte of the line
  };
  [[nodiscard]] Span place_of(const Token& token) const;
  static std::vector<Token> tokens_of(std::string_view line);

  const SourceFile& source_;
  std::string code_;
  Problems& problems_;
  std::string_view rest_;
  std::string_view text_;  ///< of this line
  std::vector<Token> tokens_;
  std::string example_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 0;
};

}  // namespace outturn
