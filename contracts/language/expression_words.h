// An expression of a contract said in words, and its failure said as the reason of a refusal.
//
// Words are the contract's own, with blanks for underscores: "achieved date is not within 12 months
// after start date of its person". Pure text: it must never look at evidence or results.
#pragma once

#include <string>

#include "contracts/language/syntax.h"
#include "engine/base/source.h"

namespace outturn::language {

/// "achieved date within claim window after start date of its person".
[[nodiscard]] std::string words_of(const Expr& expr, const SourceFile& source);
/// What is so when a condition does not hold: "not verified", "hours is below 16".
[[nodiscard]] std::string failure_of(const Expr& condition, const SourceFile& source);

}  // namespace outturn::language
