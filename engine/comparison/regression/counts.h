// Regression of counts: events a person, over the time each was watched.
//
// Poisson by iteratively reweighted least squares with the logarithm of exposure as offset (McCullagh and
// Nelder, Generalized Linear Models, 1989); where people differ more than Poisson's variance allows, as in
// reoffending, its errors are too small: use the robust ones, quasi-Poisson (all errors times the root of the
// dispersion) or the negative binomial with variance mean + mean squared / theta (Lawless, Can J Stat 1987;
// MASS::glm.nb). exp of a coefficient is a rate ratio. This header must never know what is counted.
#pragma once

#include <span>
#include <vector>

#include "engine/comparison/regression/least_squares.h"

namespace outturn::comparison {

struct CountRegression {
  LeastSquares
      working;  ///< the last step: names, coefficients; its influence gives HC0, HC1 and clustered errors
  std::vector<double> mean;  ///< expected events, a row
  std::vector<double> se;    ///< of the model
  double deviance = 0;
  double dispersion = 0;  ///< Pearson's chi-square over its degrees of freedom: about 1 when the model holds

  /// Errors of quasi-Poisson.
  [[nodiscard]] std::vector<double> quasi_se() const;
};

/// `events` whole and at least 0; `exposure` above 0, or empty: 1 each. Refused without an event, for aliased
/// columns, and where a coefficient has no end (a group without events).
[[nodiscard]] Answer<CountRegression> poisson_regression(const Design& design, std::span<const double> events,
                                                         std::span<const double> exposure = {});

struct NegativeBinomialRegression {
  CountRegression counts;
  double theta = 0;  ///< the smaller, the more people differ
  double theta_se = 0;
  double log_likelihood = 0;
};

/// Mean and theta together the likeliest. Refused as above, and where counts vary no more than Poisson's.
[[nodiscard]] Answer<NegativeBinomialRegression> negative_binomial_regression(
    const Design& design, std::span<const double> events, std::span<const double> exposure = {});

}  // namespace outturn::comparison
