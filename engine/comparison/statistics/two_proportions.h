// Two proportions: of those who took part and of those compared with, their difference, ratio and tests.
//
// Differences are treated less comparison, ratios treated over comparison. Which interval and which test a
// payment hangs on is fixed in the contract: 60 of 231 against 81 of 231 has p between 0.033 and 0.043
// according to the test. Sources: Newcombe, Stat Med 1998 (hybrid of Wilson's); Agresti and Caffo, Am Stat
// 2000; Miettinen and Nurminen, Stat Med 1985; Katz and others, Biometrics 1978; Woolf, Ann Hum Genet 1955;
// Fisher's exact test with the conditional maximum likelihood odds ratio (Cornfield, 1956); Yates, 1934. This
// header must never know how the groups were chosen: it takes them for two independent samples.
#pragma once

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"
#include "engine/comparison/statistics/proportions.h"

namespace outturn::comparison {

struct TwoGroups {
  Share treated;
  Share comparison;

  [[nodiscard]] double difference() const { return treated.rate() - comparison.rate(); }
};

/// A difference over its standard error, referred to the normal distribution.
struct ZTest {
  double se = 0;
  double z = 0;
  double p = 0;       ///< two-sided
  double p_less = 0;  ///< that the treated rate is the lower
};

struct ChiSquareTest {
  double statistic = 0;
  double p = 0;
};

struct FisherTest {
  double p = 0;           ///< two-sided: tables no likelier than the one seen
  double p_less = 0;      ///< treated events as few or fewer
  double p_greater = 0;   ///< as many or more
  double odds_ratio = 0;  ///< conditional maximum likelihood: 0 or infinity where the table has no other
  Interval limits;        ///< of that odds ratio; 0 and infinity likewise
};

/// A ratio with the interval worked out on its logarithm.
struct LogRatio {
  double ratio = 0;
  double log_se = 0;
  Interval interval;
};

// ---- Tests. Refused where a group has no people, or where nobody or everybody had the outcome.

[[nodiscard]] Answer<ZTest> unpooled_z_test(const TwoGroups& groups);
/// With the variance of the pooled rate: its square is Pearson's chi-square.
[[nodiscard]] Answer<ZTest> pooled_z_test(const TwoGroups& groups);
[[nodiscard]] Answer<ChiSquareTest> chi_square_test(const TwoGroups& groups);
/// With Yates's continuity correction: 1/2, or the whole deviation when that is less.
[[nodiscard]] Answer<ChiSquareTest> yates_test(const TwoGroups& groups);
/// Whole counts only.
[[nodiscard]] Answer<FisherTest> fisher_test(const TwoGroups& groups, double confidence = 0.95);

// ---- Intervals of the difference

[[nodiscard]] Answer<Interval> wald_difference(const TwoGroups& groups, double confidence = 0.95);
/// Wald's, wider by Yates's correction, within -1 to 1 (R's prop.test).
[[nodiscard]] Answer<Interval> wald_continuity_difference(const TwoGroups& groups, double confidence = 0.95);
/// Newcombe's tenth method; our default.
[[nodiscard]] Answer<Interval> newcombe_difference(const TwoGroups& groups, double confidence = 0.95);
/// One event and one other added in each group.
[[nodiscard]] Answer<Interval> agresti_caffo_difference(const TwoGroups& groups, double confidence = 0.95);
/// Differences that the score test with variance factor n/(n-1) doesn't reject.
[[nodiscard]] Answer<Interval> miettinen_nurminen_difference(const TwoGroups& groups,
                                                             double confidence = 0.95);

// ---- Ratios and sizes of effect

/// Katz. Refused without an event on either side: nothing is added to a cell in silence.
[[nodiscard]] Answer<LogRatio> risk_ratio(const TwoGroups& groups, double confidence = 0.95);
/// Woolf. Refused where any cell is empty: use Fisher's.
[[nodiscard]] Answer<LogRatio> odds_ratio(const TwoGroups& groups, double confidence = 0.95);
/// Cohen's h: difference of 2 asin(sqrt(rate)).
[[nodiscard]] Answer<double> cohens_h(const TwoGroups& groups);
/// (comparison - treated) / comparison; refused without a comparison event.
[[nodiscard]] Answer<double> relative_reduction(const TwoGroups& groups);
/// People to be treated for one event less (negative: for one more); refused where the rates are equal.
[[nodiscard]] Answer<double> number_needed_to_treat(const TwoGroups& groups);

}  // namespace outturn::comparison
