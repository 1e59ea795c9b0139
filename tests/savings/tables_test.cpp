// Savings that take their figures from tables by name: the same as typed, to the last digit, in the engine
// and against cases worked out elsewhere.
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/savings/savings_case.h"

namespace outturn {
namespace {

using test::figure;
using test::run_of;
using test::SavingsText;

/// The case of savings_case.h with its indices, rates and two of its unit costs named.
SavingsText named() {
  SavingsText text;
  text.discount = "green book 2020 standard";
  text.deflator = "release 2026-03, accept unverified";
  text.lines =
      "  | HE4.0  | from gmca_1_4 | | 2    |            | 100% | 25% | |\n"
      "  | SS1.0  | from gmca_1_4 | | 0.05 | LA         | 100% | 60% | |\n"
      "  | WELLBY | £13,000.00 | 2019-20 | 0.5 | individual | 100% | 0% | social |\n";
  return text;
}

TEST(SavingsFromTables, AreThoseTypedToTheLastDigit) {
  const calc::Run typed = run_of(SavingsText{}.contract(), {});
  const calc::Run taken = run_of(named().contract(), {});
  for (const char* name :
       {"s_he4_0_unit_price", "s_ss1_0_unit_price", "s_pv_public_value", "s_pv_fiscal", "s_pv_nhs_saved",
        "s_pv_la_saved", "s_pv_cashable", "s_pv_cost", "s_npsv", "s_bcr", "s_net_return", "s_payback"})
    EXPECT_EQ(figure(taken, name), figure(typed, name)) << name;
  EXPECT_NE(figure(taken, "s_npsv"), Exact(-999));
  EXPECT_TRUE(test::all_checks_hold(taken));
}

TEST(SavingsFromTables, TheGoldenCase) {
  const char* const given = std::getenv("OUTTURN_SHARED");
  const std::string shared = given != nullptr ? given : OUTTURN_SOURCE_DIR "/../shared";
  std::ifstream in(shared + "/golden/finance/savings_case.json");
  if (!in)
    GTEST_SKIP() << "NOT TESTED: no savings_case.json; set OUTTURN_SHARED to the folder that holds golden/";
  const nlohmann::json wanted = nlohmann::json::parse(in)["expected"];
  const calc::Run run = run_of(named().contract(), {});
  const auto near = [&](const char* name, double golden, double within) {
    EXPECT_NEAR(figure(run, name).to_double(), golden, within) << name;
  };
  near("s_pv_public_value", wanted["pv_benefits_total"], 1e-5);
  near("s_pv_fiscal", wanted["pv_by_kind"]["fiscal"], 1e-5);
  near("s_pv_cashable", wanted["pv_cashable_fiscal"], 1e-5);
  near("s_npsv", wanted["npsv"], 0.005);
  near("s_bcr", wanted["bcr_public_value"], 0.00005);
}

/// GMCA Unit Cost Database v1.4, E&E1.0: fiscal 9,800 (9,234 of it a transfer), economic 14,044; public value
/// 14,610. In prices of 2012-13, its own.
TEST(SavingsFromTables, ABenefitSavedIsTheStatesAndNotSocietys) {
  SavingsText jsa;
  jsa.deflator = "release 2020-03";
  jsa.population = "1";
  jsa.factors = "  impact 100%\n";
  jsa.benefits = "100%";
  jsa.costs = "£1,000.00";
  jsa.optimism.clear();
  jsa.lines =
      "  | JSA    | from gmca_1_4 E&E1.0.1 | | 1 |        | 100% | 100% |          |\n"
      "  | health | from gmca_1_4 E&E1.0.2 | | 1 |        | 100% | 0%   |          |\n"
      "  | output | from gmca_1_4 E&E1.0   | | 1 | people | 100% | 0%   | economic |\n";
  std::string text = jsa.contract();
  text.replace(text.find("base \"2025-26\""), 14, "base \"2012-13\"");
  const calc::Run run = run_of(text, {});
  EXPECT_EQ(figure(run, "s_pv_purse"), Exact(9800));
  EXPECT_EQ(figure(run, "s_pv_transfer"), Exact(9234));
  EXPECT_EQ(figure(run, "s_pv_public_value"), Exact(14610));
  EXPECT_EQ(figure(run, "s_pv_dwp_saved"), Exact(9234));
  EXPECT_EQ(figure(run, "s_pv_nhs_saved"), Exact(566));
}

/// Green Book 2020, annex A6, table 8: 3.5 % to year 30, 3 % from year 31 on. D(34) = 1.035^-30 1.03^-4.
TEST(SavingsFromTables, TheRateFallsAfterThirtyYears) {
  SavingsText text = named();
  text.discount = "green book 2020 standard";
  text.benefits = text.costs = "";
  for (int year = 0; year < 35; ++year) {
    text.benefits += year == 0 ? "0%" : ", 100%";
    text.costs += year == 0 ? "£1,000.00" : ", £0.00";
  }
  const calc::Run run = run_of(text.contract(), {});
  const calc::ColumnId factor = run.graph.find("s_factor");
  EXPECT_EQ(calc::value_at(run.graph, factor, 30), Exact(1) / Exact::ratio(207, 200).power(30));
  EXPECT_EQ(calc::value_at(run.graph, factor, 34),
            Exact(1) / (Exact::ratio(207, 200).power(30) * Exact::ratio(103, 100).power(4)));
}

TEST(SavingsFromTables, EveryFigureTakenSaysWhoseItIs) {
  const calc::Run run = run_of(named().contract(), {});
  const auto& sources = run.record.savings.at(0).sources;
  ASSERT_EQ(sources.size(), 7U);  // four years of prices, one band, two unit costs
  for (const calc::SavingsSource& one : sources) {
    EXPECT_NE(one.value, calc::none) << one.figure;
    EXPECT_FALSE(one.source.empty()) << one.figure;
    EXPECT_FALSE(one.licence.empty()) << one.figure;
    EXPECT_FALSE(one.checked.empty()) << one.figure;
  }
  const calc::SavingsSource& cost = sources.at(5);
  EXPECT_EQ(cost.price_year, "2011-12");
  EXPECT_EQ(cost.uprated_to, "2025-26");
  EXPECT_EQ(cost.release, "2026-03");
  EXPECT_NE(cost.licence.find("CC BY 4.0"), std::string::npos);
  const std::string& meaning = run.graph.column(run.graph.find("s_he4_0_unit_cost")).meaning;
  for (const char* words :
       {"Per incident", "2011-12", "Unit Cost Database v1.4", "HE4.0", "CC BY 4.0", "verified"})
    EXPECT_NE(meaning.find(words), std::string::npos) << words;
  EXPECT_NE(sources.at(0).checked.find("forecast"), std::string::npos) << sources.at(0).checked;
}

/// What agencies share is what one of them alone would save.
TEST(SavingsFromTables, SharesOfALineComeToTheLine) {
  SavingsText text = named();
  text.lines = "  | HE4.0 | from gmca_1_4 | | 2 | | 100% | 25% | |\n";
  const Exact whole = figure(run_of(text.contract(), {}), "s_pv_fiscal");
  text.lines =
      "  | HE4.0 | from gmca_1_4 | | 2 |    | 60% | 25% | |\n"
      "  | HE4.0 | from gmca_1_4 | | 2 | LA | 40% | 25% | |\n";
  const calc::Run run = run_of(text.contract(), {});
  EXPECT_EQ(figure(run, "s_pv_fiscal"), whole);
  EXPECT_EQ(figure(run, "s_pv_he4_0_la"), whole * Exact::ratio(2, 5));
}

}  // namespace
}  // namespace outturn
