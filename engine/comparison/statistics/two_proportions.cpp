#include "engine/comparison/statistics/two_proportions.h"

#include <algorithm>
#include <cmath>

namespace outturn::comparison {
namespace {

std::string groups_fault(const TwoGroups& groups) {
  if (std::string fault = share_fault(groups.treated); !fault.empty()) return fault + " (treated)";
  if (std::string fault = share_fault(groups.comparison); !fault.empty()) return fault + " (comparison)";
  return "";
}

std::string groups_fault(const TwoGroups& groups, double confidence) {
  return is_confidence(confidence) ? groups_fault(groups) : "the confidence is not between 0 and 1";
}

/// Nobody or everybody had the outcome, so that no test can tell anything.
std::string spread_fault(const TwoGroups& groups) {
  if (std::string fault = groups_fault(groups); !fault.empty()) return fault;
  const double events = groups.treated.events + groups.comparison.events;
  if (events == 0) return "nobody in either group had the outcome";
  const bool everybody = events == groups.treated.people + groups.comparison.people;
  return everybody ? "everybody in both groups had the outcome" : "";
}

double variance(const Share& share) { return share.rate() * (1 - share.rate()) / share.people; }

double unpooled_se(const TwoGroups& groups) {
  return std::sqrt(variance(groups.treated) + variance(groups.comparison));
}

double sum_of_inverse_sizes(const TwoGroups& groups) {
  return 1 / groups.treated.people + 1 / groups.comparison.people;
}

ZTest z_test(double difference, double se) {
  const double z = difference / se;
  return {.se = se, .z = z, .p = normal_two_sided(z), .p_less = normal_below(z)};
}

Interval on_log(double ratio, double log_se, double confidence) {
  const double factor = std::exp(normal_reach(confidence) * log_se);
  return {ratio / factor, ratio * factor};
}

/// Pearson's statistic with each deviation made smaller by `correction`: all four deviations of a table of
/// two by two are equal in size.
ChiSquareTest corrected_chi_square(const TwoGroups& groups, double correction) {
  const double events = groups.treated.events + groups.comparison.events;
  const double people = groups.treated.people + groups.comparison.people;
  const double share = events / people;
  const double deviation = std::abs(groups.treated.events - groups.treated.people * share);
  const double left = deviation - std::min(correction, deviation);
  const double x2 = left * left * sum_of_inverse_sizes(groups) / (share * (1 - share));
  return {.statistic = x2, .p = chi_square_above(x2, 1)};
}

}  // namespace

Answer<ZTest> unpooled_z_test(const TwoGroups& groups) {
  if (std::string fault = spread_fault(groups); !fault.empty()) return Refusal{fault};
  const double se = unpooled_se(groups);
  if (se == 0) return Refusal{"nobody of one group and everybody of the other had the outcome"};
  return z_test(groups.difference(), se);
}

Answer<ZTest> pooled_z_test(const TwoGroups& groups) {
  if (std::string fault = spread_fault(groups); !fault.empty()) return Refusal{fault};
  const double share =
      (groups.treated.events + groups.comparison.events) / (groups.treated.people + groups.comparison.people);
  return z_test(groups.difference(), std::sqrt(share * (1 - share) * sum_of_inverse_sizes(groups)));
}

Answer<ChiSquareTest> chi_square_test(const TwoGroups& groups) {
  if (std::string fault = spread_fault(groups); !fault.empty()) return Refusal{fault};
  return corrected_chi_square(groups, 0);
}

Answer<ChiSquareTest> yates_test(const TwoGroups& groups) {
  if (std::string fault = spread_fault(groups); !fault.empty()) return Refusal{fault};
  return corrected_chi_square(groups, 0.5);
}

Answer<Interval> wald_difference(const TwoGroups& groups, double confidence) {
  if (std::string fault = groups_fault(groups, confidence); !fault.empty()) return Refusal{fault};
  const double reach = normal_reach(confidence) * unpooled_se(groups);
  return Interval{groups.difference() - reach, groups.difference() + reach};
}

Answer<Interval> wald_continuity_difference(const TwoGroups& groups, double confidence) {
  if (std::string fault = groups_fault(groups, confidence); !fault.empty()) return Refusal{fault};
  const double difference = groups.difference();
  const double inverse = sum_of_inverse_sizes(groups);
  const double reach =
      normal_reach(confidence) * unpooled_se(groups) + std::min(0.5 * inverse, std::abs(difference));
  return Interval{std::max(-1.0, difference - reach), std::min(1.0, difference + reach)};
}

Answer<Interval> newcombe_difference(const TwoGroups& groups, double confidence) {
  if (std::string fault = groups_fault(groups, confidence); !fault.empty()) return Refusal{fault};
  const Interval treated = *wilson_interval(groups.treated, confidence);
  const Interval comparison = *wilson_interval(groups.comparison, confidence);
  const double t = groups.treated.rate();
  const double c = groups.comparison.rate();
  return Interval{groups.difference() - std::hypot(t - treated.low, comparison.high - c),
                  groups.difference() + std::hypot(treated.high - t, c - comparison.low)};
}

Answer<Interval> agresti_caffo_difference(const TwoGroups& groups, double confidence) {
  if (std::string fault = groups_fault(groups, confidence); !fault.empty()) return Refusal{fault};
  const auto with_two = [](const Share& share) { return Share{share.events + 1, share.people + 2}; };
  return wald_difference({with_two(groups.treated), with_two(groups.comparison)}, confidence);
}

Answer<LogRatio> risk_ratio(const TwoGroups& groups, double confidence) {
  if (std::string fault = groups_fault(groups, confidence); !fault.empty()) return Refusal{fault};
  const Share& t = groups.treated;
  const Share& c = groups.comparison;
  if (t.events == 0 || c.events == 0) return Refusal{"a group has no events, so a ratio has no interval"};
  const double log_se = std::sqrt((1 - t.rate()) / t.events + (1 - c.rate()) / c.events);
  const double ratio = t.rate() / c.rate();
  return LogRatio{.ratio = ratio, .log_se = log_se, .interval = on_log(ratio, log_se, confidence)};
}

Answer<LogRatio> odds_ratio(const TwoGroups& groups, double confidence) {
  if (std::string fault = groups_fault(groups, confidence); !fault.empty()) return Refusal{fault};
  const Share& t = groups.treated;
  const Share& c = groups.comparison;
  const double without_t = t.people - t.events;
  const double without_c = c.people - c.events;
  if (t.events == 0 || c.events == 0 || without_t == 0 || without_c == 0)
    return Refusal{"nobody or everybody of a group had the outcome, so the odds have no interval"};
  const double log_se = std::sqrt(1 / t.events + 1 / without_t + 1 / c.events + 1 / without_c);
  const double ratio = t.events / without_t / (c.events / without_c);
  return LogRatio{.ratio = ratio, .log_se = log_se, .interval = on_log(ratio, log_se, confidence)};
}

Answer<double> cohens_h(const TwoGroups& groups) {
  if (std::string fault = groups_fault(groups); !fault.empty()) return Refusal{fault};
  return 2 * std::asin(std::sqrt(groups.treated.rate())) - 2 * std::asin(std::sqrt(groups.comparison.rate()));
}

Answer<double> relative_reduction(const TwoGroups& groups) {
  if (std::string fault = groups_fault(groups); !fault.empty()) return Refusal{fault};
  if (groups.comparison.events == 0) return Refusal{"the comparison group has no events to be reduced"};
  return -groups.difference() / groups.comparison.rate();
}

Answer<double> number_needed_to_treat(const TwoGroups& groups) {
  if (std::string fault = groups_fault(groups); !fault.empty()) return Refusal{fault};
  if (groups.difference() == 0) return Refusal{"the rates are equal"};
  return -1 / groups.difference();
}

}  // namespace outturn::comparison
