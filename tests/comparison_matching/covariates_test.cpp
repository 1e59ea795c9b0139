// Mahalanobis distance and optimal pairs: totals of MatchIt and of an assignment solver, every choice against
// all candidates looked at one by one, least totals against all assignments of small cohorts.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "engine/base/spread.h"
#include "engine/comparison/matching/matching.h"
#include "engine/comparison/matching/whitened.h"
#include "tests/comparison_matching/sets.h"

namespace outturn::comparison {
namespace {

std::vector<const Covariate*> all_of(const Cohort& cohort) {
  std::vector<const Covariate*> all;
  for (const Covariate& covariate : cohort.covariates) all.push_back(&covariate);
  return all;
}

double squared_between(const Whitened& points, std::size_t a, std::size_t b) {
  double sum = 0;
  for (std::size_t d = 0; d < points.dimensions; ++d)
    sum += (points.of(a)[d] - points.of(b)[d]) * (points.of(a)[d] - points.of(b)[d]);
  return sum;
}

double distance_between(const Whitened& points, std::size_t a, std::size_t b) {
  return std::sqrt(squared_between(points, a, b));
}

double distance_in(const nlohmann::json& design, const std::string& id) {
  const auto& distances = design["pair_distances"];
  return distances.contains(id) && distances[id].is_number() ? distances[id].get<double>() : 0.0;
}

/// Rows whose partner is not R's.
std::size_t differing(const Cohort& cohort, const Matched& matched, const nlohmann::json& pairs) {
  std::size_t rows = 0;
  for (std::size_t t = 0; t < matched.treated.size(); ++t) {
    const nlohmann::json& wanted = pairs[cohort.ids[matched.treated[t]]];
    const std::string found =
        matched.partner_count(t) > 0 ? cohort.ids[matched.partners[matched.first[t]]] : "";
    rows += (wanted.is_string() ? wanted.get<std::string>()
             : wanted.empty()   ? ""
                                : wanted.front().get<std::string>()) == found
                ? 0
                : 1;
  }
  return rows;
}

class ByCovariates : public testing::TestWithParam<const char*> {};

/// Lalonde has a factor, whose levels make the covariance singular.
TEST_P(ByCovariates, PairByPair) {
  OUTTURN_PUBLISHED_OR_SKIP(set, GetParam());
  const nlohmann::json& design = set.golden["matching"]["mahalanobis_data"];
  Matching matching;
  matching.method = Method::mahalanobis;
  matching.ties = Ties::like_matchit_4_7_2;
  matching.covariates =
      set.golden["matching"]["cem_sturges"]["spec"]["covariates"].get<std::vector<std::string>>();
  Problems problems;
  const auto matched = match(set.cohort, {}, matching, problems);
  ASSERT_TRUE(matched);
  double wanted = 0;
  for (const std::uint32_t person : matched->treated) wanted += distance_in(design, set.cohort.ids[person]);
  EXPECT_NEAR(matched->total_distance, wanted, 1e-12 * wanted);
  EXPECT_EQ(differing(set.cohort, *matched, design["pairs"]), 0U);
}

TEST_P(ByCovariates, WithinAScoreCaliper) {
  OUTTURN_PUBLISHED_OR_SKIP(set, GetParam());
  const nlohmann::json& design = set.golden["matching"]["mahalanobis_in_score_caliper"];
  Matching matching;
  matching.method = Method::mahalanobis;
  matching.ties = Ties::like_matchit_4_7_2;
  matching.covariates =
      set.golden["matching"]["cem_sturges"]["spec"]["covariates"].get<std::vector<std::string>>();
  matching.caliper = design["spec"]["caliper"].get<double>();
  matching.caliper_in_sd = design["spec"]["caliper_in_sd"];
  Problems problems;
  const auto matched = match(set.cohort, set.scores, matching, problems);
  ASSERT_TRUE(matched);
  EXPECT_DOUBLE_EQ(matched->caliper, design["caliper_absolute"].front().get<double>());
  EXPECT_EQ(differing(set.cohort, *matched, design["pairs"]), 0U);
}

INSTANTIATE_TEST_SUITE_P(Sets, ByCovariates, testing::Values("lalonde", "lindner", "nsw_cps"));

/// A cohort with two numbers of few values and a factor, so that distances tie.
test::Drawn with_covariates(std::uint64_t seed, std::size_t people, std::size_t keys) {
  test::Drawn drawn = test::drawn(seed, people, 20, keys);
  std::uint64_t state = seed * 7919;
  for (const char* const name : {"a", "b"}) {
    Covariate covariate{name, {}, {}, {}};
    for (std::size_t i = 0; i < people; ++i)
      covariate.numbers.push_back(static_cast<double>(spread(state++) % 9));
    drawn.cohort.covariates.push_back(covariate);
  }
  Covariate factor{"f", {}, {"x", "y", "z"}, {}};
  for (std::size_t i = 0; i < people; ++i)
    factor.codes.push_back(static_cast<std::int32_t>(spread(state++) % 3));
  drawn.cohort.covariates.push_back(factor);
  return drawn;
}

/// Places along the first coordinate, ties in order of the file.
std::vector<int> places_along(const Whitened& points, std::size_t people) {
  std::vector<std::size_t> order(people);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return points.of(a)[0] < points.of(b)[0]; });
  std::vector<int> place(people);
  for (std::size_t i = 0; i < people; ++i) place[order[i]] = static_cast<int>(i);
  return place;
}

