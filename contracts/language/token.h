// From a contract's text to lines of tokens.
//
// A line that begins in column 1 starts a statement; indented lines belong to it; a line whose first
// mark is | is a table row. A clause in square brackets is one token. Nothing here knows what a
// statement means.
#pragma once

#include <string>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::language {

enum class TokenKind : std::uint8_t {
  word,     ///< keyword or name: letters, digits, _
  number,   ///< 14, 0.5
  money,    ///< £1,300.00 ; `sign` holds what stood before the digits
  percent,  ///< 7.5%
  date,     ///< 2012-11-01
  text,     ///< "in double quotes", without them
  clause,   ///< [A Sch 3 para 2], without the brackets
  mark,     ///< one of ( ) , . = <> < <= > >= + - * / : ; empty where a sign was told to mean nothing
  end       ///< end of the tokens
};

struct Token {
  TokenKind kind = TokenKind::end;
  /// Number, money and percent: digits without commas; date: as written. Empty in an amount or date
  /// that was told to be none, so that it is told once.
  std::string text;
  std::string sign;  ///< of money
  Span span;
};

struct TableCell {
  std::string text;  ///< trimmed
  Span span;
};

/// One line of a contract that holds something.
struct Line {
  std::uint32_t number = 0;
  bool starts_statement = false;  ///< text in column 1
  bool is_table_row = false;
  std::vector<Token> tokens;     ///< of a line that is no table row
  std::vector<TableCell> cells;  ///< of a table row
};

/// Problems are of family L.
[[nodiscard]] std::vector<Line> read_lines(const SourceFile& source, Problems& problems);

/// Tokens of a part of a line, such as a table cell; spans point into the whole file.
[[nodiscard]] std::vector<Token> read_tokens(const SourceFile& source, std::string_view text, Span start,
                                             Problems& problems);

}  // namespace outturn::language
