// Proportions, means and rates against R's, as in golden/comparison/stats.json.
#include <vector>

#include "engine/comparison/statistics/means.h"
#include "engine/comparison/statistics/proportions.h"
#include "engine/comparison/statistics/rates.h"
#include "engine/comparison/statistics/two_proportions.h"
#include "tests/comparison_statistics/fisher_search.h"
#include "tests/comparison_statistics/golden.h"

namespace outturn::comparison::test {
namespace {

TEST(GoldenStatistics, OneProportion) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  for (const Json& row : golden.at("one_proportion")) {
    const Share share{row.at("x").get<double>(), row.at("n").get<double>()};
    SCOPED_TRACE(row.at("x").dump() + "/" + row.at("n").dump());
    expect_near(*wald_interval(share), row.at("wald"), "wald");
    expect_near(*wilson_interval(share), row.at("wilson"), "wilson");
    expect_near(*wilson_interval(share, 0.998), row.at("wilson_998"), "wilson 99.8%");
    expect_near(*wilson_continuity_interval(share), row.at("wilson_continuity"), "continuity");
    expect_near(*clopper_pearson_interval(share), row.at("clopper_pearson"), "clopper pearson");
    expect_near(*agresti_coull_interval(share), row.at("agresti_coull"), "agresti coull");
    expect_near(*jeffreys_interval(share), row.at("jeffreys"), "jeffreys");
  }
}

/// R's fisher.test searches the odds ratio (its inverse above 1) only to within 2^-13: its printed digits
/// beyond are chance. Ours are searched to the last digit.
void expect_within_uniroot(double ours, double theirs, const std::string& what) {
  if (theirs == 0 || std::isinf(theirs)) return expect_near(ours, theirs, what);
  const double tolerance = std::pow(std::numeric_limits<double>::epsilon(), 0.25);
  EXPECT_NEAR(ours < 1 ? ours : 1 / ours, theirs < 1 ? theirs : 1 / theirs, tolerance) << what;
}

void expect_tests(const TwoGroups& groups, const Json& row) {
  const ZTest wald = *unpooled_z_test(groups);
  expect_near(wald.se, row.at("wald").at("se"), "wald se");
  expect_near(wald.z, row.at("wald").at("z"), "wald z");
  expect_near(wald.p, row.at("wald").at("p"), "wald p");
  const ZTest pooled = *pooled_z_test(groups);
  expect_near(pooled.se, row.at("z_pooled").at("se"), "pooled se");
  expect_near(pooled.z, row.at("z_pooled").at("z"), "pooled z");
  expect_near(pooled.p, row.at("z_pooled").at("p"), "pooled p");
  expect_near(pooled.p_less, row.at("z_pooled").at("p_less"), "pooled p less");
  expect_near(chi_square_test(groups)->statistic, row.at("chi_square").at("x2"), "chi square");
  expect_near(chi_square_test(groups)->p, row.at("chi_square").at("p"), "chi square p");
  expect_near(yates_test(groups)->statistic, row.at("chi_square_yates").at("x2"), "yates");
  expect_near(yates_test(groups)->p, row.at("chi_square_yates").at("p"), "yates p");
  const FisherTest fisher = *fisher_test(groups);
  const Json& theirs = row.at("fisher");
  expect_near(fisher.p, theirs.at("p"), "fisher p");
  expect_near(fisher.p_less, theirs.at("p_less"), "fisher p less");
  expect_near(fisher.p_greater, theirs.at("p_greater"), "fisher p greater");
  const FisherSearch search(groups);
  if (number(theirs.at("conditional_or")) > 0 && !theirs.at("conditional_or").is_string())
    expect_near(search.odds(), theirs.at("conditional_or"), "R's search for the odds ratio", 1e-10);
  expect_near(search.low(0.025), theirs.at("lo"), "R's search for the lower limit", 1e-10);
  expect_near(search.high(0.025), number(theirs.at("hi")), "R's search for the upper limit", 1e-10);
  expect_within_uniroot(fisher.odds_ratio, number(theirs.at("conditional_or")), "fisher odds ratio");
  expect_within_uniroot(fisher.limits.low, number(theirs.at("lo")), "fisher lower limit");
  expect_within_uniroot(fisher.limits.high, number(theirs.at("hi")), "fisher upper limit");
}

void expect_ratio(const Answer<LogRatio>& ours, const Json& theirs, const std::string& name) {
  if (theirs.at("log_se").is_string()) {  // infinite in R: we refuse instead
    EXPECT_FALSE(ours);
    return;
  }
  ASSERT_TRUE(ours) << ours.reason();
  expect_near(ours->ratio, theirs.at(name), name);
  expect_near(ours->log_se, theirs.at("log_se"), name + " log se");
  expect_near(ours->interval, theirs, name);
}

TEST(GoldenStatistics, TwoProportions) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  for (const Json& row : golden.at("two_proportions")) {
    const TwoGroups groups{{row.at("x1").get<double>(), row.at("n1").get<double>()},
                           {row.at("x2").get<double>(), row.at("n2").get<double>()}};
    SCOPED_TRACE(row.at("x1").dump() + "/" + row.at("n1").dump() + " v " + row.at("x2").dump() + "/" +
                 row.at("n2").dump());
    expect_near(groups.difference(), row.at("difference"), "difference");
    expect_tests(groups, row);
    expect_near(*wald_difference(groups), row.at("wald"), "wald");
    expect_near(*wald_continuity_difference(groups), row.at("wald_continuity_prop_test"), "continuity");
    expect_near(*newcombe_difference(groups), row.at("newcombe_wilson"), "newcombe");
    expect_near(*agresti_caffo_difference(groups), row.at("agresti_caffo"), "agresti caffo");
    expect_near(*miettinen_nurminen_difference(groups), row.at("miettinen_nurminen"), "miettinen nurminen");
    expect_ratio(risk_ratio(groups), row.at("risk_ratio"), "rr");
    expect_ratio(odds_ratio(groups), row.at("odds_ratio"), "or");
    expect_near(*cohens_h(groups), row.at("cohens_h"), "h");
    expect_near(*relative_reduction(groups), row.at("relative_reduction"), "relative reduction");
    expect_near(*number_needed_to_treat(groups), row.at("nnt"), "nnt");
  }
}

