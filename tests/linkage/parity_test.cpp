// The six models that Splink 4.0.16 saved, on the sets it trained them on, against Splink's own SQL run in
// DuckDB (oracle/): every pattern of levels as often, all weights by their sums, 300 pairs one by one.
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/linkage/score/score.h"
#include "engine/linkage/train/sample_u.h"
#include "engine/linkage/train/sessions.h"
#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

struct GoldenPair {
  double weight = 0;
  std::string levels;
};

struct Golden {
  std::uint64_t pairs = 0;
  double sum = 0;
  double squares = 0;
  std::map<std::string, std::uint64_t> patterns;
  std::map<std::pair<std::string, std::string>, GoldenPair> sample;
};

Golden golden_of(const std::string& name) {
  Golden golden;
  std::ifstream file(OUTTURN_SOURCE_DIR "/tests/linkage/golden/parity_" + name + ".csv");
  EXPECT_TRUE(file) << name;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const auto& row : test::rows_of_csv(text)) {
    if (row[0] == "all") {
      golden.pairs = std::stoull(row[1]);
      golden.sum = std::stod(row[2]);
      golden.squares = std::stod(row[3]);
    } else if (row[0] == "pattern") {
      golden.patterns[row[1]] = std::stoull(row[2]);
    } else if (row[0] == "pair") {
      golden.sample[std::minmax(row[1], row[2])] = {std::stod(row[3]), row[4]};
    }
  }
  return golden;
}

std::string levels_of(const Model& model, const Comparer& comparer, Pattern pattern) {
  std::string out;
  for (std::size_t c = 0; c < comparer.comparisons(); ++c) {
    if (c > 0) out += ' ';
    out += std::to_string(model.comparisons[c].gamma(comparer.level_in(pattern, c)));
  }
  return out;
}

class Parity : public testing::TestWithParam<const char*> {};

TEST_P(Parity, EveryPairHasSplinksLevelsAndWeight) {
  OUTTURN_SET_OR_SKIP(set, GetParam());
  const Golden golden = golden_of(GetParam());
  const test::Ready ready(set.model, set.records);
  const Blocks blocks(set.model, set.records, ready.readings);
  const Weights weights(set.model, ready.readings, *ready.comparer);
  const Scored scored = score_pairs(blocks, ready.readings, *ready.comparer, weights, -1e9, test::run_on(2));
  EXPECT_EQ(scored.looked_at, golden.pairs);
  ASSERT_EQ(scored.pairs.size(), golden.pairs);
  std::map<std::string, std::uint64_t> patterns;
  for (const PatternCount& one : scored.patterns)
    patterns[levels_of(set.model, *ready.comparer, one.pattern)] += one.count;
  EXPECT_EQ(patterns, golden.patterns);
  double sum = 0;
  double squares = 0;
  std::size_t found = 0;
  double worst = 0;
  for (const ScoredPair& pair : scored.pairs) {
    sum += pair.weight;
    squares += pair.weight * pair.weight;
    const auto at = golden.sample.find(std::minmax(set.records.ids[pair.left], set.records.ids[pair.right]));
    if (at == golden.sample.end()) continue;
    ++found;
    EXPECT_EQ(levels_of(set.model, *ready.comparer, pair.pattern), at->second.levels);
    EXPECT_NEAR(pair.weight, at->second.weight, 1e-6) << at->first.first << " " << at->first.second;
    worst = std::max(worst, std::abs(pair.weight - at->second.weight));
  }
  EXPECT_EQ(found, golden.sample.size());
  EXPECT_NEAR(sum, golden.sum, 1e-9 * golden.squares);
  EXPECT_NEAR(squares, golden.squares, 1e-9 * golden.squares);
  RecordProperty("worst_difference", std::to_string(worst));
}

INSTANTIATE_TEST_SUITE_P(Splink, Parity,
                         testing::Values("fake_1000", "febrl3", "febrl4", "historical_50k", "synth_100k",
                                         "synth_1m"),
                         [](const auto& test) { return std::string(test.param); });

// Splink's own u of fake_1000 came from all 499,500 pairs, as its sample is larger than that.
TEST(Parity, UOfEveryPairIsTheSavedOne) {
  OUTTURN_SET_OR_SKIP(set, "fake_1000");
  const test::Ready ready(set.model, set.records);
  Model model = set.model;
  sample_u(model, set.records, ready.readings, *ready.comparer, {1e9, 7}, run_in_turn);
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) {
    for (std::size_t l = 0; l < model.comparisons[c].levels.size(); ++l) {
      const Level& saved = set.model.comparisons[c].levels[l];
      ASSERT_EQ(model.comparisons[c].levels[l].u.has_value(), saved.u.has_value()) << saved.written;
      if (saved.u) {
        EXPECT_EQ(*model.comparisons[c].levels[l].u, *saved.u) << saved.written;
      }
    }
  }
}

/// Trains m anew from the saved u and prior, by the sessions the saved model was trained with.
void expect_saved_m(const std::string& name, const std::vector<std::string>& sessions,
                    const std::vector<int>& iterations) {
  OUTTURN_SET_OR_SKIP(set, name);
  Model model = set.model;
  std::vector<BlockingRule> rules;
  rules.reserve(sessions.size());
  for (const std::string& sql : sessions) rules.push_back(test::rule(sql));
  Model all = model;
  all.rules = rules;
  const test::Ready ready(all, set.records);
  const auto told = train_m(model, rules, set.records, ready.readings, *ready.comparer, test::run_on(2));
  ASSERT_EQ(told.size(), iterations.size());
  for (std::size_t s = 0; s < told.size(); ++s) EXPECT_EQ(told[s].iterations, iterations[s]) << name;
  for (std::size_t c = 0; c < model.comparisons.size(); ++c) {
    for (std::size_t l = 0; l < model.comparisons[c].levels.size(); ++l) {
      const Level& saved = set.model.comparisons[c].levels[l];
      ASSERT_EQ(model.comparisons[c].levels[l].m.has_value(), saved.m.has_value()) << saved.written;
      if (saved.m) {
        EXPECT_NEAR(*model.comparisons[c].levels[l].m, *saved.m, 1e-9) << saved.written;
      }
    }
  }
}

constexpr const char* by_name = "l.first_name = r.first_name and l.surname = r.surname";
constexpr const char* by_dob = "l.dob = r.dob";

TEST(Parity, MOfFake1000IsTheSavedOne) { expect_saved_m("fake_1000", {by_name, by_dob}, {12, 12}); }
TEST(Parity, MOfFebrl4IsTheSavedOne) {
  expect_saved_m("febrl4", {"l.date_of_birth = r.date_of_birth", "l.postcode = r.postcode"}, {3, 3});
}
TEST(Parity, MOfHistorical50kIsTheSavedOne) { expect_saved_m("historical_50k", {by_name, by_dob}, {15, 8}); }
TEST(Parity, MOfSynth100kIsTheSavedOne) { expect_saved_m("synth_100k", {by_name, by_dob}, {6, 5}); }

}  // namespace
}  // namespace outturn::linkage
