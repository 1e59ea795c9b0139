// Subclasses of the score: people cut into groups that scored alike.
//
// Cuts are quantiles of the scores of those who took part, or of everyone (Rosenbaum & Rubin, JASA 79 (1984);
// quantiles of the seventh kind of Hyndman & Fan, American Statistician 50 (1996)); a cut belongs to the
// subclass above it. Where a subclass has nobody of one group, people of that group are moved up or down by
// MatchIt 4.7.2's rule until each has somebody.
#pragma once

#include "engine/comparison/matching/matching.h"

namespace outturn::comparison {

/// Gives each person a stratum. False where there are too few people of a group to fill every subclass.
[[nodiscard]] bool cut_into_subclasses(const Cohort& cohort, const std::vector<double>& values,
                                       const Matching& matching, Matched& matched);

/// Quantiles of ascending values at 0, 1/parts, ..., 1.
[[nodiscard]] std::vector<double> quantile_cuts(const std::vector<double>& ascending, int parts);

}  // namespace outturn::comparison
