// Powers and roots, against the golden vectors of design/columns.md: indexation, and significance decided
// on squares.
#include <gtest/gtest.h>

#include "tests/support/golden_run.h"
#include "tests/values/shared_golden.h"

namespace outturn::test {
namespace {

TEST(Patterns, PricesGrowByAPowerOfTheYear) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/patterns.json");
  const std::string text = contract_head() + R"(
parameter price money [A 1]
  is £9,100.00
input years, each year [A 2]
  | column | type  | meaning |
  | n      | count | year    |
  | series | number with 2 decimal places | index |
  in order of n
value indexed money, each year [A 3]
  is price * series / largest(if n = 0 then series else 0)
  rounded to pence, half up [A 3]
value compound money, each year [A 3]
  is price * 1.01 ^ n
  rounded to pence, half up [A 3]
payment year_payment, each year [A 4]
  pay compound
)";
  const calc::Run run =
      run_of(text, {{"years", csv_of({headed("n", golden_column(golden, "Index", "year")),
                                      headed("series", golden_column(golden, "Index", "index"))})}});
  for (const char* name : {"indexed", "compound"})
    expect_values(run, name, golden_column(golden, "Index", name));
}

TEST(Patterns, SignificanceIsDecidedOnSquares) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/patterns.json");
  const std::string text = contract_head() + R"(
parameter z_critical number with 2 decimal places [A 1]
  is 1.96
input areas, each area [A 2]
  | column    | type               | meaning |
  | area      | key                | where   |
  | x_treated | count              | events  |
  | n_treated | count, more than 0 | people  |
  | x_control | count              | events  |
  | n_control | count, more than 0 | people  |
value difference number with 4 decimal places, each area [A 3]
  is x_control / n_control - x_treated / n_treated
  rounded to 4 decimal places, half up [A 3]
value pool number with 9 decimal places, each area [A 3]
  is (x_treated + x_control) / (n_treated + n_control)
  rounded to 9 decimal places, half up [A 3]
value square number with 9 decimal places, each area [A 3]
  is (x_control / n_control - x_treated / n_treated)^2
  rounded to 9 decimal places, half up [A 3]
value variance number with 9 decimal places, each area [A 3]
  is pool * (1 - pool) * (1 / n_treated + 1 / n_control)
  rounded to 9 decimal places, half up, from rounded values [A 3]
value needed number with 9 decimal places, each area [A 3]
  is z_critical^2 * variance
  rounded to 9 decimal places, half up, from rounded values [A 3]
value significant truth, each area [A 3]
  is difference > 0 and square >= needed
value z number with 4 decimal places, each area [A 3]
  is root(square / variance)
  rounded to 4 decimal places, half up, from rounded values [A 3]
payment area_payment, each area [A 4]
  when significant
  pay £1.00
)";
  const auto column = [&](const char* name) { return golden_column(golden, "Areas", name); };
  const calc::Run run = run_of(
      text,
      {{"areas", csv_of({headed("area", {"K1", "K2", "K3", "K4"}), headed("x_treated", column("x_treated")),
                         headed("n_treated", column("n_treated")), headed("x_control", column("x_control")),
                         headed("n_control", column("n_control"))})}});
  for (const char* name : {"difference", "pool", "square", "variance", "significant", "z"})
    expect_values(run, name, column(name));
}

TEST(Patterns, PowersOfNothingAreUnknown) {
  // 0^0 and 2^-1 have no one meaning here, nor has 2^366: unknown, so the payment is blocked.
  const std::string text = contract_head() + R"(
input years, each year [A 2]
  | column | type   | meaning |
  | n      | count  | order   |
  | base   | number, may be unknown | base  |
  | times  | number, may be unknown | power |
  in order of n
value power_of_it number, each year [A 3]
  is base ^ times
  rounded to whole number, half up [A 3]
payment year_payment, each year [A 4]
  pay power_of_it * £1.00
)";
  const calc::Run run = run_of(
      text,
      {{"years", "n,base,times\n1,2,10\n2,0,0\n3,2,-1\n4,1,366\n5,0,3\n6,-3,3\n7,5,0\n8,[x],2\n9,2,[x]\n"}});
  expect_values(run, "power_of_it", {"1024", "0", "0", "0", "0", "-27", "1", "0", "0"});
  expect_values(run, "power_of_it_known", {"1", "0", "0", "0", "1", "1", "1", "0", "0"});
  expect_values(run, "year_payment_blocked", {"0", "1", "1", "1", "0", "0", "0", "1", "1"});
}

}  // namespace
}  // namespace outturn::test
