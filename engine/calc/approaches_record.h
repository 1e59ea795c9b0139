// What a run is told of approaches set against each other, for the sheet Approaches and the summary: which
// columns are what, in which order people read them.
#pragma once

#include <string>
#include <vector>

#include "engine/calc/graph.h"

namespace outturn::calc {

struct ApproachesRecord {
  std::string name;
  std::string outcome;  ///< in words
  std::string against;  ///< words of the approach that the others are set against
  std::string present;  ///< words of the one that runs today; empty: none is named
  /// In the order of the rows of its columns.
  std::vector<std::string> approaches;
  /// Columns of one question, each with a figure or a verdict for every approach.
  struct Group {
    std::string heading;
    std::vector<ColumnId> measures;
  };
  std::vector<Group> groups;
  ColumnId cost = none;
  ColumnId outcomes = none;
  ColumnId dominated = none;
  ColumnId extendedly_dominated = none;
  ColumnId on_frontier = none;
  ColumnId surely_cheaper =
      none;  ///< of pairs, each with every other in turn; none where no interval is said
};

}  // namespace outturn::calc
