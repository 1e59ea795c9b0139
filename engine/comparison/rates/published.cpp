#include "engine/comparison/rates/published.h"

#include <algorithm>
#include <cmath>

namespace outturn::comparison {

Answer<Interval> rounded_figure(double figure, double unit) {
  if (!std::isfinite(figure)) return Refusal{"the figure is not known"};
  if (!(unit > 0)) return Refusal{"it is not told to what the figure is rounded"};
  return Interval{figure - unit / 2, figure + unit / 2};
}

Answer<Interval> rate_range(const Interval& events, const Interval& people, bool once) {
  if (!(events.low >= 0 && events.low <= events.high)) return Refusal{"a count is below 0 or not known"};
  if (!(people.low > 0 && people.low <= people.high)) return Refusal{"there may be no people"};
  const double high = events.high / people.low;
  return Interval{events.low / people.high, once ? std::min(1.0, high) : high};
}

Answer<Interval> counts_of_rounded_rate(double rate, double unit, double people) {
  const Answer<Interval> range = rounded_figure(rate, unit);
  if (!range) return range;
  if (!(people > 0)) return Refusal{"there are no people"};
  // A hair of slack: 0.255 times 200 is 51 and should stay within.
  constexpr double hair = 1e-9;
  const Interval counts{std::max(0.0, std::ceil(range->low * people - hair)),
                        std::min(people, std::floor(range->high * people + hair))};
  if (counts.low > counts.high) return Refusal{"no count of these people rounds to that rate"};
  return counts;
}

}  // namespace outturn::comparison
