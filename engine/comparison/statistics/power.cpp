#include "engine/comparison/statistics/power.h"

#include <cmath>

#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {
namespace {

std::string plan_fault(const TestPlan& plan) {
  if (!(plan.alpha > 0 && plan.alpha < 1)) return "the level of the test is not between 0 and 1";
  return plan.power > plan.alpha && plan.power < 1 ? ""
                                                   : "the power is not between the level of the test and 1";
}

std::string rates_fault(double treated, double comparison, double ratio) {
  if (!(treated >= 0 && treated <= 1 && comparison >= 0 && comparison <= 1))
    return "a rate is not between 0 and 1";
  if (!(ratio > 0) || !std::isfinite(ratio)) return "there are no comparison people for a treated one";
  return treated == comparison ? "the rates are equal, so no number of people shows a difference" : "";
}

/// Standard deviation of the difference times the root of the treated: without an effect, and with it.
struct Spread {
  double without = 0;
  double with = 0;
};

Spread spread(double treated, double comparison, double ratio) {
  const double pooled = (treated + ratio * comparison) / (1 + ratio);
  return {std::sqrt(pooled * (1 - pooled) * (1 + 1 / ratio)),
          std::sqrt(treated * (1 - treated) + comparison * (1 - comparison) / ratio)};
}

double power_of_checked_rates(double treated_rate, double comparison_rate, double treated, double alpha,
                              double ratio, bool strict) {
  const Spread both = spread(treated_rate, comparison_rate, ratio);
  const double reach = -normal_quantile(alpha / 2) * both.without;
  const double off = std::sqrt(treated) * std::abs(treated_rate - comparison_rate);
  if (both.with == 0) return off > reach ? 1 : 0;
  const double right = normal_below((off - reach) / both.with);
  return strict ? right + normal_below((-off - reach) / both.with) : right;
}

double power_of_checked_means(double difference, double sd, double people, double alpha) {
  const double df = 2 * people - 2;
  const double reach = -t_quantile(alpha / 2, df);
  return noncentral_t_above(reach, df, std::sqrt(people / 2) * std::abs(difference) / sd);
}

std::string means_fault(double difference, double sd) {
  if (!std::isfinite(difference) || difference == 0) return "there is no difference to be seen";
  return sd > 0 && std::isfinite(sd) ? "" : "the standard deviation is not above 0";
}

constexpr double most_people = 1e12;

}  // namespace

Answer<double> treated_needed(double treated_rate, double comparison_rate, const TestPlan& plan,
                              double comparison_per_treated) {
  if (std::string fault = plan_fault(plan); !fault.empty()) return Refusal{fault};
  if (std::string fault = rates_fault(treated_rate, comparison_rate, comparison_per_treated); !fault.empty())
    return Refusal{fault};
  const Spread both = spread(treated_rate, comparison_rate, comparison_per_treated);
  const double reach =
      -normal_quantile(plan.alpha / 2) * both.without + normal_quantile(plan.power) * both.with;
  const double off = treated_rate - comparison_rate;
  return reach * reach / (off * off);
}

Answer<double> treated_needed_with_continuity(double treated_rate, double comparison_rate,
                                              const TestPlan& plan) {
  const Answer<double> plain = treated_needed(treated_rate, comparison_rate, plan);
  if (!plain) return plain;
  const double root = 1 + std::sqrt(1 + 4 / (*plain * std::abs(treated_rate - comparison_rate)));
  return *plain / 4 * root * root;
}

Answer<double> power_of_rates(double treated_rate, double comparison_rate, double treated, double alpha,
                              double comparison_per_treated, bool strict) {
  if (!(alpha > 0 && alpha < 1)) return Refusal{"the level of the test is not between 0 and 1"};
  if (!(treated > 0)) return Refusal{"there are no people"};
  if (std::string fault = rates_fault(treated_rate, comparison_rate, comparison_per_treated); !fault.empty())
    return Refusal{fault};
  return power_of_checked_rates(treated_rate, comparison_rate, treated, alpha, comparison_per_treated,
                                strict);
}

Answer<Detectable> detectable_rates(double comparison_rate, double treated, const TestPlan& plan,
                                    double comparison_per_treated) {
  if (std::string fault = plan_fault(plan); !fault.empty()) return Refusal{fault};
  if (!(comparison_rate > 0 && comparison_rate < 1)) return Refusal{"a rate is not between 0 and 1"};
  if (!(treated > 0)) return Refusal{"there are no people"};
  if (!(comparison_per_treated > 0)) return Refusal{"there are no comparison people for a treated one"};
  const auto short_of = [&](double rate) {  // power still wanted
    return plan.power -
           power_of_checked_rates(rate, comparison_rate, treated, plan.alpha, comparison_per_treated, false);
  };
  const auto towards_nobody = [&](double rate) { return -short_of(rate); };
  Detectable out;
  if (short_of(0) <= 0)
    out.below = zero_of_decreasing(towards_nobody, 0, comparison_rate);
  else
    out.below = Refusal{"so few people would not show a fall, even to nobody"};
  if (short_of(1) <= 0)
    out.above = zero_of_decreasing(short_of, comparison_rate, 1);
  else
    out.above = Refusal{"so few people would not show a rise, even to everybody"};
  return out;
}

Answer<double> people_per_group_needed(double difference, double sd, const TestPlan& plan) {
  if (std::string fault = plan_fault(plan); !fault.empty()) return Refusal{fault};
  if (std::string fault = means_fault(difference, sd); !fault.empty()) return Refusal{fault};
  const auto short_of = [&](double people) {
    return plan.power - power_of_checked_means(difference, sd, people, plan.alpha);
  };
  // From the normal answer, which is a little too small, upwards; two people a group are the least.
  const double reach = normal_quantile(plan.power) - normal_quantile(plan.alpha / 2);
  const double guess = 2 * reach * reach * sd * sd / (difference * difference);
  if (guess > most_people) return Refusal{"the difference is too small against its spread"};
  if (short_of(2) <= 0) return 2.0;
  return zero_of_decreasing(short_of, 2, 2 * guess + 100);
}

Answer<double> power_of_means(double difference, double sd, double people_per_group, double alpha) {
  if (!(alpha > 0 && alpha < 1)) return Refusal{"the level of the test is not between 0 and 1"};
  if (std::string fault = means_fault(difference, sd); !fault.empty()) return Refusal{fault};
  if (!(people_per_group >= 2)) return Refusal{"a group has fewer than two people"};
  return power_of_checked_means(difference, sd, people_per_group, alpha);
}

Answer<double> detectable_difference(double sd, double people_per_group, const TestPlan& plan) {
  if (std::string fault = plan_fault(plan); !fault.empty()) return Refusal{fault};
  if (std::string fault = means_fault(1, sd); !fault.empty()) return Refusal{fault};
  if (!(people_per_group >= 2)) return Refusal{"a group has fewer than two people"};
  const auto short_of = [&](double difference) {
    return plan.power - power_of_checked_means(difference, sd, people_per_group, plan.alpha);
  };
  double high = sd;
  while (short_of(high) > 0) high *= 2;
  return zero_of_decreasing(short_of, 0, high);
}

}  // namespace outturn::comparison
