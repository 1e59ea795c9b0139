// What draws say: against closed forms, and how often the stated intervals hold the truth.
#include "engine/simulation/outcomes.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "engine/simulation/draws/normal_score.h"
#include "engine/simulation/draws/philox.h"

namespace outturn::simulation {
namespace {

TEST(Outcome, OfTheNumbersOneToAHundred) {
  std::vector<double> x(100);
  std::iota(x.rbegin(), x.rend(), 1);
  const Outcome out = outcome_of(x, std::vector{0.05, 0.5, 0.95});
  EXPECT_DOUBLE_EQ(out.mean, 50.5);
  EXPECT_DOUBLE_EQ(out.sd, std::sqrt(100.0 * 101 / 12));
  EXPECT_DOUBLE_EQ(out.mean_se, out.sd / 10);
  EXPECT_EQ(out.quantiles[0].value, 5);
  EXPECT_EQ(out.quantiles[1].value, 50);
  EXPECT_EQ(out.quantiles[1].draw, 50U);  // 100 stands first
  EXPECT_EQ(out.quantiles[2].value, 95);
  // David & Nagaraja: the median of 100 lies between the 40th and the 61st, with at least 95 %.
  EXPECT_EQ(out.quantiles[1].interval, (comparison::Interval{40, 61}));
  EXPECT_EQ(out.least, 1);
  EXPECT_EQ(out.most, 100);
}

TEST(Outcome, ItsIntervalsHoldTheTruthAsOftenAsTheySay) {
  const std::vector<double> shares{0.05, 0.25, 0.5, 0.95};
  std::vector<int> held(shares.size(), 0);
  std::vector<double> squares(shares.size(), 0);
  std::vector<double> stated(shares.size(), 0);
  int mean_held = 0;
  constexpr int turns = 1000;
  std::vector<double> x(1000);
  std::vector<double> other(1000);
  for (int turn = 0; turn < turns; ++turn) {
    uniforms(static_cast<std::uint64_t>(turn) + 1, 0, 0, x, other);
    for (double& v : x) v = std::exp(normal_score(v));
    const Outcome out = outcome_of(x, shares);
    for (std::size_t q = 0; q < shares.size(); ++q) {
      const double truth = std::exp(normal_score(shares[q]));
      held[q] += out.quantiles[q].interval.contains(truth) ? 1 : 0;
      squares[q] += (out.quantiles[q].value - truth) * (out.quantiles[q].value - truth);
      stated[q] += out.quantiles[q].se;
    }
    mean_held += std::abs(out.mean - std::exp(0.5)) < 1.96 * out.mean_se ? 1 : 0;
  }
  for (std::size_t q = 0; q < shares.size(); ++q) {
    EXPECT_GE(held[q], 938) << shares[q];  // 95 % and two standard errors of 1,000 turns below it
    EXPECT_LE(held[q], 980) << shares[q];
    EXPECT_NEAR(stated[q] / turns / std::sqrt(squares[q] / turns), 1, 0.1) << shares[q];
  }
  EXPECT_GE(mean_held, 930);
}

TEST(Chance, OfLyingAboveAThreshold) {
  const std::vector<double> x{-1, 0, 1, 2};
  const Chance out = chance_above(x, 0);
  EXPECT_EQ(out.share, 0.5);
  EXPECT_EQ(out.se, 0.25);
  const Chance none = chance_above(x, 5);
  EXPECT_EQ(none.share, 0);
  EXPECT_GT(none.interval.high, 0.4);  // four draws are not enough to say never
}

TEST(Histogram, HoldsEveryValueInBarsThatAreEasilyRead) {
  std::vector<double> x(1000);
  std::vector<double> other(1000);
  uniforms(1, 0, 0, x, other);
  for (double& v : x) v = -123456 + 734000 * v;
  const Histogram out = histogram_of(x);
  EXPECT_EQ(out.width, 50000);
  EXPECT_EQ(out.from, -150000);
  EXPECT_EQ(std::accumulate(out.counts.begin(), out.counts.end(), std::uint64_t{0}), 1000U);
  EXPECT_EQ(histogram_of(std::vector{5.0, 5.0}).counts, std::vector<std::uint64_t>{2});
}

}  // namespace
}  // namespace outturn::simulation