void expect_means(const MeansTest& ours, const Json& theirs) {
  expect_near(ours.se, theirs.at("se"), "se");
  expect_near(ours.t, theirs.at("t"), "t");
  expect_near(ours.df, theirs.at("df"), "df");
  expect_near(ours.p, theirs.at("p"), "p");
  expect_near(ours.interval, theirs, "interval");
}

TEST(GoldenStatistics, TwoMeansFromSamples) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  for (const Json& row : golden.at("two_means")) {
    if (!row.contains("x")) continue;
    const auto x = row.at("x").get<std::vector<double>>();
    const auto y = row.at("y").get<std::vector<double>>();
    const Sample treated = *sample_of(x);
    const Sample comparison = *sample_of(y);
    expect_near(treated.mean, row.at("mean_x"), "mean x");
    expect_near(treated.variance, row.at("var_x"), "var x");
    expect_near(comparison.mean, row.at("mean_y"), "mean y");
    expect_near(comparison.variance, row.at("var_y"), "var y");
    expect_means(*welch_test(treated, comparison), row.at("welch"));
    expect_means(*pooled_test(treated, comparison), row.at("pooled"));
    expect_near(*cohens_d(treated, comparison), row.at("cohens_d"), "d");
    const RankTest rank = *mann_whitney_test(x, y);
    expect_near(rank.w, row.at("mann_whitney_continuity").at("W"), "W");
    expect_near(rank.p, row.at("mann_whitney_continuity").at("p"), "rank p");
  }
}

