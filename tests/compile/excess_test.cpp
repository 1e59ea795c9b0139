// What becomes of what a cap cuts, and of deductions under one; figures by hand.
#include <gtest/gtest.h>

#include "tests/support/text_run.h"

namespace outturn::test {
namespace {

using Cells = std::vector<std::string>;

const std::string head =
    "contract \"Caps\"\n  currency GBP\n  starts 2024-01-01\n  ends 2026-12-31\n\ndocument C \"Contract\"\n\n"
    "input years, each year [C 1]\n  | column | type |\n  | year | key |\n  | number | count |\n"
    "  | earned | money, may be unknown |\n  in order of number\n\n"
    "payment year_payment, each year [C 2]\n  pay earned\n  may be negative\n\n";

const std::string years = "year,number,earned\nY1,1,130.00\nY2,2,90.00\nY3,3,-40.00\nY4,4,120.00\n";

TEST(Excess, IsCarriedToTheNextRow) {
  const calc::Run run = run_of(head +
                                   "cap year_cap £100.00, per year [C 3]\n  on year_payment\n"
                                   "  excess is carried forward\n",
                               {{"years", years}});
  // 130: 100, 30 on; 90 + 30: 100, 20 on; 20 - 40: -20, nothing on; 120: 100, 20 left over.
  EXPECT_EQ(cells_of(run, "year_payment"), (Cells{"£100.00", "£100.00", "-£20.00", "£100.00"}));
  EXPECT_EQ(cells_of(run, "year_cap_carried"), (Cells{"£30.00", "£20.00", "£0.00", "£20.00"}));
  EXPECT_EQ(cells_of(run, "total_payment"), Cells{"£280.00"});
  EXPECT_TRUE(all_checks_hold(run));
}

TEST(Excess, IsMovedToAnotherPaymentAndItsCap) {
  const calc::Run run = run_of(head +
                                   "payment rest, each year [C 4]\n  pay £5.00\n\n"
                                   "cap all_years £200.00 [C 3]\n  on year_payment\n  cut latest first\n"
                                   "  excess is moved to rest\n\n"
                                   "cap rest_cap £30.00 [C 5]\n  on rest\n  cut latest first\n",
                               {{"years", years}});
  // 130, 70 of 90 (20 moved), -40 gives 40 back, 40 of 120 (80 moved). Rest: 5, 25, then 30 are used up.
  EXPECT_EQ(cells_of(run, "year_payment"), (Cells{"£130.00", "£70.00", "-£40.00", "£40.00"}));
  EXPECT_EQ(cells_of(run, "rest"), (Cells{"£5.00", "£25.00", "£0.00", "£0.00"}));
  EXPECT_EQ(cells_of(run, "total_payment"), Cells{"£230.00"});
  EXPECT_TRUE(all_checks_hold(run));
}

TEST(Excess, IsMovedInTotalToAPaymentMadeOnce) {
  const calc::Run run = run_of(head +
                                   "payment closing [C 4]\n  pay £1.00\n\n"
                                   "cap all_years £200.00 [C 3]\n  on year_payment\n  cut latest first\n"
                                   "  excess is moved to closing\n",
                               {{"years", years}});
  EXPECT_EQ(cells_of(run, "closing"), Cells{"£101.00"});
  EXPECT_EQ(cells_of(run, "total_payment"), Cells{"£301.00"});
}

TEST(Extremes, UnderAConditionTakeOnlyRowsThatMeetIt) {
  const std::string text = head +
                           "value most money [C 5]\n  is largest(earned where number > 2)\n\n"
                           "value least money [C 5]\n  is smallest(earned where number < 3)\n\n"
                           "value nowhere truth [C 5]\n  is known(most_of_none)\n\n"
                           "value most_of_none money [C 5]\n  is largest(earned where number > 9)\n";
  const calc::Run run =
      run_of(text, {{"years", "year,number,earned\nY1,1,50\nY2,2,90\nY3,3,-40\nY4,4,-70\n"}});
  EXPECT_EQ(cells_of(run, "most"), Cells{"-£40.00"});  // not 0
  EXPECT_EQ(cells_of(run, "least"), Cells{"£50.00"});
  EXPECT_EQ(cells_of(run, "nowhere"), Cells{"no"});
}

TEST(Blocked, IsReadWhereItsPaymentIsDeclaredLater) {
  const std::string text = head.substr(0, head.find("payment year_payment")) +
                           "value missing truth, each year [C 6]\n  is year_payment_blocked\n\n"
                           "payment consolation, each year [C 6]\n  when missing\n  pay £7.00\n\n"
                           "payment year_payment, each year [C 2]\n  pay earned\n  may be negative\n";
  const calc::Run run = run_of(text, {{"years", "year,number,earned\nY1,1,50\nY2,2,[x]\n"}});
  EXPECT_EQ(cells_of(run, "consolation"), (Cells{"£0.00", "£7.00"}));
}

}  // namespace
}  // namespace outturn::test
