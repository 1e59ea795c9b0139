// Which words can be names: internal to the parser.
//
// Every name becomes a name of the workbook, so a name is refused where a spreadsheet would take it
// for a cell, and where the language has its own meaning for it.
#pragma once

#include "contracts/parse/token_cursor.h"

namespace outturn::language {

/// Letters, digits and _, beginning with a letter.
[[nodiscard]] bool shaped_like_a_name(std::string_view text);

/// Columns are read inside expressions only; statements are also told apart from words that begin lines.
enum class NameOf : std::uint8_t { statement, column };

/// True when `name` can name something in an expression and the workbook; else N2, N3 or N4 is told.
bool check_name(const SourceFile& source, const std::string& name, Span span, NameOf of, Problems& problems);

}  // namespace outturn::language