TEST(GoldenStatistics, TwoMeansFromPublishedFigures) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  int seen = 0;
  for (const Json& row : golden.at("two_means")) {
    if (!row.contains("summary")) continue;
    const Json& given = row.at("summary");
    const auto sample = [&](const std::string& group) {
      const double sd = given.at("sd_" + group);
      return Sample{given.at("n_" + group), given.at("mean_" + group), sd * sd};
    };
    expect_means(*welch_test(sample("x"), sample("y")), row.at("welch"));
    ++seen;
  }
  EXPECT_EQ(seen, 2);
}

TEST(GoldenStatistics, OneRate) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  for (const Json& row : golden.at("one_rate")) {
    const Rate rate{row.at("events").get<double>(), row.at("population").get<double>()};
    SCOPED_TRACE(row.at("events").dump());
    expect_near(rate.rate(), row.at("rate"), "rate");
    expect_near(*exact_rate_interval(rate), row.at("exact"), "exact");
    expect_near(*byar_rate_interval(rate), row.at("byar"), "byar");
    expect_near(*exact_rate_interval(rate, 0.998), row.at("exact_998"), "exact 99.8%");
    expect_near(*byar_rate_interval(rate, 0.998), row.at("byar_998"), "byar 99.8%");
    expect_near(*phe_rate_interval(rate), row.at(row.at("phe_rule").get<std::string>()), "phe rule");
  }
}

TEST(GoldenStatistics, RateRatio) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  for (const Json& row : golden.at("rate_ratio")) {
    SCOPED_TRACE(row.at("events1").dump());
    const Rate treated{row.at("events1").get<double>(), row.at("time1").get<double>()};
    const Rate comparison{row.at("events2").get<double>(), row.at("time2").get<double>()};
    const ExactRateRatio exact = *exact_rate_ratio(treated, comparison);
    expect_near(exact.ratio, row.at("ratio"), "ratio");
    expect_near(exact.p, row.at("exact_conditional").at("p"), "exact p");
    expect_near(exact.interval, row.at("exact_conditional"), "exact");
    const Answer<WaldRateRatio> wald = wald_rate_ratio(treated, comparison);
    const Json& theirs = row.at("log_wald");
    EXPECT_EQ(static_cast<bool>(wald), !theirs.at("z").is_null());
    if (wald) {
      expect_near(wald->log_se, theirs.at("se"), "log se");
      expect_near(wald->z, theirs.at("z"), "z");
      expect_near(wald->p, theirs.at("p"), "p");
      expect_near(wald->interval, theirs, "log wald");
    }
    const RateDifference difference = *rate_difference(treated, comparison);
    expect_near(difference.difference, row.at("difference"), "difference");
    expect_near(difference.se, row.at("difference_wald").at("se"), "difference se");
    expect_near(difference.p, row.at("difference_wald").at("p"), "difference p");
    expect_near(difference.interval, row.at("difference_wald"), "difference");
  }
}

TEST(GoldenStatistics, AgainstAHistoricBaseline) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  for (const Json& row : golden.at("historic_baseline")) {
    SCOPED_TRACE(row.at("x").dump());
    const Share share{row.at("x").get<double>(), row.at("n").get<double>()};
    const double baseline = row.at("baseline");
    const AgainstBaseline test = *against_baseline(share, baseline);
    expect_near(test.difference, row.at("difference"), "difference");
    expect_near(test.exact_p, row.at("exact_p"), "exact p");
    expect_near(test.exact_p_less, row.at("exact_p_less"), "exact p less");
    expect_near(test.z, row.at("z"), "z");
    expect_near(test.p, row.at("z_p"), "p");
    expect_near(test.p_less, row.at("z_p_less"), "p less");
    expect_near(baseline_limits_exact(baseline, share.people)->low,
                row.at("binomial_lower_95_limit_of_baseline"), "binomial limit");
    expect_near(baseline_limits_normal(baseline, share.people)->low,
                row.at("normal_lower_95_limit_of_baseline"), "normal limit");
  }
}

}  // namespace
}  // namespace outturn::comparison::test
