// Upratings against the 779 that the Unit Cost Database published, Green Book 2020 table 1, and by property.
#include "engine/savings/tables/deflator.h"

#include <gtest/gtest.h>

#include "engine/values/rounding.h"
#include "tests/savings_tables/small_tables.h"
#include "tests/values/shared_golden.h"

namespace outturn::savings {
namespace {

using test::exact_of;
using test::series_of;
using test::told;

PriceYear financial(int first) { return {YearKind::financial, first}; }

/// A JSON number as the decimal it is written as.
Exact exact_number(const nlohmann::json& number) { return exact_of(number.dump()); }

TEST(Deflating, EveryPublishedUpratingOfTheUnitCostDatabase) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/rebasing.json");
  std::vector<std::string> growth;
  for (const auto& [year, percent] : golden.at("percent_change").items())
    if (year != "1989/90") growth.push_back(percent.dump());
  const DeflatorSeries series = series_of(1989, growth);
  const auto target = price_year_from(golden.at("target_year").get<std::string>());
  ASSERT_TRUE(target);
  std::size_t compared = 0;
  for (const auto& row : golden.at("rows_code_kind_value_year_updated")) {
    const auto year = price_year_from(row.at(3).get<std::string>());
    ASSERT_TRUE(year);
    Problems problems;
    const auto ours = uprate({exact_number(row.at(2)), *year, {}}, *target, series, false, problems);
    ASSERT_TRUE(ours);
    const Exact want = exact_number(row.at(4));
    EXPECT_LE((ours->value - want).abs(), want.abs() / Exact(1000000000)) << row.dump();
    ++compared;
  }
  EXPECT_EQ(compared, 779U);
}

TEST(Deflating, GreenBook2020Table1) {
  const DeflatorSeries series = series_of(2020, {"2", "2", "2", "2", "2"});
  const std::vector<std::int64_t> real = {1000, 980, 961, 942, 924, 906};
  for (int t = 0; t < 6; ++t) {
    Problems problems;
    const auto ours = uprate({1000, financial(2020 + t), {}}, financial(2020), series, false, problems);
    ASSERT_TRUE(ours);
    EXPECT_EQ(round_scaled(ours->value, 0, Rounding::half_up), real[static_cast<std::size_t>(t)]);
  }
}

TEST(Deflating, ThereAndBackIsWhereItBegan) {
  const DeflatorSeries series = series_of(1989, {"8.27", "5.868", "2.547", "-0.3", "0", "11.7"});
  for (int from = 1989; from <= 1995; ++from) {
    for (int to = 1989; to <= 1995; ++to) {
      Problems problems;
      const auto there = uprating(series, financial(from), financial(to), false, problems);
      const auto back = uprating(series, financial(to), financial(from), false, problems);
      ASSERT_TRUE(there && back);
      EXPECT_EQ(there->factor * back->factor, Exact(1));
      EXPECT_EQ(exact_of("1471.33") * there->factor * back->factor, exact_of("1471.33"));
    }
  }
}

TEST(Deflating, AnotherBaseYearChangesNoFactor) {
  const DeflatorSeries series = series_of(2000, {"1.5", "2.25", "3.1"});
  Problems problems;
  const auto other = rebased(series, financial(2002), problems);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->point(financial(2002))->index, Exact(100));
  EXPECT_EQ(uprating(*other, financial(2000), financial(2003), false, problems)->factor,
            uprating(series, financial(2000), financial(2003), false, problems)->factor);
}

TEST(Deflating, IsLinearInTheValue) {
  const DeflatorSeries series = series_of(2000, {"1.5", "2.25"});
  Problems problems;
  const auto a = uprate({exact_of("17.5"), financial(2000), {}}, financial(2002), series, false, problems);
  const auto b = uprate({exact_of("52.5"), financial(2000), {}}, financial(2002), series, false, problems);
  EXPECT_EQ(a->value * Exact(3), b->value);
}

TEST(Deflating, WhatWasUpratedIsNotUpratedAgain) {
  const DeflatorSeries series = series_of(2000, {"1.5", "2.25"});
  Problems problems;
  const auto once = uprate({100, financial(2000), {}}, financial(2001), series, false, problems);
  ASSERT_TRUE(once);
  EXPECT_TRUE(problems.empty());
  EXPECT_FALSE(uprate(*once, financial(2002), series, false, problems));
  EXPECT_TRUE(told(problems, "V23"));
}

TEST(Deflating, CalendarYearsBeyondTheRangeAndUncheckedSeriesAreTold) {
  DeflatorSeries series = series_of(2000, {"1.5", "2.25"});
  Problems problems;
  EXPECT_FALSE(uprating(series, {YearKind::calendar, 2001}, financial(2002), false, problems));
  EXPECT_TRUE(told(problems, "V20"));
  EXPECT_FALSE(uprating(series, financial(2001), financial(2003), false, problems));
  EXPECT_FALSE(uprating(series, financial(1999), financial(2001), false, problems));
  EXPECT_TRUE(told(problems, "V21"));
  EXPECT_FALSE(told(problems, "V22"));
  series.points[2].standing = Standing::secondary;
  series.points[2].status = IndexStatus::forecast;
  EXPECT_FALSE(uprating(series, financial(2001), financial(2002), false, problems));
  EXPECT_TRUE(told(problems, "V22"));
  Problems none;
  const auto taken = uprating(series, financial(2001), financial(2002), true, none);
  ASSERT_TRUE(taken);
  EXPECT_TRUE(taken->forecast);
  EXPECT_EQ(words_of(*taken),
            "uprated from 2001-02 to 2002-03 with the GDP deflator of release test (forecast, secondary)");
}

TEST(Deflating, YearsAreReadAsPublishersWriteThem) {
  for (const char* const text : {"2013-14", "2013/14", "2013-2014", "2013/2014"})
    EXPECT_EQ(price_year_from(text), financial(2013)) << text;
  EXPECT_EQ(price_year_from("1999/00"), financial(1999));
  EXPECT_EQ(savings::text_of(financial(1999)), "1999-00");
  EXPECT_EQ(price_year_from("2013"), (PriceYear{YearKind::calendar, 2013}));
  for (const char* const text :
       {"", "13/14", "2013-15", "2013 14", "2013-", "20135", "next", "2013-2015", "1850"})
    EXPECT_FALSE(price_year_from(text)) << text;
}

TEST(Deflating, FaultsOfSeriesAreFound) {
  DeflatorSeries gap = series_of(2000, {"1", "1"});
  gap.points.erase(gap.points.begin() + 1);
  EXPECT_NE(deflator_fault(gap), "");
  DeflatorSeries zero = series_of(2000, {"1"});
  zero.points[1].index = 0;
  EXPECT_NE(deflator_fault(zero), "");
  DeflatorSeries late = series_of(2000, {"1", "1"});
  late.points[1].status = IndexStatus::forecast;
  EXPECT_NE(deflator_fault(late), "");
  EXPECT_EQ(deflator_fault(series_of(2000, {"1", "1"})), "");
}

}  // namespace
}  // namespace outturn::savings
