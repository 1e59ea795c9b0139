#include "engine/comparison/statistics/intervals.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace outturn::comparison {
namespace {

namespace math = boost::math;
namespace policies = boost::math::policies;

// Plain double everywhere; out of range gives what arithmetic gives, since callers have checked.
using Plain =
    policies::policy<policies::promote_double<false>, policies::domain_error<policies::ignore_error>,
                     policies::pole_error<policies::ignore_error>,
                     policies::overflow_error<policies::ignore_error>,
                     policies::evaluation_error<policies::ignore_error>>;
using Normal = math::normal_distribution<double, Plain>;
using StudentsT = math::students_t_distribution<double, Plain>;
using ChiSquare = math::chi_squared_distribution<double, Plain>;
using Beta = math::beta_distribution<double, Plain>;
using Binomial = math::binomial_distribution<double, Plain>;

}  // namespace

Interval scaled(const Interval& interval, double factor) {
  const Interval both{interval.low * factor, interval.high * factor};
  return factor < 0 ? Interval{both.high, both.low} : both;
}

bool is_confidence(double confidence) { return confidence > 0 && confidence < 1; }
double one_tail(double confidence) { return (1 - confidence) / 2; }
double normal_reach(double confidence) { return -normal_quantile(one_tail(confidence)); }
double t_reach(double confidence, double df) { return -t_quantile(one_tail(confidence), df); }

double normal_below(double z) { return math::cdf(Normal(), z); }
double normal_two_sided(double z) { return 2 * math::cdf(Normal(), -std::abs(z)); }
double normal_quantile(double p) { return math::quantile(Normal(), p); }

double t_two_sided(double t, double df) { return 2 * math::cdf(StudentsT(df), -std::abs(t)); }
double t_quantile(double p, double df) { return math::quantile(StudentsT(df), p); }

double noncentral_t_above(double t, double df, double shift) {
  return math::cdf(math::complement(math::non_central_t_distribution<double, Plain>(df, shift), t));
}

double chi_square_above(double x, double df) { return math::cdf(math::complement(ChiSquare(df), x)); }
double chi_square_quantile(double p, double df) { return math::quantile(ChiSquare(df), p); }
double chi_square_quantile_above(double p, double df) {
  return math::quantile(math::complement(ChiSquare(df), p));
}

double beta_quantile(double p, double a, double b) { return math::quantile(Beta(a, b), p); }
double beta_quantile_above(double p, double a, double b) {
  return math::quantile(math::complement(Beta(a, b), p));
}

double binomial_at_most(double count, double trials, double share) {
  if (count < 0) return 0;
  return count >= trials ? 1 : math::cdf(Binomial(trials, share), std::floor(count));
}

double binomial_at_least(double count, double trials, double share) {
  if (count <= 0) return 1;
  return count > trials ? 0 : math::cdf(math::complement(Binomial(trials, share), std::ceil(count) - 1));
}

double binomial_quantile(double p, double trials, double share) {
  // From the normal guess, a step at a time: Boost's own search may end a count off at a tie.
  double count = std::floor(trials * share + normal_quantile(p) * std::sqrt(trials * share * (1 - share)));
  count = std::clamp(count, 0.0, trials);
  while (count > 0 && binomial_at_most(count - 1, trials, share) >= p) --count;
  while (count < trials && binomial_at_most(count, trials, share) < p) ++count;
  return count;
}

double binomial_two_sided(double count, double trials, double share) {
  const auto last = static_cast<std::int64_t>(trials);
  const auto mode = std::min(last, static_cast<std::int64_t>(std::floor((trials + 1) * share)));
  const double odds = share / (1 - share);
  // Likelihoods over the mode's, each from its neighbour's: no factorials, so no digits lost to them.
  const auto up = [&](std::int64_t k) {
    return static_cast<double>(last - k) / static_cast<double>(k + 1) * odds;
  };
  const auto seen_at = static_cast<std::int64_t>(count);
  double seen = 1;
  for (std::int64_t k = mode; k < seen_at; ++k) seen *= up(k);
  for (std::int64_t k = mode; k > seen_at; --k) seen /= up(k - 1);
  const double bar = seen * (1 + 1e-7);
  double all = 0;
  double no_likelier = 0;
  const auto add = [&](double likelihood) {
    all += likelihood;
    if (likelihood <= bar) no_likelier += likelihood;
    return likelihood > 0;
  };
  double likelihood = 1;
  for (std::int64_t k = mode; add(likelihood) && k < last; ++k) likelihood *= up(k);
  likelihood = 1;
  for (std::int64_t k = mode; k > 0; --k) {
    likelihood /= up(k - 1);
    if (!add(likelihood)) break;
  }
  return no_likelier / all;
}

}  // namespace outturn::comparison