/// A walk one place down, one up, two down, two up: when it comes to a place.
int met(int from, int at) { return at < from ? 2 * (from - at) : 2 * (at - from) + 1; }

TEST(Mahalanobis, NobodyFreeIsNearerNorAsNearAndMetLater) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const test::Drawn drawn = with_covariates(seed, 150, seed % 2 + 1);
    const Cohort& cohort = drawn.cohort;
    const Whitened points = whitened(cohort, all_of(cohort));
    EXPECT_EQ(points.dimensions, 4U);  // a factor of three levels differs in two directions
    const std::vector<int> place = places_along(points, cohort.size());
    Matching matching;
    matching.method = Method::mahalanobis;
    matching.ties = Ties::like_matchit_4_7_2;
    matching.order = Order::as_listed;
    if (seed % 3 == 0) matching.caliper = 0.3;
    Problems problems;
    const auto matched = match(cohort, drawn.scores, matching, problems);
    ASSERT_TRUE(matched);
    std::set<std::uint32_t> taken;
    for (std::size_t t = 0; t < matched->treated.size(); ++t) {
      const std::uint32_t person = matched->treated[t];
      std::optional<std::uint32_t> best;
      for (std::uint32_t c = 0; c < cohort.size(); ++c) {
        if (cohort.treated[c] != 0 || taken.count(c) > 0) continue;
        if (!cohort.exact.empty() && cohort.exact[0].codes[c] != cohort.exact[0].codes[person]) continue;
        if (matching.caliper && std::abs(drawn.scores.score[c] - drawn.scores.score[person]) > 0.3) continue;
        const double own = squared_between(points, person, c);
        const double so_far =
            best ? squared_between(points, person, *best) : std::numeric_limits<double>::infinity();
        if (own < so_far ||
            (own == so_far && met(place[person], place[c]) > met(place[person], place[*best])))
          best = c;
      }
      ASSERT_EQ(matched->partner_count(t) > 0, best.has_value());
      if (!best) continue;
      ASSERT_EQ(matched->partners[matched->first[t]], *best) << "seed " << seed << " treated " << t;
      taken.insert(*best);
    }
  }
}

std::set<std::pair<std::string, std::string>> pairs_of(const test::Drawn& drawn) {
  Matching matching;
  matching.method = Method::mahalanobis;
  matching.ratio = 2;
  Problems problems;
  const auto matched = match(drawn.cohort, {}, matching, problems);
  std::set<std::pair<std::string, std::string>> pairs;
  for (std::size_t t = 0; matched && t < matched->treated.size(); ++t)
    for (std::uint32_t p = matched->first[t]; p < matched->first[t + 1]; ++p)
      pairs.insert({drawn.cohort.ids[matched->treated[t]], drawn.cohort.ids[matched->partners[p]]});
  return pairs;
}

/// Sums in another order round otherwise; distances equal but for that must still tie.
TEST(Mahalanobis, ByIdWhateverTheOrderOfTheFile) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    test::Drawn drawn = with_covariates(seed, 120, 2);
    const auto forth = pairs_of(drawn);
    const auto turn = [](auto& column) { std::reverse(column.begin(), column.end()); };
    turn(drawn.cohort.ids);
    turn(drawn.cohort.treated);
    for (Covariate& key : drawn.cohort.exact) turn(key.codes);
    for (Covariate& covariate : drawn.cohort.covariates) {
      turn(covariate.numbers);
      turn(covariate.codes);
    }
    EXPECT_FALSE(forth.empty());
    EXPECT_EQ(forth, pairs_of(drawn)) << "seed " << seed;
  }
}

