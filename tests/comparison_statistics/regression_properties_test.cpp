// Regressions against slower roads to the same answer, and what they refuse.
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "engine/comparison/regression/counts.h"
#include "engine/comparison/regression/series.h"
#include "engine/comparison/statistics/survival.h"
#include "tests/support/dice.h"

namespace outturn::comparison::test {
namespace {

using ::outturn::test::Dice;

struct Drawn {
  Design design;
  std::vector<double> y;
  std::vector<double> weights;
};

Drawn drawn(std::size_t rows, std::uint64_t seed) {
  Dice dice(seed);
  Drawn out{constant_design(rows), {}, {}};
  std::vector<double> x(rows);
  std::vector<double> group(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    x[row] = 10 * dice.share();
    group[row] = static_cast<double>(dice.below(2));
    out.y.push_back(3 + 0.5 * x[row] - 2 * group[row] + 4 * (dice.share() - 0.5));
    out.weights.push_back(static_cast<double>(1 + dice.below(3)));
  }
  out.design.add("x", x);
  out.design.add("group", group);
  return out;
}

TEST(LeastSquaresOf, WeightsAreRepeatedRows) {
  const Drawn once = drawn(40, 11);
  Drawn repeated{{once.design.names, std::vector<std::vector<double>>(3)}, {}, {}};
  for (std::size_t row = 0; row < once.y.size(); ++row)
    for (int copy = 0; copy < once.weights[row]; ++copy) {
      repeated.y.push_back(once.y[row]);
      for (std::size_t k = 0; k < 3; ++k) repeated.design.columns[k].push_back(once.design.columns[k][row]);
    }
  const LeastSquares a = *least_squares(once.design, once.y, once.weights);
  const LeastSquares b = *least_squares(repeated.design, repeated.y);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(a.coefficients[k], b.coefficients[k], 1e-12);
  EXPECT_NEAR(a.r_squared, b.r_squared, 1e-12);
}

TEST(LeastSquaresOf, RowsWithoutWeightCountForNothing) {
  Drawn rows = drawn(30, 12);
  const LeastSquares alone = *least_squares(rows.design, rows.y, rows.weights);
  std::vector<std::uint32_t> cluster(30);
  for (std::uint32_t row = 0; row < 30; ++row) cluster[row] = row / 3;
  const Covariance before = *clustered_covariance(alone, cluster);
  for (std::vector<double>& column : rows.design.columns) column.push_back(7);
  rows.y.push_back(1e6);
  rows.weights.push_back(0);
  cluster.push_back(99);
  const LeastSquares more = *least_squares(rows.design, rows.y, rows.weights);
  const Covariance after = *clustered_covariance(more, cluster);
  EXPECT_EQ(clusters_with_weight(more, cluster), 10U);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(more.coefficients[k], alone.coefficients[k], 1e-12);
    EXPECT_NEAR(plain_covariance(more).se(k), plain_covariance(alone).se(k), 1e-12);
    EXPECT_NEAR(robust_covariance(more, Robust::hc1)->se(k), robust_covariance(alone, Robust::hc1)->se(k),
                1e-12);
    EXPECT_NEAR(after.se(k), before.se(k), 1e-12);
  }
}

TEST(LeastSquaresOf, SandwichesAgreeWhereTheyMust) {
  const Drawn rows = drawn(50, 13);
  const LeastSquares fit = *least_squares(rows.design, rows.y, rows.weights);
  std::vector<std::uint32_t> each(50);
  for (std::uint32_t row = 0; row < 50; ++row) each[row] = 50 - row;
  const Covariance clustered = *clustered_covariance(fit, each);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(clustered.se(k), robust_covariance(fit, Robust::hc1)->se(k), 1e-13);  // everyone a cluster
    EXPECT_NEAR(newey_west_covariance(fit, 0, false)->se(k), robust_covariance(fit, Robust::hc0)->se(k),
                1e-13);
    EXPECT_LT(robust_covariance(fit, Robust::hc0)->se(k), robust_covariance(fit, Robust::hc3)->se(k));
  }
}

TEST(LeastSquaresOf, GroupMeansAreWelch) {
  // One flag: coefficient and HC errors by hand from the two means.
  Design design = constant_design(7);
  design.add("treated", {1, 1, 1, 0, 0, 0, 0});
  const std::vector<double> y{4, 6, 8, 1, 2, 3, 6};
  const LeastSquares fit = *least_squares(design, y);
  EXPECT_NEAR(fit.coefficient("treated"), 6 - 3, 1e-14);
  EXPECT_NEAR(robust_covariance(fit, Robust::hc0)->se(1), std::sqrt(8.0 / 9 + 14.0 / 16), 1e-14);
  EXPECT_NEAR(robust_covariance(fit, Robust::hc3)->se(1), std::sqrt(8.0 / 4 + 14.0 / 9), 1e-14);
  EXPECT_NEAR(plain_covariance(fit).se(1), std::sqrt(22.0 / 5 * (1.0 / 3 + 1.0 / 4)), 1e-14);
}

