// What rows so far came to decides the next: the best of several outcomes, a quota with release, months
// of a building, against the golden vectors of design/columns.md.
#include <gtest/gtest.h>

#include "tests/support/golden_run.h"
#include "tests/values/shared_golden.h"

namespace outturn::test {
namespace {

TEST(Patterns, EitherOutcomePaysTheBestOnce) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/patterns.json");
  const std::string text = contract_head() + R"(
input people, each person [A 1]
  | column | type | meaning |
  | person | key  | who     |
input claims, each claim [A 2]
  | column | type          | meaning |
  | n      | count         | claim   |
  | person | key of people | whose   |
  | amount | money         | worth   |
  in order of n

value best_so_far money, each claim [A 3]
  is largest(amount so far for this person)
payment extra_over_best, each claim [A 3]
  pay max(£0.00, amount - previous(best_so_far for this person, at first £0.00))
)";
  const std::string claims = csv_of({headed("n", golden_column(golden, "Either", "n")),
                                     headed("person", golden_column(golden, "Either", "person")),
                                     headed("amount", golden_column(golden, "Either", "amount"))});
  const calc::Run run = run_of(text, {{"people", "person\nP1\nP2\nP3\nP4\nP5\n"}, {"claims", claims}});
  for (const char* name : {"best_so_far", "extra_over_best"})
    expect_values(run, name, golden_column(golden, "Either", name));
  expect_values(run, "extra_over_best_total", golden_column(golden, "EitherTotal", "total"));
}

TEST(Patterns, QuotaReleasesHeldClaimsAsOthersCome) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/patterns.json");
  const std::string text = contract_head() + R"(
parameter quota percent [A 1]
  is 40%
input claims, each claim [A 2]
  | column     | type  | meaning              |
  | n          | count | claim                |
  | is_limited | truth | of the limited group |
  in order of n

value limited_before count, each claim [A 3]
  is previous(limited_after, at first 0)
value paid_before count, each claim [A 3]
  is previous(paid_after, at first 0)
value held_before number, each claim [A 3]
  is previous(held_after, at first 0)
value limited_paid number, each claim [A 3]
  is if is_limited and limited_before + 1 <= quota * (paid_before + 1) then 1 else 0
value other_paid number, each claim [A 3]
  is if is_limited then 0 else 1
value room number, each claim [A 3]
  is (quota * (paid_before + 1) - limited_before) / (100% - quota)
  rounded to whole number, towards zero [A 3]
value released number, each claim [A 3]
  is if is_limited then 0 else max(0, min(held_before, room))
  rounded to whole number, half up, from rounded values [A 3]
value limited_after count, each claim [A 3]
  is limited_before + limited_paid + released
value paid_after count, each claim [A 3]
  is paid_before + limited_paid + other_paid + released
value held_after number, each claim [A 3]
  is held_before + (if is_limited then 1 else 0) - limited_paid - released
value others count [A 4]
  is count(not is_limited)
value most_limited number [A 4]
  is quota * others / (100% - quota)
  rounded to whole number, towards zero [A 4]
payment claim_payment, each claim [A 5]
  pay (limited_paid + other_paid + released) * £1.00
)";
  std::vector<std::string> limited = golden_column(golden, "Quota", "is_limited");
  for (std::string& flag : limited) flag = flag == "1" ? "yes" : "no";
  const calc::Run run = run_of(text, {{"claims", csv_of({headed("n", golden_column(golden, "Quota", "n")),
                                                         headed("is_limited", limited)})}});
  for (const char* name : {"limited_before", "paid_before", "held_before", "limited_paid", "other_paid",
                           "released", "limited_after", "paid_after", "held_after"})
    expect_values(run, name, golden_column(golden, "Quota", name));
  for (const char* name : {"others", "most_limited"})
    expect_values(run, name, golden_column(golden, "QuotaTerminal", name));
}

/// 44927 -> 2023-01-01, as the vector counts days from 1899-12-30.
std::vector<std::string> dates(std::vector<std::string> serials) {
  for (std::string& serial : serials) serial = to_iso(Date{static_cast<std::int32_t>(std::stoi(serial))});
  return serials;
}

/// Keys "M1", "M2" of row numbers.
std::vector<std::string> keys(const char* letter, std::vector<std::string> numbers) {
  for (std::string& number : numbers) number = letter + std::string(3 - number.size(), '0') + number;
  return numbers;
}

std::vector<std::string> numbers_to(std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 1; i <= count; ++i) out.push_back(std::to_string(i));
  return out;
}

constexpr const char* buildings_contract = R"(
parameter pence_per_kwh number with 2 decimal places [A 1]
  from contract start  27.35
  from 2023-10-01      24.50
  from 2024-04-01      22.36
  from 2025-04-01      23.10
  chosen by month_start
parameter building_limit money [A 1]
  is £9,000.00

input months, each month [A 2]
  | column           | type  | meaning |
  | month            | key   | month   |
  | month_start      | date  | day     |
  | degree_days      | count | cold    |
  | base_degree_days | count, more than 0 | cold |
input buildings, each building [A 2]
  | column   | type | meaning |
  | building | key  | which   |
