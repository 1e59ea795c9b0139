// Links between rows: row numbers made by the engine, each with its live guard, so that a workbook whose
// rows were changed says so (design/columns.md section 3). They must never know what they are used for.
#pragma once

#include <string>
#include <vector>

#include "contracts/frames/evidence.h"

namespace outturn::compile {

/// Row numbers of the rows a key column names, with the guard that they still name them.
ColumnId link_column(Workings& work, FrameId frame, EvidenceColumn& column);

/// Link to the previous row (in the home order) of the same keys, with both guards of
/// design/columns.md section 3: it names a row of the same keys, and no row is skipped.
ColumnId earlier_link(Workings& work, EvidenceFrame& rows, const std::vector<std::string>& keys);

/// For each row of the parent, the last row of the child that names it.
ColumnId last_row_link(Workings& work, EvidenceFrame& child, const std::string& link_name, FrameId parent);

/// The check that rows stand in their home order.
void order_check(Workings& work, EvidenceFrame& rows);

}  // namespace outturn::compile
