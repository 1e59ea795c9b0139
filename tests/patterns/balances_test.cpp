// Balances carried from row to row, against the golden vectors of design/columns.md: a regime that
// switches when a principal is repaid, a waterfall, restated claims, a year cap that carries over.
#include <gtest/gtest.h>

#include "tests/support/golden_run.h"
#include "tests/values/shared_golden.h"

namespace outturn::test {
namespace {

TEST(Patterns, UtahSwitchesShareWhenThePrincipalIsRepaid) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/utah_regime.json");
  const std::string text = contract_head() + R"(
parameter first_share percent [A 1]
  is 95%
parameter second_share percent [A 1]
  is 40%
parameter interest_rate percent [A 1]
  is 5%
parameter principal money [A 1]
  is £700,000.00
parameter unit_saving money [A 1]
  is £2,583.00

input years, each year [A 2]
  | column              | type  | meaning       |
  | year_number         | count | year          |
  | child_years_avoided | count | years avoided |
  in order of year_number

value saving money, each year [A 3]
  is child_years_avoided * unit_saving
value opening money, each year [A 3]
  is previous(closing, at first principal)
value interest_due money, each year [A 3]
  is opening * interest_rate
  rounded to pence, half up [A 3]
value owed money, each year [A 3]
  is opening + interest_due
value saving_shared money, each year [A 3]
  is saving * first_share
  rounded to pence, half up [A 3]
value pay_at_first_share money, each year [A 3]
  is min(owed, saving_shared)
value saving_used money, each year [A 3]
  is pay_at_first_share / first_share
  rounded to pence, half up [A 3]
value pay_at_second_share money, each year [A 3]
  is if pay_at_first_share < owed then £0.00 else max(£0.00, saving - saving_used) * second_share
  rounded to pence, half up [A 3]
value closing money, each year [A 3]
  is owed - pay_at_first_share

payment saving_payment, each year [A 4]
  pay pay_at_first_share + pay_at_second_share
cap all_in_all £1,500,000.00 [A 5]
  on saving_payment
  cut latest first
)";
  const std::string years =
      csv_of({headed("year_number", golden_column(golden, "Years", "n")),
              headed("child_years_avoided", golden_column(golden, "Years", "child_years_avoided"))});
  const calc::Run run = run_of(text, {{"years", years}});
  for (const char* name : {"saving", "opening", "interest_due", "owed", "pay_at_first_share", "saving_used",
                           "pay_at_second_share", "closing"})
    expect_values(run, name, golden_column(golden, "Years", name));
  expect_values(run, "saving_payment_earned", golden_column(golden, "Years", "due"));
  expect_values(run, "all_in_all_before", golden_column(golden, "Years", "paid_before"));
  expect_values(run, "saving_payment", golden_column(golden, "Years", "paid"));
  expect_values(run, "saving_payment_total", golden_column(golden, "Results", "total_paid"));
}

TEST(Patterns, WaterfallPaysTheSeniorLoanFirst) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/patterns.json");
  const std::string text = contract_head() + R"(
parameter senior money [A 1]
  is £4,600,000.00
parameter subordinate money [A 1]
  is £2,400,000.00

input periods, each period [A 2]
  | column  | type  | meaning |
  | n       | count | period  |
  | receipt | money | in      |
  in order of n

value senior_open money, each period [A 3]
  is previous(senior_close, at first senior)
value senior_interest money, each period [A 3]
  is senior_open * 5%
  rounded to pence, half up [A 3]
value senior_paid money, each period [A 3]
  is min(receipt, senior_open + senior_interest)
value senior_close money, each period [A 3]
  is senior_open + senior_interest - senior_paid
value sub_open money, each period [A 3]
  is previous(sub_close, at first subordinate)
value sub_paid money, each period [A 3]
  is min(receipt - senior_paid, sub_open)
value sub_close money, each period [A 3]
  is sub_open - sub_paid
value growth number with 9 decimal places, each period [A 3]
  is 1.15 ^ (count(periods) - n)
  rounded to 9 decimal places, half up [A 3]

payment left_payment, each period [A 4]
  pay receipt - senior_paid - sub_paid
)";
  const std::string periods = csv_of({headed("n", golden_column(golden, "Waterfall", "n")),
                                      headed("receipt", golden_column(golden, "Waterfall", "receipt"))});
  const calc::Run run = run_of(text, {{"periods", periods}});
  for (const char* name : {"senior_open", "senior_interest", "senior_paid", "senior_close", "sub_open",
                           "sub_paid", "sub_close", "growth"})
    expect_values(run, name, golden_column(golden, "Waterfall", name));
  expect_values(run, "left_payment", golden_column(golden, "Waterfall", "left"));
}

TEST(Patterns, RestatedClaimsPayWhatIsNewWithAndWithoutClawback) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/patterns.json");
  // Each payment reads what it came to in the rows above, inside its own "pay".
  const std::string text = contract_head() + R"(
input claims, each claim [A 2]
  | column           | type  | meaning |
  | n                | count | claim   |
  | entitled_to_date | money | in all  |
  in order of n

payment this_claim, each claim [A 3]
  pay entitled_to_date - sum(this_claim before)
payment this_claim_no_clawback, each claim [A 3]
  pay max(£0.00, entitled_to_date - paid_before_no_clawback)
value paid_before money, each claim [A 3]
  is sum(this_claim before)
value paid_before_no_clawback money, each claim [A 3]
  is sum(this_claim_no_clawback before)
)";
  const std::string claims =
      csv_of({headed("n", golden_column(golden, "Claims", "n")),
              headed("entitled_to_date", golden_column(golden, "Claims", "entitled_to_date"))});
  const calc::Run run = run_of(text, {{"claims", claims}});
  for (const char* name : {"paid_before", "this_claim", "paid_before_no_clawback", "this_claim_no_clawback"})
    expect_values(run, name, golden_column(golden, "Claims", name));
}

TEST(Patterns, YearCapCarriesWhatItCuts) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/patterns.json");
  const std::string text = contract_head() + R"(
input years, each year [A 2]
  | column   | type  | meaning |
  | n        | count | year    |
  | due      | money | earned  |
  | year_cap | money | at most |
  in order of n

value brought_forward money, each year [A 3]
  is previous(carried_forward, at first £0.00)
value carried_forward money, each year [A 3]
  is due + brought_forward - paid
payment paid, each year [A 3]
  pay min(year_cap, due + brought_forward)
)";
  const std::string years = csv_of({headed("n", golden_column(golden, "YearCap", "n")),
                                    headed("due", golden_column(golden, "YearCap", "due")),
                                    headed("year_cap", golden_column(golden, "YearCap", "year_cap"))});
  const calc::Run run = run_of(text, {{"years", years}});
  for (const char* name : {"brought_forward", "paid", "carried_forward"})
    expect_values(run, name, golden_column(golden, "YearCap", name));
}

}  // namespace
}  // namespace outturn::test
