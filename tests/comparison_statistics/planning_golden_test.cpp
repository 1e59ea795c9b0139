// Multiplicity, power and time to event against R's, as in golden/comparison/stats.json.
#include <vector>

#include "engine/comparison/statistics/multiplicity.h"
#include "engine/comparison/statistics/power.h"
#include "engine/comparison/statistics/survival.h"
#include "tests/comparison_statistics/golden.h"

namespace outturn::comparison::test {
namespace {

void expect_all(const std::vector<double>& ours, const Json& theirs, const std::string& what) {
  ASSERT_EQ(ours.size(), theirs.size()) << what;
  for (std::size_t at = 0; at < ours.size(); ++at)
    expect_near(ours[at], number(theirs[at]), what + " " + std::to_string(at));
}

TEST(GoldenStatistics, Multiplicity) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("multiplicity");
  const auto p = theirs.at("p").get<std::vector<double>>();
  expect_all(*corrected(p, Multiplicity::bonferroni), theirs.at("bonferroni"), "bonferroni");
  expect_all(*corrected(p, Multiplicity::holm), theirs.at("holm"), "holm");
  expect_all(*corrected(p, Multiplicity::hochberg), theirs.at("hochberg"), "hochberg");
  expect_all(*corrected(p, Multiplicity::benjamini_hochberg), theirs.at("BH"), "BH");
  expect_all(*corrected(p, Multiplicity::benjamini_yekutieli), theirs.at("BY"), "BY");
}

TEST(GoldenStatistics, Power) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  for (const Json& row : golden.at("power")) {
    SCOPED_TRACE(row.dump());
    const TestPlan plan{row.at("power"), row.at("alpha")};
    if (row.contains("kind")) {
      expect_near(*people_per_group_needed(row.at("delta"), row.at("sd"), plan), row.at("n_per_group"), "n");
      continue;
    }
    const double p1 = row.at("p1");
    if (row.contains("n")) {
      const Detectable detectable = *detectable_rates(p1, row.at("n"), plan);
      expect_near(*detectable.below, row.at("detectable_p2_below"), "below");
      expect_near(*detectable.above, row.at("detectable_p2"), "above");
      continue;
    }
    const double p2 = row.at("p2");
    expect_near(*treated_needed(p1, p2, plan), row.at("n_per_group"), "n");
    expect_near(*treated_needed(p1, p2, plan), row.at("n_closed_form"), "closed form");
    expect_near(*treated_needed_with_continuity(p1, p2, plan), row.at("n_fleiss_continuity"), "continuity");
    expect_near(*treated_needed(p1, p2, plan, 10), row.at("n_treated_with_10_controls_each"), "ten");
    expect_near(*power_of_rates(p1, p2, 200, plan.alpha), row.at("power_at_n200"), "power");
    expect_near(*power_of_rates(p1, p2, 200, plan.alpha, 1, true), row.at("power_at_n200_strict"), "strict");
  }
}

struct Life {
  Followed followed;
  std::vector<std::uint8_t> treated;
};

Life life(const Json& theirs) {
  return {{theirs.at("time").get<std::vector<double>>(), theirs.at("event").get<std::vector<std::uint8_t>>()},
          theirs.at("treated").get<std::vector<std::uint8_t>>()};
}

TEST(GoldenStatistics, KaplanMeier) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("time_to_event");
  const Life all = life(theirs);
  std::size_t at = 0;
  for (const std::uint8_t group : {0, 1}) {
    Followed followed;
    for (std::size_t person = 0; person < all.treated.size(); ++person) {
      if (all.treated[person] != group) continue;
      followed.time.push_back(all.followed.time[person]);
      followed.event.push_back(all.followed.event[person]);
    }
    const std::vector<SurvivalStep> steps = *kaplan_meier(followed);
    ASSERT_EQ(steps.size(), theirs.at("strata_sizes").at(group).get<std::size_t>());
    for (const SurvivalStep& step : steps) {
      expect_near(step.time, theirs.at("km_time").at(at), "time");
      expect_near(step.without_event, theirs.at("km_survival").at(at), "share");
      expect_near(step.log_se, theirs.at("km_se_log").at(at), "error");
      ++at;
    }
  }
}

TEST(GoldenStatistics, LogRankAndCox) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("time_to_event");
  const Life all = life(theirs);
  const LogRankTest test = *log_rank_test(all.followed, all.treated);
  expect_near(test.chi_square, theirs.at("logrank").at("chisq"), "chi square");
  expect_near(test.p, theirs.at("logrank").at("p"), "p");
  expect_near(test.observed_comparison, theirs.at("logrank").at("observed").at(0), "observed");
  expect_near(test.expected_comparison, theirs.at("logrank").at("expected").at(0), "expected");
  expect_near(test.observed_treated, theirs.at("logrank").at("observed").at(1), "observed treated");
  expect_near(test.expected_treated, theirs.at("logrank").at("expected").at(1), "expected treated");
  const std::vector<double> group(all.treated.begin(), all.treated.end());
  for (const Ties ties : {Ties::efron, Ties::breslow}) {
    const CoxRegression cox = *cox_regression(all.followed, {group}, ties);
    const Json& fit = theirs.at(ties == Ties::efron ? "cox_efron" : "cox_breslow");
    expect_near(cox.coefficients.at(0), fit.at("coef"), "coefficient");
    expect_near(cox.se.at(0), fit.at("se"), "se");
    if (!fit.contains("loglik")) continue;
    expect_near(cox.log_likelihood_without, fit.at("loglik").at(0), "log likelihood without");
    expect_near(cox.log_likelihood, fit.at("loglik").at(1), "log likelihood");
  }
}

}  // namespace
}  // namespace outturn::comparison::test
