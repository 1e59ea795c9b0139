// Balance before and after every design of the golden files, figure by figure.
#include "engine/comparison/balance/balance.h"
#include "tests/comparison_effect/golden_sets.h"

namespace outturn::comparison::test {
namespace {

void expect_figures(const BalanceFigures& found, const nlohmann::json& golden, const std::string& what) {
  expect_near(found.mean_treated, golden["Means Treated"], what + " Means Treated");
  expect_near(found.mean_comparison, golden["Means Control"], what + " Means Control");
  expect_near(found.standardised_difference, golden["Std. Mean Diff."], what + " Std. Mean Diff.");
  EXPECT_EQ(found.variance_ratio.has_value(), golden["Var. Ratio"].is_number()) << what;
  if (found.variance_ratio) expect_near(*found.variance_ratio, golden["Var. Ratio"], what + " Var. Ratio");
  expect_near(found.ecdf_mean, golden["eCDF Mean"], what + " eCDF Mean");
  expect_near(found.ecdf_max, golden["eCDF Max"], what + " eCDF Max");
  EXPECT_EQ(found.pair_distance.has_value(), golden["Std. Pair Dist."].is_number()) << what;
  if (found.pair_distance)
    expect_near(*found.pair_distance, golden["Std. Pair Dist."], what + " Std. Pair Dist.");
}

std::vector<Term> all_terms(const Cohort& cohort) {
  Problems none;
  return terms_of(cohort, {}, none).value();
}

class GoldenBalance : public testing::TestWithParam<const char*> {};

TEST_P(GoldenBalance, EveryDesign) {
  OUTTURN_SET_OR_SKIP(set, GetParam());
  for (const auto& item : set.golden["matching"].items()) {
    const std::string& name = item.key();
    const auto& design = item.value();
    const Matched matched = matched_of(set, design);
    std::vector<double> distance;
    if (design["balance_before"].contains("distance"))
      distance = scores_of(set, design["spec"].value("distance", "score") == "logit" ? "linear_predictor"
                                                                                     : "propensity_score");
    Cohort cohort = set.cohort;  // designs on covariates themselves leave squares and cubes out
    std::erase_if(cohort.covariates, [&](const Covariate& covariate) {
      return !covariate.is_factor() && !design["balance_after"].contains(covariate.name);
    });
    const Balance balance = balance_of(cohort, all_terms(cohort), distance, matched);
    EXPECT_EQ(balance_fault(balance), "");
    EXPECT_EQ(balance.rows.size(), design["balance_after"].size()) << name;
    for (const BalanceRow& row : balance.rows) {
      ASSERT_TRUE(design["balance_after"].contains(row.name)) << name << " " << row.name;
      expect_figures(row.before, design["balance_before"][row.name], name + " before " + row.name);
      expect_figures(row.after, design["balance_after"][row.name], name + " after " + row.name);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Sets, GoldenBalance, testing::Values("lalonde", "lindner", "nsw_cps"));

}  // namespace
}  // namespace outturn::comparison::test
