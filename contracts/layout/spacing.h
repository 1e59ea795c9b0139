// Blanks between the marks and words of one line: internal to the layout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/language/token.h"

namespace outturn::language {

/// The characters of a span as they stand in the text.
[[nodiscard]] std::string_view as_written(const SourceFile& source, const Span& span);

/// A line of an expression or of words; or one that may name an edition such as 2026-03, which is one word.
enum class Minus : std::uint8_t { is_a_sign, may_join };

/// Tokens `from` to `to` of a line, each as written, with a blank wherever one belongs.
[[nodiscard]] std::string spaced(const SourceFile& source, const std::vector<Token>& tokens, std::size_t from,
                                 std::size_t to, Minus minus = Minus::is_a_sign);

/// Filled up with blanks to so many characters.
[[nodiscard]] std::string padded(std::string text, std::size_t width);

/// `text`, and behind it the clauses in the column where clauses stand.
[[nodiscard]] std::string with_clauses(std::string text, const std::string& clauses);

}  // namespace outturn::language
