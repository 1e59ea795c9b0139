// Quality against figures worked out by hand, and against counting every pair and record on its own.
#include "engine/linkage/quality/quality.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

Records of_size(const std::vector<std::size_t>& datasets) {
  std::map<std::string, test::Rows> rows;
  for (std::size_t d = 0; d < datasets.size(); ++d) {
    test::Rows own{{"id", "a"}};
    for (std::size_t i = 0; i < datasets[d]; ++i) own.push_back({std::to_string(i), "x"});
    rows[std::string(1, static_cast<char>('a' + d))] = own;
  }
  return test::records_of(rows);
}

// True persons {0,1,2} {3,4} {5}; found {0,1} {2,3,4} {5}.
const std::vector<Code> by_hand{7, 7, 7, 2, 2, 9};

TEST(Quality, OfPeopleByHand) {
  const Records records = of_size({6});
  const TruthSet truth(records, by_hand, false);
  EXPECT_EQ(truth.true_pairs(), 4U);
  const PeopleQuality quality = truth.people({0, 0, 1, 1, 1, 2});
  EXPECT_EQ(quality.pairs.right, 2U);
  EXPECT_EQ(quality.pairs.wrong, 2U);
  EXPECT_EQ(quality.pairs.missed, 2U);
  EXPECT_DOUBLE_EQ(quality.pairs.precision(), 0.5);
  EXPECT_DOUBLE_EQ(quality.pairs.recall(), 0.5);
  EXPECT_DOUBLE_EQ(quality.pairs.f1(), 0.5);
  EXPECT_DOUBLE_EQ(quality.b_cubed_precision, (1 + 1 + 1.0 / 3 + 2.0 / 3 + 2.0 / 3 + 1) / 6);
  EXPECT_DOUBLE_EQ(quality.b_cubed_recall, (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1 + 1 + 1) / 6);
  EXPECT_EQ(quality.exactly_right, 1U);
  EXPECT_EQ(quality.true_people, 3U);
  EXPECT_EQ(quality.found_people, 3U);
  EXPECT_EQ(quality.largest, 3U);
  EXPECT_EQ(quality.largest_true, 3U);
}

TEST(Quality, OfPairsByHand) {
  const Records records = of_size({6});
  const TruthSet truth(records, by_hand, false);
  const std::vector<Judged> pairs{{0, 1, 0.95}, {1, 2, 0.6}, {2, 3, 0.7}, {3, 4, 0.4}, {0, 5, 0.3}};
  const Rates half = truth.at(pairs, 0.5);
  EXPECT_EQ(half.right, 2U);
  EXPECT_EQ(half.wrong, 1U);
  EXPECT_EQ(half.missed, 2U);
  const Rates best = truth.best(pairs);
  EXPECT_EQ(best.threshold, 0.4);
  EXPECT_DOUBLE_EQ(best.f1(), 0.75);
  const auto bands = truth.bands(pairs);
  ASSERT_EQ(bands.size(), 8U);
  EXPECT_EQ(bands[3].pairs, 2U);  // 0.3 to 0.5
  EXPECT_EQ(bands[3].right, 1U);
  EXPECT_DOUBLE_EQ(bands[3].expected, 0.7);
  EXPECT_EQ(bands[5].pairs, 1U);  // 0.7 to 0.9
  EXPECT_EQ(bands[5].right, 0U);
  EXPECT_EQ(bands[6].right, 1U);
  EXPECT_EQ(truth.bands({{0, 1, 1.0}})[7].right, 1U);
}

TEST(Quality, WhatHasNoTruthIsLeftOut) {
  const Records records = of_size({4});
  const std::vector<Code> person{1, missing, 1, missing};
  const TruthSet truth(records, person, false);
  EXPECT_EQ(truth.true_pairs(), 1U);
  EXPECT_FALSE(truth.known(0, 1));
  const Rates rates = truth.at({{0, 1, 0.9}, {1, 3, 0.9}, {0, 2, 0.9}}, 0.5);
  EXPECT_EQ(rates.right, 1U);
  EXPECT_EQ(rates.wrong, 0U);
  EXPECT_EQ(truth.people({0, 0, 0, 0}).exactly_right, 1U);
}

