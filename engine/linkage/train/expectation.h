// EM for m and the prior of one training session, from how often each pattern of levels occurs.
//
// Winkler 1988; Jaro, JASA 84 (1989); Dempster, Laird & Rubin 1977. u stays as it is. A missing level says
// nothing. As Splink: stops at the first step that changes no m and not the prior by `convergence`; a
// level that occurs in no pattern is not trained.
#pragma once

#include <optional>
#include <vector>

#include "engine/linkage/score/score.h"

namespace outturn::linkage {

/// A pattern with only the levels of the comparisons that train.
struct TrainingRow {
  std::vector<std::size_t> level;
  double count = 0;
};

struct Expectation {
  std::vector<std::vector<std::optional<double>>> m;  ///< [comparison][level]; nullopt: never occurred
  double prior = 0;
  int iterations = 0;
};

/// `comparisons` train, in the order of the rows' levels; their m and u are what the model holds now.
[[nodiscard]] Expectation expectation(const std::vector<const Comparison*>& comparisons,
                                      const std::vector<TrainingRow>& rows, double prior, double convergence,
                                      int most_iterations);

}  // namespace outturn::linkage
