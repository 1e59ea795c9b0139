// The file of people (CSV, one line a person) that a baseline is worked out of.
//
// Only the columns asked for are read. An empty cell, a cell that is neither yes nor no, an id that stands
// twice: each is told with its lines, and there are no people then; nobody is left out. It must never know a
// method.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/comparison/baseline/people_strata.h"

namespace outturn::comparison {

struct BaselineColumns {
  std::string id;                    ///< empty: the first called "id" or "person", else rows are numbered
  std::string observed;              ///< yes or no, 1 or 0
  std::string score;                 ///< numbers, percent; empty: none
  std::vector<std::string> matched;  ///< words
};

/// `bytes` is the whole file, shown as `file`. nullopt when errors were added (B30 to B34).
[[nodiscard]] std::optional<BaselinePeople> read_baseline_people(const std::string& file,
                                                                 std::string_view bytes,
                                                                 const BaselineColumns& columns,
                                                                 Problems& problems);

}  // namespace outturn::comparison
