// Covariates turned so that the straight distance between two people is Mahalanobis's.
//
// Mahalanobis (Proc. Nat. Inst. Sci. India 2 (1936)) with the covariance within the two groups, pooled
// (Rubin, Biometrics 36 (1980)); numbers in their standard deviations over all people, a factor as one column
// for every level, as MatchIt 4.7.2 has them. Directions in which nobody differs, as a factor's levels always
// leave one, have no part in it (the generalised inverse).
#pragma once

#include <vector>

#include "engine/comparison/cohort/cohort.h"

namespace outturn::comparison {

/// Coordinates of each person, person by person.
struct Whitened {
  std::size_t dimensions = 0;
  std::vector<double> coordinates;

  [[nodiscard]] const double* of(std::size_t person) const {
    return coordinates.data() + person * dimensions;
  }
};

[[nodiscard]] Whitened whitened(const Cohort& cohort, const std::vector<const Covariate*>& covariates);

}  // namespace outturn::comparison
