// Net position of each payer, against cases worked out by hand. The discount rate is 25 %, so that the
// factors are 1, 0.8 and 0.64 and every figure can be followed on paper.
#include <gtest/gtest.h>

#include "tests/savings/savings_case.h"

namespace outturn {
namespace {

using test::cells_of;
using test::figure;
using test::run_of;
using test::SavingsText;
using Words = std::vector<std::string>;

/// 10 outcomes. LA and NHS each save £10,000 in a full year, DWP £2,000 that people no longer get.
SavingsText ten_outcomes(const std::string& payments, const std::string& payers) {
  SavingsText text;
  text.discount = "25%";
  text.population = "100";
  text.factors = "  impact 10%\n";
  text.benefits = "0%, 50%, 100%";
  text.costs = "£6,000.00, £0.00, £0.00";
  text.optimism = "  payments " + payments + "\n" + payers;
  text.lines =
      "  | care   | £1,000.00 | 2025-26 | 1 | LA     | 100% | 60% | fiscal   |\n"
      "  | visits | £500.00   | 2025-26 | 2 | NHS    | 100% | 25% | fiscal   |\n"
      "  | JSA    | £200.00   | 2025-26 | 1 | DWP    | 100% | 0%  | transfer |\n"
      "  | well   | £300.00   | 2025-26 | 1 | people | 100% | 0%  | social   |\n";
  return text;
}

const char* const two_payers = "  payer \"LA\" pays 75% [A 7]\n  payer \"NHS\" pays 25%\n";

calc::Run by_hand() {
  return run_of(ten_outcomes("by year £1,000.00, £8,000.00, £4,000.00", two_payers).contract(), {});
}

std::vector<Exact> years(const calc::Run& run, const std::string& name) {
  std::vector<Exact> out;
  for (std::size_t t = 0; t < 3; ++t) out.push_back(calc::value_at(run.graph, run.graph.find(name), t));
  return out;
}
using Years = std::vector<Exact>;

TEST(Payers, PositionsAsWorkedOutByHand) {
  const calc::Run run = by_hand();
  EXPECT_EQ(years(run, "s_la_fiscal"), (Years{0, 5000, 10000}));
  EXPECT_EQ(years(run, "s_la_payments"), (Years{750, 6000, 3000}));
  EXPECT_EQ(years(run, "s_la_position"), (Years{-750, -1000, 7000}));
  EXPECT_EQ(years(run, "s_la_position_so_far"), (Years{-750, -1750, 5250}));
  EXPECT_EQ(years(run, "s_la_position_discounted"), (Years{-750, -1550, 2930}));
  EXPECT_EQ(years(run, "s_nhs_position"), (Years{-250, 3000, 9000}));
  EXPECT_EQ(years(run, "s_nhs_position_discounted"), (Years{-250, 2150, 7910}));
  EXPECT_EQ(years(run, "s_dwp_position_discounted"), (Years{0, 800, 2080}));
  EXPECT_EQ(cells_of(run, "s_la_net_position"), Words{"£2,930.00"});
  EXPECT_EQ(cells_of(run, "s_nhs_net_position"), Words{"£7,910.00"});
  EXPECT_EQ(cells_of(run, "s_dwp_net_position"), Words{"£2,080.00"});
  EXPECT_EQ(run.graph.find("s_people_pays"), calc::none);  // social value is nobody's budget
  EXPECT_TRUE(test::all_checks_hold(run));
}

/// 7,470 of 10,400; 2,490 of 10,400; 9,960 of 22,880.
TEST(Payers, PayAShareOfWhatTheySave) {
  const calc::Run run = by_hand();
  EXPECT_EQ(cells_of(run, "s_la_savings_share"), Words{"71.83%"});
  EXPECT_EQ(cells_of(run, "s_nhs_savings_share"), Words{"23.94%"});
  EXPECT_EQ(cells_of(run, "s_dwp_savings_share"), Words{"0.00%"});
  EXPECT_EQ(cells_of(run, "s_savings_share"), Words{"43.53%"});
  EXPECT_EQ(cells_of(run, "s_payers_pay_all"), Words{"yes"});
}

TEST(Payers, TurnPositiveInAYear) {
  const calc::Run run = by_hand();
  EXPECT_EQ(figure(run, "s_la_ahead_after"), Exact(2));
  EXPECT_EQ(figure(run, "s_nhs_ahead_after"), Exact(1));
  EXPECT_EQ(cells_of(run, "s_la_stays_ahead"), Words{"yes"});
}

TEST(Payers, ThatNeverTurnPositiveHaveNoSuchYear) {
  const calc::Run run = run_of(ten_outcomes("by year £0.00, £90,000.00, £0.00", two_payers).contract(), {});
  EXPECT_EQ(figure(run, "s_la_ahead_after_known"), Exact(0));
  EXPECT_EQ(cells_of(run, "s_la_stays_ahead"), Words{"no"});
}

/// £4,000 ahead after year 1, then 75 % of £100,000 is paid.
TEST(Payers, AreToldWhenTheyDoNotStayPositive) {
  const calc::Run run = run_of(ten_outcomes("by year £0.00, £0.00, £100,000.00", two_payers).contract(), {});
  EXPECT_EQ(figure(run, "s_la_ahead_after"), Exact(1));
  EXPECT_EQ(cells_of(run, "s_la_stays_ahead"), Words{"no"});
}

TEST(Payers, ThatSaveNothingHaveNoSavingsShare) {
  const calc::Run run = run_of(
      ten_outcomes("by year £1,000.00, £0.00, £0.00", "  payer \"people\" pays 100%\n").contract(), {});
  EXPECT_EQ(cells_of(run, "s_people_net_position"), Words{"-£1,000.00"});
  EXPECT_EQ(figure(run, "s_people_savings_share_known"), Exact(0));
}

/// What one wins another loses: together they are at the purse less the payments.
TEST(Payers, ComeTogetherToThePurseLessThePayments) {
  const calc::Run run = by_hand();
  EXPECT_EQ(
      figure(run, "s_pv_la_position") + figure(run, "s_pv_nhs_position") + figure(run, "s_pv_dwp_position"),
      figure(run, "s_pv_purse") - figure(run, "s_pv_payments"));
}

TEST(Payers, PaymentsMayBeNamed) {
  const std::string typed = ten_outcomes("by year £1,000.00, £8,000.00, £4,000.00", two_payers).contract();
  const std::string some = ten_outcomes("by year £1,000.00, fee, £4,000.00", two_payers).contract() +
                           "payment fee [A 6]\n  pay £8,000.00\n";
  const std::string each = ten_outcomes("each year due", two_payers).contract() +
                           "value due money, each s_year [A 6]\n  is if s_profile = 0% then £1,000.00 else "
                           "if s_profile = 50% then £8,000.00 else £4,000.00\n";
  for (const std::string& text : {some, each}) {
    const calc::Run run = run_of(text, {});
    for (const char* name : {"s_la_position_discounted", "s_nhs_position_discounted", "s_dwp_position"})
      EXPECT_EQ(years(run, name), years(by_hand(), name)) << name;
    EXPECT_TRUE(test::all_checks_hold(run));
  }
}

/// Claims that say in which year they fall are added up by it.
TEST(Payers, PaymentsOfRowsFallInTheirYears) {
  const std::string text =
      ten_outcomes("each year due", two_payers).contract() +
      "input claims, each claim [A 6]\n  | column | type | meaning |\n  | claim | key | which |\n"
      "  | paid_in | key of s_years | when |\n  | amount | money | how much |\n  in order of claim\n"
      "payment fee, each claim [A 6]\n  pay amount\n"
      "value due money, each s_year [A 6]\n  is sum(fee for this paid_in)\n";
  const calc::Run run = run_of(text, {{"claims",
                                       "claim,paid_in,amount\n1,2025-26,1000\n2,2026-27,5000\n"
                                       "3,2026-27,3000\n4,2027-28,4000\n"}});
  EXPECT_EQ(years(run, "s_la_position_discounted"), years(by_hand(), "s_la_position_discounted"));
}

}  // namespace
}  // namespace outturn
