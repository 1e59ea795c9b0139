// What the run tells of itself besides its figures: the contract's head, its documents, its clauses with the
// lines they stand in, what is not calculated. It must never know a column.
#pragma once

#include "contracts/frames/workings.h"

namespace outturn::compile {

void record_contract(Workings& work);

}  // namespace outturn::compile
