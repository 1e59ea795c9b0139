// Coarsened exact matching: people in the same cell of every covariate, numbers cut in bins of equal width.
//
// Iacus, King & Porro (Political Analysis 20 (2012)) with as many bins as Sturges (J. Am. Stat. Assoc. 21
// (1926)) counts, ceil(log2 n + 1), over each number's range, a bound belonging to the bin above. Words are
// cells as they are.
#pragma once

#include "engine/comparison/matching/matching.h"

namespace outturn::comparison {

/// Gives each person whose cell has both groups a stratum, numbered as they first appear; -1 to all others.
void cut_into_cells(const Cohort& cohort, const std::vector<const Covariate*>& covariates, Matched& matched);

}  // namespace outturn::comparison
