// Names of rows that have no key of their own. It must never look at anything but the row itself: a row
// keeps its name from one claim to the next, whatever rows come before it.
#pragma once

#include "contracts/frames/evidence.h"

namespace outturn::compile {

/// From links and codes, then the columns of the order; from all but words where there are none.
void name_rows(Workings& work, const EvidenceFrame& made);

}  // namespace outturn::compile
