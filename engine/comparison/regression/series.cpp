#include "engine/comparison/regression/series.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace outturn::comparison {
namespace {

std::vector<double> as_numbers(const std::vector<std::uint8_t>& flags) {
  return {flags.begin(), flags.end()};
}

std::vector<double> product(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> out(a.size());
  std::transform(a.begin(), a.end(), b.begin(), out.begin(), [](double x, double y) { return x * y; });
  return out;
}

/// Each value less the mean of its unit.
std::vector<double> about_units(const Panel& panel, std::vector<double> values) {
  std::map<std::uint32_t, std::pair<double, double>> sums;
  for (std::size_t row = 0; row < values.size(); ++row) {
    auto& [sum, count] = sums[panel.unit[row]];
    sum += values[row];
    ++count;
  }
  for (std::size_t row = 0; row < values.size(); ++row) {
    const auto& [sum, count] = sums[panel.unit[row]];
    values[row] -= sum / count;
  }
  return values;
}

}  // namespace

Answer<LeastSquares> interrupted_time_series(std::span<const double> values, std::size_t before) {
  if (before < 2 || values.size() < before + 2)
    return Refusal{"a slope wants two values before the interruption and two after"};
  Design design = constant_design(values.size());
  std::vector<double> time(values.size());
  std::vector<double> level(values.size());
  std::vector<double> since(values.size());
  for (std::size_t at = 0; at < values.size(); ++at) {
    time[at] = static_cast<double>(at + 1);
    if (at < before) continue;
    level[at] = 1;
    since[at] = static_cast<double>(at + 1 - before);
  }
  design.add("time", std::move(time));
  design.add("level", std::move(level));
  design.add("since", std::move(since));
  return least_squares(design, values);
}

std::string panel_fault(const Panel& panel) {
  const std::size_t rows = panel.value.size();
  if (panel.unit.size() != rows || panel.period.size() != rows || panel.treated.size() != rows ||
      panel.after.size() != rows)
    return "not one unit, period and flag a value";
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  std::map<std::uint32_t, std::uint8_t> group;
  std::map<std::uint32_t, std::uint8_t> after;
  for (std::size_t row = 0; row < rows; ++row) {
    if (panel.treated[row] > 1 || panel.after[row] > 1) return "a flag is neither 0 nor 1";
    if (!seen.emplace(panel.unit[row], panel.period[row]).second) return "a unit stands twice in a period";
    if (group.emplace(panel.unit[row], panel.treated[row]).first->second != panel.treated[row])
      return "a unit is of both groups";
    if (after.emplace(panel.period[row], panel.after[row]).first->second != panel.after[row])
      return "a period is both before and after";
  }
  return "";
}

Answer<LeastSquares> difference_in_differences(const Panel& panel) {
  if (std::string fault = panel_fault(panel); !fault.empty()) return Refusal{fault};
  Design design = constant_design(panel.value.size());
  design.add("treated", as_numbers(panel.treated));
  design.add("after", as_numbers(panel.after));
  design.add("treated:after", product(design.columns[1], design.columns[2]));
  return least_squares(design, panel.value);
}

Answer<LeastSquares> two_way_fixed_effects(const Panel& panel) {
  if (std::string fault = panel_fault(panel); !fault.empty()) return Refusal{fault};
  const std::set<std::uint32_t> periods(panel.period.begin(), panel.period.end());
  const std::set<std::uint32_t> units(panel.unit.begin(), panel.unit.end());
  if (periods.size() < 2) return Refusal{"there are fewer than two periods"};
  // Units' effects are taken out of every column (Frisch, Waugh and Lovell), periods' stay as columns: units
  // may be many, periods are few.
  Design design;
  for (auto period = std::next(periods.begin()); period != periods.end(); ++period) {
    std::vector<double> column(panel.value.size());
    for (std::size_t row = 0; row < column.size(); ++row) column[row] = panel.period[row] == *period ? 1 : 0;
    design.add("period " + std::to_string(*period), about_units(panel, std::move(column)));
  }
  design.add("treated:after",
             about_units(panel, product(as_numbers(panel.treated), as_numbers(panel.after))));
  return least_squares(design, about_units(panel, panel.value), {}, static_cast<double>(units.size()));
}

Answer<LeastSquares> trend_before(const Panel& panel) {
  if (std::string fault = panel_fault(panel); !fault.empty()) return Refusal{fault};
  std::vector<double> treated;
  std::vector<double> time;
  std::vector<double> value;
  for (std::size_t row = 0; row < panel.value.size(); ++row) {
    if (panel.after[row] != 0) continue;
    treated.push_back(panel.treated[row]);
    time.push_back(panel.period[row]);
    value.push_back(panel.value[row]);
  }
  if (std::set<double>(time.begin(), time.end()).size() < 2)
    return Refusal{"there are fewer than two periods before, so no trend is known"};
  Design design = constant_design(value.size());
  design.add("treated", treated);
  design.add("time", time);
  design.add("treated:time", product(treated, time));
  return least_squares(design, value);
}

}  // namespace outturn::comparison
