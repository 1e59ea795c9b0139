// Greedy matching as its rule is written: a walk place by place, slow and plain, as oracle.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/comparison/matching/matching.h"

namespace outturn::comparison::test {

/// Partners (rows) of every treated person in order of the file, MatchIt's ties.
std::vector<std::vector<std::uint32_t>> walk(const Cohort& cohort, const std::vector<double>& values,
                                             const Matching& matching);

}  // namespace outturn::comparison::test
