// A baseline as made, put down as the record a contract reads, and its figures as a table.
#pragma once

#include <string>
#include <vector>

#include "engine/calc/comparison_record.h"
#include "engine/comparison/baseline/baseline.h"

namespace outturn::comparison {

/// `sources`: the published files first, in the order of the specification, then the others. `version`: of
/// the engine.
[[nodiscard]] calc::ComparisonRecord baseline_record(const BaselineInputs& inputs, const Baseline& made,
                                                     std::vector<calc::AnalysisSource> sources,
                                                     const std::string& version);

/// NAME.csv. One row: `people`, `observed`, `expected`, `ratio`, `ratio_low`, `ratio_high`, `observed_rate`
/// and `expected_rate` (percent), `difference`, `difference_low` and `difference_high` (percentage points),
/// `p`, and what the method adds. Of each person: `person`, `rate` (six decimals), `observed` (1 or 0). Of a
/// series there are no people and no ratio, and figures are in the unit of its values.
[[nodiscard]] std::string baseline_csv(const BaselineInputs& inputs, const Baseline& made);

}  // namespace outturn::comparison
