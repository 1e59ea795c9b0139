// Draws of who is who: as often as the probabilities say, and the same on any machine.
#include "engine/linkage/draws/draws.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "engine/calc/linkage_record.h"

namespace outturn::linkage {
namespace {

/// Records in pairs, each with a weight; nothing connects two pairs.
struct Pairs {
  explicit Pairs(const std::vector<double>& probabilities) {
    for (std::uint32_t i = 0; i < probabilities.size(); ++i) {
      pairs.push_back({2 * i, 2 * i + 1, weight_of(probabilities[i])});
      dataset.insert(dataset.end(), {0, 1});
      stable.insert(stable.end(), {2 * i + 11, 2 * i + 12});
    }
    decided = people_of(dataset, pairs, weight, rules);
  }
  [[nodiscard]] DrawGround ground() const { return {dataset, stable, pairs, weight, rules, decided}; }

  std::vector<std::uint16_t> dataset;
  std::vector<std::uint64_t> stable;
  std::vector<Edge> pairs;
  PairWeight weight = [this](std::uint32_t l, std::uint32_t r, std::vector<double>& parts) {
    parts.clear();
    for (const Edge& pair : pairs)
      if (pair.left == l && pair.right == r) return pair.weight;
    return -20.0;
  };
  PeopleOptions rules = [] {
    PeopleOptions plain;
    plain.least_edge = 0;
    plain.sizes_count = 0;
    return plain;
  }();
  People decided;
};

/// How many persons a draw makes: each changed pair is joined, or parted, against the decision.
std::size_t persons_in(const Pairs& all, const std::vector<DrawnRecord>& draw) {
  std::size_t persons = all.decided.count;
  for (std::size_t i = 0; i < draw.size(); i += 2) draw[i].first == draw[i + 1].first ? --persons : ++persons;
  return persons;
}

TEST(Draws, HitEachPartitionAsOftenAsItsProbability) {
  const std::vector<double> probabilities{0.9, 0.3, 0.6};
  const Pairs all(probabilities);
  DrawOptions options;
  options.draws = 20'000;
  const Draws draws = draw_people(all.ground(), options, run_in_turn);
  std::map<unsigned, double> found;
  for (const auto& draw : draws.each) {
    unsigned joined = 0b101;  // as decided: the first and third pair
    for (std::size_t i = 0; i < draw.size(); i += 2) joined ^= 1U << (draw[i].record / 2);
    found[joined] += 1.0 / options.draws;
  }
  for (unsigned partition = 0; partition < 8; ++partition) {
    double expected = 1;
    for (unsigned i = 0; i < 3; ++i)
      expected *= (partition >> i & 1U) != 0 ? probabilities[i] : 1 - probabilities[i];
    EXPECT_NEAR(found[partition], expected, 4 * std::sqrt(expected * (1 - expected) / options.draws))
        << partition;
  }
}

TEST(Draws, TheIntervalOfACountIsThatOfAllPartitions) {
  const std::vector<double> probabilities{0.8, 0.7, 0.6, 0.5001, 0.4, 0.3, 0.2, 0.85};
  const Pairs all(probabilities);
  std::vector<double> share(17, 0);  // of so many persons, over all 256 partitions
  for (unsigned partition = 0; partition < 256; ++partition) {
    double probability = 1;
    std::size_t persons = 16;
    for (unsigned i = 0; i < 8; ++i) {
      const bool joined = (partition >> i & 1U) != 0;
      probability *= joined ? probabilities[i] : 1 - probabilities[i];
      persons -= joined ? 1 : 0;
    }
    share[persons] += probability;
  }
  const auto quantile = [&](double q) {
    double sum = 0;
    for (std::size_t n = 0; n < share.size(); ++n)
      if ((sum += share[n]) >= q) return static_cast<std::int64_t>(n);
    return std::int64_t{0};
  };
  DrawOptions options;
  options.draws = 4000;
  std::vector<Exact> counts;
  for (const auto& draw : draw_people(all.ground(), options, run_in_turn).each)
    counts.emplace_back(static_cast<std::int64_t>(persons_in(all, draw)));
  const calc::DrawnPayment found = calc::drawn_payment("", Exact(), counts, 2);
  EXPECT_EQ(found.low, Exact(quantile(0.025)));
  EXPECT_EQ(found.median, Exact(quantile(0.5)));
  EXPECT_EQ(found.high, Exact(quantile(0.975)));
}

TEST(Draws, AreTheSameWhateverTheOrderOfTasks) {
  const Pairs all({0.9, 0.3, 0.6, 0.5});
  const auto backwards = [](const std::vector<Task>& tasks) {
    for (std::size_t i = tasks.size(); i-- > 0;) tasks[i].work();
  };
  const Draws a = draw_people(all.ground(), {}, run_in_turn);
  const Draws b = draw_people(all.ground(), {}, backwards);
  ASSERT_EQ(a.each.size(), 200U);
  for (std::size_t d = 0; d < a.each.size(); ++d) {
    ASSERT_EQ(a.each[d].size(), b.each[d].size());
    for (std::size_t i = 0; i < a.each[d].size(); ++i) {
      EXPECT_EQ(a.each[d][i].record, b.each[d][i].record);
      EXPECT_EQ(a.each[d][i].first, b.each[d][i].first);
    }
  }
  DrawOptions other;
  other.seed = 2;
  const Draws c = draw_people(all.ground(), other, run_in_turn);
  EXPECT_FALSE(std::equal(a.each.begin(), a.each.end(), c.each.begin(),
                          [](const auto& x, const auto& y) { return x.size() == y.size(); }));
}

TEST(Draws, LeaveWhatIsCertainAlone) {
  const Pairs all({0.9999, 0.0001, 0.5});
  const Draws draws = draw_people(all.ground(), {}, run_in_turn);
  EXPECT_EQ(draws.uncertain_pairs, 1U);
  EXPECT_EQ(draws.records, 2U);
  EXPECT_NEAR(draws.certain_and_wrong, 0.0002, 1e-9);
  for (const auto& draw : draws.each)
    for (const DrawnRecord& drawn : draw) EXPECT_GE(drawn.record, 4U);
}

/// A second record that is surely the same person's is no second opinion: with three pairs of 0.6 between
/// {0, 1, 2} and 3, they are joined in 0.6 of the draws, not in more.
TEST(Draws, RecordsSurelyOfOnePersonVaryTogether) {
  Pairs all({});
  all.dataset = {0, 0, 0, 1};
  all.stable = {5, 6, 7, 8};
  const double w = weight_of(0.6);
  all.pairs = {{0, 1, 20}, {0, 2, 20}, {1, 2, 20}, {0, 3, w}, {1, 3, w}, {2, 3, w}};
  all.decided = people_of(all.dataset, all.pairs, all.weight, all.rules);
  ASSERT_EQ(all.decided.count, 1U);
  DrawOptions options;
  options.draws = 5000;
  double parted = 0;
  for (const auto& draw : draw_people(all.ground(), options, run_in_turn).each)
    parted += draw.empty() ? 0 : 1;
  EXPECT_NEAR(parted / options.draws, 0.4, 0.03);
}

}  // namespace
}  // namespace outturn::linkage
