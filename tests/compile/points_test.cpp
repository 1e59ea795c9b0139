// Points against the published schedule of Denver's jail days (golden/contracts.json, denver-sib; the
// same knots stand in golden/columns/patterns.json, Points).
#include <gtest/gtest.h>

#include "tests/support/text_run.h"

namespace outturn::test {
namespace {

std::string denver(const std::string& below, const std::string& above) {
  return R"(contract "Supportive housing"
  currency USD
  starts   2016-01-01
  ends     2020-12-31

document C "Contract"

points jail_pay [C 4]
  | reduction | pays          | source      |
  | 20%       | $3,200,000.00 | [C 4 row 1] |
  | 30%       | $4,800,000.00 | [C 4 row 2] |
  | 65%       | $6,130,000.00 | [C 4 row 3] |
  below )" +
         below + "\n  above " + above + R"(

input results, each result [C 1]
  | column    | type                    |
  | result    | key                     |
  | reduction | percent, may be unknown |
  in order of result

payment jail, each result [C 4]
  pay jail_pay(reduction)
  may be negative
  rounded to pence, half up [C 4]
)";
}

std::vector<std::string> paid(const std::string& below, const std::string& above,
                              const std::vector<std::string>& reductions) {
  std::string rows = "result,reduction\n";
  for (std::size_t i = 0; i < reductions.size(); ++i)
    rows += std::string(1, static_cast<char>('A' + i)) + "," + reductions[i] + "\n";
  const calc::Run run = run_of(denver(below, above), {{"results", rows}});
  EXPECT_TRUE(all_checks_hold(run));
  return cells_of(run, "jail");
}

using Cells = std::vector<std::string>;

TEST(Points, PayAsPublished) {
  EXPECT_EQ(paid("$0.00", "$6,130,000.00",
                 {"0%", "19.99%", "20%", "25%", "30%", "31.9%", "38%", "45%", "64.99%", "65%", "80%"}),
            (Cells{"$0.00", "$0.00", "$3,200,000.00", "$4,000,000.00", "$4,800,000.00", "$4,872,200.00",
                   "$5,104,000.00", "$5,370,000.00", "$6,129,620.00", "$6,130,000.00", "$6,130,000.00"}));
}

// 160,000 a point below 30% and 38,000 above it: 3.2m - 2 * 160,000; 6.13m + 10 * 38,000.
TEST(Points, GoOnWhereTheLineContinues) {
  EXPECT_EQ(paid("continues", "continues", {"18%", "20%", "-5%", "75%"}),
            (Cells{"$2,880,000.00", "$3,200,000.00", "-$800,000.00", "$6,510,000.00"}));
}

// At the last knot the line still holds; what is said of beyond begins behind it.
TEST(Points, JumpBehindTheLastKnotOnly) {
  EXPECT_EQ(paid("$1.00", "$7,000,000.00", {"19.99%", "65%", "65.01%"}),
            (Cells{"$1.00", "$6,130,000.00", "$7,000,000.00"}));
}

TEST(Points, AreBlockedByWhatIsNotKnown) {
  const calc::Run run =
      run_of(denver("$0.00", "continues"), {{"results", "result,reduction\nA,[x]\nB,20%\n"}});
  EXPECT_EQ(cells_of(run, "jail"), (Cells{"$0.00", "$3,200,000.00"}));
  EXPECT_EQ(cells_of(run, "jail_blocked"), (Cells{"yes", "no"}));
}

}  // namespace
}  // namespace outturn::test
