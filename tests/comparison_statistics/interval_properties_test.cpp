// What holds of every interval: it contains the estimate, grows with confidence, turns round when groups or
// outcomes are exchanged, and solves the equation that defines it, worked out here by another road.
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/comparison/statistics/proportions.h"
#include "engine/comparison/statistics/rates.h"
#include "engine/comparison/statistics/two_proportions.h"
#include "tests/support/dice.h"

namespace outturn::comparison::test {
namespace {

using ::outturn::test::Dice;

constexpr double slack = 1e-12;

struct OneMethod {
  const char* name;
  Answer<Interval> (*interval)(const Share&, double);
};
const OneMethod one_methods[] = {{"wald", wald_interval},
                                 {"wilson", wilson_interval},
                                 {"wilson with continuity", wilson_continuity_interval},
                                 {"clopper pearson", clopper_pearson_interval},
                                 {"agresti coull", agresti_coull_interval},
                                 {"jeffreys", jeffreys_interval}};

struct TwoMethod {
  const char* name;
  Answer<Interval> (*interval)(const TwoGroups&, double);
};
const TwoMethod two_methods[] = {{"wald", wald_difference},
                                 {"wald with continuity", wald_continuity_difference},
                                 {"newcombe", newcombe_difference},
                                 {"agresti caffo", agresti_caffo_difference},
                                 {"miettinen nurminen", miettinen_nurminen_difference}};

Share random_share(Dice& dice) {
  const double people = 2 + static_cast<double>(dice.below(200));
  return {static_cast<double>(dice.below(static_cast<std::uint64_t>(people) + 1)), people};
}

void expect_nested(const Interval& narrow, const Interval& wide) {
  EXPECT_LE(wide.low, narrow.low + slack);
  EXPECT_GE(wide.high, narrow.high - slack);
}

TEST(Intervals, OfOneProportion) {
  Dice dice(1);
  for (int round = 0; round < 300; ++round) {
    const Share share = random_share(dice);
    const Share others{share.people - share.events, share.people};
    for (const OneMethod& method : one_methods) {
      SCOPED_TRACE(std::string(method.name) + " " + std::to_string(share.events) + "/" +
                   std::to_string(share.people));
      const Interval usual = *method.interval(share, 0.95);
      EXPECT_LE(usual.low, share.rate() + slack);
      EXPECT_GE(usual.high, share.rate() - slack);
      // Agresti and Coull's centre moves so far with few people that an end may turn back.
      if (method.interval != agresti_coull_interval || share.people >= 20) {
        expect_nested(*method.interval(share, 0.8), usual);
        expect_nested(usual, *method.interval(share, 0.998));
      }
      const Interval turned = *method.interval(others, 0.95);
      EXPECT_NEAR(turned.low, 1 - usual.high, 1e-11);
      EXPECT_NEAR(turned.high, 1 - usual.low, 1e-11);
    }
  }
}

TEST(Intervals, OfADifference) {
  Dice dice(2);
  for (int round = 0; round < 150; ++round) {
    const TwoGroups groups{random_share(dice), random_share(dice)};
    for (const TwoMethod& method : two_methods) {
      SCOPED_TRACE(method.name);
      const Interval usual = *method.interval(groups, 0.95);
      if (method.interval != agresti_caffo_difference) {  // about a difference drawn towards 0
        EXPECT_LE(usual.low, groups.difference() + slack);
        EXPECT_GE(usual.high, groups.difference() - slack);
      }
      expect_nested(*method.interval(groups, 0.8), usual);
      expect_nested(usual, *method.interval(groups, 0.998));
      const Interval turned = *method.interval({groups.comparison, groups.treated}, 0.95);
      EXPECT_NEAR(turned.low, -usual.high, 1e-10);
      EXPECT_NEAR(turned.high, -usual.low, 1e-10);
    }
  }
}

TEST(Intervals, RatiosTurnIntoTheirInverse) {
  Dice dice(3);
  int seen = 0;
  for (int round = 0; round < 200; ++round) {
    const TwoGroups groups{random_share(dice), random_share(dice)};
    const TwoGroups turned{groups.comparison, groups.treated};
    for (const auto ratio : {risk_ratio, odds_ratio}) {
      const Answer<LogRatio> ours = ratio(groups, 0.95);
      if (!ours) continue;
      ++seen;
      EXPECT_NEAR(ratio(turned, 0.95)->interval.low * ours->interval.high, 1, 1e-11);
      EXPECT_NEAR(ratio(turned, 0.95)->ratio * ours->ratio, 1, 1e-11);
      EXPECT_TRUE(ours->interval.contains(ours->ratio));
    }
    const Answer<FisherTest> fisher = fisher_test(groups);
    if (!fisher) continue;
    const FisherTest other = *fisher_test(turned);
    EXPECT_NEAR(other.p, fisher->p, 1e-10);
    EXPECT_NEAR(other.p_less, fisher->p_greater, 1e-11);
    if (fisher->limits.low > 0) {
      EXPECT_NEAR(other.limits.high * fisher->limits.low, 1, 1e-9);
    }
    if (fisher->odds_ratio > 0 && std::isfinite(fisher->odds_ratio)) {
      EXPECT_NEAR(other.odds_ratio * fisher->odds_ratio, 1, 1e-9);
    }
  }
  EXPECT_GT(seen, 200);
}

double binomial_term(double k, double n, double p) {
  return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) +
                  (n - k) * std::log1p(-p));
}

