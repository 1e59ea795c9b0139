// One proportion: how many of some people had an outcome, and what the true share may be.
//
// Wilson's interval (Wilson, JASA 1927) is the one that PHE/OHID publish for proportions ("Commonly used
// public health statistics and their confidence intervals", PHE 2018) and our own default. The others are
// for results that others published: Wald; Wilson with continuity (Newcombe, Stat Med 1998, method 4);
// Clopper and Pearson (Biometrika 1934), called exact; Agresti and Coull (Am Stat 1998); Jeffreys (Brown, Cai
// and DasGupta, Stat Sci 2001). And a proportion against a fixed published rate. This header must never
// know whose outcome it is. Every function refuses without people and with events outside 0 to people.
#pragma once

#include <string>

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {

/// People, and those of them with the outcome. Weighted counts need not be whole.
struct Share {
  double events = 0;
  double people = 0;

  [[nodiscard]] double rate() const { return events / people; }
};

/// Empty when sound: people above 0, 0 <= events <= people, both finite.
[[nodiscard]] std::string share_fault(const Share& share);

/// Of no width when nobody or everybody had the outcome, and may go beyond 0 or 1: use Wilson's.
[[nodiscard]] Answer<Interval> wald_interval(const Share& share, double confidence = 0.95);
[[nodiscard]] Answer<Interval> wilson_interval(const Share& share, double confidence = 0.95);
[[nodiscard]] Answer<Interval> wilson_continuity_interval(const Share& share, double confidence = 0.95);
/// Never covers less than the confidence; wider than need be.
[[nodiscard]] Answer<Interval> clopper_pearson_interval(const Share& share, double confidence = 0.95);
/// May go beyond 0 or 1, as published; z squared / 2 events and as many others are added.
[[nodiscard]] Answer<Interval> agresti_coull_interval(const Share& share, double confidence = 0.95);
/// Equal tails of Beta(events + 1/2, others + 1/2); ends at 0 and 1 where nobody or everybody had it.
[[nodiscard]] Answer<Interval> jeffreys_interval(const Share& share, double confidence = 0.95);

/// People against a rate fixed beforehand (a published baseline taken as known without error).
struct AgainstBaseline {
  double difference = 0;    ///< rate less baseline
  double exact_p = 0;       ///< two-sided: counts no likelier than the one seen
  double exact_p_less = 0;  ///< P(as few or fewer)
  double z = 0;             ///< with the baseline's own variance
  double p = 0;             ///< two-sided, of z
  double p_less = 0;
};

/// `baseline` between 0 and 1, neither of them; events whole.
[[nodiscard]] Answer<AgainstBaseline> against_baseline(const Share& share, double baseline);

/// Rates that chance alone gives so many people: the binomial's own quantiles at either tail, over people.
/// What is outside them differs from the baseline (the payment thresholds of Transforming Rehabilitation).
[[nodiscard]] Answer<Interval> baseline_limits_exact(double baseline, double people,
                                                     double confidence = 0.95);
[[nodiscard]] Answer<Interval> baseline_limits_normal(double baseline, double people,
                                                      double confidence = 0.95);

}  // namespace outturn::comparison
