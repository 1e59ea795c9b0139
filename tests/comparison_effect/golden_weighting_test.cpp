// Inverse probability weighting and entropy balancing against R's.
#include <cmath>

#include "engine/comparison/effect/weighting.h"
#include "tests/comparison_effect/golden_sets.h"

namespace outturn::comparison::test {
namespace {

ModelMatrix matrix_of(const Cohort& cohort) {
  Problems none;
  return model_matrix(cohort, terms_of(cohort, {}, none).value());
}

class GoldenWeighting : public testing::TestWithParam<const char*> {};

TEST_P(GoldenWeighting, InverseProbability) {
  OUTTURN_SET_OR_SKIP(set, GetParam());
  const ModelMatrix matrix = matrix_of(set.cohort);
  const std::vector<double> score = scores_of(set, "propensity_score");
  for (const Estimand estimand : {Estimand::treated, Estimand::everyone}) {
    const std::string kind = estimand == Estimand::treated ? "ATT_" : "ATE_";
    if (set.golden["ipw"].contains(kind + "weights")) {
      const std::vector<double> weights = probability_weights(set.cohort.treated, score, estimand);
      for (std::size_t i = 0; i < weights.size(); ++i)
        expect_near(weights[i], set.golden["ipw"][kind + "weights"][set.cohort.ids[i]], "weight");
    }
    for (const Outcome& outcome : set.cohort.outcomes) {
      const std::string what = kind + outcome.name;
      if (!set.golden["ipw"].contains(what)) continue;
      const nlohmann::json& golden = set.golden["ipw"][what];
      const WeightingEffect found = probability_effect(set.cohort.treated, outcome, matrix, score, estimand);
      expect_near(found.effect.difference, golden["estimate"], what + " estimate");
      expect_near(found.effect.mean_treated, golden["mean_treated"], what + " mean_treated");
      expect_near(found.effect.mean_comparison, golden["mean_comparison"], what + " mean_comparison");
      expect_near(found.effect.error("HC0")->inference.se, golden["se_HC0_fixed_weights"], what + " HC0");
      expect_near(found.effect.error("HC1")->inference.se, golden["se_HC1_fixed_weights"], what + " HC1");
      expect_near(found.stacked.se, golden["se_stacked"], what + " stacked");
      expect_near(found.effect.ess_treated, golden["ess_treated"], what + " ess_treated");
      expect_near(found.effect.ess_comparison, golden["ess_comparison"], what + " ess_comparison");
      expect_near(found.max_weight, golden["max_weight"], what + " max_weight");
      EXPECT_EQ(found.horvitz_thompson.has_value(), golden["horvitz_thompson"].is_number());
      if (found.horvitz_thompson)
        expect_near(*found.horvitz_thompson, golden["horvitz_thompson"], what + " horvitz_thompson");
    }
  }
}

TEST_P(GoldenWeighting, EntropyBalancing) {
  OUTTURN_SET_OR_SKIP(set, GetParam());
  const nlohmann::json& golden = set.golden["entropy_balancing"];
  Problems problems;
  const auto found = entropy_balance(matrix_of(set.cohort), set.cohort.treated, problems);
  ASSERT_TRUE(found.has_value());
  for (std::size_t i = 0; i < set.cohort.size(); ++i)
    if (set.cohort.treated[i] == 0)
      expect_near(found->weights[i], golden["weights_comparison"][set.cohort.ids[i]], "weight");
  const auto& names = golden["covariates"];
  for (std::size_t c = 0; c < names.size(); ++c)
    EXPECT_NEAR(found->multipliers[c],
                golden["lambda_on_standardised_covariates"][names[c].get<std::string>()].get<double>(), 1e-8);
  for (const Outcome& outcome : set.cohort.outcomes) {
    const Effect effect = weighted_effect(set.cohort.treated, outcome, found->weights);
    const nlohmann::json& expected = golden[outcome.name];
    expect_near(effect.difference, expected["att"], outcome.name + " att");
    expect_near(effect.mean_comparison, expected["mean_comparison"], outcome.name + " mean_comparison");
    expect_near(effect.error("HC1")->inference.se, expected["se_HC1"], outcome.name + " HC1");
    expect_near(effect.ess_comparison, golden["ess_comparison"], outcome.name + " ess");
  }
}

INSTANTIATE_TEST_SUITE_P(Sets, GoldenWeighting, testing::Values("lalonde", "lindner", "nsw_cps"));

}  // namespace
}  // namespace outturn::comparison::test
