// The parts that matching stands on: ranking, free places, exact keys, and the checker of every result.
#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include "engine/base/spread.h"
#include "engine/comparison/matching/exact_keys.h"
#include "engine/comparison/matching/free_places.h"
#include "engine/comparison/matching/matching.h"
#include "engine/comparison/matching/ranking.h"
#include "tests/comparison_matching/sets.h"

namespace outturn::comparison {
namespace {

void expect_ranked(const std::vector<double>& values) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  const std::vector<Ranked> found = ranked(values);
  ASSERT_EQ(found.size(), values.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    ASSERT_EQ(found[i].index, order[i]) << i;
    ASSERT_EQ(found[i].value, values[order[i]]);
  }
}

TEST(Ranking, AsAStableSort) {
  expect_ranked({});
  expect_ranked({3});
  expect_ranked({0.0, -0.0, 1, -1, 0.0, -0.0});
  expect_ranked({1e300, -1e300, 1e-300, -1e-300, 5e-324, 0, -5e-324, 1, 1});
  std::uint64_t state = 1;
  for (const std::size_t people : {10U, 1000U, 30000U}) {
    std::vector<double> few;
    std::vector<double> wide;
    std::vector<double> close;  // hundreds alike in all leading digits, then an outlier
    for (std::size_t i = 0; i < people; ++i) {
      few.push_back(static_cast<double>(spread(state++) % 7) - 3);
      wide.push_back((static_cast<double>(spread(state++) >> 11U) - 4.5e15) * 1e-10);
      close.push_back(1 + static_cast<double>(spread(state++) % 500) * 1e-15);
    }
    close.push_back(1e9);
    close.push_back(-1e9);
    expect_ranked(few);
    expect_ranked(wide);
    expect_ranked(close);
  }
}

TEST(FreePlaces, AsASet) {
  for (const std::size_t places : {1U, 63U, 64U, 65U, 4096U, 4097U, 300000U}) {
    std::vector<std::uint8_t> free(places);
    std::set<std::uint32_t> set;
    std::uint64_t state = places;
    for (std::size_t i = 0; i < places; ++i) {
      free[i] = spread(state++) % 3 != 0 ? 1 : 0;
      if (free[i] != 0) set.insert(static_cast<std::uint32_t>(i));
    }
    FreePlaces tree(free);
    for (int step = 0; step < 3000; ++step) {
      const auto at = static_cast<std::uint32_t>(spread(state++) % places);
      const auto above = set.upper_bound(at);
      ASSERT_EQ(tree.after(at), above == set.end() ? no_place : *above);
      const auto own = set.lower_bound(at);
      ASSERT_EQ(tree.before(at), own == set.begin() ? no_place : *std::prev(own));
      if (own == set.end()) continue;
      tree.take(*own);
      set.erase(own);
    }
    while (!set.empty()) {
      tree.take(*set.begin());
      set.erase(set.begin());
    }
    EXPECT_EQ(tree.after(0), no_place);
    EXPECT_EQ(tree.before(static_cast<std::uint32_t>(places - 1)), no_place);
  }
}

TEST(ExactKeys, EqualWhereAllAreEqual) {
  const std::vector<Covariate> columns{{"a", {1.5, 1.5, 2, 1.5, 2, 2}, {}, {}},
                                       {"b", {}, {"u", "v", "w"}, {0, 2, 0, 0, 0, 2}}};
  const ExactKeys keys = exact_keys(columns, 6);
  EXPECT_EQ(keys.count, 4U);
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      EXPECT_EQ(keys.key[i] == keys.key[j],
                columns[0].numbers[i] == columns[0].numbers[j] && columns[1].codes[i] == columns[1].codes[j]);
  EXPECT_EQ(exact_keys({}, 3).count, 1U);
}

class Checker : public testing::Test {
 protected:
  Checker() : drawn_(test::drawn(4, 80, 30, 2)) {
    Matching matching;
    matching.ratio = 2;
    Problems problems;
    sound_ = *match(drawn_.cohort, drawn_.scores, matching, problems);
  }
  void expect_fault(const Matched& matched) { EXPECT_NE(matched_fault(drawn_.cohort, matched), ""); }

  test::Drawn drawn_;
  Matched sound_;
};

TEST_F(Checker, SeesWhatIsWrong) {
  ASSERT_EQ(matched_fault(drawn_.cohort, sound_), "");
  Matched broken = sound_;
  broken.partners[0] = broken.treated[0];  // no comparison person
  expect_fault(broken);
  broken = sound_;
  broken.partners[1] = broken.partners[0];  // twice
  expect_fault(broken);
  broken = sound_;
  broken.weights[broken.partners[0]] *= 1.5;  // do not add up
  expect_fault(broken);
  broken = sound_;
  broken.weights[broken.partners[0]] = 0;  // a partner, not weighted
  expect_fault(broken);
  broken = sound_;
  broken.first.pop_back();
  expect_fault(broken);
  broken = sound_;
  for (std::size_t i = 0; i < drawn_.cohort.size(); ++i) {  // another key
    const auto& codes = drawn_.cohort.exact[0].codes;
    if (drawn_.cohort.treated[i] == 0 && codes[i] != codes[broken.treated[0]])
      broken.partners[0] = static_cast<std::uint32_t>(i);
  }
  expect_fault(broken);
}

TEST(Choices, WhatDoesNotGoTogether) {
  const test::Drawn drawn = test::drawn(1, 30, 20, 1);
  const auto refused = [&](const Matching& matching) {
    Problems problems;
    return !match(drawn.cohort, drawn.scores, matching, problems) && problems.list().front().code == "E229";
  };
  Matching matching;
  matching.ratio = 0;
  EXPECT_TRUE(refused(matching));
  matching = {};
  matching.caliper = -0.1;
  EXPECT_TRUE(refused(matching));
  matching.caliper = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(refused(matching));
  matching = {};
  matching.method = Method::radius;
  EXPECT_TRUE(refused(matching));
  matching.method = Method::optimal_pairs;
  matching.ratio = 2;
  EXPECT_TRUE(refused(matching));
  matching = {};
  matching.estimand = Estimand::everyone;
  EXPECT_TRUE(refused(matching));
  matching = {};
  matching.method = Method::coarsened_exact;
  EXPECT_TRUE(refused(matching));  // there is no covariate
  matching = {};
  matching.method = Method::subclassification;
  matching.subclasses = 1;
  EXPECT_TRUE(refused(matching));
}

TEST(Choices, WhoHasNoPartnerIsToldWithTheReason) {
  test::Drawn drawn = test::drawn(2, 40, 1000, 1);
  Covariate key{"site", {}, {"a", "b"}, std::vector<std::int32_t>(drawn.cohort.size(), 0)};
  key.codes[0] = 1;  // the first person, who took part, is alone at their site
  drawn.cohort.exact = {key};
  Problems problems;
  ASSERT_TRUE(match(drawn.cohort, drawn.scores, {}, problems));
  ASSERT_EQ(problems.list().size(), 1U);
  const Problem& told = problems.list().front();
  EXPECT_EQ(told.code, "E232");
  EXPECT_EQ(told.severity, Severity::warning);
  EXPECT_NE(told.what.find("1 person of"), std::string::npos) << told.what;
  EXPECT_NE(told.why.front().find("exact keys"), std::string::npos);
  EXPECT_NE(told.why.back().find("no longer that on all"), std::string::npos);
}

}  // namespace
}  // namespace outturn::comparison
