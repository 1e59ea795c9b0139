// Which areas or providers differ from the average by more than chance: funnel plots.
//
// Limits as PHE/OHID draw them (R package PHEindicatormethods 2.1.0): for a proportion the values whose
// Wilson limit is the centre, which has a closed form; for a rate or ratio where exact Poisson limits meet
// the centre, by chi-square (their tables come from a search to 1e-7 and agree to 5e-5). Overdispersion by
// Spiegelhalter (Stat Med 2005; Qual Saf Health Care 2005): z scores winsorised by type 7 quantiles, then
// either widened by the root of phi (multiplicative) or given a variance between units (additive, by
// moments). 95% and 99.8% are the usual limits. This header must never know the units.
#pragma once

#include <span>
#include <vector>

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"
#include "engine/comparison/statistics/proportions.h"

namespace outturn::comparison {

/// Proportions of so many people on the limits, cut off at 0 and 1. `centre` between 0 and 1.
[[nodiscard]] Answer<Interval> funnel_of_proportion(double centre, double people, double confidence = 0.95);

/// Where a count lies on the limits.
struct FunnelOfRatio {
  Interval expected;  ///< with more expected than `high` the count is low, with less than `low` it is high
  Interval ratio;     ///< observed over expected on the lower and on the upper limit
};
/// Refused for no events: no expectation is so small that none would be high.
[[nodiscard]] Answer<FunnelOfRatio> funnel_of_ratio(double observed, double confidence = 0.95);

struct FunnelOfRate {
  Interval exposure;  ///< likewise, in people or person-time
  Interval rate;      ///< events over exposure on the lower and on the upper limit
};
[[nodiscard]] Answer<FunnelOfRate> funnel_of_rate(double observed, double centre, double confidence = 0.95);

struct Overdispersion {
  double centre = 0;      ///< all events over all people
  std::vector<double> z;  ///< a unit, with the centre's own binomial error
  std::vector<double> winsorised_z;
  double phi_unwinsorised = 0;           ///< mean of z squared: 1 where chance alone is at work
  double phi = 0;                        ///< of winsorised z
  std::vector<double> z_multiplicative;  ///< z over the root of phi; z where phi is below 1
  double tau_squared = 0;                ///< variance between units; 0 where chance explains it all
  std::vector<double> z_additive;
};
/// Refused below two units, for a unit without people and a centre of 0 or 1. `winsorise`: share at either
/// end.
[[nodiscard]] Answer<Overdispersion> overdispersion(std::span<const Share> units, double winsorise = 0.1);

/// Limits with a variance between units added; cut off at 0 and 1.
[[nodiscard]] Answer<Interval> funnel_with_overdispersion(double centre, double people, double tau_squared,
                                                          double confidence = 0.95);

}  // namespace outturn::comparison
