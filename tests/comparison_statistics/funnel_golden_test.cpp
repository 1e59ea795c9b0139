// Funnel limits and overdispersion against golden/comparison/stats.json.
#include <stdexcept>
#include <vector>

#include "engine/comparison/rates/funnel.h"
#include "tests/comparison_statistics/golden.h"

namespace outturn::comparison::test {
namespace {

// PHE's tables of Poisson limits come from a search to 1e-7 and are printed to about nine digits.
constexpr double published_tolerance = 5e-5;

void expect_list(const std::vector<double>& ours, const Json& theirs, const std::string& what) {
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t at = 0; at < ours.size(); ++at) expect_near(ours[at], theirs[at], what);
}

TEST(GoldenFunnel, Spiegelhalter) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("funnel").at("spiegelhalter");
  std::vector<Share> units;
  for (std::size_t at = 0; at < theirs.at("x").size(); ++at)
    units.push_back({theirs.at("x").at(at), theirs.at("n").at(at)});
  const Overdispersion ours = *overdispersion(units);
  expect_near(ours.centre, theirs.at("centre"), "centre");
  expect_list(ours.z, theirs.at("z"), "z");
  expect_list(ours.winsorised_z, theirs.at("winsorised_z_10pct"), "winsorised");
  expect_near(ours.phi_unwinsorised, theirs.at("phi_unwinsorised"), "phi unwinsorised");
  expect_near(ours.phi, theirs.at("phi"), "phi");
  expect_list(ours.z_multiplicative, theirs.at("z_multiplicative"), "multiplicative");
  expect_near(ours.tau_squared, theirs.at("tau2_additive"), "tau squared");
  expect_list(ours.z_additive, theirs.at("z_additive"), "additive");
  for (std::size_t at = 0; at < units.size(); ++at) {
    const auto limits = [&](const char* name, const Interval& interval) {
      expect_near(interval.low, theirs.at(name).at("lo").at(at), name);
      expect_near(interval.high, theirs.at(name).at("hi").at(at), name);
    };
    limits("limits_95", *funnel_of_proportion(ours.centre, units[at].people));
    limits("limits_998", *funnel_of_proportion(ours.centre, units[at].people, 0.998));
    limits("exact_binomial_limits_95", *baseline_limits_exact(ours.centre, units[at].people));
  }
}

TEST(GoldenFunnel, PheProportion) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("funnel").at("phe_proportion");
  for (std::size_t at = 0; at < theirs.at("population").size(); ++at) {
    const double people = theirs.at("population").at(at);
    const Interval usual = *funnel_of_proportion(theirs.at("centre"), people);
    const Interval wide = *funnel_of_proportion(theirs.at("centre"), people, 0.998);
    expect_near(usual.low, theirs.at("low_95").at(at), "low");
    expect_near(usual.high, theirs.at("high_95").at(at), "high");
    expect_near(wide.low, theirs.at("low_998").at(at), "low 99.8%");
    expect_near(wide.high, theirs.at("high_998").at(at), "high 99.8%");
  }
}

TEST(GoldenFunnel, PublishedProportions) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& table = golden.at("funnel").at("published_testdata_funnel_prop_outputs");
  ASSERT_EQ(table.at("Population").size(), 100U);
  for (std::size_t row = 0; row < 100; ++row) {
    const double centre = table.at("Baseline").at(row).get<double>() / 100;
    const double people = table.at("Population").at(row);
    const Interval usual = *funnel_of_proportion(centre, people);
    const Interval wide = *funnel_of_proportion(centre, people, 0.998);
    expect_near(usual.low * 100, table.at("Lower2s0025limit").at(row), "low", published_tolerance);
    expect_near(usual.high * 100, table.at("Upper2s0025limit").at(row), "high", published_tolerance);
    expect_near(wide.low * 100, table.at("Lower3s0001limit").at(row), "low 99.8%", published_tolerance);
    expect_near(wide.high * 100, table.at("Upper3s0001limit").at(row), "high 99.8%", published_tolerance);
  }
}

/// A column whose heading may carry the line end of the file it was read from.
const Json& column(const Json& table, const std::string& name) {
  for (const auto& [heading, values] : table.items())
    if (heading.starts_with(name)) return values;
  throw std::runtime_error("no column " + name);
}

void expect_ratio(const Json& table, std::size_t row, const std::string& sigma, double confidence) {
  const FunnelOfRatio ours = *funnel_of_ratio(column(table, "Observed_events").at(row), confidence);
  const auto told = [&](const std::string& name, const char* what) {
    return column(table, name + sigma + what).at(row).get<double>();
  };
  expect_near(ours.expected.high, told("lower_", "_exp_events"), "lower expected", published_tolerance);
  expect_near(ours.expected.low, told("upper_", "_exp_events"), "upper expected", published_tolerance);
  expect_near(ours.ratio.low * 100, told("lower_", "_isr"), "lower ratio", published_tolerance);
  expect_near(ours.ratio.high * 100, told("upper_", "_isr"), "upper ratio", published_tolerance);
  // Published as "count": the ratio less 1.
  EXPECT_NEAR(ours.ratio.low - 1, told("lower_", "_count"), published_tolerance);
  expect_near(ours.ratio.high - 1, told("upper_", "_count"), "upper count", 2 * published_tolerance);
}

TEST(GoldenFunnel, PublishedRatios) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& table = golden.at("funnel").at("published_testdata_funnel_ratio_outputs");
  ASSERT_EQ(column(table, "Observed_events").size(), 100U);
  for (std::size_t row = 0; row < 100; ++row) {
    expect_ratio(table, row, "2s", 0.95);
    expect_ratio(table, row, "3s", 0.998);
  }
}

void expect_rate(const Json& table, std::size_t row, const std::string& sigma, double confidence) {
  constexpr double years = 3;  // the rate is of three years together, the population of one
  const double centre = column(table, "baseline").at(row).get<double>() / 1e5;
  const FunnelOfRate ours = *funnel_of_rate(column(table, "Events").at(row), centre, confidence);
  const auto at = [&](const std::string& name) { return column(table, name).at(row).get<double>(); };
  expect_near(ours.exposure.high / years, at("lower_" + sigma + "_population_1_year"), "low",
              published_tolerance);
  expect_near(ours.exposure.low / years, at("upper_" + sigma + "_population_1_year"), "high",
              published_tolerance);
  expect_near(ours.rate.low * 1e5, at("lower_" + sigma + "_limit"), "lower rate", published_tolerance);
  expect_near(ours.rate.high * 1e5, at("upper_" + sigma + "_limit"), "upper rate", published_tolerance);
}

TEST(GoldenFunnel, PublishedRates) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& table = golden.at("funnel").at("published_testdata_funnel_rate_outputs");
  ASSERT_EQ(table.at("Events").size(), 100U);
  for (std::size_t row = 0; row < 100; ++row) {
    expect_rate(table, row, "2s", 0.95);
    expect_rate(table, row, "3s", 0.998);
  }
}

}  // namespace
}  // namespace outturn::comparison::test
