// Savings against a case worked out elsewhere (golden/finance/savings_case.json), against published rules,
// and against what must hold of any case.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/savings/savings_case.h"

namespace outturn {
namespace {

using test::figure;
using test::run_of;
using test::SavingsText;

std::optional<nlohmann::json> golden(const std::string& name) {
  const char* const given = std::getenv("OUTTURN_SHARED");
  const std::string shared = given != nullptr ? given : OUTTURN_SOURCE_DIR "/../shared";
  std::ifstream in(shared + "/golden/finance/" + name);
  if (!in) return std::nullopt;
  return nlohmann::json::parse(in);
}

void expect_near(const calc::Run& run, const std::string& name, double golden) {
  const double found = figure(run, name).to_double();
  EXPECT_NEAR(found, golden, 1e-9 * std::max(1.0, std::abs(golden))) << name;
}

TEST(Savings, TheGoldenCase) {
  const auto read = golden("savings_case.json");
  if (!read)
    GTEST_SKIP() << "NOT TESTED: no savings_case.json; set OUTTURN_SHARED to the folder that holds golden/";
  const nlohmann::json& wanted = (*read)["expected"];
  const calc::Run run = run_of(SavingsText{}.contract(), {});
  EXPECT_EQ(figure(run, "s_outcomes"), Exact::ratio(336, 5));
  EXPECT_EQ(wanted["successes_net"], "336/5");
  const char* const names[] = {"he4_0", "ss1_0", "wellby"};
  for (std::size_t i = 0; i < 3; ++i) {
    const nlohmann::json& line = wanted["lines"][i];
    const std::string name = std::string("s_") + names[i];
    expect_near(run, name + "_unit_price", line["unit_value_in_base_prices"]);
    expect_near(run, std::string("s_pv_") + names[i], line["pv"]);
    for (std::size_t t = 0; t < 5; ++t)
      EXPECT_NEAR(calc::value_at(run.graph, run.graph.find(name), t).to_double(),
                  line["real_by_year"][t].get<double>(), 1e-6)
          << name << t;
  }
  expect_near(run, "s_pv_cost", wanted["pv_costs"]);
  expect_near(run, "s_pv_public_value", wanted["pv_benefits_total"]);
  expect_near(run, "s_pv_fiscal", wanted["pv_by_kind"]["fiscal"]);
  expect_near(run, "s_pv_social", wanted["pv_by_kind"]["social"]);
  expect_near(run, "s_pv_nhs_saved", wanted["pv_by_agency"]["NHS"]);
  expect_near(run, "s_pv_la_saved", wanted["pv_by_agency"]["LA"]);
  expect_near(run, "s_pv_cashable", wanted["pv_cashable_fiscal"]);
  // The measures are rounded: to pence, four places, two places.
  EXPECT_NEAR(figure(run, "s_npsv").to_double(), wanted["npsv"].get<double>(), 0.005);
  EXPECT_NEAR(figure(run, "s_bcr").to_double(), wanted["bcr_public_value"].get<double>(), 0.00005);
  EXPECT_NEAR(figure(run, "s_net_return").to_double(), wanted["fiscal_net_pv"].get<double>(), 0.005);
  EXPECT_NEAR(figure(run, "s_return_ratio").to_double(), wanted["fiscal_ratio"].get<double>(), 0.00005);
  EXPECT_NEAR(figure(run, "s_cashable_ratio").to_double(), wanted["cashable_ratio"].get<double>(), 0.00005);
  EXPECT_NEAR(figure(run, "s_impact_for_npsv_of_nothing").to_double(),
              wanted["switching_value_impact_for_npsv_zero"].get<double>(), 0.0000005);
  EXPECT_NEAR(figure(run, "s_impact_for_break_even").to_double(),
              wanted["switching_value_impact_for_fiscal_breakeven"].get<double>(), 0.0000005);
  EXPECT_NEAR(figure(run, "s_payback").to_double(),
              wanted["fiscal_discounted_payback_years_linear"].get<double>(), 0.005);
  EXPECT_TRUE(test::all_checks_hold(run));
}

/// GMCA Unit Cost Database v1.4, E&E1.0: a claimant into work saves 9,234 of benefits, which are a transfer,
/// and 566 of the NHS's; the economy gains 14,044. Fiscal 9,800; public value 14,610.
TEST(Savings, ABenefitSavedIsTheStatesAndNotSocietys) {
  SavingsText text;
  text.population = "1";
  text.factors = "  impact 100%\n";
  text.benefits = "100%";
  text.costs = "£1,000.00";
  text.optimism.clear();
  text.lines =
      "  | JSA     | £9,234.00  | 2025-26 | 1 | DWP    | 100% | 100% | transfer |\n"
      "  | health  | £566.00    | 2025-26 | 1 | NHS    | 100% | 0%   | fiscal   |\n"
      "  | output  | £14,044.00 | 2025-26 | 1 | people | 100% | 0%   | economic |\n";
  const calc::Run run = run_of(text.contract(), {});
  EXPECT_EQ(figure(run, "s_pv_purse"), Exact(9800));
  EXPECT_EQ(figure(run, "s_pv_public_value"), Exact(14610));
  EXPECT_EQ(figure(run, "s_net_return"), Exact(8800));
  EXPECT_EQ(figure(run, "s_npsv"), Exact(13610));
}

TEST(Savings, AFlowInTheBaseYearIsNotDiscounted) {
  SavingsText text;
  text.benefits = "100%";
  text.costs = "£1,000.00";
  const Exact low = figure(run_of(text.contract(), {}), "s_pv_public_value");
  text.discount = "90%";
  EXPECT_EQ(figure(run_of(text.contract(), {}), "s_pv_public_value"), low);
}

TEST(Savings, AreLinearInAUnitCost) {
  SavingsText text;
  const auto with = [&](const std::string& cost) {
    text.lines = "  | HE4.0 | " + cost + " | 2011-12 | 2 | NHS | 100% | 25% | fiscal |\n";
    return figure(run_of(text.contract(), {}), "s_pv_fiscal");
  };
  EXPECT_EQ(with("£300.00"), with("£109.00") + with("£191.00"));
}

TEST(Savings, TheOrderOfFactorsChangesNothing) {
  SavingsText text;
  const Exact one = figure(run_of(text.contract(), {}), "s_pv_public_value");
  text.factors = "  deadweight 20%\n  impact 35%\n  retention 80%\n  need 40%\n  engagement 62.5%\n";
  EXPECT_EQ(figure(run_of(text.contract(), {}), "s_pv_public_value"), one);
}

/// HM Treasury, The Green Book (2020), table 8: 3.5 % from year 1 on; D(4) = 1.035^-4.
TEST(Savings, RatesByYearAreThoseOfEachYear) {
  SavingsText text;
  text.discount = "by year 0%, 3.5%, 3.5%, 3%, 3%";
  const calc::Run run = run_of(text.contract(), {});
  const Exact factor = calc::value_at(run.graph, run.graph.find("s_factor"), 4);
  EXPECT_EQ(factor, Exact(1) / (Exact::ratio(207, 200).power(2) * Exact::ratio(103, 100).power(2)));
}

TEST(Savings, DeadweightOnTopOfAComparisonIsTakenOnlyWhenMeant) {
  SavingsText text;
  text.factors = "  impact 35% net of comparison\n  deadweight 20%\n";
  EXPECT_NE(test::told_of(text.contract(), {}).find("error S97"), std::string::npos);
  text.factors = "  impact 35% net of comparison\n  deadweight 20% all the same\n";
  EXPECT_EQ(figure(run_of(text.contract(), {}), "s_outcomes"), Exact(336));
}

TEST(Savings, ThatNeverComeBackHaveNoPayback) {
  SavingsText text;
  text.costs = "£9,250,000.00, £150,000.00, £0.00, £0.00, £0.00";
  const calc::Run run = run_of(text.contract(), {});
  EXPECT_EQ(figure(run, "s_payback_known"), Exact(0));
  EXPECT_EQ(test::cells_of(run, "s_payback_lasts"), std::vector<std::string>{"no"});
}

TEST(Savings, ThatAreNeverOutOfPocketPayBackAtOnce) {
  SavingsText text;
  text.benefits = "100%, 50%, 100%, 75%, 50%";
  text.costs = "£2,500.00, £1,500.00, £0.00, £0.00, £0.00";
  const calc::Run run = run_of(text.contract(), {});
  EXPECT_EQ(test::cells_of(run, "s_payback"), std::vector<std::string>{"0.00"});
  EXPECT_EQ(test::cells_of(run, "s_payback_lasts"), std::vector<std::string>{"yes"});
}

/// What has come back and is spent again in the last year has not come back for good.
TEST(Savings, AreToldWhenTheyDoNotStayBack) {
  SavingsText text;
  text.costs = "£250,000.00, £150,000.00, £0.00, £0.00, £900,000.00";
  const calc::Run run = run_of(text.contract(), {});
  EXPECT_EQ(test::cells_of(run, "s_payback"), std::vector<std::string>{"2.77"});
  EXPECT_EQ(test::cells_of(run, "s_payback_lasts"), std::vector<std::string>{"no"});
}

}  // namespace
}  // namespace outturn
