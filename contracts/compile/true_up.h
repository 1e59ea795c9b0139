// A claim against the last one: what each row was paid before, what it is paid now, and what is due.
//
// The last claim is given as it was claimed, row by row by key. Its amounts are inputs; what is due is
// now less before, also where a row is gone or the difference is negative (docs/result-json.md). It must
// never know why anything was paid, then or now.
#pragma once

#include "contracts/frames/workings.h"

namespace outturn::compile {

/// Nothing where the run was given no last claim.
void true_up(Workings& work);

}  // namespace outturn::compile
