// Achieved, earned, payable and paid kept apart; figures by hand.
#include <gtest/gtest.h>

#include "tests/support/text_run.h"

namespace outturn::test {
namespace {

using Cells = std::vector<std::string>;

constexpr const char* contract_text = R"(contract "Four numbers"
  currency GBP
  starts 2024-01-01
  ends 2025-12-31

document C "Contract"

ratecard outcomes [C 2]
  | code | price |
  | WORK | £1,000.00 |

input claims, each claim [C 1]
  | column | type |
  | person | text |
  | code | code of outcomes |
  | claimed_on | date |
  | verified | truth, may be unknown |
  | step_met | truth |
  in order of claimed_on

payment outcome_payment, each claim [C 3]
  when verified and step_met
  pay code.price * 90%
  rounded to pence, half up [C 3]
  achieved verified
  worth code.price

cap contract_cap £1,500.00 [C 4]
  on outcome_payment
  cut latest first

split shares of outcome_payment [C 5]
  | payer   | share | cap       |
  | central | 60%   | £800.00   |
  | local   | 40%   | -         |
  residue to the last
  over the cap is not paid
)";

TEST(FourNumbers, AreFourDifferentNumbers) {
  const calc::Run run = run_of(contract_text, {{"claims",
                                                "person,code,claimed_on,verified,step_met\n"
                                                "A,WORK,2024-02-01,yes,yes\n"
                                                "B,WORK,2024-03-01,yes,no\n"
                                                "C,WORK,2024-04-01,yes,yes\n"
                                                "D,WORK,2024-05-01,[x],yes\n"}});
  // Three verified at £1,000; two of them with the step, at 90 %; capped; central pays £800 of its £900.
  EXPECT_EQ(cells_of(run, "outcome_payment_achieved_total"), Cells{"£3,000.00"});
  EXPECT_EQ(cells_of(run, "outcome_payment_earned_total"), Cells{"£1,800.00"});
  EXPECT_EQ(cells_of(run, "outcome_payment_total"), Cells{"£1,500.00"});
  EXPECT_EQ(cells_of(run, "total_payment"), Cells{"£1,400.00"});
  const calc::PaymentRecord& payment = run.record.payments.at(0);
  EXPECT_EQ(calc::shown_at(run.graph, payment.achieved_unknown_total, 0, "GBP"), "1");  // D, not 0
  EXPECT_TRUE(all_checks_hold(run));
}

}  // namespace
}  // namespace outturn::test
