// Order of evaluation, and what makes it impossible.
//
// Columns that read each other form a component. A component of several columns, or of one that
// reads its own earlier rows, is a block: evaluated row by row. It must lie in one frame, and every
// cycle of it must pass through `previous` or `earlier`; anything else is a cycle, told by name and
// position of every step (Tarjan's algorithm by Boost.Graph). Order is stable: by need, then by
// declaration.
#pragma once

#include <vector>

#include "engine/base/problem.h"
#include "engine/calc/graph.h"

namespace outturn::calc {

/// Columns evaluated together. For a block, `columns` is the order within one row.
struct Component {
  std::vector<ColumnId> columns;
  bool block = false;
};

/// Components of all columns with a formula, in order of evaluation. Problems of code G1 (a cycle)
/// are added when there are any; the result is then empty. `file` is the contract's name.
[[nodiscard]] std::vector<Component> evaluation_order(const Graph& graph, const std::string& file,
                                                      Problems& problems);

/// Every column a formula reads, with the kind of use and its place, in order of appearance.
struct Use {
  ColumnId column;
  Op op;
  Span span;
};
[[nodiscard]] std::vector<Use> uses(const Graph& graph, NodeId formula);

}  // namespace outturn::calc
