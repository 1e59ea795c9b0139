// The row above in the home order, and totals that are carried down from it. It must never know why a total
// is asked for.
#pragma once

#include <string>
#include <vector>

#include "contracts/frames/evidence.h"

namespace outturn::compile {

/// The row above in the home order: of all rows, or of those of the same keys.
struct RowAbove {
  NodeId none_above = none;  ///< true in the first row
  NodeId link = none;        ///< none: the row just above
};

[[nodiscard]] RowAbove row_above(Workings& work, EvidenceFrame& rows, const std::vector<std::string>& keys,
                                 Span span);
/// `column` in the row above, where there is one.
[[nodiscard]] NodeId there(calc::Graph& graph, const RowAbove& row, ColumnId column, Span span);
/// `column` in the row above, `at_first` where there is none.
[[nodiscard]] NodeId above(calc::Graph& graph, const RowAbove& row, ColumnId column, NodeId at_first,
                           Span span);
/// The total of `part` over the rows so far, this one included.
ColumnId running_total(Workings& work, EvidenceFrame& rows, ColumnId part,
                       const std::vector<std::string>& keys, const Scope& scope, Span span);

}  // namespace outturn::compile
