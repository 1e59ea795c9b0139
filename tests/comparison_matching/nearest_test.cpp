// Nearest neighbours against MatchIt 4.7.2 pair by pair on R's own scores, against a walk place by place on
// random cohorts full of ties, and by what must hold of any matching.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "engine/comparison/matching/matching.h"
#include "tests/comparison_matching/sets.h"
#include "tests/comparison_matching/walk.h"

namespace outturn::comparison {
namespace {

Order order_of(const std::string& word) {
  if (word == "smallest") return Order::smallest;
  if (word == "data") return Order::as_listed;
  return word == "closest" ? Order::closest : Order::largest;
}

Matching matching_of(const nlohmann::json& spec) {
  Matching matching;
  matching.ties = Ties::like_matchit_4_7_2;
  matching.ratio = spec["ratio"];
  matching.replace = spec["replace"];
  matching.distance = spec["distance"] == "logit" ? Distance::logit : Distance::score;
  if (spec.contains("order")) matching.order = order_of(spec["order"]);
  if (spec.contains("caliper")) {
    matching.caliper = spec["caliper"].get<double>();
    matching.caliper_in_sd = spec["caliper_in_sd"];
  }
  return matching;
}

std::vector<std::string> exact_of(const nlohmann::json& spec) {
  if (!spec.contains("exact")) return {};
  if (spec["exact"].is_array()) return spec["exact"];
  return {spec["exact"]};
}

std::vector<std::string> ids_of(const nlohmann::json& pairs, const std::string& treated) {
  const nlohmann::json& partners = pairs[treated];
  if (partners.is_array()) return partners;
  return {partners};
}

std::vector<std::string> partners_of(const Cohort& cohort, const Matched& matched, std::size_t t) {
  std::vector<std::string> ids;
  for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p)
    ids.push_back(cohort.ids[matched.partners[p]]);
  return ids;
}

/// Rows whose partners are not R's: in order, and as sets.
std::pair<int, int> differing(const Cohort& cohort, const Matched& matched, const nlohmann::json& pairs) {
  std::pair<int, int> rows{0, 0};
  for (std::size_t t = 0; t < matched.treated.size(); ++t) {
    std::vector<std::string> wanted = ids_of(pairs, cohort.ids[matched.treated[t]]);
    std::vector<std::string> found = partners_of(cohort, matched, t);
    rows.first += wanted != found ? 1 : 0;
    std::sort(wanted.begin(), wanted.end());
    std::sort(found.begin(), found.end());
    rows.second += wanted != found ? 1 : 0;
  }
  return rows;
}

void expect_weights(const Cohort& cohort, const Matched& matched, const nlohmann::json& weights) {
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    const double wanted = weights.contains(cohort.ids[i]) ? weights[cohort.ids[i]].get<double>() : 0.0;
    ASSERT_NEAR(matched.weights[i], wanted, 1e-12 * std::max(1.0, wanted)) << cohort.ids[i];
  }
}

class LikeMatchIt : public testing::TestWithParam<const char*> {};

/// 51 designs. In one a set, several partners with replacement, MatchIt's order among ties hangs on a
/// library's unstable sort: there the sets of partners must agree but for the 7 rows known.
TEST_P(LikeMatchIt, PairByPair) {
  OUTTURN_PUBLISHED_OR_SKIP(set, GetParam());
  int designs = 0;
  for (const auto& [name, design] : set.golden["matching"].items()) {
    const nlohmann::json& spec = design["spec"];
    if (spec["method"] != "nearest" || spec["distance"].get<std::string>().rfind("mahalanobis", 0) == 0)
      continue;
    SCOPED_TRACE(name);
    set.set_exact(exact_of(spec));
    Problems problems;
    const auto matched = match(set.cohort, set.scores, matching_of(spec), problems);
    ASSERT_TRUE(matched);
    ++designs;
    const bool ties_unfixed = spec["replace"] == true && spec["ratio"] > 1;
    const auto [rows, sets] = differing(set.cohort, *matched, design["pairs"]);
    EXPECT_LE(ties_unfixed ? sets : rows, ties_unfixed ? 7 : 0);
    if (sets == 0) expect_weights(set.cohort, *matched, design["weights"]);
    EXPECT_DOUBLE_EQ(matched->total_distance, design["total_distance"].get<double>());
    if (design.contains("caliper_absolute")) {
      EXPECT_DOUBLE_EQ(matched->caliper, design["caliper_absolute"].front().get<double>());
    }
  }
  EXPECT_EQ(designs, 17);
}

INSTANTIATE_TEST_SUITE_P(Sets, LikeMatchIt, testing::Values("lalonde", "lindner", "nsw_cps"));

/// End to end: our own scores lead to R's pairs.
TEST_P(LikeMatchIt, FromOurOwnScores) {
  OUTTURN_PUBLISHED_OR_SKIP(set, GetParam());
  Problems problems;
  const auto terms = terms_of(set.cohort, {}, problems);
  const auto fit = fit_propensity(model_matrix(set.cohort, *terms), set.cohort.treated, problems);
  ASSERT_TRUE(fit);
  for (const auto& [name, design] : set.golden["matching"].items()) {
    const nlohmann::json& spec = design["spec"];
    if (spec["method"] != "nearest" || spec["distance"].get<std::string>().rfind("mahalanobis", 0) == 0 ||
        spec["replace"] == true)
      continue;
    SCOPED_TRACE(name);
    set.set_exact(exact_of(spec));
    const auto matched = match(set.cohort, fit->scores, matching_of(spec), problems);
    ASSERT_TRUE(matched);
    EXPECT_EQ(differing(set.cohort, *matched, design["pairs"]).first, 0);
  }
}

