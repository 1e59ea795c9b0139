#include "engine/simulation/draws/draws.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/simulation/draws/decimal_places.h"
#include "engine/simulation/draws/normal_score.h"
#include "engine/simulation/draws/philox.h"

namespace outturn::simulation {
namespace {

/// Above this a double no longer holds every whole number.
constexpr double most_held = 4.5e15;

/// Half away from zero.
void round_to(int places, std::span<double> values) {
  const double unit = units_in_one(places);
  for (double& x : values) {
    const double held = x * unit;
    x = static_cast<double>(static_cast<std::int64_t>(held + (held < 0 ? -0.5 : 0.5))) / unit;
  }
}

std::string figure_fault(const DrawnFigure& figure) {
  if (std::string fault = distribution_fault(figure.distribution); !fault.empty()) return fault;
  std::array<double, 2> ends{0x1p-53, 1 - 0x1p-53};
  Sampler(figure.distribution).from_uniforms(ends);
  const bool held = std::all_of(ends.begin(), ends.end(), [&](double x) {
    return std::abs(x) * units_in_one(figure.places) < most_held;
  });
  return held ? "" : "a draw of it can be too large to be held";
}

}  // namespace

comparison::Answer<Draws> Draws::of(std::vector<DrawnFigure> figures,
                                    const std::vector<RankCorrelation>& correlations, std::uint64_t seed) {
  std::vector<std::string> names;
  for (const DrawnFigure& figure : figures) {
    names.push_back(figure.name);
    if (std::string fault = figure_fault(figure); !fault.empty())
      return comparison::Refusal{figure.name + ": " + fault};
  }
  comparison::Answer<Together> made = together(correlations, names);
  if (!made) return comparison::Refusal{made.reason()};
  return Draws(std::move(figures), *std::move(made), seed);
}

Draws::Draws(std::vector<DrawnFigure> figures, Together together, std::uint64_t seed)
    : figures_(std::move(figures)),
      goes_with_(figures_.size(), false),
      together_(std::move(together)),
      seed_(seed) {
  for (const DrawnFigure& figure : figures_) samplers_.emplace_back(figure.distribution);
  for (const std::size_t figure : together_.figures) goes_with_[figure] = true;
}

/// In place, the last figure first: each needs those before it as they were drawn.
void Draws::correlate(double* out) const {
  for (std::size_t row = together_.figures.size(); row-- > 0;) {
    double* const own = out + together_.figures[row] * block_draws;
    const std::vector<double>& factor = together_.factor[row];
    for (std::size_t i = 0; i < block_draws; ++i) own[i] *= factor[row];
    for (std::size_t k = 0; k < row; ++k) {
      const double* const other = out + together_.figures[k] * block_draws;
      for (std::size_t i = 0; i < block_draws; ++i) own[i] += factor[k] * other[i];
    }
  }
}

void Draws::block(std::uint64_t first, double* out) const {
  std::array<double, block_draws> spare{};
  for (std::size_t k = 0; k < figures_.size(); k += 2) {
    double* const one = out + k * block_draws;
    double* const other = k + 1 < figures_.size() ? one + block_draws : spare.data();
    uniforms(seed_, first, static_cast<std::uint32_t>(k / 2), {one, block_draws}, {other, block_draws});
  }
  for (const std::size_t figure : together_.figures) normal_scores({out + figure * block_draws, block_draws});
  correlate(out);
  for (std::size_t k = 0; k < figures_.size(); ++k) {
    const std::span<double> own(out + k * block_draws, block_draws);
    if (goes_with_[k]) {
      samplers_[k].from_scores(own);
    } else {
      samplers_[k].from_uniforms(own);
    }
    round_to(figures_[k].places, own);
  }
}

}  // namespace outturn::simulation
