// Expected from persons at public rates: by hand, with ranges, and what is refused.
#include "engine/comparison/rates/expectation.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "engine/comparison/rates/case_mix.h"
#include "engine/comparison/rates/funnel.h"
#include "engine/comparison/rates/published.h"
#include "engine/comparison/rates/standardised.h"
#include "tests/support/dice.h"

namespace outturn::comparison::test {
namespace {

using ::outturn::test::Dice;

PublicRate told(double rate) { return Interval{rate, rate}; }

TEST(ExpectationOfPersons, ByHand) {
  const std::vector<PublicRate> rates{told(0.3), told(0.5), std::nullopt};
  const std::vector<std::int32_t> people{0, 1, 0, 0, 1};
  const Expectation ours = *expectation(people, rates);
  EXPECT_EQ(ours.people_by_stratum, (std::vector<std::uint64_t>{3, 2, 0}));
  EXPECT_NEAR(ours.expected.low, 1.9, 1e-15);
  EXPECT_EQ(ours.expected.low, ours.expected.high);
  EXPECT_NEAR(ours.binary_variance.low, 3 * 0.21 + 2 * 0.25, 1e-15);
  const AgainstBinaryExpectation test = *against_binary_expectation(1, ours);
  EXPECT_NEAR(test.difference, -0.9 / 5, 1e-15);
  EXPECT_NEAR(test.z, -0.9 / std::sqrt(1.13), 1e-13);
}

TEST(ExpectationOfPersons, EqualsThatOfCounts) {
  Dice dice(7);
  std::vector<Rate> reference;
  std::vector<PublicRate> rates;
  for (int s = 0; s < 40; ++s) {
    reference.push_back({static_cast<double>(dice.below(200)), 200 + static_cast<double>(dice.below(500))});
    rates.push_back(told(reference.back().rate()));
  }
  std::vector<std::int32_t> people(3000);
  std::vector<double> populations(40, 0.0);
  for (std::int32_t& stratum : people) {
    stratum = static_cast<std::int32_t>(dice.below(40));
    ++populations[static_cast<std::size_t>(stratum)];
  }
  const Expectation ours = *expectation(people, rates);
  EXPECT_NEAR(ours.expected.low / indirectly_standardised(500, populations, reference)->expected, 1, 1e-13);
  std::vector<std::int32_t> shuffled = people;
  for (std::size_t at = shuffled.size() - 1; at > 0; --at)
    std::swap(shuffled[at], shuffled[dice.below(at + 1)]);
  EXPECT_EQ(expectation(shuffled, rates)->expected, ours.expected);  // to the last bit
}

TEST(ExpectationOfPersons, NobodyIsLeftOutInSilence) {
  const std::vector<PublicRate> rates{told(0.3), std::nullopt};
  EXPECT_EQ(expectation(std::vector<std::int32_t>{}, rates).reason(), "there are no people");
  EXPECT_EQ(expectation(std::vector<std::int32_t>{0, no_stratum, 0, 7}, rates).reason(),
            "2 people are in no stratum of the public table");
  EXPECT_EQ(expectation(std::vector<std::int32_t>{0, 1}, rates).reason(),
            "1 person is in a stratum without a public rate");
  EXPECT_FALSE(expectation(std::vector<std::int32_t>{0}, std::vector<PublicRate>{Interval{0.4, 0.3}}));
}

/// Two strata: 30 of 100 told, "*" of 50. Four people in the first, ten in the second.
TEST(ExpectationOfPersons, SuppressedCountsStayRanges) {
  const Interval hidden = *rate_range(suppressed_1_to_7, {50, 50}, true);
  EXPECT_EQ(hidden, (Interval{0.02, 0.14}));
  const std::vector<PublicRate> rates{told(0.3), hidden};
  std::vector<std::int32_t> people(14, 1);
  std::fill(people.begin(), people.begin() + 4, 0);
  const Expectation ours = *expectation(people, rates);
  EXPECT_NEAR(ours.expected.low, 1.2 + 0.2, 1e-15);
  EXPECT_NEAR(ours.expected.high, 1.2 + 1.4, 1e-15);
  const AgainstExpectation ratio = *against_expectation(2, ours.expected);
  EXPECT_NEAR(ratio.ratio.low, 2 / 2.6, 1e-14);
  EXPECT_NEAR(ratio.ratio.high, 2 / 1.4, 1e-14);
  EXPECT_LT(ratio.interval.low, against_expectation(2, {2.6, 2.6})->interval.low + 1e-12);
  EXPECT_GE(ratio.interval.high, against_expectation(2, {1.4, 1.4})->interval.high - 1e-12);
  EXPECT_FALSE(against_binary_expectation(2, ours));  // a single test would claim more than is known
}

TEST(ExpectationOfPersons, EveryTruthIsWithinTheRange) {
  // Whatever count the publisher hid, the expectation at that count lies within ours.
  Dice dice(8);
  std::vector<std::int32_t> people(500);
  for (std::int32_t& stratum : people) stratum = static_cast<std::int32_t>(dice.below(20));
  std::vector<PublicRate> public_rates;
  std::vector<PublicRate> truth;
  for (int s = 0; s < 20; ++s) {
    const double persons = 20 + static_cast<double>(dice.below(100));
    const double events = 1 + static_cast<double>(dice.below(7));
    truth.push_back(told(events / persons));
    public_rates.push_back(*rate_range(suppressed_1_to_7, {persons, persons}, true));
  }
  const Expectation ours = *expectation(people, public_rates);
  const Expectation real = *expectation(people, truth);
  EXPECT_TRUE(ours.expected.contains(real.expected.low));
  EXPECT_LE(ours.binary_variance.low, real.binary_variance.low);
  EXPECT_GE(ours.binary_variance.high, real.binary_variance.high);
}

TEST(PublishedFigures, RoundedRatesAndTheirCounts) {
  EXPECT_EQ(*counts_of_rounded_rate(0.26, 0.01, 231), (Interval{59, 61}));
  EXPECT_EQ(*counts_of_rounded_rate(0, 0.01, 30), (Interval{0, 0}));
  EXPECT_EQ(counts_of_rounded_rate(0.49, 0.01, 3).reason(), "no count of these people rounds to that rate");
  EXPECT_FALSE(rounded_figure(5, 0));
  EXPECT_FALSE(rate_range({1, 7}, {0, 10}));
  EXPECT_EQ(rate_range({1, 7}, {5, 10}, true)->high, 1);
}

TEST(CaseMix, ByHandAndRefused) {
  EXPECT_NEAR(*base_score(std::vector<ScoredCohort>{{100, 30}, {300, 34}}), 33, 1e-13);
  EXPECT_NEAR(*case_mix_adjusted(29.3963, 34.2008, 33.7289), 28.9244,
              1e-10);  // January to March 2014, published
  EXPECT_FALSE(base_score({}));
  EXPECT_FALSE(case_mix_adjusted(101, 34, 33));
  EXPECT_FALSE(case_mix_adjusted(2, 50, 33));
  EXPECT_FALSE(case_mix_adjusted(30, std::nan(""), 33));
}

TEST(Standardised, ByHand) {
  // Rates 0.1 and 0.3, standard population 3 to 1: 0.15. Variance (9 x 10/100^2 + 1 x 15/50^2) / 16.
  const std::vector<DirectStratum> strata{{10, 100, 3}, {15, 50, 1}};
  const DirectlyStandardised ours = *directly_standardised(strata);
  EXPECT_NEAR(ours.rate, 0.15, 1e-15);
  EXPECT_NEAR(ours.variance, (9 * 0.001 + 0.006) / 16, 1e-17);
  EXPECT_TRUE(ours.interval.contains(ours.rate));
  // Everybody with one event: the same; one person with all events of a stratum: a wider interval.
  const auto repeated = [](std::vector<double> first) {
    return *directly_standardised_of_people(
        std::vector<RepeatedStratum>{{std::move(first), 100, 3}, {{15}, 50, 1}});
  };
  EXPECT_EQ(repeated({10}).interval, ours.interval);
  EXPECT_EQ(repeated({0, 5}).rate, ours.rate);
  EXPECT_GT(repeated({0, 5}).interval.width(), ours.interval.width());
}

TEST(Standardised, OwnPopulationAsStandardIsTheCrudeRate) {
  const std::vector<DirectStratum> strata{{12, 340, 340}, {30, 410, 410}};
  EXPECT_NEAR(directly_standardised(strata)->rate, 42.0 / 750, 1e-15);
  // Then Dobson's limits are Byar's of the crude rate.
  const Interval byar = *byar_rate_interval({42, 750});
  EXPECT_NEAR(directly_standardised(strata)->interval.low, byar.low, 1e-15);
  EXPECT_NEAR(directly_standardised(strata)->interval.high, byar.high, 1e-15);
}

TEST(Standardised, Refused) {
  EXPECT_EQ(directly_standardised(std::vector<DirectStratum>{{10, 100, 1}, {0, 0, 1}}).reason(),
            "stratum 2 has no people, so no rate");
  EXPECT_EQ(directly_standardised(std::vector<DirectStratum>{{9, 100, 1}}).reason(),
            "there are fewer events than a standardised rate is given for");
  EXPECT_FALSE(directly_standardised({}));
  EXPECT_FALSE(directly_standardised(std::vector<DirectStratum>{{std::nan(""), 100, 1}}));
  EXPECT_EQ(indirectly_standardised(3, std::vector<double>{5}, std::vector<Rate>{{0, 0}}).reason(),
            "stratum 1 has people, but no reference rate");
  EXPECT_EQ(indirectly_standardised(3, std::vector<double>{5}, std::vector<Rate>{{0, 10}}).reason(),
            "nothing was expected, so there is no ratio to it");
  EXPECT_FALSE(indirectly_standardised(std::nan(""), std::vector<double>{5}, std::vector<Rate>{{1, 10}}));
  EXPECT_TRUE(indirectly_standardised(0, std::vector<double>{5}, std::vector<Rate>{{1, 10}}));
}

TEST(Standardised, CheckersFindWhatIsWrong) {
  IndirectlyStandardised sound =
      *indirectly_standardised(3, std::vector<double>{5}, std::vector<Rate>{{1, 10}});
  EXPECT_EQ(indirect_fault(sound), "");
  sound.ratio *= 1.01;
  EXPECT_NE(indirect_fault(sound), "");
  const std::vector<PublicRate> rates{told(0.3)};
  Expectation expected = *expectation(std::vector<std::int32_t>{0, 0}, rates);
  EXPECT_EQ(expectation_fault(expected, rates), "");
  expected.expected.high = 5;
  EXPECT_NE(expectation_fault(expected, rates), "");
}

TEST(Funnel, OverdispersionOfChanceAloneIsNone) {
  const std::vector<Share> alike{{30, 100}, {31, 100}, {29, 100}, {30, 100}};
  const Overdispersion ours = *overdispersion(alike);
  EXPECT_LT(ours.phi, 1);
  EXPECT_EQ(ours.tau_squared, 0);
  EXPECT_EQ(ours.z_multiplicative, ours.z);  // never made more striking
  EXPECT_EQ(ours.z_additive, ours.z);
}

TEST(Funnel, Refused) {
  EXPECT_FALSE(overdispersion(std::vector<Share>{{1, 10}}));
  EXPECT_EQ(overdispersion(std::vector<Share>{{1, 10}, {0, 0}}).reason(), "there are no people in unit 2");
  EXPECT_FALSE(overdispersion(std::vector<Share>{{0, 10}, {0, 20}}));
  EXPECT_FALSE(funnel_of_ratio(0));
  EXPECT_FALSE(funnel_of_proportion(0, 10));
  EXPECT_EQ(funnel_of_proportion(0.8, 1)->high, 1);
}

}  // namespace
}  // namespace outturn::comparison::test