struct Design {
  Matching matching;
  std::size_t keys;
};

std::vector<Design> designs() {
  std::vector<Design> all;
  for (const Order order : {Order::largest, Order::smallest, Order::as_listed, Order::closest})
    for (const std::uint32_t ratio : {1U, 3U})
      for (const double caliper : {-1.0, 0.08})
        for (const std::size_t keys : {1U, 3U})
          for (const bool replace : {false, true}) {
            Matching matching;
            matching.ties = Ties::like_matchit_4_7_2;
            matching.order = order;
            matching.ratio = ratio;
            matching.replace = replace;
            if (caliper >= 0) matching.caliper = caliper;
            all.push_back({matching, keys});
          }
  return all;
}

TEST(Nearest, AsAWalkPlaceByPlace) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    for (const Design& design : designs()) {
      const test::Drawn drawn = test::drawn(seed, 20 + seed * 3, seed % 2 == 0 ? 12 : 400, design.keys);
      Problems problems;
      const auto matched = match(drawn.cohort, drawn.scores, design.matching, problems);
      const auto walked = test::walk(drawn.cohort, drawn.scores.score, design.matching);
      if (!matched) {
        for (const auto& partners : walked) EXPECT_TRUE(partners.empty());
        continue;
      }
      for (std::size_t t = 0; t < walked.size(); ++t) {
        const std::vector<std::uint32_t> found(matched->partners.begin() + matched->first[t],
                                               matched->partners.begin() + matched->first[t + 1]);
        ASSERT_EQ(found, walked[t]) << "seed " << seed << " order " << int(*design.matching.order)
                                    << " ratio " << design.matching.ratio << " keys " << design.keys
                                    << " replace " << design.matching.replace;
      }
    }
  }
}

/// The file turned round gives the same pairs when ids settle ties.
TEST(Nearest, ByIdWhateverTheOrderOfTheFile) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    for (Design design : designs()) {
      design.matching.ties = Ties::by_id;
      test::Drawn drawn = test::drawn(seed, 90, 10, design.keys);
      Problems problems;
      const auto forth = match(drawn.cohort, drawn.scores, design.matching, problems);
      std::map<std::string, std::vector<std::string>> pairs;
      for (std::size_t t = 0; forth && t < forth->treated.size(); ++t)
        pairs[drawn.cohort.ids[forth->treated[t]]] = partners_of(drawn.cohort, *forth, t);
      const auto turn = [](auto& column) { std::reverse(column.begin(), column.end()); };
      turn(drawn.cohort.ids);
      turn(drawn.cohort.treated);
      turn(drawn.scores.score);
      for (Covariate& key : drawn.cohort.exact) turn(key.codes);
      const auto back = match(drawn.cohort, drawn.scores, design.matching, problems);
      ASSERT_EQ(forth.has_value(), back.has_value());
      for (std::size_t t = 0; back && t < back->treated.size(); ++t)
        ASSERT_EQ(partners_of(drawn.cohort, *back, t), pairs[drawn.cohort.ids[back->treated[t]]]);
    }
  }
}

TEST(Nearest, WithinTheCaliperAndNobodyFreeLeftOut) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const test::Drawn drawn = test::drawn(seed, 150, 300, 1);
    Matching matching;
    matching.caliper = 0.5;
    matching.caliper_in_sd = true;
    Problems problems;
    const auto matched = match(drawn.cohort, drawn.scores, matching, problems);
    ASSERT_TRUE(matched);
    EXPECT_DOUBLE_EQ(matched->caliper, 0.5 * sample_sd(drawn.scores.score));
    const std::set<std::uint32_t> used(matched->partners.begin(), matched->partners.end());
    EXPECT_EQ(used.size(), matched->partners.size());
    for (std::size_t t = 0; t < matched->treated.size(); ++t) {
      const double own = drawn.scores.score[matched->treated[t]];
      for (std::uint32_t p = matched->first[t]; p < matched->first[t + 1]; ++p)
        EXPECT_LE(std::abs(own - drawn.scores.score[matched->partners[p]]), matched->caliper);
      if (matched->partner_count(t) > 0) continue;
      for (std::uint32_t c = 0; c < drawn.cohort.size(); ++c) {
        const bool idle = drawn.cohort.treated[c] == 0 && used.count(c) == 0;
        EXPECT_FALSE(idle && std::abs(own - drawn.scores.score[c]) <= matched->caliper);
      }
    }
  }
}

TEST(Nearest, MoreTreatedThanOthersIsToldAndNobodyMatchedRefused) {
  Cohort cohort;
  cohort.ids = {"a", "b", "c"};
  cohort.treated = {1, 1, 0};
  const Scores scores{{0.5, 0.6, 0.4}, {0, 0.4, -0.4}};
  Problems problems;
  ASSERT_TRUE(match(cohort, scores, {}, problems));
  ASSERT_EQ(problems.list().size(), 2U);
  EXPECT_EQ(problems.list()[0].code, "E230");
  EXPECT_EQ(problems.list()[1].code, "E232");
  EXPECT_FALSE(problems.has_errors());
  Matching narrow;
  narrow.caliper = 0.01;
  Problems refused;
  EXPECT_FALSE(match(cohort, scores, narrow, refused));
  EXPECT_TRUE(refused.has_errors());
}

}  // namespace
}  // namespace outturn::comparison
