// Nearest by the covariates themselves: Mahalanobis distance, alone or within a caliper on the score.
#pragma once

#include "engine/comparison/matching/matching.h"

namespace outturn::comparison {

/// Pairs and the total of their Mahalanobis distances. `values` are scores or logits, empty where neither
/// caliper nor order needs them; a caliper below 0 is none.
void match_mahalanobis(const Cohort& cohort, const std::vector<double>& values, const Matching& matching,
                       double caliper, Matched& matched);

/// Largest score first within a caliper, else as listed (MatchIt's defaults).
[[nodiscard]] Order mahalanobis_order(const Matching& matching);

}  // namespace outturn::comparison
