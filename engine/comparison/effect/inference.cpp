#include "engine/comparison/effect/inference.h"

#include <algorithm>
#include <cmath>

#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {

namespace {

constexpr double confidence = 0.95;

}  // namespace

Inference inference_of(double estimate, double se, double df) {
  Inference found{se, df, 0, 1, estimate, estimate};
  if (se == 0) {
    found.p = estimate == 0 ? 1 : 0;
    return found;
  }
  found.stat = estimate / se;
  found.p = std::isinf(df) ? normal_two_sided(found.stat) : t_two_sided(found.stat, df);
  const double half = (std::isinf(df) ? normal_reach(confidence) : t_reach(confidence, df)) * se;
  found.lo = estimate - half;
  found.hi = estimate + half;
  return found;
}

double even_odds_p(std::size_t k, std::size_t n) {
  if (n == 0) return 1;
  return std::min(1.0,
                  2 * binomial_at_most(static_cast<double>(std::min(k, n - k)), static_cast<double>(n), 0.5));
}

}  // namespace outturn::comparison
