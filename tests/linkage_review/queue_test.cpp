// The queue: the same whatever the order, something of every stratum, a larger one holds the smaller.
#include "engine/linkage/review/queue.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "tests/linkage_review/made_pairs.h"

namespace outturn::linkage {
namespace {

std::vector<QueueItem> queue_of(const std::vector<test::MadePair>& pairs, const QueueOptions& options) {
  QueueBuilder builder(options);
  for (const test::MadePair& made : pairs) builder.add(made.pair);
  return builder.finish();
}

std::vector<std::string> ids(const std::vector<QueueItem>& queue) {
  std::vector<std::string> out;
  for (const QueueItem& item : queue) out.push_back(item.id);
  return out;
}

TEST(Bands, Edges) {
  EXPECT_EQ(band_of(0), 0U);
  EXPECT_EQ(band_of(0.5), 4U);
  EXPECT_EQ(band_name(band_of(0.5)), "0 to 2");
  EXPECT_EQ(band_name(band_of(0.49)), "-2 to 0");
  EXPECT_EQ(band_name(band_of(1)), "10 and above");
  EXPECT_EQ(band_name(0), "below -7");
}

TEST(Pairs, AreNamedWhicheverStandsLeft) {
  EXPECT_EQ(pair_id("a", "b"), pair_id("b", "a"));
  EXPECT_NE(pair_id("ab", "c"), pair_id("a", "bc"));
  EXPECT_EQ(pair_id("909", "910"), "P9f2625e8921a4861") << "people keep files with these";
}

TEST(Queue, NeitherOrderNorSidesChangeIt) {
  auto pairs = test::made_pairs(5000, 1);
  const auto before = ids(queue_of(pairs, {.size = 120, .seed = 3}));
  EXPECT_EQ(before.size(), 120U);
  std::shuffle(pairs.begin(), pairs.end(), std::mt19937_64(2));
  for (std::size_t i = 0; i < pairs.size(); i += 2) std::swap(pairs[i].pair.left, pairs[i].pair.right);
  EXPECT_EQ(ids(queue_of(pairs, {.size = 120, .seed = 3})), before);
  EXPECT_NE(ids(queue_of(pairs, {.size = 120, .seed = 4})), before);
}

TEST(Queue, ALargerOneHoldsTheSmaller) {
  const auto pairs = test::made_pairs(3000, 5);
  const auto small = ids(queue_of(pairs, {.size = 60}));
  const auto large = ids(queue_of(pairs, {.size = 200}));
  const std::set<std::string> in_large(large.begin(), large.end());
  for (const std::string& id : small) EXPECT_TRUE(in_large.contains(id)) << id;
}

TEST(Queue, SomeOfEveryStratumMoreAtTheEdge) {
  const auto pairs = test::made_pairs(4000, 7);
  std::array<std::size_t, strata> had{};
  std::array<Stratum, strata> counts;
  for (const test::MadePair& made : pairs) counts[stratum_of(made.pair)].add(made.pair.probability);
  for (const QueueItem& item : queue_of(pairs, {.size = 250})) ++had[item.stratum];
  for (std::size_t s = 0; s < strata; ++s) EXPECT_GE(had[s], std::min<std::size_t>(counts[s].pairs, 10)) << s;
}

TEST(Places, NeverMoreThanThereAreAndAllThatWereAsked) {
  std::array<Stratum, strata> of;
  of[0] = {1'000'000, 100};
  of[8] = {40, 20};
  of[9] = {7, 4};
  of[17] = {3, 3};
  for (const std::size_t size : {1U, 3U, 10U, 50U, 200U}) {
    const auto got = places(of, {.size = size});
    std::size_t sum = 0;
    for (std::size_t s = 0; s < strata; ++s) {
      EXPECT_LE(got[s], of[s].pairs);
      sum += got[s];
    }
    EXPECT_EQ(sum, size);
  }
  const auto got = places(of, {.size = 50});
  EXPECT_EQ(got[9], 7U);
  EXPECT_EQ(got[17], 3U);
  EXPECT_GE(got[8], 10U);
}

// Wright (2012): priority values give the allocation with the least variance, here found by trying all.
TEST(Places, AreTheBestOfAllAllocations) {
  std::array<Stratum, strata> of;
  of[0] = {400, 40};
  of[8] = {100, 50};
  of[16] = {900, 810};
  const auto got = places(of, {.size = 24, .least = 1, .least_at_edge = 1});
  const auto loss = [&](std::size_t a, std::size_t b, std::size_t c) {
    const auto part = [&](std::size_t s, std::size_t n) {
      const double pairs = static_cast<double>(of[s].pairs);
      const double p = of[s].expected / pairs;
      return pairs * p * (1 - p) / static_cast<double>(n);  // power allocation: root of pairs for pairs
    };
    return part(0, a) + part(8, b) + part(16, c);
  };
  double best = 1e300;
  for (std::size_t a = 1; a < 23; ++a) {
    for (std::size_t b = 1; a + b < 24; ++b) best = std::min(best, loss(a, b, 24 - a - b));
  }
  EXPECT_DOUBLE_EQ(loss(got[0], got[8], got[16]), best);
}

}  // namespace
}  // namespace outturn::linkage
