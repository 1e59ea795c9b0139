// Golden workbooks of golden/columns turned into calculation graphs.
//
// Each vector tells, for each sheet and column, the spreadsheet formula of its first row and every
// value as worked out by other programs. The formulas are read, turned into typed columns, and
// evaluated by our own engine; the values given are never used but to type the inputs.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/calc/graph.h"

namespace outturn::test {

/// A column with a formula and the values it must come to.
struct GoldenColumn {
  calc::ColumnId column = calc::none;
  std::string formula;              ///< of the first row, as given
  std::vector<std::string> values;  ///< decimal, n/d
};

struct GoldenBook {
  calc::Graph graph;
  std::vector<GoldenColumn> calculated;
};

/// Throws std::runtime_error naming the column and what of its formula has no translation.
[[nodiscard]] GoldenBook import_golden(const nlohmann::json& vector);

}  // namespace outturn::test
