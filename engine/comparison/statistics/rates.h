// Events over people or over person-time: one rate, and two compared.
//
// The rule of PHE/OHID ("Commonly used public health statistics and their confidence intervals", 2018; R
// package PHEindicatormethods): Byar's approximation (Breslow and Day, IARC 1987) for 10 events and more,
// exact Poisson limits by chi-square (Garwood, Biometrika 1936) below. Two rates: the exact test given the
// sum of events (Przyborowski and Wilenski, Biometrika 1940, with Clopper-Pearson limits), and Wald's on the
// logarithm. Events are taken for independent: where one person may have several see rates/standardised.h.
// This header must never know what is counted.
#pragma once

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {

/// Below so many events PHE/OHID give exact limits, and give no directly standardised rate.
inline constexpr double phe_exact_below = 10;

struct Rate {
  double events = 0;
  double exposure = 0;  ///< people, or person-time in any unit; the rate is in events per that unit

  [[nodiscard]] double rate() const { return events / exposure; }
};

// ---- Limits of a count. Refused for a count below 0 or unknown.

[[nodiscard]] Answer<Interval> exact_count_interval(double events, double confidence = 0.95);
/// The lower limit is 0 where the approximation would fall below.
[[nodiscard]] Answer<Interval> byar_count_interval(double events, double confidence = 0.95);
/// PHE: Byar for 10 and more, exact below.
[[nodiscard]] Answer<Interval> phe_count_interval(double events, double confidence = 0.95);

// ---- Limits of a rate: those of its count over the exposure, which must be above 0.

[[nodiscard]] Answer<Interval> exact_rate_interval(const Rate& rate, double confidence = 0.95);
[[nodiscard]] Answer<Interval> byar_rate_interval(const Rate& rate, double confidence = 0.95);
[[nodiscard]] Answer<Interval> phe_rate_interval(const Rate& rate, double confidence = 0.95);

// ---- Two rates

/// Given how many events there were in all; whole counts.
struct ExactRateRatio {
  double ratio = 0;   ///< 0 or infinity where one group has no events
  double p = 0;       ///< two-sided: splits no likelier than the one seen
  Interval interval;  ///< 0 and infinity likewise
};
[[nodiscard]] Answer<ExactRateRatio> exact_rate_ratio(const Rate& treated, const Rate& comparison,
                                                      double confidence = 0.95);

struct WaldRateRatio {
  double ratio = 0;
  double log_se = 0;
  double z = 0;
  double p = 0;
  Interval interval;
};
/// Refused without an event on either side.
[[nodiscard]] Answer<WaldRateRatio> wald_rate_ratio(const Rate& treated, const Rate& comparison,
                                                    double confidence = 0.95);

struct RateDifference {
  double difference = 0;
  double se = 0;
  double p = 0;
  Interval interval;
};
/// Wald. Refused without any event.
[[nodiscard]] Answer<RateDifference> rate_difference(const Rate& treated, const Rate& comparison,
                                                     double confidence = 0.95);

}  // namespace outturn::comparison