TEST(Quality, NothingFoundIsNoPrecision) {
  const Records records = of_size({2});
  const std::vector<Code> person{1, 1};
  const TruthSet truth(records, person, false);
  EXPECT_EQ(truth.at({}, 0.5).precision(), 0);
  EXPECT_EQ(truth.at({}, 0.5).f1(), 0);
  EXPECT_EQ(truth.best({}).missed, 1U);
}

struct Counted {
  std::uint64_t right = 0, wrong = 0, missed = 0, exact = 0;
  double precision = 0, recall = 0;
};

/// Each pair and each record on its own.
Counted counted(const Records& records, const std::vector<Code>& truth,
                const std::vector<std::uint32_t>& person, bool between_only) {
  Counted out;
  double known = 0;
  std::set<std::set<std::size_t>> found;
  std::set<std::set<std::size_t>> real;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] == missing) continue;
    known += 1;
    std::set<std::size_t> mine;
    std::set<std::size_t> own;
    double both = 0;
    for (std::size_t j = 0; j < truth.size(); ++j) {
      if (truth[j] == missing) continue;
      const bool together = person[i] == person[j];
      const bool truly = truth[i] == truth[j];
      if (together) mine.insert(j);
      if (truly) own.insert(j);
      both += together && truly ? 1 : 0;
      if (j <= i || (between_only && records.dataset[i] == records.dataset[j])) continue;
      out.right += together && truly ? 1 : 0;
      out.wrong += together && !truly ? 1 : 0;
      out.missed += !together && truly ? 1 : 0;
    }
    out.precision += both / static_cast<double>(mine.size());
    out.recall += both / static_cast<double>(own.size());
    found.insert(mine);
    real.insert(own);
  }
  for (const auto& group : found) out.exact += real.count(group);
  out.precision = known > 0 ? out.precision / known : 0;
  out.recall = known > 0 ? out.recall / known : 0;
  return out;
}

TEST(Quality, OfRandomPartitionsIsAsCounted) {
  test::Dice dice(4);
  for (int turn = 0; turn < 300; ++turn) {
    const Records records = of_size({1 + dice.below(12), 1 + dice.below(12)});
    std::vector<Code> truth;
    std::vector<std::uint32_t> person;
    const std::size_t people = 1 + dice.below(10);
    for (std::size_t i = 0; i < records.size(); ++i) {
      truth.push_back(dice.below(6) == 0 ? missing : static_cast<Code>(dice.below(people)));
      person.push_back(static_cast<std::uint32_t>(dice.below(people)));
    }
    const bool between_only = dice.below(2) == 0;
    const TruthSet set(records, truth, between_only);
    const PeopleQuality quality = set.people(person);
    const Counted wanted = counted(records, truth, person, between_only);
    EXPECT_EQ(quality.pairs.right, wanted.right);
    EXPECT_EQ(quality.pairs.wrong, wanted.wrong);
    EXPECT_EQ(quality.pairs.missed, wanted.missed);
    EXPECT_EQ(quality.exactly_right, wanted.exact);
    EXPECT_NEAR(quality.b_cubed_precision, wanted.precision, 1e-12);
    EXPECT_NEAR(quality.b_cubed_recall, wanted.recall, 1e-12);
    EXPECT_EQ(set.true_pairs(), wanted.right + wanted.missed);
    // The pairs taken one by one say the same.
    std::vector<Judged> pairs;
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      for (std::uint32_t j = i + 1; j < records.size(); ++j) {
        if (!between_only || records.dataset[i] != records.dataset[j])
          pairs.push_back({i, j, person[i] == person[j] ? 0.8 : 0.2});
      }
    }
    const Rates rates = set.at(pairs, 0.5);
    EXPECT_EQ(rates.right, wanted.right);
    EXPECT_EQ(rates.wrong, wanted.wrong);
    EXPECT_EQ(rates.missed, wanted.missed);
  }
}

}  // namespace
}  // namespace outturn::linkage
