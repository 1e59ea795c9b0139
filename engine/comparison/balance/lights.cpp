#include <algorithm>
#include <cmath>

#include "engine/comparison/balance/balance.h"

namespace outturn::comparison {

Light light_of(const BalanceFigures& figures) {
  const double percent = 100 * std::abs(figures.standardised_difference);
  if (percent <= 5) return Light::green;
  return percent <= 10 ? Light::amber : Light::red;
}

const char* word(Light light) {
  switch (light) {
    case Light::green:
      return "green";
    case Light::amber:
      return "amber";
    case Light::red:
      return "red";
  }
  return "";
}

Closeness closeness_of(const BalanceFigures& figures) {
  const double apart = std::abs(figures.standardised_difference);
  if (apart < 0.1) return Closeness::met;
  return apart < 0.25 ? Closeness::near : Closeness::not_met;
}

const BalanceRow* worst_after(const Balance& balance) {
  const BalanceRow* worst = nullptr;
  for (const BalanceRow& row : balance.rows) {
    if (row.name == "distance") continue;
    if (worst == nullptr ||
        !(std::abs(row.after.standardised_difference) <= std::abs(worst->after.standardised_difference)))
      worst = &row;
  }
  return worst;
}

namespace {

std::string figures_fault(const BalanceFigures& figures) {
  for (const double figure : {figures.mean_treated, figures.mean_comparison, figures.ecdf_mean,
                              figures.ecdf_max, figures.pair_distance.value_or(0)})
    if (!std::isfinite(figure)) return "a figure that is no number";
  constexpr double rounding = 1e-9;
  if (figures.ecdf_mean < 0 || figures.ecdf_max > 1 + rounding ||
      figures.ecdf_mean > figures.ecdf_max + rounding)
    return "distribution functions that are further apart than they can be";
  if (figures.variance_ratio && *figures.variance_ratio < 0) return "a variance below nothing";
  return "";
}

}  // namespace

std::string balance_fault(const Balance& balance) {
  for (const BalanceRow& row : balance.rows)
    for (const BalanceFigures* figures : {&row.before, &row.after})
      if (std::string fault = figures_fault(*figures); !fault.empty()) return row.name + " has " + fault;
  return "";
}

}  // namespace outturn::comparison
