// Exact evaluation: every column by whole columns, on integers and rationals.
//
// Columns are taken in the order of check.h; a column that reads no earlier row of its own is
// computed a few thousand rows at a time, operation by operation; a block row by row. Money is
// integer minor units, everything unrounded is a rational; nothing here is a double. Division by 0
// gives 0: contracts/compile guards every division that is not proved, so that such a value is
// never read (design/columns.md, operation 4).
#pragma once

#include <vector>

#include "engine/base/problem.h"
#include "engine/calc/check.h"
#include "engine/calc/graph.h"

namespace outturn::calc {

/// A cell whose exact value lies so near a rounding edge or threshold that a spreadsheet's doubles
/// may fall on the other side. The exact value rules; the cell is listed on the Cover.
struct KnifeEdge {
  ColumnId column = none;
  std::size_t row_index = 0;
  std::string why;
};

struct Evaluation {
  std::vector<Component> order;
  std::vector<KnifeEdge> knife_edges;
  /// Digits before the point of the largest number a `round` node or a comparison of unrounded values
  /// was given, by node; 0 elsewhere.
  std::vector<std::uint8_t> digits;
};

/// Fills the values of every column with a formula. Adds problems G1 (cycle) and G2 (a number too
/// large to hold exactly); the graph is only whole when there are none.
[[nodiscard]] Evaluation evaluate(Graph& graph, const std::string& file, Problems& problems);

/// Guard places p of an inner rounding: 14 less the digits before the point, at least places + 3
/// (design/columns.md section 6, measured in two spreadsheet programs). LibreOffice's ROUNDDOWN and
/// ROUNDUP look at 12 digits only, so towards and away from zero the guard is 2 less where that leaves 4.
[[nodiscard]] int guard_places(int digits_before_point, int places, Rounding mode = Rounding::half_up);

/// Whether that guard suits ROUNDDOWN and ROUNDUP; otherwise the step is taken by INT, which is exact.
[[nodiscard]] bool suits_steps(int digits_before_point, int guard);

/// Places to which the difference of two unrounded values is rounded before it is compared with 0:
/// 9 below a million, fewer above, at least 6.
[[nodiscard]] int comparison_places(int digits_before_point);

}  // namespace outturn::calc
