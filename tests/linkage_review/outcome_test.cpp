// What a review finds, against truth known from simulation.
#include <gtest/gtest.h>

#include "engine/linkage/review/queue.h"
#include "tests/linkage_review/made_pairs.h"

namespace outturn::linkage {
namespace {

struct Truth {
  double precision = 0;
  double recall = 0;
};

Truth truth_of_all(const std::vector<test::MadePair>& pairs) {
  double taken = 0;
  double right = 0;
  double same = 0;
  for (const test::MadePair& made : pairs) {
    taken += made.pair.taken ? 1 : 0;
    same += made.same ? 1 : 0;
    right += made.pair.taken && made.same ? 1 : 0;
  }
  return {right / taken, right / same};
}

ReviewOutcome reviewed(const std::vector<test::MadePair>& pairs, const QueueOptions& options) {
  QueueBuilder builder(options);
  for (const test::MadePair& made : pairs) builder.add(made.pair);
  std::vector<Reviewed> decided;
  for (const QueueItem& item : builder.finish())
    decided.push_back({item.pair, test::truth_of(pairs, item.pair) ? Verdict::same : Verdict::different});
  return outcome_of(builder.counts(), decided);
}

TEST(Outcome, EstimatesAreRightOnTheWholeAndIntervalsHold) {
  const auto pairs = test::made_pairs(6000, 11);
  const Truth truth = truth_of_all(pairs);
  constexpr int times = 400;
  double precision = 0;
  double recall = 0;
  int precision_held = 0;
  int recall_held = 0;
  for (int seed = 0; seed < times; ++seed) {
    const ReviewOutcome got = reviewed(pairs, {.size = 300, .seed = static_cast<std::uint64_t>(seed)});
    ASSERT_TRUE(got.taken.share && got.recall);
    precision += got.taken.share->value / times;
    recall += got.recall->value / times;
    const Interval& p = got.taken.share->interval;
    const Interval& r = got.recall->interval;
    precision_held += p.low <= truth.precision && truth.precision <= p.high ? 1 : 0;
    recall_held += r.low <= truth.recall && truth.recall <= r.high ? 1 : 0;
  }
  EXPECT_NEAR(precision, truth.precision, 0.003);
  EXPECT_NEAR(recall, truth.recall, 0.003);
  EXPECT_GE(precision_held, times * 93 / 100);
  EXPECT_GE(recall_held, times * 93 / 100);
  RecordProperty("precision_held", precision_held);
  RecordProperty("recall_held", recall_held);
}

TEST(Outcome, AllLookedAtIsTheTruth) {
  const auto pairs = test::made_pairs(500, 12);
  const Truth truth = truth_of_all(pairs);
  const ReviewOutcome got = reviewed(pairs, {.size = 500});
  EXPECT_NEAR(got.taken.share->value, truth.precision, 1e-12);
  EXPECT_NEAR(got.taken.share->interval.low, truth.precision, 1e-12);
  EXPECT_NEAR(got.recall->value, truth.recall, 1e-12);
  EXPECT_NEAR(got.recall->interval.high, truth.recall, 1e-12);
}

TEST(Outcome, WhatNobodyLookedAtIsNotKnown) {
  std::array<Stratum, strata> counts;
  counts[9].add(0.6);
  counts[17].add(0.9999);
  ReviewPair pair;
  pair.probability = 0.6;
  pair.taken = true;
  const ReviewOutcome got = outcome_of(counts, {{pair, Verdict::same}});
  EXPECT_FALSE(got.taken.share);
  EXPECT_FALSE(got.recall);
  EXPECT_EQ(got.unseen, std::vector<std::size_t>{17});
  EXPECT_EQ(got.look_here_for_precision, 17U);
  EXPECT_TRUE(got.by_band[4].share);
}

TEST(Outcome, CantTellStaysOutAndItsRangeIsTold) {
  std::array<Stratum, strata> counts;
  for (int i = 0; i < 100; ++i) counts[9].add(0.6);
  ReviewPair pair;
  pair.probability = 0.6;
  pair.taken = true;
  std::vector<Reviewed> decided(8, {pair, Verdict::same});
  decided.push_back({pair, Verdict::different});
  decided.push_back({pair, Verdict::unsure, true});
  const ReviewOutcome got = outcome_of(counts, decided);
  EXPECT_DOUBLE_EQ(got.taken.share->value, 8.0 / 9);
  EXPECT_DOUBLE_EQ(*got.precision_if_unsure_same, 0.9);
  EXPECT_DOUBLE_EQ(*got.precision_if_unsure_different, 0.8);
  EXPECT_EQ(got.disputed, 1U);
  EXPECT_EQ(got.recall->value, 1) << "no pair was left out";
}

TEST(Outcome, ProbabilitiesThatPromiseTooMuchAreTold) {
  const ReviewOutcome bent = reviewed(test::made_pairs(6000, 13, 6), {.size = 600});
  EXPECT_EQ(bent.by_band[band_of(0.7)].promise_broken(), 1);
  const ReviewOutcome straight = reviewed(test::made_pairs(6000, 13), {.size = 600});
  EXPECT_EQ(straight.by_band[band_of(0.7)].promise_broken(), 0);
}

TEST(Decisions, SeveralReviewersOfOnePair) {
  const auto one = [](const char* pair, const char* who, Verdict verdict) {
    return Decision{pair, "a", "b", verdict, who};
  };
  using enum Verdict;
  const std::vector<Decision> decisions = {
      one("P1", "x", same),      one("P2", "x", same), one("P1", "y", same), one("P2", "y", unsure),
      one("P3", "y", different), one("P3", "x", same), one("P3", "z", same)};
  const auto got = settled(decisions);
  ASSERT_EQ(got.size(), 3U);
  EXPECT_EQ(got[0].verdict, same);
  EXPECT_EQ(got[0].reviewers, 2U);
  EXPECT_EQ(got[1].verdict, same) << "who can't tell gives way";
  EXPECT_EQ(got[2].verdict, unsure);
  EXPECT_TRUE(got[2].disputed);
}

// Cohen (1960), worked by hand: 20 and 15 agreed of 50, marginals 25/25 and 30/20, kappa 0.4.
TEST(Decisions, KappaByHand) {
  std::vector<Decision> decisions;
  const auto add = [&](int times, Verdict first, Verdict second) {
    for (int i = 0; i < times; ++i) {
      const std::string id = "P" + std::to_string(decisions.size());
      decisions.push_back({id, "a", "b", first, "x"});
      decisions.push_back({id, "a", "b", second, "y"});
    }
  };
  using enum Verdict;
  add(20, same, same);
  add(5, same, different);
  add(10, different, same);
  add(15, different, different);
  const Agreement got = agreement_of(decisions);
  EXPECT_EQ(got.pairs, 50U);
  EXPECT_EQ(got.agreed, 35U);
  EXPECT_NEAR(got.kappa, 0.4, 1e-12);
}

}  // namespace
}  // namespace outturn::linkage
