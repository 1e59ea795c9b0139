// Monte Carlo: what figures come to over many draws.
//
// Blocks of draws are tasks without an order between them, each writing to its own places: the results are
// the same to the last bit however many cores there are. Memory: 8 bytes for each draw and figure, and the
// tape's registers for each task that runs. This header must never know what is simulated.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/simulation/draws/draws.h"
#include "engine/simulation/tape.h"

namespace outturn::simulation {

/// By output of the tape, the draws in order.
[[nodiscard]] std::vector<std::vector<double>> simulate(const Tape& tape, const Draws& draws,
                                                        std::uint64_t count, const TaskRunner& run);

/// What was drawn in draw `number`, in the order of the figures.
[[nodiscard]] std::vector<double> drawn_in(const Draws& draws, std::uint64_t number);

}  // namespace outturn::simulation
