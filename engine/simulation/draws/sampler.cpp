#include "engine/simulation/draws/sampler.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/comparison/statistics/intervals.h"
#include "engine/simulation/draws/normal_score.h"

namespace outturn::simulation {
namespace {

// Uniform numbers have 52 bits, whose scores lie within 8.3 of 0.
constexpr double reach = 8.5;
constexpr int steps_of_one = 64;
constexpr std::size_t points = 2 * static_cast<std::size_t>(reach * steps_of_one) + 1;
constexpr std::size_t margin = 2;  // beyond the ends, for slopes

}  // namespace

Sampler::Sampler(Distribution distribution) : d_(std::move(distribution)) {
  switch (d_.shape) {
    case Shape::pert: {
      const double width = d_.high - d_.low;
      tabulate(1 + 4 * (d_.likely - d_.low) / width, 1 + 4 * (d_.high - d_.likely) / width, d_.low, width);
      break;
    }
    case Shape::beta: {
      const double size = d_.mean * (1 - d_.mean) / (d_.sd * d_.sd) - 1;
      tabulate(d_.mean * size, (1 - d_.mean) * size, 0, 1);
      break;
    }
    case Shape::lognormal: {
      const double ratio = d_.sd / d_.mean;
      const double variance = std::log1p(ratio * ratio);
      log_mean_ = std::log(d_.mean) - variance / 2;
      log_sd_ = std::sqrt(variance);
      break;
    }
    case Shape::normal:
      share_below_ = std::isfinite(d_.least) ? comparison::normal_below((d_.least - d_.mean) / d_.sd) : 0;
      share_left_ =
          (std::isfinite(d_.most) ? comparison::normal_below((d_.most - d_.mean) / d_.sd) : 1) - share_below_;
      break;
    case Shape::uniform:
    case Shape::triangular:
    case Shape::choice:
      break;
  }
}

void Sampler::tabulate(double a, double b, double low, double width) {
  std::vector<double> at(points + 2 * margin);
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double score = (static_cast<double>(i) - static_cast<double>(margin)) / steps_of_one - reach;
    const double x = score <= 0 ? comparison::beta_quantile(comparison::normal_below(score), a, b)
                                : comparison::beta_quantile_above(comparison::normal_below(-score), a, b);
    at[i] = low + width * x;
  }
  table_.assign(at.begin() + margin, at.end() - margin);
  for (std::size_t i = margin; i < at.size() - margin; ++i)  // slope times step, by five points
    slope_.push_back((at[i - 2] - 8 * at[i - 1] + 8 * at[i + 1] - at[i + 2]) / 12);
}

double Sampler::read(double score) const {
  const double place = (std::clamp(score, -reach, reach) + reach) * steps_of_one;
  const auto i = std::min(static_cast<std::size_t>(place), points - 2);
  const double t = place - static_cast<double>(i);
  const double s = 1 - t;
  const double x = s * s * ((1 + 2 * t) * table_[i] + t * slope_[i]) +
                   t * t * ((1 + 2 * s) * table_[i + 1] - s * slope_[i + 1]);
  return std::clamp(x, table_[i], table_[i + 1]);
}

double Sampler::of_share(double share) const {
  if (d_.shape == Shape::uniform) return d_.low + share * (d_.high - d_.low);
  if (d_.shape == Shape::triangular) {
    const double width = d_.high - d_.low;
    if (share * width < d_.likely - d_.low) return d_.low + std::sqrt(share * width * (d_.likely - d_.low));
    return d_.high - std::sqrt((1 - share) * width * (d_.high - d_.likely));
  }
  for (const auto& one : d_.choices) {
    share -= one.share;
    if (share < 0) return one.value;
  }
  return d_.choices.back().value;
}

bool Sampler::of_scores() const {
  return d_.shape == Shape::normal || d_.shape == Shape::lognormal || !table_.empty();
}

void Sampler::scores_to_figures(std::span<double> scores) const {
  for (double& x : scores) {
    if (!table_.empty()) {
      x = read(x);
    } else if (d_.shape == Shape::lognormal) {
      x = std::exp(log_mean_ + log_sd_ * x);
    } else {
      x = std::clamp(d_.mean + d_.sd * x, d_.least, d_.most);
    }
  }
}

void Sampler::from_uniforms(std::span<double> shares) const {
  if (!of_scores()) {
    for (double& x : shares) x = of_share(x);
    return;
  }
  if (share_left_ < 1)
    for (double& x : shares) x = share_below_ + share_left_ * x;
  normal_scores(shares);
  scores_to_figures(shares);
}

void Sampler::from_scores(std::span<double> scores) const {
  const bool cut = share_left_ < 1;
  if (of_scores() && !cut) return scores_to_figures(scores);
  for (double& x : scores) x = comparison::normal_below(x);
  from_uniforms(scores);
}

}  // namespace outturn::simulation