input building_years, each building_year [A 2]
  | column        | type             | meaning |
  | building_year | key              | which   |
  | building      | key of buildings | of what |
  | contract_year | count            | year    |
  in order of building, contract_year
input readings, each reading [A 2]
  | column        | type                  | meaning |
  | n             | count                 | order   |
  | building_year | key of building_years | of what |
  | month         | key of months         | when    |
  | kwh           | count, may be unknown | used    |
  | base_kwh      | count                 | before  |
  in order of n

value degree_day_ratio number with 4 decimal places, each month [A 3]
  is degree_days / base_degree_days
  rounded to 4 decimal places, half up [A 3]
value price_kwh number with 4 decimal places, each month [A 3]
  is pence_per_kwh / 100
  rounded to 4 decimal places, half up [A 3]

value expected number, each reading [A 4]
  is if known(kwh) then base_kwh * month.degree_day_ratio else 0
  rounded to whole number, half up, from rounded values [A 4]
value actual number, each reading [A 4]
  is if known(kwh) then kwh else 0
value year_expected number, each reading [A 4]
  is sum(expected so far for this building_year)
value year_actual number, each reading [A 4]
  is sum(actual so far for this building_year)
value year_unknown count, each reading [A 4]
  is count(not known(kwh) so far for this building_year)
value money_saved money, each reading [A 4]
  is (expected - actual) * month.price_kwh * £1.00
  rounded to pence, half up, from rounded values [A 4]
value year_money money, each reading [A 4]
  is sum(money_saved so far for this building_year)

value whole_expected number, each building_year [A 5]
  is sum(expected for this building_year)
value whole_actual number, each building_year [A 5]
  is sum(actual for this building_year)
value unknown_months count, each building_year [A 5]
  is count(not known(kwh) for this building_year)
value saving money, each building_year [A 5]
  is sum(money_saved for this building_year)
value reduction percent with 1 decimal place, each building_year [A 5]
  is (whole_expected - whole_actual) / whole_expected
  rounded to 1 decimal place, half up, from rounded values [A 5]
value uplift percent with 4 decimal places, each building_year [A 5]
  is 102.5% ^ (contract_year - 1)
  rounded to 4 decimal places, half up [A 5]
value earned money, each building_year [A 5]
  is if unknown_months = 0 and reduction >= 5% then saving * 60% * uplift else £0.00
  rounded to pence, half up, from rounded values [A 5]
value deduction money, each building_year [A 5]
  is if unknown_months = 0 and saving < £0.00 then saving * 50% else £0.00
  rounded to pence, half up [A 5]

payment saving_payment, each building_year [A 6]
  pay max(£0.00 - sum(saving_payment before for this building), earned + deduction)
cap building_cap building_limit, per building [A 6]
  on saving_payment
  cut latest first
)";

TEST(Patterns, BuildingsSumTheirMonthsAndNeverPayBackMoreThanTheyGot) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/kwh_buildings.json");
  const auto column = [&](const char* kind, const char* name) { return golden_column(golden, kind, name); };
  const std::vector<std::string> building = column("BuildingYears", "building");
  const std::vector<std::string> year = column("BuildingYears", "contract_year");
  std::vector<std::string> years;
  for (std::size_t i = 0; i < building.size(); ++i) years.push_back(building[i] + "_" + year[i]);
  std::vector<std::string> year_of_reading = column("Readings", "building");
  const std::vector<std::string> reading_year = column("Readings", "year");
  for (std::size_t i = 0; i < year_of_reading.size(); ++i) year_of_reading[i] += "_" + reading_year[i];
  const std::map<std::string, std::string> evidence{
      {"months", csv_of({headed("month", keys("M", numbers_to(36))),
                         headed("month_start", dates(column("Months", "month_start"))),
                         headed("degree_days", column("Months", "degree_days")),
                         headed("base_degree_days", column("Months", "base_degree_days"))})},
      {"buildings", csv_of({headed("building", column("Buildings", "building"))})},
      {"building_years",
       csv_of({headed("building_year", years), headed("building", building), headed("contract_year", year)})},
      {"readings", csv_of({headed("n", numbers_to(432)), headed("building_year", year_of_reading),
                           headed("month", keys("M", column("Readings", "month_row"))),
                           headed("kwh", column("Readings", "kwh")),
                           headed("base_kwh", column("Readings", "base_kwh"))})}};
  const calc::Run run = run_of(contract_head() + buildings_contract, evidence);
  for (const char* name : {"degree_day_ratio", "price_kwh"}) expect_values(run, name, column("Months", name));
  for (const char* name :
       {"expected", "actual", "year_expected", "year_actual", "year_unknown", "money_saved", "year_money"})
    expect_values(run, name, column("Readings", name));
  for (const char* name : {"unknown_months", "reduction", "saving", "uplift", "earned", "deduction"})
    expect_values(run, name, column("BuildingYears", name));
  expect_values(run, "building_cap_before", column("BuildingYears", "paid_before"));
  expect_values(run, "saving_payment", column("BuildingYears", "payable"));
  expect_values(run, "saving_payment_total", column("Results", "total"));
}

}  // namespace
}  // namespace outturn::test
