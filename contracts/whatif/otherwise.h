// A contract worked out again with something otherwise: another reading of an open question, a figure of a
// savings case at the end of its range, many figures drawn at once.
//
// What comes of it is put into the record of a run, beside what the run itself says; it must never change a
// figure of that run.
#pragma once

#include "contracts/compile/compile.h"

namespace outturn::whatif {

/// Whether the contract has anything that `work_out_otherwise` would work out.
[[nodiscard]] bool asks_otherwise(const language::Contract& contract);

/// Adds to the record of `run` what it would have come to; `request` is what it was asked with, its tables
/// included. What can't be worked out so is left empty, or out; a simulation that can't be is told (E140).
void work_out_otherwise(const language::Contract& contract, const SourceFile& source,
                        const compile::Request& request, calc::Run& run, Problems& problems);

}  // namespace outturn::whatif
