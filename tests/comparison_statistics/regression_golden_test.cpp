// Least squares, series over time and counts against R's, as in golden/comparison/stats.json.
#include <map>
#include <vector>

#include "engine/comparison/regression/counts.h"
#include "engine/comparison/regression/series.h"
#include "tests/comparison_statistics/golden.h"

namespace outturn::comparison::test {
namespace {

/// R's names of coefficients, in the order of ours.
using Names = std::vector<std::string>;

void expect_coefficients(const std::vector<double>& ours, const Json& theirs, const Names& names,
                         const std::string& what) {
  ASSERT_EQ(ours.size(), names.size());
  for (std::size_t k = 0; k < names.size(); ++k)
    expect_near(ours[k], theirs.at(names[k]), what + " " + names[k]);
}

std::vector<double> errors(const Covariance& covariance) {
  std::vector<double> out;
  for (std::size_t k = 0; k < covariance.size; ++k) out.push_back(covariance.se(k));
  return out;
}

TEST(GoldenStatistics, InterruptedTimeSeries) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("interrupted_time_series");
  const auto y = theirs.at("y").get<std::vector<double>>();
  const LeastSquares fit = *interrupted_time_series(y, 12);
  const Names names{"(Intercept)", "t", "post", "since"};
  expect_coefficients(fit.coefficients, theirs.at("coef"), names, "coefficient");
  expect_coefficients(errors(plain_covariance(fit)), theirs.at("se_ols"), names, "ols");
  expect_coefficients(errors(*robust_covariance(fit, Robust::hc0)), theirs.at("se_HC0"), names, "HC0");
  expect_coefficients(errors(*robust_covariance(fit, Robust::hc1)), theirs.at("se_HC1"), names, "HC1");
  expect_coefficients(errors(*robust_covariance(fit, Robust::hc3)), theirs.at("se_HC3"), names, "HC3");
  expect_coefficients(errors(*newey_west_covariance(fit, 2, false)),
                      theirs.at("se_newey_west_lag2_noprewhite"), names, "newey west");
  expect_coefficients(errors(*newey_west_covariance(fit, 2, true)), theirs.at("se_newey_west_lag2_adjusted"),
                      names, "newey west adjusted");
  expect_near(fit.sigma, theirs.at("sigma"), "sigma");
  expect_near(fit.r_squared, theirs.at("r2"), "r squared");
  expect_near(fit.df(), theirs.at("df"), "df");
  expect_near(*durbin_watson(fit), theirs.at("durbin_watson"), "durbin watson");
}

Panel panel_of(const Json& theirs) {
  return {theirs.at("unit").get<std::vector<std::uint32_t>>(),
          theirs.at("time").get<std::vector<std::uint32_t>>(),
          theirs.at("treat").get<std::vector<std::uint8_t>>(),
          theirs.at("post").get<std::vector<std::uint8_t>>(), theirs.at("y").get<std::vector<double>>()};
}

TEST(GoldenStatistics, DifferenceInDifferences) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("difference_in_differences");
  const Panel panel = panel_of(theirs);
  const LeastSquares fit = *difference_in_differences(panel);
  const Names names{"(Intercept)", "treat", "post", "treat:post"};
  expect_coefficients(fit.coefficients, theirs.at("coef"), names, "coefficient");
  expect_coefficients(errors(plain_covariance(fit)), theirs.at("se_ols"), names, "ols");
  expect_coefficients(errors(*robust_covariance(fit, Robust::hc1)), theirs.at("se_HC1"), names, "HC1");
  const Covariance clustered = *clustered_covariance(fit, panel.unit);
  expect_coefficients(errors(clustered), theirs.at("se_cluster_unit_HC1"), names, "clustered");
  const double df = static_cast<double>(clusters_with_weight(fit, panel.unit)) - 1;
  expect_near(df, theirs.at("df_cluster"), "df");
  std::vector<double> p;
  for (std::size_t k = 0; k < names.size(); ++k)
    p.push_back(coefficient_test(fit.coefficients[k], clustered.se(k), df)->p);
  expect_coefficients(p, theirs.at("p_cluster_t"), names, "p");
}

TEST(GoldenStatistics, TwoWayFixedEffects) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Panel panel = panel_of(golden.at("difference_in_differences"));
  const Json& theirs = golden.at("difference_in_differences").at("two_way_fixed_effects");
  const LeastSquares fit = *two_way_fixed_effects(panel);
  const std::size_t effect = fit.place("treated:after");
  expect_near(fit.coefficients[effect], theirs.at("effect"), "effect");
  expect_near(plain_covariance(fit).se(effect), theirs.at("se_ols"), "ols");
  expect_near(clustered_covariance(fit, panel.unit)->se(effect), theirs.at("se_cluster_unit_HC1"),
              "clustered");
}

TEST(GoldenStatistics, CountRegression) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("count_regression");
  const auto y = theirs.at("y").get<std::vector<double>>();
  const auto exposure = theirs.at("exposure").get<std::vector<double>>();
  Design design = constant_design(y.size());
  design.add("treated", theirs.at("treated").get<std::vector<double>>());
  const Names names{"(Intercept)", "g"};
  const CountRegression fit = *poisson_regression(design, y, exposure);
  const Json& model = theirs.at("poisson");
  expect_coefficients(fit.working.coefficients, model.at("coef"), names, "poisson");
  expect_coefficients(fit.se, model.at("se"), names, "poisson se");
  expect_near(fit.deviance, model.at("deviance"), "deviance");
  expect_coefficients(errors(*robust_covariance(fit.working, Robust::hc0)), model.at("robust_se_HC0"), names,
                      "HC0");
  expect_coefficients(fit.quasi_se(), theirs.at("quasipoisson").at("se"), names, "quasi se");
  expect_near(fit.dispersion, theirs.at("quasipoisson").at("dispersion"), "dispersion");
}

TEST(GoldenStatistics, NegativeBinomialRegression) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("count_regression");
  const auto y = theirs.at("y").get<std::vector<double>>();
  const auto exposure = theirs.at("exposure").get<std::vector<double>>();
  Design design = constant_design(y.size());
  design.add("treated", theirs.at("treated").get<std::vector<double>>());
  const Names names{"(Intercept)", "g"};
  const NegativeBinomialRegression fit = *negative_binomial_regression(design, y, exposure);
  const Json& model = theirs.at("negative_binomial");
  // R's glm.nb stops when the likelihood changes by less than 1e-8 of itself: its digits end there, ours go
  // on to where both slopes are zero. Its error of theta is that of the last step but one.
  constexpr double where_r_stops = 1e-7;
  const std::vector<double>& coefficients = fit.counts.working.coefficients;
  for (std::size_t k = 0; k < names.size(); ++k) {
    expect_near(coefficients[k], model.at("coef").at(names[k]), "coefficient", where_r_stops);
    expect_near(fit.counts.se[k], model.at("se").at(names[k]), "se", where_r_stops);
  }
  expect_near(fit.theta, model.at("theta"), "theta", where_r_stops);
  expect_near(fit.theta_se, model.at("se_theta"), "theta se", 3e-4);
  expect_near(fit.log_likelihood, model.at("loglik"), "log likelihood");
}

}  // namespace
}  // namespace outturn::comparison::test
