// Looking something up in a table of the contract: on a rate card, in a dated value, in bands. It must never
// know how a code came to stand in a row.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// A column of a rate card at the row of a code; of a dated card, as it holds on the deciding date.
[[nodiscard]] Lowered card_value(const Ground& on, std::size_t card, std::size_t column, NodeId code_row,
                                 const Scope& scope, Span span);
/// A parameter as it holds on its deciding date.
[[nodiscard]] Lowered parameter_value(const Ground& on, std::size_t index, const Scope& scope, Span span);
/// What the band pays in which a number falls.
[[nodiscard]] Lowered lower_bands(const Ground& on, const Expr& expr, const Scope& scope);

}  // namespace outturn::compile
