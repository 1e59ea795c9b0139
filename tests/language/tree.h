// A contract as it was understood, in a few lines a statement: for frozen texts.
#pragma once

#include <string>

#include "contracts/language/syntax.h"

namespace outturn::language {

/// Operators before their operands, in brackets: (+ a (* b 2)).
[[nodiscard]] std::string tree(const Expr& expr);
[[nodiscard]] std::string tree(const Contract& contract);

}  // namespace outturn::language
