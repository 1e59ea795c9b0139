// A draw as written, as the distribution it means: for the check of a contract and for whoever simulates it.
#pragma once

#include "contracts/language/savings.h"
#include "engine/simulation/draws/draws.h"

namespace outturn::language {

/// No savings figure is below 0, and no share above 100 %: a normal figure is cut there.
[[nodiscard]] simulation::Distribution distribution_of(const SavingsDraw& draw);

/// In the order of the figures.
[[nodiscard]] std::vector<simulation::DrawnFigure> drawn_figures(const SavingsSimulation& simulation);
[[nodiscard]] std::vector<simulation::RankCorrelation> rank_correlations(const SavingsSimulation& simulation);

}  // namespace outturn::language
