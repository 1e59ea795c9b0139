// A contract's text as lines of tokens (contracts/parse/lines.h makes them). Closed structs, no behaviour.
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

}  // namespace outturn::language
