// What reviewers decided binds the people: joined first, never joined.
#include "engine/linkage/people/people.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "engine/linkage/review/feedback.h"

namespace outturn::linkage {
namespace {

/// Every pair that is no edge weighs as much as this.
PairWeight all_weigh(double weight) {
  return [weight](std::uint32_t, std::uint32_t, std::vector<double>& parts) {
    parts.clear();
    return weight;
  };
}

People people(std::size_t records, const std::vector<Edge>& edges, const PeopleOptions& options,
              double rest = 5) {
  const std::vector<std::uint16_t> dataset(records, 0);
  const People found = people_of(dataset, edges, all_weigh(rest), options);
  EXPECT_EQ(people_fault(found, dataset, options), "");
  return found;
}

TEST(PeopleDecided, BarredPairsStayApartAlsoThroughOthers) {
  const std::vector<Edge> edges = {{0, 1, 9}, {1, 2, 8}, {0, 2, 7}};
  EXPECT_EQ(people(3, edges, {}).count, 1U);
  PeopleOptions options;
  options.barred = {{2, 0}};
  const People found = people(3, edges, options);
  EXPECT_EQ(found.person, (std::vector<std::uint32_t>{0, 0, 1}));
  EXPECT_EQ(found.barred, 2U);
}

TEST(PeopleDecided, MustPairsAreJoinedFirstWhateverSpeaksAgainst) {
  PeopleOptions options;
  options.must = {{0, 2}};
  options.once_in = {true};
  const People found = people(3, {{0, 1, 9}}, options, -30);
  EXPECT_EQ(found.person[0], found.person[2]);
  EXPECT_NE(found.person[0], found.person[1]) << "a dataset that holds each person once keeps its veto";
}

TEST(PeopleDecided, ContradictionsAreFoundAndNeverUsed) {
  EXPECT_EQ(contradicted(4, {{0, 1}, {1, 2}}, {{0, 2}, {0, 3}}), (std::vector<RecordPair>{{0, 2}}));
  PeopleOptions options;
  options.must = {{0, 1}};
  options.barred = {{1, 0}};
  EXPECT_THROW((void)people(2, {}, options), Fault);
}

TEST(PeopleDecided, HoldOnRandomGraphs) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 100; ++round) {
    const std::uint32_t n = 12;
    const auto some = [&] { return static_cast<std::uint32_t>(random() % n); };
    std::vector<Edge> edges;
    PeopleOptions options;
    for (int i = 0; i < 25; ++i) {
      const auto [a, b] = std::minmax({some(), some()});
      if (a != b) edges.push_back({a, b, static_cast<double>(random() % 20)});
    }
    for (int i = 0; i < 3; ++i) options.must.emplace_back(some(), some());
    for (int i = 0; i < 8; ++i) {
      const RecordPair pair{some(), some()};
      if (contradicted(n, options.must, {pair}).empty()) options.barred.push_back(pair);
    }
    const People before = people(n, edges, options);
    std::shuffle(edges.begin(), edges.end(), random);
    std::shuffle(options.must.begin(), options.must.end(), random);
    std::shuffle(options.barred.begin(), options.barred.end(), random);
    EXPECT_EQ(people(n, edges, options).person, before.person);
  }
}

TEST(Feedback, NamesBecomeRecordsAndWhatCantHoldIsTold) {
  RecordsBuilder builder({"name"});
  builder.begin_dataset("x");
  for (const char* id : {"a", "b", "c"}) builder.add(id, {"n"});
  std::vector<RepeatedId> repeated;
  const Records records = builder.finish(repeated);
  using enum Verdict;
  const Feedback got = feedback_of(records, {{"P1", "b", "a", same},
                                             {"P2", "b", "c", same},
                                             {"P3", "a", "c", different},
                                             {"P4", "a", "gone", same},
                                             {"P5", "a", "c", unsure}});
  EXPECT_EQ(got.must, (std::vector<RecordPair>{{0, 1}, {1, 2}}));
  EXPECT_TRUE(got.barred.empty());
  ASSERT_EQ(got.contradicted.size(), 1U);
  EXPECT_EQ(got.contradicted[0].pair, "P3");
  ASSERT_EQ(got.unknown.size(), 1U);
  EXPECT_EQ(got.unknown[0].pair, "P4");
  EXPECT_EQ(got.unsure, 1U);
}

}  // namespace
}  // namespace outturn::linkage
