// Nearest neighbours on one number, one after the other: greedy matching.
//
// The search is MatchIt 4.7.2's, told apart into what it finds: of the nearest free comparison person below
// and above, counted from the places already reached, the one less different; when exactly as different, the
// one fewer places away, then the lower. MatchIt walks place by place; here each side is found at once.
#pragma once

#include "engine/comparison/matching/line.h"
#include "engine/comparison/matching/matched.h"

namespace outturn::comparison {

struct NearestRules {
  std::uint32_t ratio = 1;
  double caliper = 0;  ///< in the unit matched on; below 0: none
  Ties ties = Ties::by_id;
};

/// Each comparison person once, in `ratio` rounds over all seekers.
void match_once_each(const Cohort& cohort, const Line& line, Order order, const NearestRules& rules,
                     Matched& matched);

/// Comparison people may be partner to several; each seeker takes its `ratio` nearest.
void match_with_replacement(const Line& line, const NearestRules& rules, Matched& matched);

}  // namespace outturn::comparison
