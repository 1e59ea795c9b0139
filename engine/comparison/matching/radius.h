// Everybody within a radius: all comparison people less different than the caliper are partners, each as
// often as they are near to somebody.
#pragma once

#include <cstddef>

#include "engine/comparison/matching/line.h"
#include "engine/comparison/matching/matched.h"

namespace outturn::comparison {

/// So many pairs are told rather than made: half a gigabyte.
inline constexpr std::size_t most_radius_pairs = std::size_t{1} << 27U;

/// Partners in the order of the line. Returns how many pairs there are; above the limit none is made.
[[nodiscard]] std::size_t match_within(const Line& line, double radius, Matched& matched);

}  // namespace outturn::comparison
