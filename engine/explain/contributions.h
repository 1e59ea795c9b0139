// Which rows a total is made of: the largest of a whole column, the latest of a running total.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/explain/cell_reader.h"

namespace outturn::calc {

struct Contributions {
  ColumnId column = none;         ///< whose cells add up
  std::vector<std::size_t> rows;  ///< the largest first, or the latest first
  std::size_t left_out = 0;       ///< further rows that add something
  std::string rest;               ///< "and 24 more claims come to £1,400.00"
  bool brought_forward = false;   ///< of a running total: from earlier rows
  std::string along;              ///< of a running total: "claims of the same person"
  ColumnId here = none;           ///< what this row adds to a running total
  std::size_t here_row = 0;
};

/// Of a node that reads a whole column (sum, least, greatest, sum where, sum of products): its rows.
[[nodiscard]] std::optional<Contributions> whole_contributions(CellReader& reader, NodeId node,
                                                               std::size_t row_index, std::size_t most);

/// Of a column that carries its own earlier value along and adds to it: the rows added so far, the
/// latest first. Empty when the column is no such running total.
[[nodiscard]] std::optional<Contributions> running_contributions(CellReader& reader, ColumnId column,
                                                                 std::size_t row_index, std::size_t most);

}  // namespace outturn::calc
