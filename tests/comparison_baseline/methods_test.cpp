// The other baselines: golden numbers of R and published figures through a specification, and by hand.
#include <cmath>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "engine/comparison/baseline/case_mix_series.h"
#include "engine/comparison/rates/case_mix.h"
#include "tests/comparison_baseline/made_inputs.h"
#include "tests/comparison_statistics/golden.h"
#include "tests/comparison_statistics/shared_table.h"

namespace outturn::comparison::test {
namespace {

constexpr const char* one_measure =
    "publisher Office of Examples (invented)\nlicence Open Government Licence v3.0\narea code from area\n"
    "period from period\nmeasure is reoffending\nvalue from value\nnumerator from events\n"
    "denominator from people\n";

std::string outcomes(std::size_t people, std::size_t events) {
  std::string out = "id,reoffended\n";
  for (std::size_t i = 0; i < people; ++i) out += fmt::format("{},{}\n", i, i < events ? 1 : 0);
  return out;
}

std::string told_by(const Baseline& made, const std::string& name) {
  for (const BaselineTold& one : made.tests)
    if (one.name == name) return one.words;
  return "no test of that name";
}

Texts fixed_rate(std::size_t people, std::size_t events, double rate) {
  return {
      "baseline b\nmethod published rate\npeople p.csv\nobserved reoffended\npublished r.csv as declared "
      "r.txt\n"
      "rate from value per 100\n",
      {{"p.csv", outcomes(people, events)},
       {"r.csv", fmt::format("area,period,value,events,people\nE92000001,2011,{},,\n", 100 * rate)},
       {"r.txt", one_measure}}};
}

TEST(PublishedRate, GoldenHistoricBaseline) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  for (const Json& theirs : golden.at("historic_baseline")) {
    MadeInputs inputs = made_inputs(fixed_rate(theirs.at("n"), theirs.at("x"), theirs.at("baseline")));
    const auto made = build(inputs);
    ASSERT_TRUE(made) << inputs.told();
    expect_near(made->figures.difference, theirs.at("difference"), "difference");
    expect_near(made->figures.p, theirs.at("exact_p"), "exact p");
    EXPECT_EQ(told_by(*made, "Exact binomial against the rate"),
              fmt::format("p {:.6g} two-sided; {:.6g} for as few or fewer",
                          theirs.at("exact_p").get<double>(), theirs.at("exact_p_less").get<double>()));
    EXPECT_EQ(
        told_by(*made, "z with the rate's own variance"),
        fmt::format("z {:.6g}, p {:.6g} two-sided; {:.6g} for as few or fewer", theirs.at("z").get<double>(),
                    theirs.at("z_p").get<double>(), theirs.at("z_p_less").get<double>()));
  }
}

TEST(PublishedRate, IsOneRowOnly) {
  Texts texts = fixed_rate(10, 2, 0.3);
  texts.files["r.csv"] += "E92000001,2012,31,,\n";
  MadeInputs inputs = made_inputs(texts);
  EXPECT_FALSE(build(inputs));
  EXPECT_EQ(inputs.problems.list().front().code, "B12") << inputs.told();
}

Texts earlier_cohort() {
  return {"baseline b\nmethod historical cohort\npeople p.csv\nearlier e.csv\nobserved reoffended\n",
          {{"p.csv", outcomes(231, 60)}, {"e.csv", outcomes(231, 81)}}};
}

/// The anchor of golden/comparison/stats.json: 60 of 231 against 81 of 231.
TEST(HistoricalCohort, BothCohortsAreChance) {
  MadeInputs inputs = made_inputs(earlier_cohort());
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  EXPECT_NEAR(made->figures.difference, -0.0909091, 5e-8);
  EXPECT_NEAR(made->figures.difference_limits.low, -0.1731836, 5e-8);
  EXPECT_NEAR(made->figures.difference_limits.high, -0.0069090, 5e-8);
  EXPECT_NEAR(made->figures.p, 0.03386530587322045, 1e-12);  // R, in the same file
  EXPECT_EQ(told_by(*made, "Fisher's exact test"), "p 0.0431173");
  EXPECT_EQ(made->figures.expected, 81);
}

TEST(HistoricalCohort, FromAPublishedCount) {
  MadeInputs of_people = made_inputs(earlier_cohort());
  Texts texts = fixed_rate(231, 60, 0.35);
  texts.spec.replace(texts.spec.find("published rate"), 14, "historical cohort");
  texts.files["r.csv"] = "area,period,value,events,people\nE92000001,2011,35.06,81,231\n";
  MadeInputs inputs = made_inputs(texts);
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  EXPECT_EQ(baseline_csv(inputs.inputs(), *made), baseline_csv(of_people.inputs(), *build(of_people)));
}

TEST(Trend, GoldenInterruptedSeries) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("interrupted_time_series");
  std::string series = "area,period,value,events,people\n";
  for (std::size_t i = 0; i < 24; ++i)
    series +=
        fmt::format("E92000001,{}-{:02},{},,\n", 2020 + i / 12, i % 12 + 1, theirs.at("y")[i].get<double>());
  MadeInputs inputs =
      made_inputs({"baseline b\nmethod trend\npublished r.csv as declared r.txt\nstarts 2021-01\n",
                   {{"r.csv", series}, {"r.txt", one_measure}}});
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  const char* const names[] = {"(Intercept)", "t", "post", "since"};
  ASSERT_EQ(made->coefficients.size(), 4U);
  for (std::size_t k = 0; k < 4; ++k) {
    expect_near(made->coefficients[k].estimate, theirs.at("coef").at(names[k]), names[k], 1e-9);
    expect_near(made->coefficients[k].se, theirs.at("se_newey_west_lag2_adjusted").at(names[k]), names[k],
                1e-9);
  }
  // Level -2.93089 and 6.5 times slope -0.312937: mean difference of the twelve months after.
  const double level = theirs.at("coef").at("post");
  const double since = theirs.at("coef").at("since");
  EXPECT_NEAR(made->figures.difference, level + 6.5 * since, 1e-9);
  const calc::ComparisonRecord record = baseline_record(inputs.inputs(), *made, {{}}, "0");
  EXPECT_EQ(calc::comparison_fault(record), "");
  EXPECT_EQ(record.design, "trend");
  EXPECT_EQ(baseline_csv(inputs.inputs(), *made).substr(0, 70),
            "observed_rate,expected_rate,difference,difference_low,difference_high,");
}

