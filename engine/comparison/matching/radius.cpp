#include "engine/comparison/matching/radius.h"

#include <algorithm>
#include <cmath>

namespace outturn::comparison {
namespace {

struct Window {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Slots whose value is within the radius of the seeker's, and which are of the same key.
Window window_of(const Line& line, const Seeker& seeker, double radius) {
  const auto at = [&](std::uint32_t slot) { return line.value.begin() + slot; };
  const auto far = [&](double value) { return std::abs(seeker.value - value) > radius; };
  const auto own = at(seeker.slot);
  const auto begin = std::partition_point(at(line.first_of(seeker.slot)), own, far);
  const auto end =
      std::partition_point(own, at(line.end_of(seeker.slot)), [&](double value) { return !far(value); });
  return {static_cast<std::uint32_t>(begin - line.value.begin()),
          static_cast<std::uint32_t>(end - line.value.begin())};
}

}  // namespace

std::size_t match_within(const Line& line, double radius, Matched& matched) {
  std::vector<std::uint32_t> before(line.value.size() + 1, 0);  // comparison people in earlier slots
  for (std::size_t slot = 0; slot < line.value.size(); ++slot)
    before[slot + 1] = before[slot] + line.partner[slot];
  std::vector<Window> windows(line.seekers.size());
  for (const Seeker& seeker : line.seekers) windows[seeker.ordinal] = window_of(line, seeker, radius);
  std::size_t pairs = 0;
  for (const Window& window : windows) pairs += before[window.end] - before[window.begin];
  if (pairs > most_radius_pairs) return pairs;
  matched.first.assign(1, 0);
  matched.partners.reserve(pairs);
  for (const Window& window : windows) {
    for (std::uint32_t slot = window.begin; slot < window.end; ++slot)
      if (line.partner[slot] != 0) matched.partners.push_back(line.person[slot]);
    matched.first.push_back(static_cast<std::uint32_t>(matched.partners.size()));
  }
  return pairs;
}

}  // namespace outturn::comparison
