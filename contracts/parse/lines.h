// From a contract's text to lines of tokens.
//
// A line that begins in column 1 starts a statement; indented lines belong to it; a line whose first
// mark is | is a table row. A clause in square brackets is one token. Nothing here knows what a
// statement means.
#pragma once

#include <string_view>
#include <vector>

#include "contracts/language/token.h"

namespace outturn::language {

/// Problems are of family L.
[[nodiscard]] std::vector<Line> read_lines(const SourceFile& source, Problems& problems);

/// Tokens of a part of a line, such as a table cell; spans point into the whole file.
[[nodiscard]] std::vector<Token> read_tokens(const SourceFile& source, std::string_view text, Span start,
                                             Problems& problems);

}  // namespace outturn::language
