// From an estimate and its standard error to statistic, p-value and interval.
//
// Student's t, or the normal where the degrees of freedom are without end. Two-sided, intervals of 95 %.
#pragma once

#include <cstddef>
#include <limits>

namespace outturn::comparison {

inline constexpr double normal_reference = std::numeric_limits<double>::infinity();

struct Inference {
  double se = 0;
  double df = normal_reference;
  double stat = 0;  ///< estimate / se
  double p = 1;
  double lo = 0;
  double hi = 0;
};

/// With a standard error of nought the interval is the estimate, p is 0 (1 for an estimate of nought).
[[nodiscard]] Inference inference_of(double estimate, double se, double df);

/// Two-sided exact test that of `n` tosses `k` or as uneven a number fall on one side, at even odds.
[[nodiscard]] double even_odds_p(std::size_t k, std::size_t n);

}  // namespace outturn::comparison
