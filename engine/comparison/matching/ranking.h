// Numbers into ascending order, equal ones as they came: a radix sort, since sorting is most of the work of
// matching on a score.
#pragma once

#include <cstdint>
#include <vector>

namespace outturn::comparison {

struct Ranked {
  double value = 0;
  std::uint32_t index = 0;  ///< where it came from
};

/// Of finite numbers; 0 and -0 are equal.
[[nodiscard]] std::vector<Ranked> ranked(const std::vector<double>& values);

}  // namespace outturn::comparison
