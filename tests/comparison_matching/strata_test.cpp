// Subclasses, coarsened cells and radius against MatchIt, psmatch2's convention and cases worked out by hand.
#include <algorithm>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "engine/comparison/matching/matching.h"
#include "engine/comparison/matching/subclasses.h"
#include "tests/comparison_matching/sets.h"

namespace outturn::comparison {
namespace {

double weight_in(const nlohmann::json& weights, const std::string& id) {
  return weights.contains(id) ? weights[id].get<double>() : 0.0;
}

/// Strata of R by their numbers, which count from 1; -1 where R has none.
int stratum_in(const nlohmann::json& strata, const std::string& id) {
  if (!strata.contains(id) || strata[id].is_null()) return -1;
  return (strata[id].is_string() ? std::stoi(strata[id].get<std::string>()) : strata[id].get<int>()) - 1;
}

void expect_same(const Cohort& cohort, const Matched& matched, const nlohmann::json& design) {
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    const double wanted = weight_in(design["weights"], cohort.ids[i]);
    ASSERT_NEAR(matched.weights[i], wanted, 1e-11 * std::max(1.0, wanted)) << cohort.ids[i];
    if (design.contains("subclass")) {
      ASSERT_EQ(matched.stratum[i], stratum_in(design["subclass"], cohort.ids[i])) << cohort.ids[i];
    }
  }
}

class Strata : public testing::TestWithParam<const char*> {};

TEST_P(Strata, SubclassesAsMatchIt) {
  OUTTURN_PUBLISHED_OR_SKIP(set, GetParam());
  int designs = 0;
  for (const auto& [name, design] : set.golden["matching"].items()) {
    const nlohmann::json& spec = design["spec"];
    if (spec["method"] != "subclass") continue;
    SCOPED_TRACE(name);
    ++designs;
    Matching matching;
    matching.method = Method::subclassification;
    matching.subclasses = spec["subclass"];
    if (spec["estimand"] == "ATE") matching.estimand = Estimand::everyone;
    Problems problems;
    const auto matched = match(set.cohort, set.scores, matching, problems);
    ASSERT_TRUE(matched);
    expect_same(set.cohort, *matched, design);
  }
  EXPECT_EQ(designs, 4);
}

TEST_P(Strata, CellsAsMatchIt) {
  OUTTURN_PUBLISHED_OR_SKIP(set, GetParam());
  Matching matching;
  matching.method = Method::coarsened_exact;
  const nlohmann::json& design = set.golden["matching"]["cem_sturges"];
  matching.covariates = design["spec"]["covariates"].get<std::vector<std::string>>();
  Problems problems;
  const auto matched = match(set.cohort, {}, matching, problems);
  ASSERT_TRUE(matched);
  expect_same(set.cohort, *matched, design);
  EXPECT_EQ(problems.count(Severity::warning), 1U);  // people are left without a partner, and it is told
}

TEST_P(Strata, WithinARadius) {
  OUTTURN_PUBLISHED_OR_SKIP(set, GetParam());
  for (const auto& [name, design] : set.golden["radius"].items()) {
    SCOPED_TRACE(name);
    Matching matching;
    matching.method = Method::radius;
    matching.distance = design["distance"] == "logit" ? Distance::logit : Distance::score;
    matching.caliper = design["radius"].get<double>();
    Problems problems;
    const auto matched = match(set.cohort, set.scores, matching, problems);
    ASSERT_TRUE(matched);
    double sum = 0;
    double wanted_sum = 0;
    for (std::size_t i = 0; i < set.cohort.size(); ++i) {
      if (set.cohort.treated[i] != 0) continue;
      sum += matched->weights[i];
      wanted_sum += weight_in(design["weights"], set.cohort.ids[i]);
    }
    for (std::size_t i = 0; i < set.cohort.size(); ++i) {
      if (set.cohort.treated[i] != 0) continue;
      EXPECT_NEAR(matched->weights[i] / sum, weight_in(design["weights"], set.cohort.ids[i]) / wanted_sum,
                  1e-13);
    }
    std::size_t some = 0;
    for (std::size_t t = 0; t < matched->treated.size(); ++t) {
      some += matched->partner_count(t) > 0 ? 1 : 0;
      const std::string& id = set.cohort.ids[matched->treated[t]];
      const auto& counts = design["controls_per_treated"];
      EXPECT_EQ(matched->partner_count(t), counts.contains(id) ? counts[id].get<std::size_t>() : 0U) << id;
    }
    EXPECT_EQ(some, design["n_treated_matched"].get<std::size_t>());
  }
}

INSTANTIATE_TEST_SUITE_P(Sets, Strata, testing::Values("lalonde", "lindner", "nsw_cps"));

TEST(Subclasses, QuantilesByHand) {
  EXPECT_EQ(quantile_cuts({1, 2, 3, 4, 10}, 2), (std::vector<double>{1, 3, 10}));
  EXPECT_EQ(quantile_cuts({1, 2, 4, 8}, 2), (std::vector<double>{1, 3, 8}));
  EXPECT_EQ(quantile_cuts({5}, 3), (std::vector<double>{5, 5, 5, 5}));
}

/// Everybody's group in every subclass, however lopsided the scores; weights by counting.
TEST(Subclasses, EachHasBothGroups) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const test::Drawn drawn = test::drawn(seed, 60, seed % 3 == 0 ? 5 : 200, 1);
    for (const Estimand estimand : {Estimand::treated, Estimand::everyone}) {
      Matching matching;
      matching.method = Method::subclassification;
      matching.subclasses = 5;
      matching.estimand = estimand;
      Problems problems;
      const auto matched = match(drawn.cohort, drawn.scores, matching, problems);
      ASSERT_TRUE(matched);
      std::map<int, std::array<int, 2>> counts;
      for (std::size_t i = 0; i < drawn.cohort.size(); ++i)
        ++counts[matched->stratum[i]][drawn.cohort.treated[i]];
      for (const auto& [stratum, groups] : counts) {
        EXPECT_GE(stratum, 0);
        EXPECT_FALSE(matched->with_replacement);
        EXPECT_GT(groups[0], 0);
        EXPECT_GT(groups[1], 0);
      }
    }
  }
}

TEST(Subclasses, TooMany) {
  const test::Drawn drawn = test::drawn(1, 12, 100, 1);
  Matching matching;
  matching.method = Method::subclassification;
  matching.subclasses = 30;
  Problems problems;
  EXPECT_FALSE(match(drawn.cohort, drawn.scores, matching, problems));
  ASSERT_TRUE(problems.has_errors());
  EXPECT_EQ(problems.list().front().code, "E234");
}

}  // namespace
}  // namespace outturn::comparison
