#include "engine/simulation/replay.h"

#include <algorithm>
#include <cmath>

#include "engine/base/problem.h"
#include "engine/simulation/draws/decimal_places.h"

namespace outturn::simulation {

Exact exactly(double drawn, int places) {
  const double held = drawn * units_in_one(places);
  if (!(std::abs(held) < 9e18)) throw Fault("a figure of a simulation is too large to be told");
  return Exact::scaled(static_cast<std::int64_t>(std::llround(held)), places);
}

std::optional<std::string> disagreement(double tape, const Exact& exact, calc::Type type) {
  const double engine = exact.to_double();
  const double step = type.integral() ? std::pow(10, -static_cast<double>(type.places)) * 1.01 : 0;
  if (std::abs(tape - engine) <= std::max(step, 1e-9 * std::max(1.0, std::abs(engine)))) return std::nullopt;
  return std::to_string(tape) + " drawn, " + exact.significant(17) + " exactly";
}

}  // namespace outturn::simulation
