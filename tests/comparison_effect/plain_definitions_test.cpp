// Balance and standard errors against their definitions, written out slowly: distribution functions by
// counting, pair distances by looking at every pair, sandwiches as products of two-column matrices.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "engine/comparison/balance/balance.h"
#include "engine/comparison/effect/effect.h"
#include "tests/comparison_effect/made_cohort.h"

namespace outturn::comparison::test {
namespace {

constexpr double close = 1e-10;

std::vector<Term> every_term(const Cohort& cohort) {
  Problems none;
  return terms_of(cohort, {}, none).value();
}

/// Sum of weights of a group up to a value, over all of the group.
double reached(const Cohort& cohort, const std::vector<double>& x, const std::vector<double>& w,
               std::uint8_t group, double value) {
  double part = 0;
  double all = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (cohort.treated[i] != group) continue;
    all += w[i];
    part += x[i] <= value ? w[i] : 0;
  }
  return part / all;
}

void expect_distribution(const Cohort& cohort, const std::vector<double>& x, const std::vector<double>& w,
                         const BalanceFigures& found) {
  std::vector<double> distinct = x;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  double sum = 0;
  double most = 0;
  for (const double value : distinct) {
    const double apart = std::abs(reached(cohort, x, w, 1, value) - reached(cohort, x, w, 0, value));
    sum += apart;
    most = std::max(most, apart);
  }
  EXPECT_NEAR(found.ecdf_mean, sum / static_cast<double>(distinct.size()), close);
  EXPECT_NEAR(found.ecdf_max, most, close);
}

TEST(PlainDefinitions, DistributionFunctions) {
  Dice dice(11);
  for (int round = 0; round < 20; ++round) {
    const Cohort cohort = made_cohort(dice, 60);
    const Matched matched = made_pairs(dice, cohort, round % 2 == 0);
    const Balance balance = balance_of(cohort, every_term(cohort), {}, matched);
    const std::vector<double>& x = cohort.covariates[0].numbers;
    ASSERT_EQ(balance.rows[0].name, "age");
    expect_distribution(cohort, x, std::vector<double>(cohort.size(), 1), balance.rows[0].before);
    expect_distribution(cohort, x, matched.weights, balance.rows[0].after);
  }
}

TEST(PlainDefinitions, PairDistanceWithinStrata) {
  Dice dice(12);
  for (int round = 0; round < 20; ++round) {
    const Cohort cohort = made_cohort(dice, 60);
    const Matched matched = made_strata(dice, cohort);
    const Balance balance = balance_of(cohort, every_term(cohort), {}, matched);
    const std::vector<double>& x = cohort.covariates[0].numbers;
    double sum = 0;
    double pairs = 0;
    double mean = 0;
    double treated = 0;
    for (std::size_t i = 0; i < cohort.size(); ++i) {
      if (cohort.treated[i] == 0) continue;
      mean += x[i];
      treated += 1;
      for (std::size_t j = 0; j < cohort.size(); ++j)
        if (cohort.treated[j] == 0 && matched.stratum[i] >= 0 && matched.stratum[i] == matched.stratum[j]) {
          sum += std::abs(x[i] - x[j]);
          pairs += 1;
        }
    }
    double squares = 0;
    for (std::size_t i = 0; i < cohort.size(); ++i)
      squares += cohort.treated[i] != 0 ? (x[i] - mean / treated) * (x[i] - mean / treated) : 0;
    EXPECT_NEAR(balance.rows[0].after.pair_distance.value(), sum / pairs / std::sqrt(squares / (treated - 1)),
                close);
  }
}

TEST(PlainDefinitions, LevelsAreShownAllAndSquaresUnderTheirName) {
  Dice dice(13);
  const Cohort cohort = made_cohort(dice, 60);
  Problems none;
  const auto terms = terms_of(cohort, {"age", "I(age^2)", "area"}, none);
  const Balance balance = balance_of(cohort, *terms, cohort.covariates[0].numbers, made_strata(dice, cohort));
  std::vector<std::string> names;
  for (const BalanceRow& row : balance.rows) names.push_back(row.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"distance", "age", "I(age^2)", "areaeast", "areanorth", "areasouth"}));
  double shares = 0;
  for (std::size_t r = 3; r < 6; ++r) shares += balance.rows[r].after.mean_comparison;
  EXPECT_NEAR(shares, 1, close);
}

/// Bread times meat times bread for y on (1, treated), each row's score by cluster: the textbook's way.
double sandwich(const Cohort& cohort, const std::vector<double>& y, const std::vector<double>& w,
                const std::vector<std::size_t>& cluster) {
  double a = 0;
  double b = 0;
  double ty = 0;
  double sy = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {  // X'WX = [a b; b b]
    a += w[i];
    b += cohort.treated[i] != 0 ? w[i] : 0;
    sy += w[i] * y[i];
    ty += cohort.treated[i] != 0 ? w[i] * y[i] : 0;
  }
  const double determinant = a * b - b * b;
  const double intercept = (b * sy - b * ty) / determinant;
  const double slope = (a * ty - b * sy) / determinant;
  std::map<std::size_t, std::array<double, 2>> scores;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!(w[i] > 0)) continue;
    const double error = w[i] * (y[i] - intercept - (cohort.treated[i] != 0 ? slope : 0));
    scores[cluster[i]][0] += error;
    scores[cluster[i]][1] += cohort.treated[i] != 0 ? error : 0;
  }
  double variance = 0;
  for (const auto& [id, score] : scores) {
    const double part = (-b * score[0] + a * score[1]) / determinant;
    variance += part * part;
  }
  return std::sqrt(variance);
}