TEST(Trend, AGapIsTold) {
  MadeInputs inputs =
      made_inputs({"baseline b\nmethod trend\npublished r.csv as declared r.txt\nstarts 2021-05\n",
                   {{"r.csv",
                     "area,period,value,events,people\nE92000001,2021-01,1,,\nE92000001,2021-02,2,,\n"
                     "E92000001,2021-03,3,,\nE92000001,2021-05,4,,\nE92000001,2021-06,4,,\n"},
                    {"r.txt", one_measure}}});
  EXPECT_FALSE(build(inputs));
  EXPECT_EQ(inputs.problems.list().front().what, "the series has a gap before 2021-05-01");
}

TEST(DifferenceInDifferences, Golden) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("difference_in_differences");
  std::string series = "area,period,value,events,people\n";
  for (std::size_t i = 0; i < theirs.at("y").size(); ++i)
    series += fmt::format("E{:08},{},{},,\n", 6000000 + theirs.at("unit")[i].get<int>(),
                          2010 + theirs.at("time")[i].get<int>(), theirs.at("y")[i].get<double>());
  MadeInputs inputs = made_inputs(
      {"baseline b\nmethod difference in differences\npublished r.csv as declared r.txt\nstarts 2014\n"
       "treated E06000001, E06000002, E06000003, E06000004, E06000005\n",
       {{"r.csv", series}, {"r.txt", one_measure}}});
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  const char* const names[] = {"(Intercept)", "treat", "post", "treat:post"};
  ASSERT_EQ(made->coefficients.size(), 4U);
  for (std::size_t k = 0; k < 4; ++k) {
    expect_near(made->coefficients[k].estimate, theirs.at("coef").at(names[k]), names[k], 1e-9);
    expect_near(made->coefficients[k].se, theirs.at("se_cluster_unit_HC1").at(names[k]), names[k], 1e-9);
  }
  expect_near(made->figures.p, theirs.at("p_cluster_t").at("treat:post"), "p", 1e-9);
  EXPECT_NEAR(made->figures.difference, -1.904, 1e-9);
  EXPECT_NE(told_by(*made, "Trend before, apart from the others, a period"), "no test of that name");
  EXPECT_EQ(made->maryland, "level 3 of 5");
}

TEST(Funnel, GoldenOverdispersion) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "comparison/stats.json");
  const Json& theirs = golden.at("funnel").at("spiegelhalter");
  std::string areas = "area,period,value,events,people\n";
  for (std::size_t i = 0; i < theirs.at("x").size(); ++i)
    areas += fmt::format("E{:08},2011,,{},{}\n", 6000001 + i, theirs.at("x")[i].get<int>(),
                         theirs.at("n")[i].get<int>());
  // The cohort is the size of the golden file's ninth area, and fares as it does.
  MadeInputs inputs =
      made_inputs({"baseline b\nmethod funnel\npeople p.csv\nobserved reoffended\npublished r.csv as "
                   "declared r.txt\nrate from numerator over denominator\n",
                   {{"p.csv", outcomes(260, 77)}, {"r.csv", areas}, {"r.txt", one_measure}}});
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  expect_near(made->figures.expected_rate, theirs.at("centre"), "centre");
  const double z = theirs.at("z_additive")[8];
  expect_near(made->figures.p, std::erfc(std::abs(z) / std::sqrt(2.0)), "p", 1e-9);
  EXPECT_EQ(made->rows.size(), 12U);
}

