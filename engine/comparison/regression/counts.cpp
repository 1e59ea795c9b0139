#include "engine/comparison/regression/counts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

namespace outturn::comparison {
namespace {

namespace math = boost::math;
namespace policies = boost::math::policies;
using Plain = policies::policy<policies::promote_double<false>>;

constexpr double poisson = std::numeric_limits<double>::infinity();  // theta of no spread beyond Poisson's
constexpr int most_steps = 100;
constexpr int most_rounds = 400;

struct Counts {
  std::span<const double> events;
  std::vector<double> offset;
};

std::string counts_fault(std::span<const double> events, std::span<const double> exposure) {
  if (events.empty()) return "there are no rows";
  if (!exposure.empty() && exposure.size() != events.size()) return "not one exposure a row";
  double sum = 0;
  for (const double count : events) {
    if (!(count >= 0) || !std::isfinite(count) || count != std::floor(count))
      return "a count is not a whole number";
    sum += count;
  }
  for (const double time : exposure)
    if (!(time > 0) || !std::isfinite(time)) return "an exposure is not above 0";
  return sum > 0 ? "" : "there are no events";
}

Counts counts_of(std::span<const double> events, std::span<const double> exposure) {
  Counts counts{events, std::vector<double>(events.size(), 0.0)};
  for (std::size_t row = 0; row < exposure.size(); ++row) counts.offset[row] = std::log(exposure[row]);
  return counts;
}

double largest_change(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    largest = std::max(largest, std::abs(a[k] - b[k]) / (1 + std::abs(b[k])));
  return largest;
}

double unit_deviance(double events, double mean, double theta) {
  const double own = events == 0 ? 0 : events * std::log(events / mean);
  if (std::isinf(theta)) return 2 * (own - (events - mean));
  return 2 * (own - (events + theta) * std::log((events + theta) / (mean + theta)));
}

double variance(double mean, double theta) { return mean + (std::isinf(theta) ? 0 : mean * mean / theta); }

void describe(const Counts& counts, double theta, CountRegression& fit) {
  double pearson = 0;
  for (std::size_t row = 0; row < fit.mean.size(); ++row) {
    const double off = counts.events[row] - fit.mean[row];
    pearson += off * off / variance(fit.mean[row], theta);
    fit.deviance += unit_deviance(counts.events[row], fit.mean[row], theta);
  }
  fit.dispersion = pearson / fit.working.df();
  const Covariance inverse{fit.working.coefficients.size(), fit.working.inverse};
  for (std::size_t k = 0; k < inverse.size; ++k) fit.se.push_back(inverse.se(k));
}

/// One reweighted step from the means; theta infinite is Poisson.
Answer<LeastSquares> reweighted(const Design& design, const Counts& counts, double theta,
                                const std::vector<double>& mean) {
  std::vector<double> working(mean.size());
  std::vector<double> weights(mean.size());
  for (std::size_t row = 0; row < mean.size(); ++row) {
    working[row] = std::log(mean[row]) - counts.offset[row] + (counts.events[row] - mean[row]) / mean[row];
    weights[row] = mean[row] * mean[row] / variance(mean[row], theta);
  }
  return least_squares(design, working, weights);
}

Answer<CountRegression> fitted_counts(const Design& design, const Counts& counts, double theta,
                                      std::vector<double> mean) {
  const char* const no_end = "a coefficient has no end: some group has no events";
  std::vector<double> before(design.columns.size(), 0.0);
  for (int step = 0; step < most_steps; ++step) {
    Answer<LeastSquares> working = reweighted(design, counts, theta, mean);
    if (!working) return Refusal{working.reason()};
    for (std::size_t row = 0; row < mean.size(); ++row) {
      mean[row] = std::exp(working->fitted[row] + counts.offset[row]);
      if (!(mean[row] > 1e-12 && mean[row] < 1e15)) return Refusal{no_end};
    }
    const double change = largest_change(working->coefficients, before);
    before = working->coefficients;
    if (change > 1e-14 && step + 1 < most_steps) continue;
    if (change > 1e-9) return Refusal{no_end};
    CountRegression fit;
    fit.working = *std::move(working);
    fit.mean = std::move(mean);
    describe(counts, theta, fit);
    return fit;
  }
  return Refusal{no_end};
}

/// Slope and curvature of the log likelihood of theta.
std::pair<double, double> theta_slope(const Counts& counts, const std::vector<double>& mean, double theta) {
  double slope = 0;
  double information = 0;
  for (std::size_t row = 0; row < mean.size(); ++row) {
    const double y = counts.events[row];
    const double sum = mean[row] + theta;
    slope += math::digamma(theta + y, Plain()) - math::digamma(theta, Plain()) + std::log(theta / sum) + 1 -
             (y + theta) / sum;
    information += math::trigamma(theta, Plain()) - math::trigamma(theta + y, Plain()) - 1 / theta + 2 / sum -
                   (y + theta) / (sum * sum);
  }
  return {slope, information};
}

constexpr double largest_theta = 1e7;

/// The likeliest theta for given means: where its slope falls to zero, on the logarithm.
double likeliest_theta(const Counts& counts, const std::vector<double>& mean) {
  const auto slope = [&](double log_theta) { return theta_slope(counts, mean, std::exp(log_theta)).first; };
  return std::exp(zero_of_decreasing(slope, std::log(1e-8), std::log(largest_theta)));
}

double log_likelihood(const Counts& counts, const std::vector<double>& mean, double theta) {
  double sum = 0;
  for (std::size_t row = 0; row < mean.size(); ++row) {
    const double y = counts.events[row];
    sum += math::lgamma(theta + y, Plain()) - math::lgamma(theta, Plain()) - math::lgamma(y + 1, Plain()) +
           theta * std::log(theta) + (y == 0 ? 0 : y * std::log(mean[row])) -
           (theta + y) * std::log(theta + mean[row]);
  }
  return sum;
}

/// Poisson's means to begin with; a zero count starts a little above it.
std::vector<double> first_means(std::span<const double> events) {
  std::vector<double> mean(events.begin(), events.end());
  for (double& value : mean) value += 0.1;
  return mean;
}

}  // namespace

std::vector<double> CountRegression::quasi_se() const {
  std::vector<double> out = se;
  for (double& value : out) value *= std::sqrt(dispersion);
  return out;
}

Answer<CountRegression> poisson_regression(const Design& design, std::span<const double> events,
                                           std::span<const double> exposure) {
  if (std::string fault = counts_fault(events, exposure); !fault.empty()) return Refusal{fault};
  return fitted_counts(design, counts_of(events, exposure), poisson, first_means(events));
}

Answer<NegativeBinomialRegression> negative_binomial_regression(const Design& design,
                                                                std::span<const double> events,
                                                                std::span<const double> exposure) {
  if (std::string fault = counts_fault(events, exposure); !fault.empty()) return Refusal{fault};
  const Counts counts = counts_of(events, exposure);
  Answer<CountRegression> fit = fitted_counts(design, counts, poisson, first_means(events));
  if (!fit) return Refusal{fit.reason()};
  NegativeBinomialRegression out;
  for (int round = 0; round < most_rounds; ++round) {
    const double theta = likeliest_theta(counts, fit->mean);
    if (theta > largest_theta / 2)
      return Refusal{"counts vary no more than Poisson's: use Poisson regression"};
    fit = fitted_counts(design, counts, theta, fit->mean);
    if (!fit) return Refusal{fit.reason()};
    const double change = std::abs(theta - out.theta) / theta;
    out.theta = theta;
    if (change <= 1e-13) break;
  }
  out.counts = *fit;
  out.theta_se = 1 / std::sqrt(theta_slope(counts, out.counts.mean, out.theta).second);
  out.log_likelihood = log_likelihood(counts, out.counts.mean, out.theta);
  return out;
}

}  // namespace outturn::comparison