TEST(PlainDefinitions, Sandwiches) {
  Dice dice(14);
  for (int round = 0; round < 20; ++round) {
    const Cohort cohort = made_cohort(dice, 60);
    const std::vector<double>& y = cohort.outcomes[0].values;
    const bool strata = round % 2 == 0;
    const Matched matched = strata ? made_strata(dice, cohort) : made_pairs(dice, cohort, false);
    std::vector<std::size_t> own(cohort.size());
    std::vector<std::size_t> cluster(cohort.size());
    for (std::size_t i = 0; i < cohort.size(); ++i) {
      own[i] = i;
      if (strata) cluster[i] = static_cast<std::size_t>(matched.stratum[i] + 1);
    }
    for (std::size_t t = 0; !strata && t < matched.treated.size(); ++t) {
      cluster[matched.treated[t]] = t + 1;
      for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p)
        cluster[matched.partners[p]] = t + 1;
    }
    const Effect effect = effect_of(cohort, cohort.outcomes[0], matched);
    EXPECT_EQ(effect_fault(effect), "");
    EXPECT_NEAR(effect.error("HC0")->inference.se, sandwich(cohort, y, matched.weights, own), close);
    EXPECT_NEAR(effect.error("cluster_pair_HC0_noadj")->inference.se,
                sandwich(cohort, y, matched.weights, cluster), close);
  }
}

TEST(PlainDefinitions, EffectMovesAsOutcomesDo) {
  Dice dice(15);
  const Cohort cohort = made_cohort(dice, 90);
  const Matched matched = made_pairs(dice, cohort, true);
  Outcome moved = cohort.outcomes[0];
  for (std::size_t i = 0; i < moved.values.size(); ++i)
    moved.values[i] = 3 * moved.values[i] - 7 + (cohort.treated[i] != 0 ? 5 : 0);
  const Effect before = effect_of(cohort, cohort.outcomes[0], matched);
  const Effect after = effect_of(cohort, moved, matched);
  EXPECT_NEAR(after.difference, 3 * before.difference + 5, close);
  ASSERT_EQ(before.errors.size(), after.errors.size());
  for (std::size_t e = 0; e < before.errors.size(); ++e)
    EXPECT_NEAR(after.errors[e].inference.se, 3 * before.errors[e].inference.se, close)
        << before.errors[e].kind;
}

// Four pairs by hand: differences 1, 3, -1, 5 have mean 2, variance 20/3; of yes and no two pairs differ one
// way and one the other.
TEST(PlainDefinitions, PairedTestsByHand) {
  Cohort cohort;
  cohort.treated = {1, 1, 1, 1, 0, 0, 0, 0};
  cohort.outcomes = {{"y", {2, 5, 1, 9, 1, 2, 2, 4}}, {"job", {1, 1, 0, 1, 0, 1, 1, 0}}};
  for (std::size_t i = 0; i < 8; ++i) cohort.ids.push_back(std::to_string(i));
  Matched matched;
  matched.treated = {0, 1, 2, 3};
  matched.first = {0, 1, 2, 3, 4};
  matched.partners = {4, 5, 6, 7};
  matched.weights.assign(8, 1);
  const Effect effect = effect_of(cohort, cohort.outcomes[0], matched);
  EXPECT_DOUBLE_EQ(effect.difference, 2);
  EXPECT_DOUBLE_EQ(effect.error("paired_t")->inference.se, std::sqrt(20.0 / 3 / 4));
  EXPECT_FALSE(effect.mcnemar.has_value());
  const McNemar test = effect_of(cohort, cohort.outcomes[1], matched).mcnemar.value();
  EXPECT_EQ(test.only_treated, 2U);
  EXPECT_EQ(test.only_comparison, 1U);
  EXPECT_DOUBLE_EQ(test.chisq, 1.0 / 3);
  EXPECT_DOUBLE_EQ(test.chisq_corrected, 0);
  EXPECT_DOUBLE_EQ(test.p_exact, 1);
}

TEST(PlainDefinitions, LightsAtTheirLimits) {
  BalanceFigures figures;
  const auto light = [&](double difference) {
    figures.standardised_difference = difference;
    return std::string(word(light_of(figures)));
  };
  EXPECT_EQ(light(0.05), "green");
  EXPECT_EQ(light(-0.051), "amber");
  EXPECT_EQ(light(0.1), "amber");
  EXPECT_EQ(light(-0.101), "red");
  figures.standardised_difference = 0.1;
  EXPECT_EQ(closeness_of(figures), Closeness::near);
  figures.standardised_difference = -0.25;
  EXPECT_EQ(closeness_of(figures), Closeness::not_met);
}

}  // namespace
}  // namespace outturn::comparison::test
