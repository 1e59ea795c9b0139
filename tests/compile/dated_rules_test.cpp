// Rules changed by a variation: the day before, the day itself and after, with and without the variation.
#include <gtest/gtest.h>

#include "tests/support/text_run.h"

namespace outturn::test {
namespace {

using Cells = std::vector<std::string>;

constexpr const char* contract_text = R"(contract "Fixed, then live"
  currency GBP
  starts   2016-01-01
  ends     2017-12-31

document C  "Contract"
document V1 "Variation 1"

input cohorts, each cohort [C 1]
  | column      | type                                   |
  | cohort      | key                                    |
  | measured_on | date, may be unknown                   |
  | live_rate   | percent, may be unknown                |
  in order of cohort

value counterfactual percent, each cohort [C 3]
  from contract start is 25%
  from 2016-07-01 is live_rate [V1 3]
  chosen by measured_on
  rounded to 2 decimal places, half up [C 3]

payment fee, each cohort [C 4]
  pay £100.00 * counterfactual
  rounded to pence, half up, from rounded values [C 4]
)";

constexpr const char* cohorts =
    "cohort,measured_on,live_rate\n"
    "A,2016-06-30,30%\n"
    "B,2016-07-01,30%\n"
    "C,2017-12-31,31.5%\n"
    "D,2018-01-01,32%\n"
    "E,2015-12-31,32%\n"
    "F,[x],32%\n"
    "G,2016-06-30,[x]\n"
    "H,2016-07-01,[x]\n";

TEST(DatedRules, SwitchOnTheirDay) {
  const calc::Run run = run_of(contract_text, {{"cohorts", cohorts}});
  EXPECT_EQ(cells_of(run, "fee"),
            (Cells{"£25.00", "£30.00", "£31.50", "£0.00", "£0.00", "£0.00", "£25.00", "£0.00"}));
  EXPECT_EQ(cells_of(run, "fee_blocked"), (Cells{"no", "no", "no", "yes", "yes", "yes", "no", "yes"}));
}

TEST(DatedRules, StayAsTheyWereWithoutTheVariation) {
  const calc::Run run = run_of(contract_text, {{"cohorts", cohorts}}, {"C"});
  EXPECT_EQ(cells_of(run, "fee"),
            (Cells{"£25.00", "£25.00", "£25.00", "£0.00", "£0.00", "£0.00", "£25.00", "£25.00"}));
  EXPECT_EQ(cells_of(run, "fee_blocked"), (Cells{"no", "no", "no", "yes", "yes", "yes", "no", "no"}));
}

// What only the variation says is not known before its line, nor without it.
TEST(DatedRules, LeaveAGapWhereALineIsLeftOut) {
  std::string text = contract_text;
  text.replace(text.find("  from contract start is 25%"), 28,
               "  from contract start until 2016-07-01 is 25%\n  from 2017-01-01 is 20%");
  const std::string rows =
      "cohort,measured_on,live_rate\nA,2016-06-30,30%\nB,2016-07-01,30%\nC,2017-01-01,30%\n";
  EXPECT_EQ(cells_of(run_of(text, {{"cohorts", rows}}), "fee"), (Cells{"£25.00", "£30.00", "£20.00"}));
  const calc::Run without = run_of(text, {{"cohorts", rows}}, {"C"});
  EXPECT_EQ(cells_of(without, "fee"), (Cells{"£25.00", "£0.00", "£20.00"}));
  EXPECT_EQ(cells_of(without, "fee_blocked"), (Cells{"no", "yes", "no"}));
}

// More lines than one formula holds: each month of a year its own figure.
TEST(DatedRules, MayBeMany) {
  std::string lines = "  from contract start is 1%\n";
  std::string rows = "cohort,measured_on,live_rate\n";
  Cells expected;
  for (int month = 1; month <= 12; ++month) {
    const std::string date = "2016-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "-01";
    if (month > 1) lines += "  from " + date + " is " + std::to_string(month) + "%\n";
    rows += std::string(1, static_cast<char>('A' + month)) + "," + date + ",0%\n";
    expected.push_back("£" + std::to_string(month) + ".00");
  }
  std::string text = contract_text;
  const std::size_t from = text.find("  from contract start");
  text.replace(from, text.find("  chosen by") - from, lines);
  EXPECT_EQ(cells_of(run_of(text, {{"cohorts", rows}}), "fee"), expected);
}

// A balance that reads its own row above, with another step from a day on; a day without a line makes it
// unknown from there on.
TEST(DatedRules, MayReadTheRowAbove) {
  std::string text = contract_text;
  text += R"(
value balance money, each cohort [C 5]
  from contract start is previous(balance, at first £10.00) + £1.00
  from 2016-07-01 is previous(balance, at first £10.00) + £5.00 [V1 4]
  chosen by measured_on
)";
  const std::string rows =
      "cohort,measured_on,live_rate\nA,2016-06-30,1%\nB,2016-07-01,1%\nC,2018-01-01,1%\nD,2017-01-01,1%\n";
  const calc::Run run = run_of(text, {{"cohorts", rows}});
  EXPECT_EQ(cells_of(run, "balance_known"), (Cells{"yes", "yes", "no", "no"}));
  EXPECT_EQ(cells_of(run, "balance"), (Cells{"£11.00", "£16.00", "£0.00", "£0.00"}));
}

}  // namespace
}  // namespace outturn::test
