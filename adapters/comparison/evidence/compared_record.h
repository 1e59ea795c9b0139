// A comparison as made, put down as the record a contract reads: binary fractions become decimals of twelve
// significant digits, and every choice is told in words.
#pragma once

#include <string>
#include <vector>

#include "engine/calc/comparison_record.h"
#include "engine/comparison/spec/spec.h"

namespace outturn::comparison {

/// `sources`: the files it was made from. `version`: of the engine.
[[nodiscard]] calc::ComparisonRecord record_of(const ComparisonSpec& spec, const Cohort& cohort,
                                               const Comparison& made,
                                               std::vector<calc::AnalysisSource> sources,
                                               const std::string& version);

/// NAME.csv: one row of figures. `submitted`, `people`, `compared`; of each outcome `Y_treated`,
/// `Y_comparison`, `Y_difference`, `Y_low`, `Y_high`, `Y_error` and `Y_p`. A yes or no is a percentage, its
/// difference percentage points.
[[nodiscard]] std::string figures_csv(const ComparisonSpec& spec, const Comparison& made);

/// NAME_pairs.csv: treated, partner, order, distance; of pairs only.
[[nodiscard]] std::string pairs_csv(const Cohort& cohort, const Comparison& made);

}  // namespace outturn::comparison
