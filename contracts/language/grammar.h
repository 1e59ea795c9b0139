// What can be written: every statement, the lines that may stand under it, every function.
//
// One table, and everything else reads it: the splitter takes its words from here, a statement's
// reader must read the lines listed and no other (a difference is a Fault in the first parse), the
// checker knows functions by it, and contracts/manual prints it. Forms are in EBNF, with words in
// quotation marks as they stand; what the words mean is said for a reader of contracts. It must never
// know how anything is parsed.
#pragma once

#include <span>
#include <string_view>

#include "contracts/language/syntax.h"

namespace outturn::language {

/// A line that may stand under a statement.
struct LineForm {
  std::string_view word;  ///< it begins with
  std::string_view form;  ///< what follows
  std::string_view says;
  bool often = false;         ///< may stand several times
  bool unmistakable = false;  ///< can't be a name, so it begins a line even where a bracket was left open
};

struct StatementForm {
  StatementKind kind;
  std::string_view word;
  std::string_view head;   ///< behind the word
  std::string_view holds;  ///< the first line in words, for errors
  std::string_view says;
  std::string_view workbook;  ///< where it stands there
  std::string_view table;     ///< headings of its table; empty: none
  std::span<const LineForm> lines;
  std::string_view example;
};

struct FunctionForm {
  std::string_view word;
  std::string_view form;
  std::string_view says;
};

/// In the order of the manual.
[[nodiscard]] std::span<const StatementForm> statement_forms();
/// Of a kind that the splitter has found; Fault for another.
[[nodiscard]] const StatementForm& statement_form(std::string_view word);
[[nodiscard]] std::span<const FunctionForm> function_forms();
/// What types, roundings, expressions and clauses are made of, rule by rule.
[[nodiscard]] std::string_view other_rules();

}  // namespace outturn::language
