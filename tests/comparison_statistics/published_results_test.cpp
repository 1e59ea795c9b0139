// Results that others published, worked out again from their people or from the figures they gave.
#include <string>
#include <vector>

#include "engine/comparison/rates/case_mix.h"
#include "engine/comparison/rates/published.h"
#include "engine/comparison/statistics/means.h"
#include "engine/comparison/statistics/rates.h"
#include "engine/comparison/statistics/two_proportions.h"
#include "tests/comparison_statistics/golden.h"
#include "tests/comparison_statistics/shared_table.h"

namespace outturn::comparison::test {
namespace {

struct Compared {
  std::vector<double> treated;
  std::vector<double> comparison;
};

Compared compared(const Table& table, const std::string& treatment, const std::string& outcome) {
  Compared groups;
  for (std::size_t row = 0; row < table.at(treatment).size(); ++row) {
    const double value = std::stod(table.at(outcome)[row]);
    (table.at(treatment)[row] == "1" ? groups.treated : groups.comparison).push_back(value);
  }
  return groups;
}

void expect_two_sample(const Compared& groups, const Json& theirs) {
  ASSERT_EQ(groups.treated.size(), theirs.at("n_treated").get<std::size_t>());
  ASSERT_EQ(groups.comparison.size(), theirs.at("n_control").get<std::size_t>());
  const Sample treated = *sample_of(groups.treated);
  const Sample comparison = *sample_of(groups.comparison);
  const MeansTest welch = *welch_test(treated, comparison);
  expect_near(welch.difference, theirs.at("difference"), "difference");
  expect_near(welch.se, theirs.at("se_welch"), "welch se");
  expect_near(welch.df, theirs.at("welch_df"), "welch df");
  expect_near(welch.p, theirs.at("p_welch"), "welch p");
  expect_near(pooled_test(treated, comparison)->se, theirs.at("se_pooled"), "pooled se");
}

struct PublishedSet {
  const char* name;
  const char* file;
  const char* treatment;
  const char* outcome;
};

TEST(PublishedResults, TwoSamples) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/published.json");
  const PublishedSet sets[] = {{"nsw_experiment", "nsw_dw.csv", "treat", "re78"},
                               {"nsw_cps_unadjusted", "nsw_cps.csv", "treat", "re78"},
                               {"nsw_psid1_unadjusted", "nsw_psid1.csv", "trt", "re78"},
                               {"lalonde_matchit_unadjusted", "lalonde.csv", "treat", "re78"},
                               {"nhefs_unadjusted", "nhefs_complete.csv", "qsmk", "wt82_71"}};
  for (const PublishedSet& set : sets) {
    SCOPED_TRACE(set.name);
    OUTTURN_SHARED_TABLE_OR_SKIP(table, std::string("data/comparison/") + set.file);
    expect_two_sample(compared(table, set.treatment, set.outcome), golden.at(set.name));
  }
}

TEST(PublishedResults, EmployedInTheNswExperiment) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/published.json");
  OUTTURN_SHARED_TABLE_OR_SKIP(table, "data/comparison/nsw_dw.csv");
  Compared groups = compared(table, "treat", "re78");
  for (std::vector<double>* group : {&groups.treated, &groups.comparison})
    for (double& value : *group) value = value > 0 ? 1 : 0;
  expect_two_sample(groups, golden.at("nsw_experiment").at("binary_employed"));
}

/// All 65 adult cells that the Ministry of Justice published with a score, to the precision of their digits.
TEST(PublishedResults, ReoffendingAdjustedForCaseMix) {
  OUTTURN_SHARED_TABLE_OR_SKIP(table, "data/open/moj-reoffending/adult_ogrs_adjustment_oracle.csv");
  const std::vector<double> people = numbers(table, "cohort");
  const std::vector<double> scores = numbers(table, "ogrs4_g");
  std::vector<ScoredCohort> quarters_of_2011;
  for (std::size_t row = 0; row < people.size(); ++row)
    if (table.at("temporal_unit")[row] == "3-monthly" && table.at("cohort_start")[row].starts_with("2011"))
      quarters_of_2011.push_back({people[row], scores[row]});
  ASSERT_EQ(quarters_of_2011.size(), 4U);
  const double base = *base_score(quarters_of_2011);
  EXPECT_NEAR(base, 33.7289, 5e-5);
  const std::vector<double> reoffenders = numbers(table, "reoffenders");
  const std::vector<double> published = numbers(table, "adjusted_published");
  double furthest = 0;
  for (std::size_t row = 0; row < people.size(); ++row) {
    const double ours = *case_mix_adjusted(100 * reoffenders[row] / people[row], scores[row], base);
    furthest = std::max(furthest, std::abs(ours - published[row]));
  }
  EXPECT_EQ(people.size(), 65U);
  EXPECT_LT(furthest, 2e-4);
  RecordProperty("furthest", std::to_string(furthest));
}

