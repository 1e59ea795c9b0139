// The designs R was timed on, from the made-up people to the total distance.
#include <cmath>

#include <gtest/gtest.h>

#include "engine/comparison/matching/matching.h"
#include "tests/support/lopsided_cohort.h"
#include "tests/values/shared_golden.h"

namespace outturn::comparison {
namespace {

/// The golden total of a case at 1,000 treated by MatchIt 4.7.2, of each one's first partner, on scores.
double golden_total(const nlohmann::json& timings, const std::string& name) {
  for (const nlohmann::json& run : timings["runs"])
    if (run["case"] == name && run["n1"] == 1000 && run["matchit"] == "4.7.2" &&
        run.contains("sum_abs_dist_first"))
      return std::stod(run["sum_abs_dist_first"].get<std::string>());
  return -1;
}

double first_total(const std::vector<double>& scores, const Matched& matched) {
  double sum = 0;
  for (std::size_t t = 0; t < matched.treated.size(); ++t)
    if (matched.partner_count(t) > 0)
      sum += std::abs(scores[matched.treated[t]] - scores[matched.partners[matched.first[t]]]);
  return sum;
}

TEST(TimedDesigns, TotalsOfMatchIt) {
  OUTTURN_GOLDEN_OR_SKIP(timings, "comparison/timings.json");
  Cohort cohort = outturn::test::lopsided_cohort(1000);
  Problems problems;
  const auto fit =
      fit_propensity(model_matrix(cohort, *terms_of(cohort, {}, problems)), cohort.treated, problems);
  ASSERT_TRUE(fit);
  const auto expect = [&](const std::string& name, Matching matching) {
    matching.ties = Ties::like_matchit_4_7_2;
    const auto matched = match(cohort, fit->scores, matching, problems);
    ASSERT_TRUE(matched);
    const double wanted = golden_total(timings, name);
    EXPECT_NEAR(first_total(fit->scores.score, *matched), wanted, 1e-9 * wanted) << name;
  };
  Matching matching;
  expect("nn1", matching);
  matching.ratio = 5;
  expect("nn5", matching);
  matching.replace = true;
  matching.ratio = 10;
  expect("nn10rep", matching);
  matching = {};
  matching.order = Order::closest;
  expect("nn1close", matching);
  matching = {};
  matching.distance = Distance::logit;
  matching.caliper = 0.2;
  matching.caliper_in_sd = true;
  expect("nn1cal", matching);
  matching = {};
  cohort.exact = {cohort.covariates[4], cohort.covariates[5]};
  expect("nn1exact", matching);
}

}  // namespace
}  // namespace outturn::comparison