TEST(LeastSquaresOf, Refused) {
  Design design = constant_design(4);
  design.add("double", {2, 2, 2, 2});
  EXPECT_EQ(least_squares(design, std::vector<double>{1, 2, 3, 4}).reason(),
            "double follows from the columns before it");
  EXPECT_EQ(least_squares(constant_design(1), std::vector<double>{1}).reason(),
            "there are no more rows than coefficients");
  EXPECT_FALSE(least_squares(constant_design(2), std::vector<double>{1, std::nan("")}));
  EXPECT_FALSE(least_squares(constant_design(2), std::vector<double>{1, 2, 3}));
  EXPECT_FALSE(least_squares(constant_design(2), std::vector<double>{1, 2}, std::vector<double>{1, -1}));
  EXPECT_FALSE(least_squares(constant_design(3), std::vector<double>{1, 2, 3}, std::vector<double>{0, 1, 0}));
  EXPECT_FALSE(least_squares({}, std::vector<double>{}));
  const LeastSquares perfect = *least_squares(constant_design(3), std::vector<double>{2, 2, 2});
  EXPECT_FALSE(durbin_watson(perfect));
  EXPECT_FALSE(coefficient_test(2, 0, 2));
  EXPECT_FALSE(newey_west_covariance(perfect, 3, false));
  EXPECT_FALSE(clustered_covariance(perfect, std::vector<std::uint32_t>{1, 1, 1}));
}

/// A panel with a gap and units of their own level.
Panel panel() {
  Dice dice(21);
  Panel out;
  for (std::uint32_t unit = 0; unit < 9; ++unit)
    for (std::uint32_t period = 0; period < 5; ++period) {
      if (unit == 4 && period == 1) continue;
      out.unit.push_back(unit * 7);
      out.period.push_back(2010 + period);
      out.treated.push_back(unit < 4 ? 1 : 0);
      out.after.push_back(period >= 3 ? 1 : 0);
      out.value.push_back(unit + 0.5 * period + dice.share());
    }
  return out;
}

TEST(Series, FixedEffectsAsColumnsGiveTheSame) {
  const Panel rows = panel();
  Design design = constant_design(rows.value.size());
  const auto flags = [&](const auto& wanted) {
    std::vector<double> column(rows.value.size());
    for (std::size_t row = 0; row < column.size(); ++row) column[row] = wanted(row) ? 1 : 0;
    return column;
  };
  for (std::uint32_t unit = 1; unit < 9; ++unit)
    design.add("unit", flags([&](std::size_t row) { return rows.unit[row] == unit * 7; }));
  for (std::uint32_t period = 2011; period < 2015; ++period)
    design.add("period", flags([&](std::size_t row) { return rows.period[row] == period; }));
  design.add("effect", flags([&](std::size_t row) { return rows.treated[row] + rows.after[row] == 2; }));
  const LeastSquares slow = *least_squares(design, rows.value);
  const LeastSquares fit = *two_way_fixed_effects(rows);
  const std::size_t ours = fit.place("treated:after");
  const std::size_t theirs = slow.place("effect");
  EXPECT_EQ(fit.df(), slow.df());
  EXPECT_NEAR(fit.coefficients[ours], slow.coefficients[theirs], 1e-12);
  EXPECT_NEAR(plain_covariance(fit).se(ours), plain_covariance(slow).se(theirs), 1e-12);
  EXPECT_NEAR(clustered_covariance(fit, rows.unit)->se(ours),
              clustered_covariance(slow, rows.unit)->se(theirs), 1e-12);
}

TEST(Series, DifferenceInDifferencesOfCellMeans) {
  const Panel rows{{1, 2, 3, 4, 1, 2, 3, 4},
                   {0, 0, 0, 0, 1, 1, 1, 1},
                   {1, 1, 0, 0, 1, 1, 0, 0},
                   {0, 0, 0, 0, 1, 1, 1, 1},
                   {10, 12, 20, 22, 11, 15, 25, 27}};
  EXPECT_NEAR(difference_in_differences(rows)->coefficient("treated:after"), (13 - 11) - (26 - 21), 1e-13);
  EXPECT_EQ(trend_before(rows).reason(), "there are fewer than two periods before, so no trend is known");
}