// ---- The Justice Data Lab's published results, as far as rounded figures determine them

const Json& result_of(const Json& golden, const std::string& organisation, int year) {
  for (const Json& result : golden.at("results"))
    if (result.at("organisation") == organisation && result.at("year") == year) return result;
  throw std::runtime_error("no result of " + organisation);
}

/// A comparison group so large that it adds nothing to the error, at the given rate.
Share large_group(double rate) { return {rate * 1e8, 1e8}; }

/// Whether some counts behind the rounded rates give the published interval (percentage points, rounded).
bool some_counts_give(const Json& result, bool same_size) {
  const double people = result.at("analysed");
  const Interval treated =
      *counts_of_rounded_rate(result.at("rate_treated_pct").get<double>() / 100, 0.01, people);
  const Interval rates = *rounded_figure(result.at("rate_comparison_pct").get<double>() / 100, 0.01);
  const Json& published = result.at("difference_pp_95ci");
  for (double events = treated.low; events <= treated.high; ++events)
    for (int step = 0; step < 100; ++step) {
      const double rate = rates.low + rates.width() * step / 100;
      const Share comparison = same_size ? Share{rate * people, people} : large_group(rate);
      const Interval ours = *wald_difference({{events, people}, comparison});
      if (std::round(100 * ours.low) == published.at(0) && std::round(100 * ours.high) == published.at(1))
        return true;
    }
  return false;
}

TEST(PublishedResults, LangleyHouseIntervalWantsALargeComparisonGroup) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/jdl_published.json");
  const Json& langley = result_of(golden, "Langley House Trust", 2014);
  EXPECT_TRUE(some_counts_give(langley, false));
  EXPECT_FALSE(some_counts_give(langley, true));  // one for one, the interval would reach past 0
}

TEST(PublishedResults, PrisonersEducationTrustInterval) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/jdl_published.json");
  EXPECT_TRUE(some_counts_give(result_of(golden, "Prisoners' Education Trust, any grant", 2014), false));
}

TEST(PublishedResults, SignificanceAtTheNumbersAnalysed) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/jdl_published.json");
  int tested = 0;
  for (const Json& result : golden.at("results")) {
    if (!result.contains("analysed") || !result.contains("rate_treated_pct")) continue;
    const double people = result.at("analysed");
    const double rate = result.at("rate_treated_pct").get<double>() / 100;
    const ZTest test = *pooled_z_test(
        {{rate * people, people}, large_group(result.at("rate_comparison_pct").get<double>() / 100)});
    EXPECT_EQ(test.p < 0.05, result.at("significant").get<bool>()) << result.at("organisation");
    ++tested;
  }
  EXPECT_EQ(tested, 3);
}

/// Leeds, 142 people against 56%: its own rate was not told. Not significant means it lay between 48% and
/// 64%.
TEST(PublishedResults, LeedsWasInconclusive) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/jdl_published.json");
  const Json& leeds = result_of(golden, "Leeds Integrated Offender Management", 2017);
  ASSERT_FALSE(leeds.at("significant").get<bool>());
  const double rate = leeds.at("rate_comparison_pct").get<double>() / 100;
  const Interval limits = *baseline_limits_normal(rate, leeds.at("analysed"));
  EXPECT_NEAR(limits.low, 0.478, 5e-4);
  EXPECT_NEAR(limits.high, 0.642, 5e-4);
}

TEST(PublishedResults, PeterboroughFirstCohort) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/jdl_published.json");
  const Json& cohort = golden.at("peterborough_sib");
  const double treated = cohort.at("events_per_100_treated");
  const double comparison = cohort.at("events_per_100_comparison");
  EXPECT_NEAR(100 * (1 - treated / comparison), cohort.at("relative_reduction_pct").get<double>(), 0.05);
  EXPECT_LT(100 * (1 - treated / comparison),
            cohort.at("early_payment_threshold_per_cohort_pct").get<double>());
  // 936 people against 9,360, were events Poisson: events cluster in people, so even this is too narrow.
  const WaldRateRatio ratio = *wald_rate_ratio({treated * 9.36, 936}, {comparison * 93.6, 9360});
  EXPECT_NEAR(ratio.ratio, treated / comparison, 1e-12);
  EXPECT_LT(ratio.interval.low, 0.9);
  EXPECT_GT(ratio.interval.high, 0.925);
}

}  // namespace
}  // namespace outturn::comparison::test
