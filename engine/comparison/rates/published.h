// What a published figure may stand for: suppressed counts, rounded rates.
//
// Publishers hide small counts ("*" for 1 to 7 in police and health tables that say so) and round the rest.
// Such a figure is a range, and whatever is worked out from it is one too. Whether "*" is 1 to 7, 1 to 4 or
// not told at all is the publisher's to say, and whoever reads the table passes it on. This header must never
// know a publisher.
#pragma once

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {

/// What "*" stands for where the publisher says "1 to 7".
inline constexpr Interval suppressed_1_to_7{1, 7};

/// A figure told to the nearest `unit`: half a unit either side. `unit` above 0.
[[nodiscard]] Answer<Interval> rounded_figure(double figure, double unit);

/// Lowest and highest rate: fewest events over most people, most events over fewest people, never above 1
/// where a person counts once (`once`). Refused for people that may be none, and counts below 0.
[[nodiscard]] Answer<Interval> rate_range(const Interval& events, const Interval& people, bool once = false);

/// Whole counts among `people` that round to `rate` told to the nearest `unit` (0.01 for whole percentages).
/// Refused where there is none: then rate and people don't belong together.
[[nodiscard]] Answer<Interval> counts_of_rounded_rate(double rate, double unit, double people);

}  // namespace outturn::comparison
