// An order in which very long chains of values can be built, told from the text alone.
#pragma once

#include <cstddef>
#include <vector>

#include "contracts/language/syntax.h"

namespace outturn::compile {

/// Places of the values, each behind those it reads (but for values that read each other in a ring, which
/// are told when they are calculated). Empty where no chain is long: then each value is built where it
/// is first read, and columns stand in the order of reading.
[[nodiscard]] std::vector<std::size_t> order_of_long_chains(const language::Contract& contract);

}  // namespace outturn::compile
