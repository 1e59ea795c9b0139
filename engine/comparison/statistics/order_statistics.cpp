#include "engine/comparison/statistics/order_statistics.h"

#include <algorithm>
#include <cmath>

namespace outturn::comparison {
namespace {

std::string values_fault(std::span<const double> values) {
  if (values.empty()) return "there are no values";
  const bool known =
      std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  return known ? "" : "a value is not known";
}

double quantile_of_ordered(const std::vector<double>& ordered, double p) {
  const double place = p * static_cast<double>(ordered.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= ordered.size()) return ordered.back();
  const double between = place - static_cast<double>(below);
  return ordered[below] + between * (ordered[below + 1] - ordered[below]);
}

}  // namespace

Answer<double> quantile_type_7(std::span<const double> values, double p) {
  if (std::string fault = values_fault(values); !fault.empty()) return Refusal{fault};
  if (!(p >= 0 && p <= 1)) return Refusal{"a quantile is asked for outside 0 to 1"};
  std::vector<double> ordered(values.begin(), values.end());
  std::sort(ordered.begin(), ordered.end());
  return quantile_of_ordered(ordered, p);
}

Answer<std::vector<double>> winsorised(std::span<const double> values, double share) {
  if (std::string fault = values_fault(values); !fault.empty()) return Refusal{fault};
  if (!(share >= 0 && share < 0.5)) return Refusal{"the share to be pulled in is not between 0 and a half"};
  std::vector<double> ordered(values.begin(), values.end());
  std::sort(ordered.begin(), ordered.end());
  const double low = quantile_of_ordered(ordered, share);
  const double high = quantile_of_ordered(ordered, 1 - share);
  std::vector<double> out(values.begin(), values.end());
  for (double& value : out) value = std::clamp(value, low, high);
  return out;
}

}  // namespace outturn::comparison
