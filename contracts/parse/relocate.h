// Statements that were written out from another one stand where that one stands: internal to the parser.
#pragma once

#include "contracts/language/syntax.h"

namespace outturn::language {

/// Gives every place in the contract's parameters, inputs and values the place `at`.
void relocate(Contract& contract, Span at);

}  // namespace outturn::language
