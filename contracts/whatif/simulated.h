// The simulations that a contract's savings ask for.
//
// Many figures are drawn at once, what follows of them is worked out on a tape of doubles, and every draw
// that is shown (each quantile is one) is worked out again by the exact engine: a simulation is only shown
// where the two agree. It must never know how it is shown.
#pragma once

#include "contracts/compile/compile.h"

namespace outturn::whatif {

/// Adds a simulation to the record of each savings case that asks for one; what is wrong is told: E140 where
/// a measure can't be simulated, E141 (a warning, and nothing is shown) where tape and exact engine disagree.
void simulate_savings(const language::Contract& contract, const SourceFile& source,
                      const compile::Request& request, calc::Run& run, Problems& problems);

}  // namespace outturn::whatif
