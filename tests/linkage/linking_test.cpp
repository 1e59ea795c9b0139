// Linking from end to end on made-up people: the figures people were made with are found again, and nothing
// depends on the order of rows or files, nor on threads.
#include "engine/linkage/linking/linking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/linkage/train/sample_u.h"
#include "engine/linkage/train/sessions.h"
#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t fields = 4;
const std::vector<std::string> names{"first", "last", "born", "town"};
const std::vector<std::size_t> values{60, 200, 900, 12};   // of each field, all as common
const std::vector<double> agreeing{0.9, 0.85, 0.95, 0.8};  // of a match's fields, before chance
constexpr std::size_t originals = 2400;
constexpr std::size_t copies = 800;

std::string value_of(std::size_t field, test::Dice& dice) {
  return names[field] + std::to_string(dice.below(values[field]));
}

/// People with independent fields, a third of them twice; a copy's field is now and then drawn anew.
test::Rows made_up(std::uint64_t seed) {
  test::Dice dice(seed);
  test::Rows rows;
  for (std::size_t i = 0; i < originals + copies; ++i) {
    std::vector<std::string> row{std::to_string(i)};
    for (std::size_t f = 0; f < fields; ++f) {
      const bool kept = i >= originals && dice.share() < agreeing[f];
      row.push_back(kept ? rows[i - originals][f + 1] : value_of(f, dice));
    }
    rows.push_back(row);
  }
  return rows;
}

test::Rows headed(test::Rows rows) {
  rows.insert(rows.begin(), {"id", "first", "last", "born", "town"});
  return rows;
}

Model untrained() {
  Model model;
  for (const std::string& name : names) {
    const std::string l = "\"" + name + "_l\"";
    const std::string r = "\"" + name + "_r\"";
    model.comparisons.push_back(
        test::comparison(name, {l + " IS NULL OR " + r + " IS NULL", l + " = " + r, "ELSE"}));
    model.comparisons.back().levels[1].frequency_of = name == "last" ? name : "";
  }
  for (const char* sql : {"l.first = r.first AND l.last = r.last", "l.born = r.born"})
    model.rules.push_back(test::rule(sql));
  return model;
}

/// How often a match's field agrees, the drawing anew of the same value included.
double true_m(std::size_t f) { return agreeing[f] + (1 - agreeing[f]) / static_cast<double>(values[f]); }

TEST(Training, FindsWhatPeopleWereMadeWith) {
  const Records records = test::records_of(headed(made_up(1)));
  Model model = untrained();
  model.convergence = 1e-9;
  model.most_iterations = 200;
  const std::vector<BlockingRule> sure{
      test::rule("l.first = r.first AND l.last = r.last AND l.born = r.born")};
  Model all = model;
  const std::vector<BlockingRule> sessions{test::rule("l.first = r.first AND l.last = r.last"),
                                           test::rule("l.born = r.born")};
  all.rules.insert(all.rules.end(), sessions.begin(), sessions.end());
  all.rules.insert(all.rules.end(), sure.begin(), sure.end());
  const test::Ready ready(all, records);
  sample_u(model, records, ready.readings, *ready.comparer, {1e8, 1}, run_in_turn);
  const double truly = copies / (0.5 * (originals + copies) * (originals + copies - 1));
  model.prior = prior_from(model, sure, true_m(0) * true_m(1) * true_m(2), records, ready.readings,
                           *ready.comparer, run_in_turn);
  EXPECT_NEAR(model.prior / truly, 1, 0.1);
  const auto told = train_m(model, sessions, records, ready.readings, *ready.comparer, run_in_turn);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].trained, (std::vector<std::string>{"born", "town"}));
  EXPECT_EQ(told[1].trained, (std::vector<std::string>{"first", "last", "town"}));
  for (std::size_t f = 0; f < fields; ++f) {
    // As in Splink, the matches among random pairs count as others.
    const double by_chance = (1 - truly) / static_cast<double>(values[f]) + truly * true_m(f);
    EXPECT_NEAR(model.comparisons[f].levels[1].u.value_or(0) / by_chance, 1, 0.05) << names[f];
    EXPECT_NEAR(model.comparisons[f].levels[1].m.value_or(0), true_m(f), 0.05) << names[f];
  }
}

TEST(Training, AFixedFigureStays) {
  const Records records = test::records_of(headed(made_up(2)));
  Model model = untrained();
  Level& exact = model.comparisons[3].levels[1];
  exact.m = 0.77;
  exact.u = 0.33;
  exact.m_fixed = exact.u_fixed = true;
  const test::Ready ready(model, records);
  sample_u(model, records, ready.readings, *ready.comparer, {1e5, 1}, run_in_turn);
  (void)train_m(model, model.rules, records, ready.readings, *ready.comparer, run_in_turn);
  EXPECT_EQ(exact.m, 0.77);
  EXPECT_EQ(exact.u, 0.33);
  EXPECT_NE(model.comparisons[2].levels[1].m, std::nullopt);
}

/// Everything a linkage says, with records by name.
struct Said {
  std::vector<std::tuple<std::string, std::string, double, double, double>> pairs;
  std::vector<std::pair<std::string, std::uint32_t>> people;
  std::vector<std::optional<double>> belonging;
  std::vector<std::optional<double>> figures;
  double threshold = 0;
  std::size_t patterns = 0;

  friend bool operator==(const Said&, const Said&) = default;
};

