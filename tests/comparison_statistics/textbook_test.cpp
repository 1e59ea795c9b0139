// Numbers from books and papers, each with its source, and small ones worked out by hand.
#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "engine/comparison/regression/counts.h"
#include "engine/comparison/regression/series.h"
#include "engine/comparison/statistics/means.h"
#include "engine/comparison/statistics/multiplicity.h"
#include "engine/comparison/statistics/order_statistics.h"
#include "engine/comparison/statistics/power.h"
#include "engine/comparison/statistics/rates.h"
#include "engine/comparison/statistics/survival.h"
#include "engine/comparison/statistics/two_proportions.h"

namespace outturn::comparison::test {
namespace {

void expect_interval(const Interval& ours, double low, double high, double places = 5e-5) {
  EXPECT_NEAR(ours.low, low, places);
  EXPECT_NEAR(ours.high, high, places);
}

/// Newcombe, Statistics in Medicine 17 (1998) 857, table I.
TEST(Textbook, NewcombeOneProportion) {
  expect_interval(*wald_interval({81, 263}), 0.2522, 0.3638);
  expect_interval(*wilson_interval({81, 263}), 0.2553, 0.3662);
  expect_interval(*wilson_continuity_interval({81, 263}), 0.2535, 0.3682);
  expect_interval(*clopper_pearson_interval({81, 263}), 0.2527, 0.3676);
  expect_interval(*wilson_interval({15, 148}), 0.0624, 0.1605);
  expect_interval(*clopper_pearson_interval({15, 148}), 0.0578, 0.1617);
  expect_interval(*wilson_interval({0, 20}), 0, 0.1611);
  expect_interval(*clopper_pearson_interval({0, 20}), 0, 0.1684);
  expect_interval(*wilson_interval({1, 29}), 0.0061, 0.1718);
}

/// Newcombe, Statistics in Medicine 17 (1998) 873, table II: 56/70 less 48/80.
TEST(Textbook, NewcombeDifference) {
  const TwoGroups groups{{56, 70}, {48, 80}};
  expect_interval(*wald_difference(groups), 0.0575, 0.3425);
  expect_interval(*miettinen_nurminen_difference(groups), 0.0528, 0.3382);
  expect_interval(*newcombe_difference(groups), 0.0524, 0.3339);
}

/// Fisher, The Design of Experiments (1935): three of four cups told rightly.
TEST(Textbook, LadyTastingTea) {
  const FisherTest tea = *fisher_test({{3, 4}, {1, 4}});
  EXPECT_NEAR(tea.p_greater, 17.0 / 70, 1e-14);
  EXPECT_NEAR(tea.p, 34.0 / 70, 1e-14);
  EXPECT_NEAR(tea.odds_ratio, 6.408309, 5e-4);  // R's fisher.test, by a coarser search
}

/// Garwood, Biometrika 28 (1936): limits of Poisson counts.
TEST(Textbook, GarwoodLimits) {
  expect_interval(*exact_count_interval(0), 0, 3.689, 5e-4);
  expect_interval(*exact_count_interval(1), 0.0253, 5.572, 5e-4);
  expect_interval(*exact_count_interval(10), 4.795, 18.39, 5e-3);
  expect_interval(*exact_count_interval(0, 0.9), 0, -std::log(0.05), 1e-12);  // by hand
}

/// Benjamini and Hochberg, JRSS B 57 (1995) 289, section 4: of fifteen, four are found at 0.05, by Bonferroni
/// three.
TEST(Textbook, BenjaminiHochbergExample) {
  const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                              0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto found = [&](Multiplicity rule) {
    int count = 0;
    for (const double value : *corrected(p, rule)) count += value <= 0.05 ? 1 : 0;
    return count;
  };
  EXPECT_EQ(found(Multiplicity::benjamini_hochberg), 4);
  EXPECT_EQ(found(Multiplicity::bonferroni), 3);
}

TEST(Textbook, CorrectedKeepsTheOrderGiven) {
  const std::vector<double> p{0.04, 0.01, 0.03};
  const auto expect = [&](Multiplicity rule, const std::vector<double>& by_hand) {
    const std::vector<double> ours = *corrected(p, rule);
    for (std::size_t at = 0; at < p.size(); ++at) EXPECT_NEAR(ours[at], by_hand[at], 1e-15);
  };
  expect(Multiplicity::holm, {0.06, 0.03, 0.06});
  expect(Multiplicity::hochberg, {0.04, 0.03, 0.04});
  expect(Multiplicity::benjamini_hochberg, {0.04, 0.03, 0.04});
}

/// Freireich and others, Blood 21 (1963): weeks of remission in leukaemia, as in Gehan (1965) and Cox (1972).
Followed remissions() {
  return {{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,  // 6-MP
           1, 1, 2, 2, 3, 4, 4,  5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23},
          {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0,  //
           1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
}

std::vector<std::uint8_t> on_6mp() {
  std::vector<std::uint8_t> flags(42, 0);
  std::fill(flags.begin(), flags.begin() + 21, std::uint8_t{1});
  return flags;
}

/// Kleinbaum and Klein, Survival Analysis (1996), chapter 2: shares without relapse 0.8571 at 6, 0.7529
/// at 10.
TEST(Textbook, RemissionsKaplanMeier) {
  Followed treated = remissions();
  treated.time.resize(21);
  treated.event.resize(21);
  const auto at = [steps = *kaplan_meier(treated)](double time) {
    double share = 1;
    for (const SurvivalStep& step : steps)
      if (step.time <= time) share = step.without_event;
    return share;
  };
  EXPECT_NEAR(at(6), 0.8571, 5e-5);
  EXPECT_NEAR(at(10), 0.7529, 5e-5);
  EXPECT_NEAR(at(22), 0.5378, 5e-5);
  EXPECT_NEAR(at(35), 0.4482, 5e-5);
}

/// The same chapter: log-rank 16.79 with 19.25 relapses expected under 6-MP; Cox by Breslow 1.509 (0.410) in
/// chapter 3, by Efron 1.572 (0.412) in R's survival.
TEST(Textbook, RemissionsLogRankAndCox) {
  const LogRankTest test = *log_rank_test(remissions(), on_6mp());
  EXPECT_NEAR(test.chi_square, 16.79, 5e-3);
  EXPECT_EQ(test.observed_treated, 9);
  EXPECT_NEAR(test.expected_treated, 19.25, 5e-3);
  std::vector<double> placebo(42);
  for (std::size_t person = 0; person < 42; ++person) placebo[person] = person < 21 ? 0 : 1;
  const CoxRegression breslow = *cox_regression(remissions(), {placebo}, Ties::breslow);
  EXPECT_NEAR(breslow.coefficients[0], 1.509, 5e-4);
  EXPECT_NEAR(breslow.se[0], 0.410, 5e-4);
  const CoxRegression efron = *cox_regression(remissions(), {placebo}, Ties::efron);
  EXPECT_NEAR(efron.coefficients[0], 1.572, 5e-4);
  EXPECT_NEAR(efron.se[0], 0.412, 5e-4);
}

/// Anscombe, Am Stat 27 (1973): the first of his four sets, y = 3.00 + 0.500 x, r squared 0.667, se 1.125 and
/// 0.118.
TEST(Textbook, AnscombeLine) {
  const std::vector<double> y{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
  Design design = constant_design(y.size());
  design.add("x", {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5});
  const LeastSquares fit = *least_squares(design, y);
  EXPECT_NEAR(fit.coefficient("constant"), 3.00, 5e-3);
  EXPECT_NEAR(fit.coefficient("x"), 0.500, 5e-4);
  EXPECT_NEAR(fit.r_squared, 0.667, 5e-4);
  EXPECT_NEAR(plain_covariance(fit).se(0), 1.125, 5e-4);
  EXPECT_NEAR(plain_covariance(fit).se(1), 0.118, 5e-4);
}

/// Student, Biometrika 6 (1908): extra sleep with two drugs; Welch's t -1.8608, df 17.776, p 0.07939 (R's
/// t.test).
TEST(Textbook, SleepOfStudent) {
  const std::vector<double> first{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::vector<double> second{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const MeansTest test = *welch_test(*sample_of(first), *sample_of(second));
  EXPECT_NEAR(test.t, -1.8608, 5e-5);
  EXPECT_NEAR(test.df, 17.776, 5e-4);
  EXPECT_NEAR(test.p, 0.07939, 5e-6);
  expect_interval(test.interval, -3.3654832, 0.2054832, 5e-8);
}

TEST(Textbook, QuantilesByHand) {
  const std::vector<double> values{4, 1, 3, 2};
  EXPECT_DOUBLE_EQ(*quantile_type_7(values, 0), 1);
  EXPECT_DOUBLE_EQ(*quantile_type_7(values, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(*quantile_type_7(values, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(*quantile_type_7(values, 1), 4);
  EXPECT_EQ(*winsorised(values, 0.25), (std::vector<double>{3.25, 1.75, 3, 2}));
}

TEST(Textbook, PoissonOfTwoGroupsIsTheRateRatio) {
  // By hand: log of (6/4) over (9/12), error the root of 1/6 + 1/9.
  Design design = constant_design(4);
  design.add("treated", {1, 1, 0, 0});
  const CountRegression fit =
      *poisson_regression(design, std::vector<double>{2, 4, 3, 6}, std::vector<double>{1, 3, 5, 7});
  EXPECT_NEAR(fit.working.coefficient("treated"), std::log(2.0), 1e-13);
  EXPECT_NEAR(fit.se[1], std::sqrt(1.0 / 6 + 1.0 / 9), 1e-13);
  EXPECT_NEAR(wald_rate_ratio({6, 4}, {9, 12})->log_se, fit.se[1], 1e-13);
}

TEST(Textbook, PlansComeBack) {
  const TestPlan plan{0.9, 0.01};
  const double needed = *treated_needed(0.2, 0.3, plan, 4);
  EXPECT_NEAR(*power_of_rates(0.2, 0.3, needed, plan.alpha, 4), 0.9, 1e-12);
  const Detectable seen = *detectable_rates(0.3, needed, plan, 4);
  EXPECT_NEAR(*seen.below, 0.2, 1e-12);
  EXPECT_GT(*seen.above, 0.4);
  const double people = *people_per_group_needed(0.5, 1.5, plan);
  EXPECT_NEAR(*power_of_means(0.5, 1.5, people, plan.alpha), 0.9, 1e-10);
  EXPECT_NEAR(*detectable_difference(1.5, people, plan), 0.5, 1e-10);
  EXPECT_GT(*treated_needed(0.25, 0.3, plan), needed);
}

}  // namespace
}  // namespace outturn::comparison::test
