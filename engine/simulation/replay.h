// A draw worked out again by the exact engine, and held against the tape.
//
// The tape is in doubles and rearranges products; the exact engine is what the contract means. What is shown
// of a simulation is only shown where the two agree on the draws it rests on. This header must never know
// what is simulated.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/calc/graph.h"
#include "engine/simulation/draws/draws.h"

namespace outturn::simulation {

/// A drawn figure exactly as it was drawn: a whole number of its smallest units.
[[nodiscard]] Exact exactly(double drawn, int places);

/// Nothing where the tape's figure is the exact one, to 1e-9 of its size or, where it is rounded to `places`,
/// one step of them; else both numbers, in words.
[[nodiscard]] std::optional<std::string> disagreement(double tape, const Exact& exact, calc::Type type);

}  // namespace outturn::simulation
