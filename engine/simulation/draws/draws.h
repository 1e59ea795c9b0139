// Draws of several figures, a block at a time.
//
// Draw i of figure k depends on the seed, i and k only (and, where figures go together, on draw i of those):
// not on how many draws there are, on the block, or on the core that works it out. A drawn figure is rounded
// to the places the figure is held with, so that the exact engine can be given the very same one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/simulation/draws/copula.h"
#include "engine/simulation/draws/distribution.h"
#include "engine/simulation/draws/sampler.h"

namespace outturn::simulation {

/// Draws worked out side by side.
inline constexpr std::size_t block_draws = 256;

struct DrawnFigure {
  std::string name;
  Distribution distribution;
  int places = 0;  ///< 0 to 12
};

class Draws {
 public:
  /// Refused for a distribution with a fault, a figure too large for its places, correlations that can't
  /// hold.
  [[nodiscard]] static comparison::Answer<Draws> of(std::vector<DrawnFigure> figures,
                                                    const std::vector<RankCorrelation>& correlations,
                                                    std::uint64_t seed);

  /// Draws `first` to `first` + block_draws - 1: figure after figure, each with block_draws numbers.
  void block(std::uint64_t first, double* out) const;
  [[nodiscard]] const std::vector<DrawnFigure>& figures() const { return figures_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

 private:
  Draws(std::vector<DrawnFigure> figures, Together together, std::uint64_t seed);
  void correlate(double* out) const;

  std::vector<DrawnFigure> figures_;
  std::vector<Sampler> samplers_;
  std::vector<bool> goes_with_;  ///< others
  Together together_;
  std::uint64_t seed_;
};

}  // namespace outturn::simulation
