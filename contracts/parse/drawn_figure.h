// A draw as written, as the distribution it means: for the check of a contract and for whoever simulates it.
#pragma once

#include <span>

#include "contracts/language/savings.h"
#include "engine/simulation/draws/draws.h"

namespace outturn::language {

/// How a distribution is written, and which figures it takes.
struct ShapeForm {
  const char* word;
  simulation::Shape shape;
  enum class Takes : std::uint8_t { ends, ends_and_likely, mean_and_sd, choices } takes;
};
[[nodiscard]] std::span<const ShapeForm> shape_forms();
/// nullptr where no distribution is written so.
[[nodiscard]] const ShapeForm* shape_form(const std::string& word);

/// No savings figure is below 0, and no share above 100 %: a normal figure is cut there.
[[nodiscard]] simulation::Distribution distribution_of(const SavingsDraw& draw);

/// In the order of the figures.
[[nodiscard]] std::vector<simulation::DrawnFigure> drawn_figures(const SavingsSimulation& simulation);
[[nodiscard]] std::vector<simulation::RankCorrelation> rank_correlations(const SavingsSimulation& simulation);

}  // namespace outturn::language
