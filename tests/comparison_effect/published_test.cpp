// Results that others published on the same people, from file to figure: NHEFS by weights and by
// standardisation (Hernan & Robins, What If, chapters 12 and 13), the NSW experiment and its comparison
// groups (Dehejia & Wahba 1999).
#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>

#include "adapters/comparison/people_file.h"
#include "engine/comparison/comparing/comparing.h"
#include "engine/comparison/effect/standardisation.h"
#include "tests/comparison_effect/golden_sets.h"

namespace outturn::comparison::test {
namespace {

std::optional<Cohort> people_of(const std::string& name, const PeopleColumns& columns) {
  std::string place = ::outturn::test::golden_path("");
  place.replace(place.rfind("golden/"), std::string::npos, "data/comparison/" + name + ".csv");
  std::ifstream in(place, std::ios::binary);
  if (!in) return std::nullopt;
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  Problems problems;
  auto cohort = read_people(name + ".csv", bytes, columns, problems);
  for (const Problem& problem : problems.list()) ADD_FAILURE() << render(problem, nullptr);
  return cohort;
}

const PeopleColumns nhefs{
    "qsmk",
    {"sex", "race", "age", "I(age^2)", "as.factor(education)", "smokeintensity", "I(smokeintensity^2)",
     "smokeyrs", "I(smokeyrs^2)", "as.factor(exercise)", "as.factor(active)", "wt71", "I(wt71^2)"},
    {"wt82_71"},
    {},
    "seqn"};

TEST(Published, NhefsByInverseProbabilityWeights) {
  OUTTURN_GOLDEN_OR_SKIP(published, "comparison/published.json");
  const auto cohort = people_of("nhefs_complete", nhefs);
  if (!cohort) GTEST_SKIP() << "NOT TESTED: nhefs_complete.csv is not there";
  Asked asked;
  asked.approach = Approach::probability_weights;
  asked.matching.estimand = Estimand::everyone;
  asked.terms = nhefs.covariates;
  Problems problems;
  const auto found = compare(*cohort, asked, problems);
  ASSERT_TRUE(found.has_value());
  const nlohmann::json& golden = published["nhefs_ipw"];
  // The golden model stopped at glm's default tolerance, ours is run to rounding: 1e-7 apart.
  const auto near = [](double value, const nlohmann::json& expected) {
    EXPECT_NEAR(value, expected.get<double>(), 1e-7 * std::abs(expected.get<double>()));
  };
  for (std::size_t c = 0; c < found->score->names.size(); ++c)
    near(found->score->coefficients[c], golden["coef"][found->score->names[c]]);
  const Effect& effect = found->effects[0].effect;
  near(effect.difference, golden["estimate"]);
  near(effect.error("HC0")->inference.se, golden["se_HC0"]);
  near(effect.difference - 1.96 * effect.error("HC0")->inference.se, golden["lo"]);  // theirs is 1.96
  near(effect.difference + 1.96 * effect.error("HC0")->inference.se, golden["hi"]);
  near(std::accumulate(found->weights.begin(), found->weights.end(), 0.0), golden["sum_weights"]);
  near(*std::min_element(found->weights.begin(), found->weights.end()), golden["min_weight"]);
  near(*std::max_element(found->weights.begin(), found->weights.end()), golden["max_weight"]);
}

TEST(Published, NhefsByStandardisation) {
  OUTTURN_GOLDEN_OR_SKIP(published, "comparison/published.json");
  const auto cohort = people_of("nhefs_complete", nhefs);
  if (!cohort) GTEST_SKIP() << "NOT TESTED: nhefs_complete.csv is not there";
  Problems problems;
  const ModelMatrix matrix = model_matrix(*cohort, terms_of(*cohort, nhefs.covariates, problems).value());
  expect_near(standardised_difference(cohort->treated, cohort->outcomes[0], matrix, {"smokeintensity"}),
              published["nhefs_standardisation"]["estimate"], "nhefs_standardisation");
}

TEST(Published, NswAgainstItsComparisonGroups) {
  OUTTURN_GOLDEN_OR_SKIP(published, "comparison/published.json");
  const std::vector<std::pair<std::string, std::string>> sets{{"nsw_dw", "nsw_experiment"},
                                                              {"nsw_cps", "nsw_cps_unadjusted"},
                                                              {"nsw_psid1", "nsw_psid1_unadjusted"},
                                                              {"lalonde", "lalonde_matchit_unadjusted"}};
  for (const auto& [file, name] : sets) {
    const bool psid = file == "nsw_psid1";
    const auto cohort = people_of(file, {psid ? "trt" : "treat", {"age"}, {"re78"}, {}, ""});
    if (!cohort) GTEST_SKIP() << "NOT TESTED: " << file << ".csv is not there or has other columns";
    const std::vector<double> alike(cohort->size(), 1);
    const Effect effect = weighted_effect(cohort->treated, cohort->outcomes[0], alike);
    expect_near(effect.difference, published[name]["difference"], name);
    expect_near(effect.error("ols")->inference.se, published[name]["se_pooled"], name + " se");
  }
}

// A line without noise: whatever the groups, standardisation finds what was put in.
TEST(Standardisation, FindsTheEffectOnALine) {
  Cohort cohort;
  Covariate age{"age", {}, {}, {}};
  Outcome outcome{"y", {}};
  for (int i = 0; i < 12; ++i) {
    const double x = i * 7 % 12;
    cohort.treated.push_back(x > 7 || i == 3 ? 1 : 0);
    age.numbers.push_back(x);
    outcome.values.push_back(2 + 3 * x + (cohort.treated.back() != 0 ? 5 - x : 0));
  }
  cohort.covariates = {age};
  Problems none;
  const ModelMatrix matrix = model_matrix(cohort, terms_of(cohort, {}, none).value());
  EXPECT_NEAR(standardised_difference(cohort.treated, outcome, matrix, {"age"}), 5 - 5.5, 1e-12);
}

}  // namespace
}  // namespace outturn::comparison::test
