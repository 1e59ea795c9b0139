// Approaches in the record: which of the graph's columns the statement was written out to.
#pragma once

#include "contracts/frames/workings.h"

namespace outturn::compile {

void record_approaches(Workings& work);

}  // namespace outturn::compile