TEST(Intervals, ClopperPearsonLeavesHalfTheRestInEitherTail) {
  const Share share{7, 40};
  const Interval ours = *clopper_pearson_interval(share);
  double above = 0;
  double below = 0;
  for (int k = 7; k <= 40; ++k) above += binomial_term(k, 40, ours.low);
  for (int k = 0; k <= 7; ++k) below += binomial_term(k, 40, ours.high);
  EXPECT_NEAR(above, 0.025, 1e-12);
  EXPECT_NEAR(below, 0.025, 1e-12);
}

TEST(Intervals, WilsonIsTheScoreTestTurnedRound) {
  const double z = 1.959963984540054;
  for (const Share& share : {Share{3, 17}, Share{60, 231}}) {
    const Interval ours = *wilson_interval(share);
    for (const double limit : {ours.low, ours.high})
      EXPECT_NEAR(std::abs(share.rate() - limit) / std::sqrt(limit * (1 - limit) / share.people), z, 1e-11);
  }
}

TEST(Intervals, ExactCountLeavesHalfTheRestInEitherTail) {
  const auto term = [](int k, double mean) {
    return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0));
  };
  const Interval ours = *exact_count_interval(6);
  double below = 0;
  double under = 0;
  for (int k = 0; k <= 6; ++k) below += term(k, ours.high);
  for (int k = 0; k <= 5; ++k) under += term(k, ours.low);
  EXPECT_NEAR(below, 0.025, 1e-13);
  EXPECT_NEAR(1 - under, 0.025, 1e-13);
}

double choose(double n, double k) {
  return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1));
}

/// Chances of 0, 1, ... treated events out of 10 treated and 12 others with 9 events, at given odds.
std::vector<double> small_tables(double odds) {
  std::vector<double> out;
  double sum = 0;
  for (int k = 0; k <= 9; ++k) {
    out.push_back(choose(10, k) * choose(12, 9 - k) * std::pow(odds, k));
    sum += out.back();
  }
  for (double& chance : out) chance /= sum;
  return out;
}

TEST(Intervals, FisherSolvesItsEquations) {
  const FisherTest ours = *fisher_test({{6, 10}, {3, 12}});
  double mean = 0;
  double above = 0;
  double below = 0;
  for (int k = 0; k <= 9; ++k) {
    mean += k * small_tables(ours.odds_ratio)[static_cast<std::size_t>(k)];
    if (k >= 6) above += small_tables(ours.limits.low)[static_cast<std::size_t>(k)];
    if (k <= 6) below += small_tables(ours.limits.high)[static_cast<std::size_t>(k)];
  }
  EXPECT_NEAR(mean, 6, 1e-11);
  EXPECT_NEAR(above, 0.025, 1e-13);
  EXPECT_NEAR(below, 0.025, 1e-13);
}

