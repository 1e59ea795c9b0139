// What a figure is taken to be where it is not known for sure: a distribution, stated in figures that a
// person can defend.
//
// PERT is the beta distribution with the likely value weighted four times (Malcolm, Roseboom, Clark & Fazar,
// Operations Research 7, 1959; Vose, Risk Analysis, 3rd edition, 2008). Beta and lognormal are told by the
// mean and the standard deviation of the figure itself. A normal figure is cut at what the figure can be.
// This header must never know what the figure is.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace outturn::simulation {

enum class Shape : std::uint8_t { uniform, triangular, pert, beta, normal, lognormal, choice };

struct Distribution {
  Shape shape = Shape::uniform;
  double low = 0;  ///< of uniform, triangular, pert
  double likely = 0;
  double high = 0;
  double mean = 0;  ///< of beta (on 0 to 1), normal, lognormal
  double sd = 0;
  double least = -std::numeric_limits<double>::infinity();  ///< a normal figure lies between these two
  double most = std::numeric_limits<double>::infinity();
  struct Choice {
    double value = 0;
    double share = 0;
  };
  std::vector<Choice> choices;
};

/// Empty when sound; else what is wrong, as half a sentence.
[[nodiscard]] std::string distribution_fault(const Distribution& distribution);

[[nodiscard]] double mean_of(const Distribution& distribution);
[[nodiscard]] double sd_of(const Distribution& distribution);

}  // namespace outturn::simulation
