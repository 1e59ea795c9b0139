// Figures held with decimal places, as doubles.
#pragma once

namespace outturn::simulation {

/// 10 to the power of `places`, exactly, as far as 22 places.
[[nodiscard]] constexpr double units_in_one(int places) {
  double out = 1;
  for (int i = 0; i < places; ++i) out *= 10;
  return out;
}

}  // namespace outturn::simulation
