// Effects and every standard error of every design of the golden files.
#include "engine/comparison/effect/effect.h"
#include "tests/comparison_effect/golden_sets.h"

namespace outturn::comparison::test {
namespace {

void expect_inference(const Inference& found, const nlohmann::json& golden, const std::string& what) {
  expect_near(found.se, golden["se"], what + " se");
  expect_near(found.stat, golden["stat"], what + " stat");
  expect_near(found.p, golden["p"], what + " p");
  expect_near(found.lo, golden["lo"], what + " lo");
  expect_near(found.hi, golden["hi"], what + " hi");
  if (golden["df"].is_number())
    expect_near(found.df, golden["df"], what + " df");
  else
    EXPECT_EQ(found.df, normal_reference) << what;
}

void expect_mcnemar(const std::optional<McNemar>& found, const nlohmann::json& golden,
                    const std::string& what) {
  ASSERT_TRUE(found.has_value()) << what;
  EXPECT_EQ(found->only_treated, golden["only_treated"].get<std::size_t>()) << what;
  EXPECT_EQ(found->only_comparison, golden["only_comparison"].get<std::size_t>()) << what;
  expect_near(found->chisq, golden["chisq"], what + " chisq");
  expect_near(found->p, golden["p"], what + " p");
  expect_near(found->chisq_corrected, golden["chisq_corrected"], what + " chisq_corrected");
  expect_near(found->p_corrected, golden["p_corrected"], what + " p_corrected");
  expect_near(found->p_exact, golden["p_exact"], what + " p_exact");
}

void expect_effect(const Effect& found, const nlohmann::json& golden, const std::string& what) {
  EXPECT_EQ(effect_fault(found), "") << what;
  expect_near(found.difference, golden["att"], what + " att");
  expect_near(found.mean_treated, golden["mean_treated"], what + " mean_treated");
  expect_near(found.mean_comparison, golden["mean_comparison"], what + " mean_comparison");
  expect_near(found.ess_comparison, golden["ess_comparison"], what + " ess");
  EXPECT_EQ(found.n_treated, golden["n_treated"].get<std::size_t>()) << what;
  EXPECT_EQ(found.n_comparison, golden["n_comparison"].get<std::size_t>()) << what;
  if (golden.contains("att_long"))
    expect_near(found.att_long.value(), golden["att_long"], what + " att_long");
  if (golden.contains("mcnemar")) expect_mcnemar(found.mcnemar, golden["mcnemar"], what);
  for (const auto& [kind, error] : golden.items()) {
    if (!error.is_object() || kind == "mcnemar") continue;
    const NamedError* own = found.error(kind);
    ASSERT_NE(own, nullptr) << what << " " << kind;
    expect_inference(own->inference, error, what + " " + kind);
    if (error.contains("clusters")) {
      EXPECT_EQ(own->clusters, error["clusters"].get<std::size_t>());
    }
  }
}

class GoldenEffect : public testing::TestWithParam<const char*> {};

TEST_P(GoldenEffect, EveryDesign) {
  OUTTURN_SET_OR_SKIP(set, GetParam());
  for (const auto& [name, design] : set.golden["matching"].items()) {
    const Matched matched = matched_of(set, design);
    for (const Outcome& outcome : set.cohort.outcomes)
      expect_effect(effect_of(set.cohort, outcome, matched), design["effects"][outcome.name],
                    std::string(GetParam()) + " " + name + " " + outcome.name);
  }
}

TEST_P(GoldenEffect, Radius) {
  OUTTURN_SET_OR_SKIP(set, GetParam());
  for (const auto& [name, design] : set.golden["radius"].items()) {
    Matched matched;
    matched.weights.assign(set.cohort.size(), 0);
    for (const auto& [id, weight] : design["weights"].items()) matched.weights[set.row_of.at(id)] = weight;
    for (const Outcome& outcome : set.cohort.outcomes) {
      const nlohmann::json& golden = design[outcome.name];
      const std::string what = name + " " + outcome.name;
      const Effect effect = weighted_effect(set.cohort.treated, outcome, matched.weights);
      expect_near(effect.difference, golden["att"], what + " att");
      expect_near(effect.mean_comparison, golden["mean_comparison"], what + " mean_comparison");
      expect_near(effect.error("HC1")->inference.se, golden["se_HC1_weighted_regression"], what + " HC1");
      expect_near(psmatch2_se(set.cohort, outcome, matched).value(), golden["se_psmatch2"],
                  what + " psmatch2");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Sets, GoldenEffect, testing::Values("lalonde", "lindner", "nsw_cps"));

}  // namespace
}  // namespace outturn::comparison::test
