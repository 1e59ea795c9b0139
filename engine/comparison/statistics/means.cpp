#include "engine/comparison/statistics/means.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace outturn::comparison {
namespace {

std::string samples_fault(const Sample& treated, const Sample& comparison) {
  for (const Sample* sample : {&treated, &comparison}) {
    if (!std::isfinite(sample->people) || !std::isfinite(sample->mean) || !std::isfinite(sample->variance))
      return "a figure of a group is not known";
    if (sample->people < 2) return "a group has fewer than two people";
    if (sample->variance < 0) return "a variance is below 0";
  }
  return treated.variance == 0 && comparison.variance == 0 ? "no group has any spread" : "";
}

MeansTest t_test(double difference, double se, double df, double confidence) {
  const double t = difference / se;
  const double reach = t_reach(confidence, df) * se;
  return {difference, se, t, df, t_two_sided(t, df), {difference - reach, difference + reach}};
}

double pooled_variance(const Sample& a, const Sample& b) {
  return ((a.people - 1) * a.variance + (b.people - 1) * b.variance) / (a.people + b.people - 2);
}

/// Twice the rank sum of the first group (ranks of ties are halves), and the sum of t^3 - t over ties.
std::pair<double, double> ranks(std::vector<std::pair<double, bool>> values) {
  std::sort(values.begin(), values.end());
  double twice = 0;
  double ties = 0;
  for (std::size_t from = 0; from < values.size();) {
    std::size_t to = from;
    double own = 0;
    for (; to < values.size() && values[to].first == values[from].first; ++to) own += values[to].second;
    const auto size = static_cast<double>(to - from);
    twice += own * static_cast<double>(from + to + 1);
    ties += size * size * size - size;
    from = to;
  }
  return {twice, ties};
}

}  // namespace

Answer<Sample> sample_of(std::span<const double> values) {
  if (values.size() < 2) return Refusal{"a group has fewer than two people"};
  const auto people = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  if (!std::isfinite(sum)) return Refusal{"a value is not known"};
  const double mean = sum / people;
  double squares = 0;
  double rest = 0;  // what rounding left out of the mean
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
    rest += value - mean;
  }
  return Sample{people, mean + rest / people, (squares - rest * rest / people) / (people - 1)};
}

Answer<MeansTest> welch_test(const Sample& treated, const Sample& comparison, double confidence) {
  if (!is_confidence(confidence)) return Refusal{"the confidence is not between 0 and 1"};
  if (std::string fault = samples_fault(treated, comparison); !fault.empty()) return Refusal{fault};
  const double t = treated.variance / treated.people;
  const double c = comparison.variance / comparison.people;
  const double df = (t + c) * (t + c) / (t * t / (treated.people - 1) + c * c / (comparison.people - 1));
  return t_test(treated.mean - comparison.mean, std::sqrt(t + c), df, confidence);
}

Answer<MeansTest> pooled_test(const Sample& treated, const Sample& comparison, double confidence) {
  if (!is_confidence(confidence)) return Refusal{"the confidence is not between 0 and 1"};
  if (std::string fault = samples_fault(treated, comparison); !fault.empty()) return Refusal{fault};
  const double se =
      std::sqrt(pooled_variance(treated, comparison) * (1 / treated.people + 1 / comparison.people));
  return t_test(treated.mean - comparison.mean, se, treated.people + comparison.people - 2, confidence);
}

Answer<double> cohens_d(const Sample& treated, const Sample& comparison) {
  if (std::string fault = samples_fault(treated, comparison); !fault.empty()) return Refusal{fault};
  return (treated.mean - comparison.mean) / std::sqrt(pooled_variance(treated, comparison));
}

Answer<RankTest> mann_whitney_test(std::span<const double> treated, std::span<const double> comparison) {
  if (treated.empty() || comparison.empty()) return Refusal{"a group has no people"};
  std::vector<std::pair<double, bool>> values;
  values.reserve(treated.size() + comparison.size());
  for (const double value : treated) values.emplace_back(value, true);
  for (const double value : comparison) values.emplace_back(value, false);
  for (const auto& [value, own] : values)
    if (!std::isfinite(value)) return Refusal{"a value is not known"};
  const auto [twice_ranks, ties] = ranks(values);
  const auto n = static_cast<double>(treated.size());
  const auto m = static_cast<double>(comparison.size());
  const double variance = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
  if (variance <= 0) return Refusal{"all values are equal"};
  const double w = twice_ranks / 2 - n * (n + 1) / 2;
  const double off = w - n * m / 2;
  const double corrected = off == 0 ? 0 : off - std::copysign(0.5, off);
  return RankTest{.w = w, .p = normal_two_sided(corrected / std::sqrt(variance))};
}

}  // namespace outturn::comparison
