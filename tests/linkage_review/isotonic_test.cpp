// Isotonic regression against R and against the max-min formula.
#include "engine/linkage/review/isotonic.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace outturn::linkage {
namespace {

double step_at(const Isotonic& isotonic, double x) {
  for (const Isotonic::Step& step : isotonic.steps()) {
    if (x >= step.from && x <= step.to) return step.value;
  }
  return -1;
}

/// The value at x is the greatest over starts up to x of the least over ends from x on of the mean between
/// (Barlow, Bartholomew, Bremner & Brunk, Statistical Inference under Order Restrictions, 1972, chapter 1).
double max_min(const std::vector<Judgement>& sorted, double x) {
  double best = -1;
  for (std::size_t s = 0; s < sorted.size() && sorted[s].probability <= x; ++s) {
    if (s > 0 && sorted[s - 1].probability == sorted[s].probability) continue;
    double least = 2;
    double sum = 0;
    double weight = 0;
    for (std::size_t t = s; t < sorted.size(); ++t) {
      sum += sorted[t].same ? sorted[t].stands_for : 0;
      weight += sorted[t].stands_for;
      const bool last_of_ties = t + 1 == sorted.size() || sorted[t + 1].probability != sorted[t].probability;
      if (sorted[t].probability >= x && last_of_ties) least = std::min(least, sum / weight);
    }
    best = std::max(best, least);
  }
  return best;
}

// R 4.2.2: isoreg(c(0,0,1,0,0,1,0,1,1,0,1,1))$yf
TEST(Isotonic, AsR) {
  const bool same[] = {false, false, true, false, false, true, false, true, true, false, true, true};
  const double want[] = {0, 0, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0.5, 0.5, 2.0 / 3, 2.0 / 3, 2.0 / 3, 1, 1};
  std::vector<Judgement> judgements;
  for (int i = 0; i < 12; ++i) judgements.push_back({(i + 1) / 13.0, same[i]});
  const Isotonic isotonic(judgements);
  for (int i = 0; i < 12; ++i) EXPECT_NEAR(step_at(isotonic, (i + 1) / 13.0), want[i], 1e-12) << i;
}

TEST(Isotonic, AsTheMaxMinFormula) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<Judgement> judgements;
    for (std::size_t i = 0, n = 1 + random() % 25; i < n; ++i) {
      judgements.push_back({static_cast<double>(random() % 12) / 11.0, random() % 2 == 0,
                            1 + static_cast<double>(random() % 9)});
    }
    const Isotonic isotonic(judgements);
    std::sort(judgements.begin(), judgements.end(),
              [](const Judgement& a, const Judgement& b) { return a.probability < b.probability; });
    for (const Judgement& j : judgements)
      EXPECT_NEAR(step_at(isotonic, j.probability), max_min(judgements, j.probability), 1e-9);
  }
}

TEST(Isotonic, KeepsOrderAndNeverSaysNever) {
  std::mt19937_64 random(6);
  std::vector<Judgement> judgements;
  for (int i = 0; i < 60; ++i) {
    const double p = static_cast<double>(random() % 1000) / 999.0;
    judgements.push_back({p, random() % 1000 < p * 1000});
  }
  const Isotonic isotonic(judgements);
  double before = 0;
  for (int i = 0; i <= 1000; ++i) {
    const double now = isotonic.probability(i / 1000.0);
    EXPECT_GE(now, before);
    before = now;
  }
  EXPECT_GT(isotonic.probability(0), 0);
  EXPECT_LT(isotonic.probability(1), 1);
  EXPECT_EQ(Isotonic({}).probability(0.3), 0.3);
}

}  // namespace
}  // namespace outturn::linkage
