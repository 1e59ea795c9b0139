// Dates against hand tables, a calendar counted day by day, and the EDATE table of LibreOffice.
#include "engine/values/date.h"

#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "tests/values/shared_golden.h"

namespace outturn {
namespace {

Date day(const char* iso) { return parse_date(iso).value(); }

TEST(Date, SerialsAreTheSpreadsheets) {
  EXPECT_EQ(day("1900-03-01"), earliest_date);
  EXPECT_EQ(day("9999-12-31"), latest_date);
  EXPECT_EQ(day("1970-01-01").serial, 25569);
  EXPECT_EQ(day("2024-02-29").serial, 45351);
  EXPECT_EQ(to_iso(Date{0}), "1899-12-30");
}

/// Counts every day of the range by the Gregorian rule, apart from Boost.
TEST(Date, EveryDayOfTheRange) {
  const std::vector<int> plain = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  Date date = earliest_date;
  int year = 1900;
  int month = 3;
  int in_month = 1;
  int week = 4;  // 1900-03-01 was a Thursday
  for (; date <= latest_date; ++date.serial) {
    const YearMonthDay ymd = civil(date);
    ASSERT_TRUE(ymd.year == year && ymd.month == month && ymd.day == in_month) << date.serial;
    ASSERT_EQ(make_date(year, month, in_month), date);
    ASSERT_EQ(weekday(date), week) << date.serial;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int length = month == 2 && leap ? 29 : plain[static_cast<std::size_t>(month - 1)];
    ASSERT_EQ(month_end(date).serial, date.serial + length - in_month);
    week = week % 7 + 1;
    if (++in_month > length) {
      in_month = 1;
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
  }
  EXPECT_EQ(year, 10000);
}

TEST(Date, ImpossibleDatesAreRefused) {
  for (const char* bad :
       {"2023-02-30", "2023-02-29", "1900-02-28",  "1900-02-29",  "1899-12-31", "2023-13-01",
        "2023-00-10", "2023-04-31", "2023-04-00",  "23-04-01",    "2023-4-01",  "2023-04-1",
        "2023/04/01", "01-04-2023", "2023-04-01 ", " 2023-04-01", "2023-04-0x", "+023-04-01",
        "2023-04--1", "",           "0000-00-00",  "10000-01-01"}) {
    EXPECT_EQ(parse_date(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(make_date(10000, 1, 1), std::nullopt);
  EXPECT_EQ(make_date(-5, 1, 1), std::nullopt);
  EXPECT_EQ(make_date(std::numeric_limits<int>::max(), 1, 1), std::nullopt);
  EXPECT_EQ(make_date(65536 + 2023, 1, 1), std::nullopt);  // would wrap in 16 bits
}

TEST(Date, MonthsAreAddedAsEdateAddsThem) {
  struct Row {
    const char* from;
    int months;
    const char* to;
  };
  const std::vector<Row> rows = {
      {"2023-01-31", 1, "2023-02-28"},   {"2024-01-31", 1, "2024-02-29"},  {"2023-02-28", 1, "2023-03-28"},
      {"2024-02-29", 12, "2025-02-28"},  {"2024-02-29", 48, "2028-02-29"}, {"2024-03-31", -1, "2024-02-29"},
      {"2024-12-15", 1, "2025-01-15"},   {"2024-01-15", -1, "2023-12-15"}, {"2024-05-31", 0, "2024-05-31"},
      {"2024-08-31", -18, "2023-02-28"}, {"1900-03-01", 0, "1900-03-01"},  {"9999-11-30", 1, "9999-12-30"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(to_iso(add_months(day(row.from), row.months)), row.to) << row.from << " " << row.months;
  }
}

TEST(Date, MonthsThatLeaveTheCalendar) {
  EXPECT_EQ(add_months_within(day("9999-12-01"), 1), std::nullopt);
  EXPECT_EQ(add_months_within(day("1900-03-31"), -1), std::nullopt);
  EXPECT_EQ(add_months_within(day("2024-01-01"), std::numeric_limits<int>::max()), std::nullopt);
  EXPECT_EQ(add_months_within(day("2024-01-01"), std::numeric_limits<int>::min()), std::nullopt);
  EXPECT_THROW((void)add_months(day("9999-12-01"), 1), Fault);
  EXPECT_THROW((void)civil(Date{std::numeric_limits<std::int32_t>::max()}), Fault);
  EXPECT_THROW((void)civil(Date{std::numeric_limits<std::int32_t>::min()}), Fault);
}

TEST(Date, WholeMonthsBetween) {
  struct Row {
    const char* from;
    const char* to;
    int months;
  };
  const std::vector<Row> rows = {
      {"2023-01-31", "2023-02-28", 0},  {"2023-01-28", "2023-02-28", 1},  {"2023-01-31", "2023-03-31", 2},
      {"2023-01-15", "2023-01-15", 0},  {"2023-01-15", "2024-01-14", 11}, {"2023-01-15", "2024-01-15", 12},
      {"2023-01-15", "2023-01-14", -1}, {"2024-02-29", "2025-02-28", 11}, {"1900-03-01", "9999-12-31", 97197},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(whole_months_between(day(row.from), day(row.to)), row.months) << row.from << " " << row.to;
  }
}

TEST(Date, GoldenSheetColumns) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/tricky.json");
  const auto whole = [&](const std::string& name) {
    std::vector<int> numbers;
    for (const auto& each : golden["kinds"][0]["columns"]) {
      if (each["name"] != name) continue;
      for (const auto& value : each["values"]) numbers.push_back(std::stoi(value.get<std::string>()));
    }
    return numbers;
  };
  const auto dates = whole("date");
  const auto months = whole("months");
  const auto added = whole("add_months");
  const auto later = whole("later");
  const auto between = whole("months_between");
  const auto years = whole("year");
  const auto month_numbers = whole("month");
  ASSERT_EQ(dates.size(), 400U);
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const Date date{dates[i]};
    EXPECT_EQ(add_months(date, months[i]).serial, added[i]) << to_iso(date) << " " << months[i];
    EXPECT_EQ(whole_months_between(date, Date{later[i]}), between[i]) << to_iso(date);
    EXPECT_EQ(civil(date).year, years[i]);
    EXPECT_EQ(civil(date).month, month_numbers[i]);
  }
}

}  // namespace
}  // namespace outturn
