// A calculation graph as a tape: what some of its figures come to where others are drawn.
//
// Only cells that depend on a drawn figure become steps; every other one is the number the exact engine has
// worked out. The tape is in doubles and is there for shares of many draws; a figure that is shown as such
// comes from the exact engine, and replay.h holds the two against each other. This header must never know
// what the figures mean.
#pragma once

#include <span>

#include "engine/calc/graph.h"
#include "engine/comparison/statistics/answer.h"
#include "engine/simulation/tape.h"

namespace outturn::simulation {

/// `drawn` are terms of one cell, `wanted` single values; the graph is evaluated. Refused where a wanted
/// figure depends on a drawn one by a date or a row that is looked up.
[[nodiscard]] comparison::Answer<Tape> tape_of(const calc::Graph& graph,
                                               std::span<const calc::ColumnId> drawn,
                                               std::span<const calc::ColumnId> wanted);

}  // namespace outturn::simulation
