// The propensity model against R's glm run to rounding, against the likelihood worked out term by term, and
// what it says of models that cannot be fitted.
#include "engine/comparison/propensity/propensity.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "engine/base/spread.h"
#include "tests/comparison_matching/sets.h"

namespace outturn::comparison {
namespace {

Propensity fitted(const Cohort& cohort, const std::vector<std::string>& terms = {}) {
  Problems problems;
  const auto wanted = terms_of(cohort, terms, problems);
  EXPECT_TRUE(wanted && problems.empty());
  auto fit = fit_propensity(model_matrix(cohort, *wanted), cohort.treated, problems);
  EXPECT_TRUE(fit) << (problems.empty() ? "" : problems.list().front().what);
  return fit ? *fit : Propensity{};
}

double relative(double found, double wanted) { return std::abs(found - wanted) / std::abs(wanted); }

class AgainstR : public testing::TestWithParam<const char*> {};

TEST_P(AgainstR, CoefficientsAndErrors) {
  OUTTURN_PUBLISHED_OR_SKIP(set, GetParam());
  const Propensity fit = fitted(set.cohort);
  const nlohmann::json& tight = set.golden["glm"]["tight"];
  ASSERT_EQ(fit.names.size(), tight["coef"].size());
  for (std::size_t j = 0; j < fit.names.size(); ++j) {
    ASSERT_TRUE(tight["coef"].contains(fit.names[j])) << fit.names[j];
    EXPECT_LT(relative(fit.coefficients[j], tight["coef"][fit.names[j]]), 1e-9) << fit.names[j];
    EXPECT_LT(relative(fit.standard_errors[j], tight["se"][fit.names[j]]), 1e-9) << fit.names[j];
    EXPECT_EQ(fit.covariance[j * fit.names.size() + j] > 0, true);
  }
  EXPECT_LT(relative(fit.deviance, tight["deviance"]), 1e-12);
  EXPECT_LT(relative(fit.null_deviance, set.golden["glm"]["default"]["null_deviance"]), 1e-12);
  EXPECT_LT(relative(fit.aic(), set.golden["glm"]["default"]["aic"]), 1e-9);
  for (std::size_t i = 0; i < set.cohort.size(); ++i) {
    ASSERT_NEAR(fit.scores.score[i], set.scores.score[i], 2e-7) << set.cohort.ids[i];
    ASSERT_NEAR(fit.scores.logit[i], set.scores.logit[i], 4e-6) << set.cohort.ids[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Sets, AgainstR, testing::Values("lalonde", "lindner", "nsw_cps"));

}  // namespace
}  // namespace outturn::comparison
