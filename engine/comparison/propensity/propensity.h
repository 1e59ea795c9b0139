// The propensity score: how likely each person was to take part, by what was known of them before.
//
// Logistic regression by Newton's method on the likelihood, which for this model is iteratively reweighted
// least squares (Rosenbaum & Rubin, Biometrika 70 (1983); McCullagh & Nelder, Generalized Linear Models,
// 1989, 2.5), run until the coefficients are exact to rounding, where R's glm stops at its eighth digit. What
// makes such a model worthless is told beforehand, never estimated: a column that is the same for everybody,
// one made of others, and columns that separate those who took part (Albert & Anderson, Biometrika 71
// (1984)). Sums go over blocks of people in a fixed order, so that every bit is the same on any number of
// cores. It must never know an outcome.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/base/tasks.h"
#include "engine/comparison/design/design.h"

namespace outturn::comparison {

/// One value a person. The logit is the linear predictor itself, not worked back from the score.
struct Scores {
  std::vector<double> score;  ///< probability of taking part, between 0 and 1
  std::vector<double> logit;
};

/// A fitted model. Vectors run parallel to the columns of the matrix it was fitted to.
struct Propensity {
  std::vector<std::string> names;
  std::vector<double> coefficients;
  std::vector<double> standard_errors;  ///< from the information at the estimate
  std::vector<double> covariance;       ///< of the coefficients, square, row by row
  double deviance = 0;                  ///< minus twice the log likelihood
  double null_deviance = 0;             ///< of the intercept alone
  int iterations = 0;
  Scores scores;

  [[nodiscard]] double aic() const { return deviance + 2 * static_cast<double>(names.size()); }
};

/// Fits `treated` (0 or 1, one a person, both present) on `matrix`. Constant and aliased columns, separation,
/// and more columns than people are problems that name the column; nullopt then. A warning where a score is 0
/// or 1 to within rounding.
[[nodiscard]] std::optional<Propensity> fit_propensity(const ModelMatrix& matrix,
                                                       const std::vector<std::uint8_t>& treated,
                                                       Problems& problems,
                                                       const TaskRunner& run = run_in_turn);

/// Finite numbers of matching lengths, scores between 0 and 1 that rise with their logits, and the likelihood
/// equations met (people expected to take part as many as did). Empty when sound, else the first fault in
/// words. Run in production by fit_propensity.
[[nodiscard]] std::string propensity_fault(const Propensity& fit, const std::vector<std::uint8_t>& treated);

}  // namespace outturn::comparison
