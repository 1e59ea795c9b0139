// What is refused, and in which words: never a NaN, never a zero for something unknown.
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "engine/comparison/statistics/means.h"
#include "engine/comparison/statistics/multiplicity.h"
#include "engine/comparison/statistics/order_statistics.h"
#include "engine/comparison/statistics/power.h"
#include "engine/comparison/statistics/rates.h"
#include "engine/comparison/statistics/two_proportions.h"

namespace outturn::comparison::test {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

TEST(Refusals, AnAnswerThatIsNotThereIsAFault) {
  const Answer<double> none = Refusal{"there are no people"};
  EXPECT_FALSE(none);
  EXPECT_EQ(none.reason(), "there are no people");
  EXPECT_THROW(static_cast<void>(*none), Fault);
  EXPECT_EQ(*Answer<double>(2.0), 2);
}

TEST(Refusals, Proportions) {
  EXPECT_EQ(wilson_interval({0, 0}).reason(), "there are no people");
  EXPECT_EQ(wilson_interval({3, 2}).reason(), "more people had the outcome than there are");
  EXPECT_EQ(wilson_interval({unknown, 2}).reason(), "a count is not known");
  EXPECT_EQ(wilson_interval({1, 2}, 1).reason(), "the confidence is not between 0 and 1");
  EXPECT_EQ(against_baseline({3, 10}, 1).reason(), "the baseline is not a rate between 0 and 1");
  EXPECT_FALSE(against_baseline({2.5, 10}, 0.3));
  EXPECT_FALSE(baseline_limits_exact(0.3, 0));
}

TEST(Refusals, TwoProportions) {
  EXPECT_EQ(pooled_z_test({{0, 5}, {0, 6}}).reason(), "nobody in either group had the outcome");
  EXPECT_EQ(yates_test({{5, 5}, {6, 6}}).reason(), "everybody in both groups had the outcome");
  EXPECT_EQ(pooled_z_test({{0, 5}, {0, 0}}).reason(), "there are no people (comparison)");
  EXPECT_FALSE(unpooled_z_test({{0, 5}, {6, 6}}));
  EXPECT_FALSE(fisher_test({{0, 5}, {0, 6}}));
  EXPECT_FALSE(risk_ratio({{0, 5}, {2, 6}}));
  EXPECT_FALSE(odds_ratio({{5, 5}, {2, 6}}));
  EXPECT_FALSE(relative_reduction({{1, 5}, {0, 6}}));
  EXPECT_FALSE(number_needed_to_treat({{1, 5}, {1, 5}}));
}

TEST(Refusals, MeansAndRanks) {
  EXPECT_EQ(sample_of(std::vector<double>{1}).reason(), "a group has fewer than two people");
  EXPECT_FALSE(sample_of(std::vector<double>{1, unknown}));
  EXPECT_EQ(welch_test({2, 1, 0}, {2, 2, 0}).reason(), "no group has any spread");
  EXPECT_EQ(mann_whitney_test(std::vector<double>{1, 1}, std::vector<double>{1}).reason(),
            "all values are equal");
  EXPECT_FALSE(mann_whitney_test({}, std::vector<double>{1}));
}

TEST(Refusals, Rates) {
  EXPECT_EQ(phe_rate_interval({3, 0}).reason(), "there is no exposure");
  EXPECT_EQ(phe_count_interval(unknown).reason(), "a count is not known");
  EXPECT_EQ(phe_count_interval(-1).reason(), "a count is below 0");
  EXPECT_EQ(wald_rate_ratio({0, 5}, {2, 5}).reason(), "a group has no events, so a ratio has no interval");
  EXPECT_EQ(rate_difference({0, 5}, {0, 5}).reason(), "there are no events in either group");
  EXPECT_EQ(exact_rate_ratio({0, 5}, {2, 5})->interval.low, 0);
}

TEST(Refusals, PlansAndManyTests) {
  EXPECT_FALSE(corrected({}, Multiplicity::holm));
  EXPECT_FALSE(corrected(std::vector<double>{unknown}, Multiplicity::holm));
  EXPECT_FALSE(quantile_type_7({}, 0.5));
  EXPECT_FALSE(winsorised(std::vector<double>{1, 2}, 0.5));
  EXPECT_FALSE(treated_needed(0.3, 0.3));
  EXPECT_FALSE(treated_needed(0.3, 0.2, {0.8, 1}));
  EXPECT_FALSE(people_per_group_needed(0, 1));
  const Detectable few = *detectable_rates(0.35, 10);
  EXPECT_EQ(few.below.reason(), "so few people would not show a fall, even to nobody");
  EXPECT_TRUE(few.above);
}

}  // namespace
}  // namespace outturn::comparison::test
