// A published result in place of a value's formula. It must never know the formula.
#pragma once

#include "contracts/frames/workings.h"

namespace outturn::compile {

/// Fills the column from the request; rows without a result are unknown. The column that says where it is
/// known; none: everywhere.
[[nodiscard]] ColumnId fill_given(Workings& work, ColumnId value, const std::string& name);

}  // namespace outturn::compile