Said said_of(const Model& model, const Records& records, const TaskRunner& run) {
  LinkingOptions options;
  options.u_pairs = 2e5;
  Linking linking(model, records, run, options);
  linking.link();
  Said said;
  for (const LinkedPair& pair : linking.pairs())
    said.pairs.emplace_back(records.name(pair.left), records.name(pair.right), pair.weight, pair.calibrated,
                            pair.probability);
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    said.people.emplace_back(records.name(i), linking.people().person[i]);
    said.belonging.push_back(linking.belonging(i));
  }
  for (const Comparison& comparison : linking.model().comparisons) {
    for (const Level& level : comparison.levels) {
      said.figures.push_back(level.m);
      said.figures.push_back(level.u);
    }
  }
  said.threshold = linking.threshold();
  said.patterns = linking.scored().patterns.size();
  return said;
}

/// The rows dealt to files by id, in a stirred order of rows and a given order of files.
Records dealt(const test::Rows& rows, const std::vector<std::string>& files, std::uint64_t seed) {
  test::Dice dice(seed);
  RecordsBuilder builder(names);
  for (const std::string& file : files) {
    test::Rows own;
    for (const auto& row : rows) {
      if ((std::stoul(row[0]) % 3 == 0) == (file == "north")) own.push_back(row);
    }
    for (std::size_t i = own.size(); seed != 0 && i > 1; --i) std::swap(own[i - 1], own[dice.below(i)]);
    builder.begin_dataset(file);
    for (const auto& row : own)
      builder.add(row[0], std::vector<std::string_view>(row.begin() + 1, row.end()));
  }
  std::vector<RepeatedId> repeated;
  return builder.finish(repeated);
}

class Order : public testing::TestWithParam<LinkType> {};

TEST_P(Order, OfRowsFilesAndThreadsChangesNothing) {
  const test::Rows rows = made_up(3);
  Model model = untrained();
  model.type = GetParam();
  const Said first = said_of(model, dealt(rows, {"north", "south"}, 0), run_in_turn);
  EXPECT_GT(first.pairs.size(), 500U);
  EXPECT_GT(first.patterns, 5U);
  for (const unsigned threads : {1U, 2U, 7U})
    EXPECT_TRUE(said_of(model, dealt(rows, {"north", "south"}, 0), test::run_on(threads)) == first)
        << threads;
  EXPECT_TRUE(said_of(model, dealt(rows, {"south", "north"}, 0), run_in_turn) == first);
  EXPECT_TRUE(said_of(model, dealt(rows, {"south", "north"}, 9), test::run_backwards) == first);
  EXPECT_TRUE(said_of(model, dealt(rows, {"north", "south"}, 5), test::run_on(3)) == first);
}

std::string type_name(const testing::TestParamInfo<LinkType>& test) {
  if (test.param == LinkType::dedupe) return "dedupe";
  return test.param == LinkType::link ? "link" : "link_and_dedupe";
}

INSTANTIATE_TEST_SUITE_P(Linking, Order,
                         testing::Values(LinkType::dedupe, LinkType::link, LinkType::link_and_dedupe),
                         type_name);

TEST(Linking, AWaterfallAddsUpToItsPair) {
  const Records records = test::records_of(headed(made_up(4)));
  const Model model = untrained();
  Linking linking(model, records, run_in_turn, {});
  linking.link();
  ASSERT_FALSE(linking.pairs().empty());
  for (const LinkedPair& pair : linking.pairs()) {
    const Waterfall fall = linking.waterfall(pair);
    double sum = fall.prior;
    for (const WeightPart& part : fall.parts) sum += part.level + part.frequency;
    EXPECT_NEAR(sum, pair.weight, 1e-9);
    EXPECT_NEAR(sum + fall.correction, fall.total, 1e-9);
    EXPECT_EQ(fall.total, pair.calibrated);
    EXPECT_NEAR(pair.probability, 1 / (1 + std::exp2(-pair.calibrated)), 1e-12);
    EXPECT_GE(pair.probability, 0);
    EXPECT_LE(pair.probability, 1);
    ASSERT_EQ(linking.gammas(pair.pattern).size(), fields);
  }
}

TEST(Linking, PairsOfElsewhereComeToTheSamePeople) {
  const Records records = test::records_of(headed(made_up(5)));
  Linking here(untrained(), records, run_in_turn, {});
  here.link();
  Linking again(here.model(), records, run_in_turn, {});
  std::vector<ScoredPair> given = here.scored().pairs;
  std::reverse(given.begin(), given.end());
  for (ScoredPair& pair : given) pair.pattern = 0;
  again.link_given(given);
  EXPECT_EQ(again.people().person, here.people().person);
  EXPECT_EQ(again.threshold(), here.threshold());
}

// Fields are independent here, so what the probabilities promise must hold.
TEST(Linking, FindsThePeopleAndPromisesWhatHolds) {
  const Records records = test::records_of(headed(made_up(6)));
  Linking linking(untrained(), records, run_in_turn, {});
  linking.link();
  double expected = 0;
  double truly = 0;
  double right = 0;
  double taken = 0;
  for (const LinkedPair& pair : linking.pairs()) {
    const bool match = std::stoul(records.ids[pair.left]) + originals == std::stoul(records.ids[pair.right]);
    expected += pair.probability;
    truly += match ? 1 : 0;
    if (pair.probability < linking.threshold()) continue;
    taken += 1;
    right += match ? 1 : 0;
  }
  EXPECT_NEAR(expected / truly, 1, 0.05);
  EXPECT_GE(right / taken, 0.95);
  EXPECT_GE(right / truly, 0.9);
}

}  // namespace
}  // namespace outturn::linkage
