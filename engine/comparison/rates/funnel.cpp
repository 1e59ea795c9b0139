#include "engine/comparison/rates/funnel.h"

#include <algorithm>
#include <cmath>

#include "engine/comparison/statistics/order_statistics.h"
#include "engine/comparison/statistics/rates.h"

namespace outturn::comparison {
namespace {

double mean_of_squares(const std::vector<double>& z) {
  double sum = 0;
  for (const double value : z) sum += value * value;
  return sum / static_cast<double>(z.size());
}

/// DerSimonian and Laird's moments, with phi of winsorised scores.
double between_units(double phi, const std::vector<double>& variances) {
  double weights = 0;
  double squares = 0;
  for (const double variance : variances) {
    weights += 1 / variance;
    squares += 1 / (variance * variance);
  }
  const auto units = static_cast<double>(variances.size());
  return std::max(0.0, (units * phi - (units - 1)) / (weights - squares / weights));
}

std::string units_fault(std::span<const Share> units) {
  if (units.size() < 2) return "there are fewer than two units";
  for (std::size_t unit = 0; unit < units.size(); ++unit)
    if (std::string fault = share_fault(units[unit]); !fault.empty())
      return fault + " in unit " + std::to_string(unit + 1);
  return "";
}

}  // namespace

Answer<Interval> funnel_of_proportion(double centre, double people, double confidence) {
  return funnel_with_overdispersion(centre, people, 0, confidence);
}

Answer<Interval> funnel_with_overdispersion(double centre, double people, double tau_squared,
                                            double confidence) {
  if (!is_confidence(confidence)) return Refusal{"the confidence is not between 0 and 1"};
  if (!(centre > 0 && centre < 1)) return Refusal{"the centre is not between 0 and 1"};
  if (!(people > 0)) return Refusal{"there are no people"};
  if (!(tau_squared >= 0)) return Refusal{"a variance between units is below 0"};
  const double reach = normal_reach(confidence) * std::sqrt(centre * (1 - centre) / people + tau_squared);
  return Interval{std::max(0.0, centre - reach), std::min(1.0, centre + reach)};
}

Answer<FunnelOfRatio> funnel_of_ratio(double observed, double confidence) {
  const Answer<Interval> count = exact_count_interval(observed, confidence);
  if (!count) return Refusal{count.reason()};
  if (observed == 0)
    return Refusal{"there are no events, so no expectation is so small that they would be many"};
  return FunnelOfRatio{*count, {observed / count->high, observed / count->low}};
}

Answer<FunnelOfRate> funnel_of_rate(double observed, double centre, double confidence) {
  if (!(centre > 0) || !std::isfinite(centre)) return Refusal{"the centre is not above 0"};
  const Answer<FunnelOfRatio> funnel = funnel_of_ratio(observed, confidence);
  if (!funnel) return Refusal{funnel.reason()};
  return FunnelOfRate{scaled(funnel->expected, 1 / centre), scaled(funnel->ratio, centre)};
}

Answer<Overdispersion> overdispersion(std::span<const Share> units, double winsorise) {
  if (std::string fault = units_fault(units); !fault.empty()) return Refusal{fault};
  Share all;
  for (const Share& unit : units) all = {all.events + unit.events, all.people + unit.people};
  Overdispersion out;
  out.centre = all.rate();
  if (!(out.centre > 0 && out.centre < 1)) return Refusal{"nobody or everybody had the outcome"};
  std::vector<double> variances;
  for (const Share& unit : units) {
    variances.push_back(out.centre * (1 - out.centre) / unit.people);
    out.z.push_back((unit.rate() - out.centre) / std::sqrt(variances.back()));
  }
  const Answer<std::vector<double>> pulled_in = winsorised(out.z, winsorise);
  if (!pulled_in) return Refusal{pulled_in.reason()};
  out.winsorised_z = *pulled_in;
  out.phi_unwinsorised = mean_of_squares(out.z);
  out.phi = mean_of_squares(out.winsorised_z);
  out.tau_squared = between_units(out.phi, variances);
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    out.z_multiplicative.push_back(out.z[unit] / std::sqrt(std::max(1.0, out.phi)));
    out.z_additive.push_back((units[unit].rate() - out.centre) /
                             std::sqrt(variances[unit] + out.tau_squared));
  }
  return out;
}

}  // namespace outturn::comparison
