// Weights instead of pairs: inverse probability weighting and entropy balancing.
//
// Inverse probability weights (Robins, Hernan & Brumback, Epidemiology 11 (2000)) with two kinds of standard
// error: as though the weights were known (which is too wide for ATE and either way for ATT), and stacked:
// the score model's equations and the means' solved together (Lunceford & Davidian, Statistics in Medicine 23
// (2004); Stefanski & Boos, American Statistician 56 (2002)). Entropy balancing (Hainmueller, Political
// Analysis 20 (2012)): the weights nearest to equal ones that make the comparison's means those of the
// treated, by Newton's method on the dual. It must never know an outcome but to take its mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/comparison/design/design.h"
#include "engine/comparison/effect/effect.h"
#include "engine/comparison/propensity/propensity.h"

namespace outturn::comparison {

/// One a person, not scaled. ATT: 1 for the treated, e/(1-e) for the comparison. ATE: 1/e and 1/(1-e).
[[nodiscard]] std::vector<double> probability_weights(const std::vector<std::uint8_t>& treated,
                                                      const std::vector<double>& score, Estimand estimand);

struct WeightingEffect {
  Effect effect;                           ///< weights taken as known
  Inference stacked;                       ///< the score's estimation accounted for
  std::optional<double> horvitz_thompson;  ///< ATE only: weights are not made to add up
  double max_weight = 0;
};

/// `matrix` is the one the score was fitted to.
[[nodiscard]] WeightingEffect probability_effect(const std::vector<std::uint8_t>& treated,
                                                 const Outcome& outcome, const ModelMatrix& matrix,
                                                 const std::vector<double>& score, Estimand estimand);

struct EntropyBalance {
  std::vector<double>
      weights;  ///< a person: 1 for the treated; the comparison's add up to the number treated
  /// Of each column but the intercept, standardised over all people.
  std::vector<double> multipliers;
  double gradient = 0;  ///< the largest difference of means left, in standard deviations
  int iterations = 0;
};

/// A problem, and nullopt, where no weights can bring the means together.
[[nodiscard]] std::optional<EntropyBalance> entropy_balance(const ModelMatrix& matrix,
                                                            const std::vector<std::uint8_t>& treated,
                                                            Problems& problems);

/// Weights at or above nought that add up, and means that agree. Empty when sound, else the first fault in
/// words. Run in production by entropy_balance.
[[nodiscard]] std::string entropy_fault(const ModelMatrix& matrix, const std::vector<std::uint8_t>& treated,
                                        const EntropyBalance& balance);

}  // namespace outturn::comparison
