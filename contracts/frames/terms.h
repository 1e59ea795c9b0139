// Input columns of the contract's own: numbers a person wrote, each in a cell with its clause. It must never
// know which table they stand in.
#pragma once

#include <string>

#include "engine/calc/graph.h"

namespace outturn::compile {

/// An input column of the contract's own.
[[nodiscard]] calc::Column term_column(std::string name, calc::FrameId frame, calc::Type type,
                                       calc::Unit unit, std::string title);
/// Appends a value to an input column, as its type holds it.
void store(calc::Column& column, const Exact& value);
/// value * 10^places, as an integer column holds it.
[[nodiscard]] std::int64_t held_integer(const Exact& value, int places);

}  // namespace outturn::compile
