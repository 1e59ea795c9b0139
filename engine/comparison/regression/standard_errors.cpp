// Standard errors of least_squares.h: every sandwich is a sum over the influence of rows.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/comparison/regression/least_squares.h"

namespace outturn::comparison {
namespace {

Covariance nothing(const LeastSquares& fit) {
  const std::size_t k = fit.coefficients.size();
  return {k, std::vector<double>(k * k, 0.0)};
}

std::span<const double> influence_of(const LeastSquares& fit, std::size_t row) {
  const std::size_t k = fit.coefficients.size();
  return std::span(fit.influence).subspan(row * k, k);
}

/// Adds factor times a b transposed.
void add_product(Covariance& sum, std::span<const double> a, std::span<const double> b, double factor) {
  for (std::size_t i = 0; i < sum.size; ++i)
    for (std::size_t j = 0; j < sum.size; ++j) sum.values[i * sum.size + j] += factor * a[i] * b[j];
}

void multiply(Covariance& covariance, double factor) {
  for (double& value : covariance.values) value *= factor;
}

/// Whether a row counts: what has no weight has no influence and no leverage.
bool counts(const LeastSquares& fit, std::size_t row) { return fit.leverages[row] > 0; }

/// Rows that count by cluster, in the order of clusters.
std::vector<std::size_t> by_cluster(const LeastSquares& fit, std::span<const std::uint32_t> cluster) {
  std::vector<std::size_t> order;
  for (std::size_t row = 0; row < cluster.size(); ++row)
    if (counts(fit, row)) order.push_back(row);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return cluster[a] < cluster[b]; });
  return order;
}

}  // namespace

double Covariance::se(std::size_t place) const { return std::sqrt(at(place, place)); }

Covariance plain_covariance(const LeastSquares& fit) {
  Covariance covariance{fit.coefficients.size(), fit.inverse};
  multiply(covariance, fit.sigma * fit.sigma);
  return covariance;
}

Answer<Covariance> robust_covariance(const LeastSquares& fit, Robust kind) {
  Covariance covariance = nothing(fit);
  for (std::size_t row = 0; row < fit.residuals.size(); ++row) {
    const std::span<const double> influence = influence_of(fit, row);
    double factor = 1;
    if (kind == Robust::hc3) {
      const double rest = 1 - fit.leverages[row];
      if (!(rest > 1e-12)) return Refusal{"a row alone decides a coefficient, so HC3 has no value"};
      factor = 1 / (rest * rest);
    }
    add_product(covariance, influence, influence, factor);
  }
  if (kind == Robust::hc1) multiply(covariance, fit.rows / fit.df());
  return covariance;
}

std::size_t clusters_with_weight(const LeastSquares& fit, std::span<const std::uint32_t> cluster) {
  const std::vector<std::size_t> order = by_cluster(fit, cluster);
  std::size_t count = order.empty() ? 0 : 1;
  for (std::size_t at = 1; at < order.size(); ++at)
    count += cluster[order[at]] != cluster[order[at - 1]] ? 1 : 0;
  return count;
}

Answer<Covariance> clustered_covariance(const LeastSquares& fit, std::span<const std::uint32_t> cluster) {
  if (cluster.size() != fit.residuals.size()) return Refusal{"not one cluster a row"};
  const std::vector<std::size_t> order = by_cluster(fit, cluster);
  Covariance covariance = nothing(fit);
  double clusters = 0;
  std::vector<double> sum(covariance.size);
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::span<const double> influence = influence_of(fit, order[at]);
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += influence[k];
    if (at + 1 < order.size() && cluster[order[at + 1]] == cluster[order[at]]) continue;
    add_product(covariance, sum, sum, 1);
    std::fill(sum.begin(), sum.end(), 0.0);
    ++clusters;
  }
  if (clusters < 2) return Refusal{"there are fewer than two clusters"};
  multiply(covariance, clusters / (clusters - 1) * (fit.rows - 1) / fit.df());
  return covariance;
}

Answer<Covariance> newey_west_covariance(const LeastSquares& fit, std::size_t lag, bool small_sample) {
  const std::size_t rows = fit.residuals.size();
  if (lag >= rows) return Refusal{"the lag is as long as the series"};
  Covariance covariance = nothing(fit);
  for (std::size_t apart = 0; apart <= lag; ++apart) {
    const double weight = 1 - static_cast<double>(apart) / static_cast<double>(lag + 1);
    for (std::size_t row = apart; row < rows; ++row) {
      add_product(covariance, influence_of(fit, row), influence_of(fit, row - apart), weight);
      if (apart > 0) add_product(covariance, influence_of(fit, row - apart), influence_of(fit, row), weight);
    }
  }
  if (small_sample) multiply(covariance, fit.rows / fit.df());
  return covariance;
}

Answer<double> durbin_watson(const LeastSquares& fit) {
  double steps = 0;
  double squares = fit.residuals.front() * fit.residuals.front();
  for (std::size_t row = 1; row < fit.residuals.size(); ++row) {
    const double step = fit.residuals[row] - fit.residuals[row - 1];
    steps += step * step;
    squares += fit.residuals[row] * fit.residuals[row];
  }
  if (squares == 0) return Refusal{"the line goes through every point"};
  return steps / squares;
}

Answer<CoefficientTest> coefficient_test(double estimate, double se, double df, double confidence) {
  if (!is_confidence(confidence)) return Refusal{"the confidence is not between 0 and 1"};
  if (!(se > 0)) return Refusal{"the estimate has no error to be tested by"};
  const bool normal = std::isinf(df);
  const double t = estimate / se;
  const double reach = se * (normal ? normal_reach(confidence) : t_reach(confidence, df));
  return CoefficientTest{estimate,
                         se,
                         t,
                         normal ? normal_two_sided(t) : t_two_sided(t, df),
                         {estimate - reach, estimate + reach}};
}

Answer<CoefficientTest> combination_test(const LeastSquares& fit, const Covariance& covariance,
                                         std::span<const double> parts, double df, double confidence) {
  if (parts.size() != fit.coefficients.size()) return Refusal{"not one part a coefficient"};
  const double estimate = std::inner_product(parts.begin(), parts.end(), fit.coefficients.begin(), 0.0);
  double variance = 0;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (std::size_t j = 0; j < parts.size(); ++j) variance += parts[i] * parts[j] * covariance.at(i, j);
  return coefficient_test(estimate, std::sqrt(std::max(0.0, variance)), df, confidence);
}

}  // namespace outturn::comparison
