// Which figures go together: rank correlations, kept by drawing normal scores that are correlated.
//
// A Gaussian copula whose Pearson correlation is 2 sin(pi rho / 6) has Spearman's rank correlation rho,
// whatever the distributions are, as long as they have no steps (Pearson 1907; Kruskal, JASA 53, 1958;
// Nelsen, An Introduction to Copulas, 2nd edition, 2006). Scores are correlated by Cholesky's factor. This
// header must never know what the figures are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/comparison/statistics/answer.h"

namespace outturn::simulation {

/// Spearman's rank correlation of two figures, by their numbers.
struct RankCorrelation {
  std::size_t one = 0;
  std::size_t other = 0;
  double rho = 0;
};

/// The factor of the figures that go together with any; others are in no row.
struct Together {
  std::vector<std::size_t> figures;         ///< in order
  std::vector<std::vector<double>> factor;  ///< lower triangle, rows as `figures`
};

/// Pairs not named have a correlation of 0. Refused where they can't all hold at once, naming the first
/// figure (by `names`) that does not fit those before it.
[[nodiscard]] comparison::Answer<Together> together(const std::vector<RankCorrelation>& correlations,
                                                    const std::vector<std::string>& names);

}  // namespace outturn::simulation