/// Nobody differs: everybody is as near, and the first id is taken.
TEST(Mahalanobis, WhereNobodyDiffers) {
  test::Drawn drawn = test::drawn(1, 30, 10, 1);
  drawn.cohort.covariates.push_back({"same", std::vector<double>(30, 4), {}, {}});
  Matching matching;
  matching.method = Method::mahalanobis;
  Problems problems;
  const auto matched = match(drawn.cohort, {}, matching, problems);
  ASSERT_TRUE(matched);
  EXPECT_EQ(matched->total_distance, 0);
}

TEST(Mahalanobis, SeveralWithReplacementAreTheNearest) {
  const test::Drawn drawn = with_covariates(5, 200, 1);
  const Whitened points = whitened(drawn.cohort, all_of(drawn.cohort));
  Matching matching;
  matching.method = Method::mahalanobis;
  matching.replace = true;
  matching.ratio = 4;
  Problems problems;
  const auto matched = match(drawn.cohort, {}, matching, problems);
  ASSERT_TRUE(matched);
  for (std::size_t t = 0; t < matched->treated.size(); ++t) {
    std::vector<double> all;
    for (std::uint32_t c = 0; c < drawn.cohort.size(); ++c)
      if (drawn.cohort.treated[c] == 0) all.push_back(distance_between(points, matched->treated[t], c));
    std::sort(all.begin(), all.end());
    ASSERT_EQ(matched->partner_count(t), 4U);
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_NEAR(distance_between(points, matched->treated[t], matched->partners[matched->first[t] + k]),
                  all[k], 1e-9);
  }
}

/// Least total of pairing everybody of `few` with one of `many`, over all ways, one more of `many` at a time.
double least_total(const std::vector<double>& few, const std::vector<double>& many) {
  const std::size_t sets = std::size_t{1} << few.size();
  std::vector<double> least(sets, std::numeric_limits<double>::infinity());
  least[0] = 0;
  for (const double other : many)
    for (std::size_t set = sets; set-- > 0;)
      for (std::size_t i = 0; i < few.size(); ++i)
        if ((set >> i & 1U) == 0)
          least[set | std::size_t{1} << i] =
              std::min(least[set | std::size_t{1} << i], least[set] + std::abs(few[i] - other));
  return least[sets - 1];
}

TEST(OptimalPairs, LeastOfAllAssignments) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const test::Drawn drawn = test::drawn(seed, 4 + seed % 16, seed % 3 == 0 ? 6 : 1000, 1);
    std::vector<double> treated;
    std::vector<double> others;
    for (std::size_t i = 0; i < drawn.cohort.size(); ++i)
      (drawn.cohort.treated[i] != 0 ? treated : others).push_back(drawn.scores.score[i]);
    const bool fewer_treated = treated.size() <= others.size();
    Matching matching;
    matching.method = Method::optimal_pairs;
    Problems problems;
    const auto matched = match(drawn.cohort, drawn.scores, matching, problems);
    ASSERT_TRUE(matched);
    EXPECT_EQ(matched->partners.size(), std::min(treated.size(), others.size()));
    EXPECT_NEAR(matched->total_distance,
                fewer_treated ? least_total(treated, others) : least_total(others, treated), 1e-12)
        << "seed " << seed;
  }
}

TEST(OptimalPairs, NeverMoreThanGreedyAndWithinKeys) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const test::Drawn drawn = test::drawn(seed, 400, seed % 2 == 0 ? 30 : 5000, 3);
    Matching greedy;
    Problems problems;
    const auto near = match(drawn.cohort, drawn.scores, greedy, problems);
    greedy.method = Method::optimal_pairs;
    const auto best = match(drawn.cohort, drawn.scores, greedy, problems);
    ASSERT_TRUE(near && best);
    EXPECT_EQ(near->partners.size(), best->partners.size());
    EXPECT_LE(best->total_distance, near->total_distance + 1e-12);
  }
}

TEST(OptimalPairs, TotalOfAnAssignmentSolver) {
  OUTTURN_PUBLISHED_OR_SKIP(set, "lalonde");
  Matching matching;
  matching.method = Method::optimal_pairs;
  Problems problems;
  const auto matched = match(set.cohort, set.scores, matching, problems);
  ASSERT_TRUE(matched);
  EXPECT_NEAR(matched->total_distance, set.golden["optimal_pairs"]["total_distance"].get<double>(), 1e-12);
}

}  // namespace
}  // namespace outturn::comparison