/// Farrington and Manning's closed form of the restricted rates (Stat Med 1990), for another road to the same
/// score.
double closed_form_score(const TwoGroups& g, double d) {
  const double n1 = g.treated.people;
  const double n2 = g.comparison.people;
  const double theta = n2 / n1;
  const double a = 1 + theta;
  const double b = -(1 + theta + g.treated.rate() + theta * g.comparison.rate() + d * (theta + 2));
  const double c =
      d * d + d * (2 * g.treated.rate() + theta + 1) + g.treated.rate() + theta * g.comparison.rate();
  const double e = -g.treated.rate() * d * (1 + d);
  const double v = std::pow(b / (3 * a), 3) - b * c / (6 * a * a) + e / (2 * a);
  const double u = std::copysign(std::sqrt(b * b / (9 * a * a) - c / (3 * a)), v);
  const double w = (std::acos(-1.0) + std::acos(v / (u * u * u))) / 3;
  const double p1 = 2 * u * std::cos(w) - b / (3 * a);
  const double p2 = p1 - d;
  const double variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1);
  return (g.difference() - d) / std::sqrt(variance);
}

TEST(Intervals, MiettinenNurminenLiesWhereTheScoreIsZ) {
  for (const TwoGroups& groups :
       {TwoGroups{{56, 70}, {48, 80}}, TwoGroups{{9, 10}, {3, 10}}, TwoGroups{{26, 60}, {33, 60}}}) {
    const Interval ours = *miettinen_nurminen_difference(groups);
    EXPECT_NEAR(closed_form_score(groups, ours.low), 1.959963984540054, 1e-7);
    EXPECT_NEAR(closed_form_score(groups, ours.high), -1.959963984540054, 1e-7);
  }
}

TEST(Intervals, OfCountsAndRates) {
  Dice dice(4);
  for (int round = 0; round < 300; ++round) {
    const double events = static_cast<double>(dice.below(400));
    for (const auto interval : {exact_count_interval, byar_count_interval, phe_count_interval}) {
      const Interval usual = *interval(events, 0.95);
      EXPECT_TRUE(usual.contains(events));
      expect_nested(*interval(events, 0.8), usual);
      expect_nested(usual, *interval(events, 0.998));
    }
    const Interval exact = *exact_count_interval(events);
    if (events >= 10) {
      EXPECT_NEAR(byar_count_interval(events)->low / exact.low, 1, 2e-3);
    }
    EXPECT_NEAR(byar_count_interval(events)->high / exact.high, 1, 6e-3);
  }
}

TEST(Intervals, ExactRateRatioTurnsRound) {
  const Rate a{7, 30.5};
  const Rate b{19, 41};
  const ExactRateRatio there = *exact_rate_ratio(a, b);
  const ExactRateRatio back = *exact_rate_ratio(b, a);
  EXPECT_NEAR(there.ratio * back.ratio, 1, 1e-13);
  EXPECT_NEAR(there.interval.low * back.interval.high, 1, 1e-12);
  EXPECT_NEAR(there.p, back.p, 1e-13);
}

TEST(Intervals, TestsDecideAsTheirIntervals) {
  // A difference is significant exactly where the interval of the same method leaves 0 out.
  Dice dice(5);
  for (int round = 0; round < 300; ++round) {
    const TwoGroups groups{random_share(dice), random_share(dice)};
    const Answer<ZTest> wald = unpooled_z_test(groups);
    if (!wald) continue;
    EXPECT_EQ(wald->p < 0.05, !wald_difference(groups)->contains(0));
    const double people = groups.treated.people + groups.comparison.people;
    const double z = pooled_z_test(groups)->z * std::sqrt((people - 1) / people);
    EXPECT_EQ(normal_two_sided(z) < 0.05, !miettinen_nurminen_difference(groups)->contains(0));
  }
}

}  // namespace
}  // namespace outturn::comparison::test
