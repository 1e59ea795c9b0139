// Discount factors against the golden file (computed elsewhere at 50 digits), by hand, and by property.
#include "engine/savings/tables/discount.h"

#include <gtest/gtest.h>

#include "tests/savings_tables/small_tables.h"
#include "tests/values/shared_golden.h"

namespace outturn::savings {
namespace {

using test::exact_of;
using test::green_book;

DiscountFactors factors(std::string_view schedule, int last_year,
                        FlowTiming timing = FlowTiming::whole_year) {
  Problems problems;
  const auto out = discount_factors(green_book(), schedule, last_year, {timing, false}, problems);
  EXPECT_TRUE(out) << (problems.empty() ? "" : problems.list()[0].what);
  return out.value_or(DiscountFactors{});
}

std::string name_here(const std::string& golden) {
  if (golden.starts_with("reduced")) return "reduced";
  return golden == "health_reduced" ? "health reduced" : golden;
}

/// The golden text holds `digits` significant digits: ours rounded to as many is the same number.
void expect_same(const Exact& ours, const std::string& golden, int digits) {
  const auto want = Exact::parse(golden);
  ASSERT_TRUE(want) << golden;
  EXPECT_EQ(Exact::parse(ours.significant(digits)), Exact::parse(want->significant(digits))) << golden;
}

TEST(Discounting, FactorsOfFourSchedulesToTheGoldenDigits) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/discount.json");
  std::size_t compared = 0;
  for (const auto& [name, values] : golden.at("factors").items()) {
    const int last = name == "standard" ? 301 : 125;
    const DiscountFactors ours = factors(name_here(name), last);
    for (const auto& [year, value] : values.items()) {
      expect_same(ours.factors.at(std::stoul(year)), value.get<std::string>(), 20);
      ++compared;
    }
  }
  EXPECT_GT(compared, 200U);
}

TEST(Discounting, PresentValuesOfTheGoldenFlows) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/discount.json");
  for (const auto& one : golden.at("npv_cases")) {
    std::vector<Exact> flows;
    for (const auto& flow : one.at("cashflow")) flows.push_back(exact_of(flow.get<std::string>()));
    for (const char* const schedule : {"standard", "health", "reduced"}) {
      const DiscountFactors ours = factors(schedule, static_cast<int>(flows.size()) - 1);
      expect_same(present_value(flows, ours), one.at(schedule).get<std::string>(), 20);
    }
  }
}

TEST(Discounting, MidYearIsAnOptionOfItsOwnName) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/discount.json");
  const DiscountFactors ours = factors("standard", 10, FlowTiming::mid_year);
  for (const auto& [year, value] : golden.at("mid_year_variant").at("values_standard").items())
    expect_same(ours.factors.at(std::stoul(year)), value.get<std::string>(), 20);
  EXPECT_NE(words_of(ours.timing).find("not the Green Book"), std::string_view::npos);
}

TEST(Discounting, LowerBandsNeverApplyToEarlierYears) {
  const DiscountFactors ours = factors("standard", 32);
  const Exact thirty = Exact(1) / exact_of("1.035").power(30);
  EXPECT_EQ(ours.factors[30], thirty);
  EXPECT_EQ(ours.factors[31], thirty / exact_of("1.03"));
  EXPECT_EQ(ours.factors[32], thirty / exact_of("1.03").power(2));
  EXPECT_NE(ours.factors[31], Exact(1) / exact_of("1.03").power(31));
}

TEST(Discounting, ASingleFlowOfYearZeroIsWorthItself) {
  for (const DiscountSchedule& one : green_book().schedules) {
    const DiscountFactors ours = factors(one.name, 40);
    for (const char* const flow : {"0", "1", "-250000", "0.01", "123456789.37"})
      EXPECT_EQ(present_value({exact_of(flow)}, ours), exact_of(flow));
  }
}

TEST(Discounting, IsLinearInItsFlows) {
  const DiscountFactors ours = factors("health", 9);
  std::vector<Exact> a, b, both;
  for (int year = 0; year < 10; ++year) {
    a.push_back(Exact::scaled(977 * year * year - 40000, 2));
    b.push_back(Exact::ratio(31 - 7 * year, 3));
    both.push_back(a.back() * Exact(5) - b.back() * Exact::ratio(2, 7));
  }
  EXPECT_EQ(present_value(both, ours),
            present_value(a, ours) * Exact(5) - present_value(b, ours) * Exact::ratio(2, 7));
}

TEST(Discounting, RootsAreRightToFortyPlaces) {
  EXPECT_EQ(root_to_40_places(Exact(4)), Exact(2));
  EXPECT_EQ(root_to_40_places(Exact::ratio(1, 9)).significant(40), "0." + std::string(40, '3'));
  const Exact root = root_to_40_places(exact_of("1.035"));
  const Exact ulp = Exact(1) / Exact(10).power(40);
  EXPECT_LT((root - ulp) * (root - ulp), exact_of("1.035"));
  EXPECT_GT((root + ulp) * (root + ulp), exact_of("1.035"));
}

TEST(Discounting, WhatIsNotVerifiedIsNoDefault) {
  DiscountTable table = green_book();
  table.schedules[1].bands.push_back({126, 200, exact_of("0.0171"), Standing::secondary});
  Problems problems;
  EXPECT_FALSE(discount_factors(table, "reduced", 130, {}, problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].code, "V32");
  Problems none;
  const auto accepted = discount_factors(table, "reduced", 130, {FlowTiming::whole_year, true}, none);
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->standing, Standing::secondary);
}

TEST(Discounting, AYearBeyondTheBandsOrAnUnknownScheduleIsTold) {
  Problems problems;
  EXPECT_FALSE(discount_factors(green_book(), "reduced", 126, {}, problems));
  EXPECT_FALSE(discount_factors(green_book(), "healht", 5, {}, problems));
  ASSERT_EQ(problems.list().size(), 2U);
  EXPECT_EQ(problems.list()[0].code, "V31");
  EXPECT_EQ(problems.list()[1].code, "V30");
  EXPECT_EQ(problems.list()[1].mend[0], "Did you mean \"health\"?");
}

TEST(Discounting, FaultsOfTablesAreFound) {
  DiscountTable gap = green_book();
  gap.schedules[0].bands[1].first_year = 32;
  EXPECT_NE(discount_fault(gap), "");
  DiscountTable rising = green_book();
  rising.schedules[0].bands[1].rate = exact_of("0.04");
  EXPECT_NE(discount_fault(rising), "");
  DiscountTable twice = green_book();
  twice.schedules[1].name = "standard";
  EXPECT_NE(discount_fault(twice), "");
  EXPECT_EQ(discount_fault(green_book()), "");
}

}  // namespace
}  // namespace outturn::savings