TEST(Series, TrendBeforeIsTheGapOfSlopes) {
  Panel rows;
  for (std::uint32_t period = 0; period < 5; ++period)
    for (std::uint32_t unit = 0; unit < 4; ++unit) {
      const bool treated = unit < 2;
      rows.unit.push_back(unit);
      rows.period.push_back(period);
      rows.treated.push_back(treated ? 1 : 0);
      rows.after.push_back(period == 4 ? 1 : 0);
      rows.value.push_back(unit + (treated ? 3.0 : 1.0) * period + (period % 2 == unit % 2 ? 0.1 : 0));
    }
  EXPECT_NEAR(trend_before(rows)->coefficient("treated:time"), 2, 1e-12);
}

TEST(Series, Refused) {
  Panel rows = panel();
  rows.treated[1] = 0;
  EXPECT_EQ(two_way_fixed_effects(rows).reason(), "a unit is of both groups");
  rows = panel();
  rows.period[1] = rows.period[0];
  EXPECT_EQ(difference_in_differences(rows).reason(), "a unit stands twice in a period");
  rows = panel();
  rows.treated.assign(rows.treated.size(), 0);
  EXPECT_FALSE(difference_in_differences(rows));
  EXPECT_FALSE(interrupted_time_series(std::vector<double>{1, 2, 3}, 2));
}

TEST(Series, InterruptedLineIsFoundAgain) {
  std::vector<double> values;
  for (int t = 1; t <= 20; ++t)
    values.push_back(5 + 0.5 * t + (t > 12 ? -3 - 0.25 * (t - 12) : 0) + (t % 2 == 0 ? 1e-3 : -1e-3));
  const LeastSquares fit = *interrupted_time_series(values, 12);
  EXPECT_NEAR(fit.coefficient("level"), -3, 1e-2);
  EXPECT_NEAR(fit.coefficient("since"), -0.25, 1e-2);
  const CoefficientTest last =
      *combination_test(fit, plain_covariance(fit), std::vector<double>{0, 0, 1, 8}, fit.df());
  EXPECT_NEAR(last.estimate, -5, 1e-2);
  EXPECT_TRUE(last.interval.contains(last.estimate));
}

/// Events of people who differ: two groups, a gamma chance each, exposures of their own.
struct Events {
  Design design = constant_design(0);
  std::vector<double> y;
  std::vector<double> exposure;
};

Events events(std::size_t people) {
  Dice dice(31);
  Events out{constant_design(people), {}, {}};
  std::vector<double> treated;
  for (std::size_t person = 0; person < people; ++person) {
    treated.push_back(person % 2 == 0 ? 1 : 0);
    out.exposure.push_back(0.5 + dice.share());
    const double mean = -2 * std::log(dice.share()) * out.exposure.back();  // exponential: theta 1
    double count = 0;
    for (double chance = std::exp(-mean), u = dice.share(); u > chance && count < 60; ++count)
      u -= chance, chance *= mean / (count + 1);
    out.y.push_back(count);
  }
  out.design.add("treated", treated);
  return out;
}

double nb_log_likelihood(const Events& e, double a, double b, double theta) {
  double sum = 0;
  for (std::size_t row = 0; row < e.y.size(); ++row) {
    const double mean = e.exposure[row] * std::exp(a + b * e.design.columns[1][row]);
    sum += std::lgamma(theta + e.y[row]) - std::lgamma(theta) - std::lgamma(e.y[row] + 1) +
           theta * std::log(theta / (theta + mean)) + e.y[row] * std::log(mean / (theta + mean));
  }
  return sum;
}

TEST(CountRegressionOf, NegativeBinomialIsTheLikeliest) {
  const Events e = events(300);
  const NegativeBinomialRegression fit = *negative_binomial_regression(e.design, e.y, e.exposure);
  const double a = fit.counts.working.coefficients[0];
  const double b = fit.counts.working.coefficients[1];
  EXPECT_NEAR(fit.theta, 1, 0.4);
  EXPECT_NEAR(nb_log_likelihood(e, a, b, fit.theta), fit.log_likelihood, 1e-9);
  // Slopes by differences are zero, and the curvature along theta is the error's.
  const double h = 1e-4;
  const auto along = [&](double da, double db, double dt) {
    return nb_log_likelihood(e, a + da, b + db, fit.theta + dt);
  };
  EXPECT_NEAR((along(h, 0, 0) - along(-h, 0, 0)) / (2 * h), 0, 1e-5);
  EXPECT_NEAR((along(0, h, 0) - along(0, -h, 0)) / (2 * h), 0, 1e-5);
  EXPECT_NEAR((along(0, 0, h) - along(0, 0, -h)) / (2 * h), 0, 1e-5);
  const double wide = 1e-3;
  const double curvature = (along(0, 0, wide) - 2 * along(0, 0, 0) + along(0, 0, -wide)) / (wide * wide);
  EXPECT_NEAR(fit.theta_se * std::sqrt(-curvature), 1, 1e-4);
}

