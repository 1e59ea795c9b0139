// Observed against expected, by each convention. Internal to baselines.
#pragma once

#include "engine/comparison/baseline/baseline.h"

namespace outturn::comparison {

/// Byar's limits and test for 10 events and more, exact Poisson below (PHE/OHID): limits of the ratio and of
/// the difference are the same limits of the count, and p is of the test that they turn round.
[[nodiscard]] Answer<BaselineFigures> poisson_figures(double people, double observed,
                                                      const Interval& expected);
/// Two-sided p of that test.
[[nodiscard]] double poisson_p(double observed, double expected);

/// A rate taken as known without error: limits by Clopper and Pearson, p exact binomial.
[[nodiscard]] Answer<BaselineFigures> binomial_figures(double people, double observed, double rate);

/// Against other people: limits of the difference by Newcombe, of the ratio the same over the earlier rate; p
/// of the pooled z.
[[nodiscard]] Answer<BaselineFigures> cohort_figures(double people, double observed, double earlier_people,
                                                     double earlier_observed);

}  // namespace outturn::comparison