/// Two strata by hand: rates 0.2 and 0.1 weighted 3 to 1 give 0.175.
TEST(DirectlyStandardised, ByHand) {
  std::string people = "id,age,reoffended\n";
  for (int i = 0; i < 100; ++i) people += fmt::format("a{},young,{}\n", i, i < 20 ? 1 : 0);
  for (int i = 0; i < 200; ++i) people += fmt::format("b{},old,{}\n", i, i < 20 ? 1 : 0);
  const std::string spec =
      "baseline b\nmethod directly standardised\npeople p.csv\nobserved reoffended\nmatch age = age\n"
      "published r.csv as declared r.txt\nstandard s.csv as declared s.txt\nrate from value per 100\n";
  MadeInputs inputs = made_inputs(
      {spec,
       {{"p.csv", people},
        {"r.csv", "area,period,value,events,people\nE92000001,2011,25,,\n"},
        {"r.txt", one_measure},
        {"s.csv", "age,people\nyoung,3000\nold,1000\n"},
        {"s.txt",
         "publisher E (invented)\nlicence OGL\narea is E92000001 England\nperiod is 2013\nmeasure is people\n"
         "group age from age\nvalue from people\n"}}});
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  EXPECT_NEAR(made->figures.observed_rate, 0.175, 1e-12);
  EXPECT_NEAR(made->figures.ratio, 0.7, 1e-12);
  // Dobson: variance 0.75^2 20/100^2 + 0.25^2 20/200^2; Byar of 40 events is 28.57 to 54.47.
  const double variance = 0.5625 * 20 / 1e4 + 0.0625 * 20 / 4e4;
  const double byar_low = 40 * std::pow(1 - 1.0 / 360 - 1.959963984540054 / (3 * std::sqrt(40.0)), 3);
  EXPECT_NEAR(made->figures.difference_limits.low, 0.175 + std::sqrt(variance / 40) * (byar_low - 40) - 0.25,
              1e-12);
}

// ---- Case mix

std::optional<std::string> moj_bytes() {
  std::ifstream in(
      outturn::test::golden_path("../data/open/moj-reoffending/proven_reoffending_data_2000_2014.csv"),
      std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string case_mix_spec(const std::string& score) {
  return "baseline b\nmethod case mix adjusted\npeople p.csv\nobserved reoffended\nscore " + score +
         "\npublished moj.csv as moj-reoffending\nwhere offenders = Adult\nmeasure rate new/binary\n"
         "measure score new/OGRS4\nmeasure people new/cohort\nbase 2011\n";
}

/// All 65 adult rates that the Ministry of Justice published with a score, from the published file itself.
TEST(CaseMix, PublishedAdjustedRates) {
  const auto bytes = moj_bytes();
  if (!bytes) GTEST_SKIP() << "the Ministry of Justice's file is not there: NOT TESTED";
  MadeInputs inputs =
      made_inputs({case_mix_spec("ogrs"), {{"p.csv", "id,reoffended,ogrs\n1,0,30\n"}, {"moj.csv", *bytes}}});
  ASSERT_FALSE(inputs.problems.has_errors()) << inputs.told();
  const auto rows = rows_where(*inputs.spec, inputs.tables, false, inputs.problems);
  const auto cohorts = scored_rows(*inputs.spec, inputs.tables, rows);
  ASSERT_TRUE(cohorts) << cohorts.reason();
  const auto base = base_of("2011", inputs.tables, *cohorts);
  ASSERT_TRUE(base) << base.reason();
  EXPECT_EQ(base->cohorts.size(), 4U);
  EXPECT_NEAR(base->score, 33.7289, 5e-5);
  const Published& table = inputs.tables.front();
  std::size_t met = 0;
  double furthest = 0;
  for (const RowAt& at : rows) {
    if (table.measures[table.measure[at.row]].id != "new/adjusted" || !table.value.at(at.row)) continue;
    for (const ScoredRow& one : *cohorts) {
      if (one.period != table.period[at.row]) continue;
      const double ours = *case_mix_adjusted(one.rate_percent, one.score_percent, base->score);
      furthest = std::max(furthest, std::abs(ours - exact(*table.value.at(at.row)).to_double()));
      ++met;
    }
  }
  EXPECT_EQ(met, 65U);
  EXPECT_LT(furthest, 2e-4);
}

TEST(CaseMix, ACohortOfHigherRisk) {
  const auto bytes = moj_bytes();
  if (!bytes) GTEST_SKIP() << "the Ministry of Justice's file is not there: NOT TESTED";
  std::string people = "id,reoffended,ogrs\n";
  for (int i = 0; i < 100; ++i) people += fmt::format("{},{},{}\n", i, i < 30 ? 1 : 0, i % 2 == 0 ? 30 : 50);
  MadeInputs inputs = made_inputs({case_mix_spec("ogrs"), {{"p.csv", people}, {"moj.csv", *bytes}}});
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  const auto base = base_of("2011", inputs.tables,
                            *scored_rows(*inputs.spec, inputs.tables,
                                         rows_where(*inputs.spec, inputs.tables, false, inputs.problems)));
  EXPECT_NEAR(100 * made->figures.expected_rate, base->rate + 40 - base->score, 1e-9);
  EXPECT_EQ(made->rows.size(), 12U);  // rate, score and people of four quarters
}

}  // namespace
}  // namespace outturn::comparison::test