TEST(CountRegressionOf, Refused) {
  Design design = constant_design(4);
  design.add("treated", {1, 1, 0, 0});
  EXPECT_EQ(poisson_regression(design, std::vector<double>{0, 0, 3, 6}).reason(),
            "a coefficient has no end: some group has no events");
  EXPECT_EQ(poisson_regression(design, std::vector<double>{0, 0, 0, 0}).reason(), "there are no events");
  EXPECT_FALSE(poisson_regression(design, std::vector<double>{1, 1.5, 0, 2}));
  EXPECT_FALSE(poisson_regression(design, std::vector<double>{1, 1, 0, 2}, std::vector<double>{1, 1, 0, 1}));
  EXPECT_EQ(negative_binomial_regression(design, std::vector<double>{2, 2, 3, 3}).reason(),
            "counts vary no more than Poisson's: use Poisson regression");
}

TEST(Survival, WithoutCensoringIsTheShareLeft) {
  const Followed all{{5, 2, 9, 2, 7}, {1, 1, 1, 1, 1}};
  const std::vector<SurvivalStep> steps = *kaplan_meier(all);
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_NEAR(steps[0].without_event, 0.6, 1e-15);
  EXPECT_NEAR(steps[0].log_se, std::sqrt(2.0 / (5 * 3)), 1e-15);
  EXPECT_EQ(steps[3].without_event, 0);
  EXPECT_TRUE(std::isinf(steps[3].log_se));
}

TEST(Survival, GroupsExchanged) {
  Dice dice(41);
  Followed all;
  std::vector<std::uint8_t> treated;
  for (int person = 0; person < 80; ++person) {
    all.time.push_back(static_cast<double>(1 + dice.below(30)));
    all.event.push_back(dice.below(3) > 0 ? 1 : 0);
    treated.push_back(static_cast<std::uint8_t>(dice.below(2)));
  }
  std::vector<std::uint8_t> turned = treated;
  std::vector<double> column(treated.begin(), treated.end());
  std::vector<double> column_turned;
  for (std::uint8_t& flag : turned) column_turned.push_back(flag = flag == 0 ? 1 : 0);
  const LogRankTest there = *log_rank_test(all, treated);
  const LogRankTest back = *log_rank_test(all, turned);
  EXPECT_NEAR(there.chi_square, back.chi_square, 1e-10);
  EXPECT_NEAR(there.observed_treated + there.observed_comparison,
              there.expected_treated + there.expected_comparison, 1e-10);
  for (const Ties ties : {Ties::efron, Ties::breslow}) {
    const CoxRegression a = *cox_regression(all, {column}, ties);
    const CoxRegression b = *cox_regression(all, {column_turned}, ties);
    EXPECT_NEAR(a.coefficients[0], -b.coefficients[0], 1e-10);
    EXPECT_NEAR(a.se[0], b.se[0], 1e-10);
    EXPECT_GE(a.log_likelihood, a.log_likelihood_without);
  }
}

TEST(Survival, Refused) {
  const Followed all{{1, 2, 3, 4}, {1, 1, 1, 1}};
  EXPECT_FALSE(kaplan_meier({}));
  EXPECT_FALSE(kaplan_meier({{1, -2}, {1, 1}}));
  EXPECT_FALSE(log_rank_test({{1, 2}, {0, 0}}, {1, 0}));
  EXPECT_FALSE(log_rank_test(all, {1, 1, 1, 1}));
  EXPECT_EQ(cox_regression(all, {{1, 1, 1, 1}}).reason(), "a covariate is the same for everybody");
  EXPECT_FALSE(cox_regression(all, {{1, 1, 0, 0}, {0, 0, 1, 1}}));
  EXPECT_FALSE(cox_regression(all, {{4, 3, 2, 1}}));  // the order of events exactly: no end
  EXPECT_NE(survival_fault({{1, 5, 1, 0.8, 0.2}, {2, 5, 1, 0.6, 0.3}}), "");
}

}  // namespace
}  // namespace outturn::comparison::test
