#include "engine/simulation/outcomes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/comparison/statistics/proportions.h"

namespace outturn::simulation {
namespace {

constexpr double confidence = 0.95;

/// The first order statistic, from 1, of which at least a share of the values lies at or below.
std::size_t order_of(double share, std::size_t count) {
  const double place = std::ceil(share * static_cast<double>(count) - 1e-9);
  return static_cast<std::size_t>(std::clamp(place, 1.0, static_cast<double>(count)));
}

Quantile quantile_of(const std::vector<double>& ordered, std::span<const double> values, double share) {
  const auto count = static_cast<double>(ordered.size());
  const auto at = [&](double order) {
    return ordered[static_cast<std::size_t>(std::clamp(order, 1.0, count)) - 1];
  };
  Quantile out;
  out.share = share;
  out.value = ordered[order_of(share, ordered.size()) - 1];
  // P(order r <= quantile <= order s) = P(r <= X < s), X binomial: at least the confidence.
  const double tail = comparison::one_tail(confidence);
  out.interval = {at(comparison::binomial_quantile(tail, count, share)),
                  at(comparison::binomial_quantile(1 - tail, count, share) + 1)};
  out.se = out.interval.width() / (2 * comparison::normal_reach(confidence));
  out.draw = static_cast<std::size_t>(std::find(values.begin(), values.end(), out.value) - values.begin());
  return out;
}

}  // namespace

Outcome outcome_of(std::span<const double> values, std::span<const double> shares) {
  Outcome out;
  const auto count = static_cast<double>(values.size());
  double sum = 0;
  for (const double x : values) sum += x;
  out.mean = sum / count;
  double squares = 0;
  for (const double x : values) squares += (x - out.mean) * (x - out.mean);
  out.sd = std::sqrt(squares / (count - 1));
  out.mean_se = out.sd / std::sqrt(count);
  std::vector<double> ordered(values.begin(), values.end());
  std::sort(ordered.begin(), ordered.end());
  out.least = ordered.front();
  out.most = ordered.back();
  for (const double share : shares) out.quantiles.push_back(quantile_of(ordered, values, share));
  return out;
}

Chance chance_above(std::span<const double> values, double threshold) {
  const auto count = static_cast<double>(values.size());
  const auto above = static_cast<double>(
      std::count_if(values.begin(), values.end(), [&](double x) { return x > threshold; }));
  Chance out;
  out.share = above / count;
  out.se = std::sqrt(out.share * (1 - out.share) / count);
  out.interval = *comparison::wilson_interval({above, count}, confidence);
  return out;
}

Histogram histogram_of(std::span<const double> values, std::size_t most_bars) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  Histogram out;
  const double whole = *most - *least;
  double unit = std::pow(10, std::floor(std::log10(whole > 0 ? whole : 1)) - 2);
  const std::array<double, 3> steps{1, 2, 5};
  for (std::size_t i = 0;; ++i) {
    out.width = unit * steps[i % steps.size()];
    out.from = std::floor(*least / out.width) * out.width;
    if (std::floor((*most - out.from) / out.width) < static_cast<double>(most_bars)) break;
    if (i % steps.size() == 2) unit *= 10;
  }
  out.counts.assign(static_cast<std::size_t>(std::floor((*most - out.from) / out.width)) + 1, 0);
  for (const double x : values) {
    const auto bar = static_cast<std::size_t>(std::max(0.0, std::floor((x - out.from) / out.width)));
    ++out.counts[std::min(bar, out.counts.size() - 1)];
  }
  return out;
}

}  // namespace outturn::simulation
