// A savings case of ten years, twelve lines and five agencies, twenty of its figures drawn: what the speed of
// a simulation is told of. tests/bench/simulation_numpy.py holds the same case in NumPy.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/simulation/draws/draws.h"

namespace outturn::test {

inline std::string ten_years() {
  std::string lines;
  for (int i = 1; i <= 12; ++i)
    lines +=
        fmt::format("  | L{} | £{}.00 | 2025-26 | 0.{} | agency {} | {}% | {}% | {} |\n", i, 150 + 85 * i,
                    1 + i % 9, 1 + i % 5, 60 + 3 * i, 5 * i, i % 4 == 3 ? "social" : "fiscal");
  return "contract \"Ten years\"\n  currency GBP\n  starts 2025-04-01\n  ends 2035-03-31\n"
         "document A \"Contract\"\n"
         "savings s [A 5]\n  base \"2025-26\"\n  discount 3.5%\n  deflator \"2025-26\" 103.2388\n"
         "  population 1200\n  need 40.00%\n  engagement 62.50%\n  retention 80.00%\n  impact 35.00%\n"
         "  deadweight 20.00%\n"
         "  benefits by year 0%, 50%, 100%, 90%, 80%, 70%, 60%, 50%, 40%, 30%\n"
         "  costs by year £150000.00, £80000.00, £20000.00, £20000.00, £20000.00, £20000.00, £0.00, £0.00, "
         "£0.00, "
         "£0.00\n"
         "  optimism benefits 15.00%, costs 10.00%\n"
         "  | line | unit_cost | prices_of | per_outcome | agency | share | cashable | kind |\n" +
         lines + "payment nothing [A 6]\n  when no\n  pay £0.00\n";
}

/// The drawn figures by the names of their parameters; places are set by whoever knows the graph.
inline std::vector<simulation::DrawnFigure> ten_years_draws() {
  using simulation::Shape;
  std::vector<simulation::DrawnFigure> out{
      {"s_population", {.shape = Shape::triangular, .low = 900, .likely = 1200, .high = 1300}},
      {"s_need", {.shape = Shape::pert, .low = 0.30, .likely = 0.40, .high = 0.45}},
      {"s_engagement", {.shape = Shape::pert, .low = 0.50, .likely = 0.625, .high = 0.75}},
      {"s_retention", {.shape = Shape::uniform, .low = 0.70, .high = 0.90}},
      {"s_impact", {.shape = Shape::triangular, .low = 0.20, .likely = 0.35, .high = 0.45}},
      {"s_deadweight", {.shape = Shape::normal, .mean = 0.20, .sd = 0.03}},
      {"s_optimism_benefits", {.shape = Shape::uniform, .low = 0.05, .high = 0.25}},
      {"s_optimism_costs", {.shape = Shape::uniform, .low = 0, .high = 0.20}}};
  for (int i = 1; i <= 12; ++i) {
    const double mean = 150 + 85 * i;
    out.push_back(
        {fmt::format("s_l{}_unit_cost", i), {.shape = Shape::lognormal, .mean = mean, .sd = mean / 5}});
  }
  return out;
}

}  // namespace outturn::test
