// Drawing: Philox against its published answers, normal scores against Wichura's, distributions against their
// closed forms and moments, correlations against those asked for, and what is refused.
#include "engine/simulation/draws/draws.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "engine/comparison/statistics/intervals.h"
#include "engine/simulation/draws/normal_score.h"
#include "engine/simulation/draws/philox.h"
#include "engine/simulation/rank_correlation.h"

namespace outturn::simulation {
namespace {

/// Random123's kat_vectors: philox4x32 10.
TEST(Philox, GivesItsPublishedAnswers) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (PhiloxCounter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (PhiloxCounter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (PhiloxCounter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, AUniformHangsOnItsDrawAndPlaceOnly) {
  std::array<double, 64> one{};
  std::array<double, 64> other{};
  uniforms(7, 1000, 3, one, other);
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::array<double, 1> alone{};
    std::array<double, 1> beside{};
    uniforms(7, 1000 + i, 3, alone, beside);
    EXPECT_EQ(one[i], alone[0]);
    EXPECT_EQ(other[i], beside[0]);
    EXPECT_GT(one[i], 0);
    EXPECT_LT(one[i], 1);
  }
}

/// The first two from Wichura's paper, the others from R 4.2: qnorm(p).
TEST(NormalScore, IsThatOfThePaper) {
  EXPECT_DOUBLE_EQ(normal_score(0.25), -0.67448975019608174320);
  EXPECT_DOUBLE_EQ(normal_score(0.001), -3.0902323061678135415);
  EXPECT_DOUBLE_EQ(normal_score(1e-20), -9.2623400897984083);
  EXPECT_DOUBLE_EQ(normal_score(0.975), 1.959963984540054);
  EXPECT_EQ(normal_score(0.5), 0);
  for (double p = 0.0005; p < 1; p += 0.0007)
    EXPECT_NEAR(normal_score(p), comparison::normal_quantile(p),
                1e-14 * std::max(1.0, std::abs(normal_score(p))));
}

TEST(NormalScore, OfSeveralAtOnceIsThatOfEach) {
  std::vector<double> x;
  for (double p = 1e-12; p < 1; p += 0.00731) x.push_back(p);
  std::vector<double> scores = x;
  normal_scores(scores);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(scores[i], normal_score(x[i]));
}

Distribution three(Shape shape, double low, double likely, double high) {
  return {.shape = shape, .low = low, .likely = likely, .high = high};
}
Distribution spread(Shape shape, double mean, double sd) { return {.shape = shape, .mean = mean, .sd = sd}; }

std::vector<Distribution> all_shapes() {
  Distribution cut = spread(Shape::normal, 0.3, 0.09);
  cut.least = 0;
  cut.most = 1;
  return {three(Shape::uniform, -2, 0, 6),
          three(Shape::triangular, 0.25, 0.35, 0.45),
          three(Shape::triangular, 0, 0, 1),
          three(Shape::pert, 10, 12, 30),
          three(Shape::pert, 0, 0, 1),
          spread(Shape::beta, 0.35, 0.05),
          spread(Shape::beta, 0.02, 0.03),
          spread(Shape::normal, 100, 7),
          cut,
          spread(Shape::lognormal, 51080, 9000),
          {.shape = Shape::choice, .choices = {{1, 0.2}, {4, 0.5}, {9, 0.3}}}};
}

std::vector<double> many(const Distribution& distribution, std::size_t blocks) {
  const auto draws = Draws::of({{"x", distribution, 9}}, {}, 20260401);
  std::vector<double> out(blocks * block_draws);
  for (std::size_t b = 0; b < blocks; ++b) draws->block(b * block_draws, out.data() + b * block_draws);
  return out;
}

TEST(Distributions, HaveTheirMeanAndSpread) {
  for (const Distribution& one : all_shapes()) {
    const std::vector<double> x = many(one, 800);
    const auto n = static_cast<double>(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double squares = 0;
    for (const double v : x) squares += (v - mean) * (v - mean);
    const double sd = std::sqrt(squares / n);
    EXPECT_NEAR(mean, mean_of(one), 4 * sd_of(one) / std::sqrt(n)) << static_cast<int>(one.shape);
    EXPECT_NEAR(sd, sd_of(one), 0.012 * sd_of(one)) << static_cast<int>(one.shape);
  }
}

TEST(Distributions, AreTheInverseOfTheirShares) {
  for (double p = 0.001; p < 1; p += 0.00917) {
    const auto at = [&](const Distribution& one) {
      std::array<double, 1> x{p};
      Sampler(one).from_uniforms(x);
      return x[0];
    };
    EXPECT_NEAR(at(three(Shape::uniform, -2, 0, 6)), -2 + 8 * p, 1e-14);
    EXPECT_NEAR(at(three(Shape::triangular, 0, 0, 1)), 1 - std::sqrt(1 - p), 1e-14);
    // Likely at the low end, PERT is Beta(1, 5): 1 - (1 - x)^5.
    EXPECT_NEAR(at(three(Shape::pert, 0, 0, 1)), 1 - std::pow(1 - p, 0.2), 1e-9);
    EXPECT_NEAR(at(spread(Shape::normal, 100, 7)), 100 + 7 * comparison::normal_quantile(p), 1e-12);
    const double size = 0.35 * 0.65 / (0.05 * 0.05) - 1;
    EXPECT_NEAR(at(spread(Shape::beta, 0.35, 0.05)), comparison::beta_quantile(p, 0.35 * size, 0.65 * size),
                1e-9);
    // A share next to nothing, whose density has no end at 0: Beta(0.4156, 20.36).
    const double steep = 0.02 * 0.98 / (0.03 * 0.03) - 1;
    EXPECT_NEAR(at(spread(Shape::beta, 0.02, 0.03)), comparison::beta_quantile(p, 0.02 * steep, 0.98 * steep),
                1e-9);
  }
}

TEST(Distributions, FromScoresAndFromSharesAreOne) {
  for (const Distribution& one : all_shapes()) {
    const Sampler sampler(one);
    for (double p = 0.003; p < 1; p += 0.013) {
      std::array<double, 1> by_share{p};
      std::array<double, 1> by_score{normal_score(p)};
      sampler.from_uniforms(by_share);
      sampler.from_scores(by_score);
      EXPECT_NEAR(by_share[0], by_score[0], 1e-9 * std::max(1.0, std::abs(by_share[0])));
    }
  }
}

TEST(Distributions, ANormalFigureStaysWithinWhatItCanBe) {
  for (const double x : many(all_shapes()[8], 200)) {
    EXPECT_GE(x, 0);
    EXPECT_LE(x, 1);
  }
}

TEST(Draws, AreRoundedToThePlacesOfTheFigure) {
  const auto draws = Draws::of({{"people", three(Shape::triangular, 900, 1200, 1300), 0}}, {}, 1);
  std::array<double, block_draws> x{};
  draws->block(0, x.data());
  for (const double v : x) EXPECT_EQ(v, std::round(v));
}

TEST(Draws, HaveTheRankCorrelationsAskedFor) {
  const std::vector<DrawnFigure> figures{{"a", three(Shape::triangular, 0, 1, 5), 12},
                                         {"b", spread(Shape::lognormal, 100, 40), 9},
                                         {"c", three(Shape::pert, 0, 1, 10), 12},
                                         {"d", spread(Shape::beta, 0.3, 0.1), 12}};
  const auto draws = Draws::of(figures, {{0, 1, 0.7}, {1, 2, -0.4}, {0, 2, 0.1}}, 99);
  ASSERT_TRUE(draws) << draws.reason();
  constexpr std::size_t blocks = 400;
  std::vector<std::vector<double>> x(4);
  std::vector<double> block(4 * block_draws);
  for (std::size_t b = 0; b < blocks; ++b) {
    draws->block(b * block_draws, block.data());
    for (std::size_t k = 0; k < 4; ++k)
      x[k].insert(x[k].end(), block.begin() + static_cast<std::ptrdiff_t>(k * block_draws),
                  block.begin() + static_cast<std::ptrdiff_t>((k + 1) * block_draws));
  }
  EXPECT_NEAR(rank_correlation(x[0], x[1]), 0.7, 0.01);
  EXPECT_NEAR(rank_correlation(x[1], x[2]), -0.4, 0.01);
  EXPECT_NEAR(rank_correlation(x[0], x[2]), 0.1, 0.012);
  EXPECT_NEAR(rank_correlation(x[0], x[3]), 0, 0.012);
}

TEST(Draws, OfAFigureStayWhereAnotherIsAdded) {
  const DrawnFigure a{"a", three(Shape::pert, 0, 1, 5), 9};
  const DrawnFigure b{"b", three(Shape::uniform, 0, 0, 1), 9};
  std::array<double, block_draws> alone{};
  std::array<double, 2 * block_draws> both{};
  Draws::of({a}, {}, 5)->block(512, alone.data());
  Draws::of({a, b}, {}, 5)->block(512, both.data());
  EXPECT_TRUE(std::equal(alone.begin(), alone.end(), both.begin()));
}

TEST(Draws, ThatCannotBeAreRefused) {
  const auto refusal = [](const Distribution& one) { return Draws::of({{"x", one, 4}}, {}, 1).reason(); };
  EXPECT_EQ(refusal(three(Shape::triangular, 2, 1, 3)), "x: the likely value does not lie between the ends");
  EXPECT_EQ(refusal(three(Shape::uniform, 2, 0, 2)), "x: its low end is not below its high end");
  EXPECT_EQ(refusal(spread(Shape::beta, 0.5, 0.5)),
            "x: no share between 0% and 100% with this mean spreads so far");
  EXPECT_EQ(refusal(spread(Shape::lognormal, 0, 1)), "x: its mean is not above 0");
  Distribution cut = spread(Shape::normal, 0.1, 0.05);
  cut.least = 0;
  EXPECT_EQ(refusal(cut), "x: more than 1 of 1,000 draws would fall outside what the figure can be");
  EXPECT_EQ(refusal({.shape = Shape::choice, .choices = {{1, 0.5}, {2, 0.4}}}),
            "x: the shares of its values do not come to 100%");
  const Distribution any = three(Shape::uniform, 0, 0, 1);
  EXPECT_EQ(
      Draws::of({{"a", any, 2}, {"b", any, 2}, {"c", any, 2}}, {{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}}, 1)
          .reason(),
      "the rank correlations of a and b leave no room for those of c");
  EXPECT_EQ(Draws::of({{"a", any, 2}}, {{0, 0, 0.5}}, 1).reason(), "a is correlated with itself");
  EXPECT_EQ(Draws::of({{"a", three(Shape::uniform, 0, 0, 1e9), 9}}, {}, 1).reason(),
            "a: a draw of it can be too large to be held");
}

}  // namespace
}  // namespace outturn::simulation
