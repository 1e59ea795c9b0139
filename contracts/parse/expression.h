// Expressions and the small phrases of fields: internal to the parser.
#pragma once

#include "contracts/language/syntax.h"
#include "contracts/parse/token_cursor.h"

namespace outturn::language {

/// Null when nothing sensible was found; the problem has been added.
[[nodiscard]] ExprPtr parse_expression(TokenCursor& cursor);

/// From the beginning of one place to the end of another on the same line.
[[nodiscard]] Span joined_span(Span a, Span b);

/// money, percent with 2 decimal places, rate per 100 people, code of outcomes, exact number ...
/// Stops at a comma or clause, also when it was told that there is no such type (nullopt). In tables, ", may
/// be unknown" and ", at least 0" follow.
[[nodiscard]] std::optional<QType> parse_type(TokenCursor& cursor);

/// "2 decimal places, half up [clause]" after "rounded to".
[[nodiscard]] std::optional<RoundingRule> parse_rounding(TokenCursor& cursor);

/// A literal amount: £1,300.00, 7.5%, 10 points, 14, 42 months. `places` as written (8.5% has 3).
/// nullopt where none begins; one that can't be held is told and has no type.
struct TypedNumber {
  Exact value;
  QType type;
  Span span;
};
[[nodiscard]] std::optional<TypedNumber> parse_amount(TokenCursor& cursor);

/// The inside of [ ]: "A Sch 3 para 2.1".
[[nodiscard]] Clause clause_of(const Token& token);

}  // namespace outturn::language
