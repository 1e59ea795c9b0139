// Rows so far and the row above: what is unknown stays unknown, whose rows count, how long it takes.
#include <gtest/gtest.h>

#include "tests/support/golden_run.h"

namespace outturn::test {
namespace {

TEST(Running, AnUnknownReadingMakesLaterBalancesUnknownAndNeverZero) {
  // closing = opening + receipt; the receipt of period 2 is unknown, so are all closings from there.
  const std::string text = contract_head() + R"(
input periods, each period [A 2]
  | column  | type                  | meaning |
  | n       | count                 | period  |
  | receipt | money, may be unknown | in      |
  in order of n
value opening money, each period [A 3]
  is previous(closing, at first £100.00)
value closing money, each period [A 3]
  is opening + receipt
value received money, each period [A 3]
  is sum(receipt so far)
value best money, each period [A 3]
  is largest(receipt so far where n > 1)
value gap money, each period [A 3]
  is previous(receipt, at first £1.00)
payment balance_payment, each period [A 4]
  pay closing
)";
  const calc::Run run = run_of(text, {{"periods", "n,receipt\n1,10.00\n2,[x]\n3,30.00\n4,40.00\n"}});
  expect_values(run, "opening_known", {"1", "1", "0", "0"});
  expect_values(run, "opening", {"100", "110", "0", "0"});
  expect_values(run, "closing_known", {"1", "0", "0", "0"});
  expect_values(run, "closing", {"110", "0", "0", "0"});
  expect_values(run, "received", {"10", "0", "0", "0"});
  expect_values(run, "received_known", {"1", "0", "0", "0"});
  expect_values(run, "best_known", {"0", "0", "0", "0"});
  expect_values(run, "gap", {"1", "10", "0", "30"});
  expect_values(run, "gap_known", {"1", "1", "0", "1"});
  expect_values(run, "balance_payment", {"110", "0", "0", "0"});
  expect_values(run, "balance_payment_blocked", {"0", "1", "1", "1"});
}

TEST(Running, ARingThatIsAlwaysKnownHasNoFlags) {
  const std::string text = contract_head() + R"(
input periods, each period [A 2]
  | column  | type  | meaning |
  | n       | count | period  |
  in order of n
value closing money, each period [A 3]
  is previous(closing, at first £100.00) + n * £1.00
payment balance_payment, each period [A 4]
  pay closing
)";
  const calc::Run run = run_of(text, {{"periods", "n\n1\n2\n3\n"}});
  expect_values(run, "closing", {"101", "103", "106"});
  EXPECT_EQ(run.graph.find("closing_known"), calc::none);
  EXPECT_EQ(run.graph.find("balance_payment_blocked"), calc::none);
}

constexpr const char* people_contract = R"(
ratecard outcomes [A 1]
  | code | price   | source |
  | JOB  | £100.00 | [A 1]  |
  | HOME | £30.00  | [A 1]  |
input people, each person [A 2]
  | column | type | meaning |
  | person | key  | who     |
input claims, each claim [A 2]
  | column  | type             | meaning |
  | person  | key of people    | whose   |
  | code    | code of outcomes | what    |
  | day     | date             | when    |
  | hours   | number           | worked  |
  in order of day
value hours_so_far number, each claim [A 3]
  is sum(hours so far)
value hours_before number, each claim [A 3]
  is sum(hours before for this person)
value jobs_so_far count, each claim [A 3]
  is count(code = JOB so far for this person)
value same_before count, each claim [A 3]
  is count(claims before for this person and code)
value same_day_before count, each claim [A 3]
  is count(claims before for this day)
value claims_so_far count, each claim [A 3]
  is count(claims so far)
value best number, each claim [A 3]
  is largest(hours so far where code = JOB for this person)
value least_so_far number, each claim [A 3]
  is smallest(hours so far)
value last_day date, each claim [A 3]
  is previous(day for this person, at first 2023-01-01)
payment outcome_payment, each claim [A 4]
  pay min(code.price, £150.00 - sum(outcome_payment before for this person))
)";

TEST(Running, CountsTheRowsItIsToldTo) {
  // In order: Ann JOB -2, Ben HOME 7 (same day), Ann HOME 5, Ann JOB 4, Ben HOME 1; by hand from there.
  const calc::Run run =
      run_of(contract_head() + people_contract,
             {{"people", "person\nAnn\nBen\n"},
              {"claims",
               "person,code,day,hours\nBen,HOME,2023-05-01,1\nAnn,JOB,2023-02-01,-2\nAnn,HOME,2023-03-01,5\n"
               "Ben,HOME,2023-02-01,7\nAnn,JOB,2023-04-01,4\n"}});
  expect_values(run, "hours_so_far", {"-2", "5", "10", "14", "15"});
  expect_values(run, "hours_before", {"0", "0", "-2", "3", "7"});
  expect_values(run, "jobs_so_far", {"1", "0", "1", "2", "0"});
  expect_values(run, "same_before", {"0", "0", "0", "1", "1"});
  expect_values(run, "same_day_before", {"0", "1", "0", "0", "0"});
  expect_values(run, "claims_so_far", {"1", "2", "3", "4", "5"});
  expect_values(run, "best", {"-2", "0", "-2", "4", "0"});
  expect_values(run, "best_known", {"1", "0", "1", "1", "0"});
  expect_values(run, "least_so_far", {"-2", "-2", "-2", "-2", "-2"});
  expect_values(run, "last_day", {"44927", "44927", "44958", "44986", "44958"});
  expect_values(run, "outcome_payment", {"100", "30", "30", "20", "30"});
}

TEST(Running, ALongColumnCostsOneStepARow) {
  // The last of 100,000 rows holds the sum of 1 to 100,000, whose formula looks at one row above.
  std::string periods = "n\n";
  for (int n = 1; n <= 100'000; ++n) periods += std::to_string(n) + "\n";
  const calc::Run run = run_of(contract_head() + R"(
input periods, each period [A 2]
  | column  | type  | meaning |
  | n       | count | period  |
  in order of n
value total count, each period [A 3]
  is sum(n so far)
value balance count, each period [A 3]
  is previous(balance, at first 0) + n
payment balance_payment [A 4]
  pay largest(balance) * £0.01
)",
                               {{"periods", periods}});
  const calc::ColumnId total = run.graph.find("total");
  const calc::ColumnId balance = run.graph.find("balance");
  ASSERT_NE(total, calc::none);
  EXPECT_TRUE(calc::value_at(run.graph, total, 99'999) == Exact(std::int64_t{5'000'050'000}));
  EXPECT_TRUE(calc::value_at(run.graph, balance, 99'999) == Exact(std::int64_t{5'000'050'000}));
}

}  // namespace
}  // namespace outturn::test
