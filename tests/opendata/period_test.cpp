// Periods as publishers write them, against days found by hand.
#include "engine/comparison/published/period.h"

#include <gtest/gtest.h>

namespace outturn::comparison {
namespace {

struct Case {
  const char* text;
  PeriodKind kind;
  const char* start;
  const char* end;  ///< the first day after it
};

class Periods : public testing::TestWithParam<Case> {};

TEST_P(Periods, AreReadAsTheirDays) {
  const Period read = read_period(GetParam().text);
  EXPECT_EQ(read.kind, GetParam().kind) << GetParam().text;
  ASSERT_TRUE(read.start) << GetParam().text;
  EXPECT_EQ(to_iso(*read.start), GetParam().start) << GetParam().text;
  EXPECT_EQ(to_iso(*read.end), GetParam().end) << GetParam().text;
  EXPECT_EQ(read.text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    All, Periods,
    testing::Values(Case{"2019", PeriodKind::calendar_year, "2019-01-01", "2020-01-01"},
                    Case{"2017/18", PeriodKind::financial_year, "2017-04-01", "2018-04-01"},
                    Case{"2017-18", PeriodKind::financial_year, "2017-04-01", "2018-04-01"},
                    Case{"201718", PeriodKind::financial_year, "2017-04-01", "2018-04-01"},
                    Case{"1999/00", PeriodKind::financial_year, "1999-04-01", "2000-04-01"},
                    Case{"1999/2000", PeriodKind::financial_year, "1999-04-01", "2000-04-01"},
                    Case{"March 2023", PeriodKind::month, "2023-03-01", "2023-04-01"},
                    Case{"Mar-23", PeriodKind::month, "2023-03-01", "2023-04-01"},
                    Case{"Mar-23 (202303)", PeriodKind::month, "2023-03-01", "2023-04-01"},
                    Case{"2022-08", PeriodKind::month, "2022-08-01", "2022-09-01"},
                    Case{"2022-12", PeriodKind::month, "2022-12-01", "2023-01-01"},
                    Case{"MSitAE-JANUARY-2024", PeriodKind::month, "2024-01-01", "2024-02-01"},
                    Case{"Oct 2021-Sep 2022", PeriodKind::rolling, "2021-10-01", "2022-10-01"},
                    Case{"Jan 2022-Dec 2022", PeriodKind::calendar_year, "2022-01-01", "2023-01-01"},
                    Case{"Apr 2022-Mar 2023", PeriodKind::financial_year, "2022-04-01", "2023-04-01"},
                    Case{"Jan to Mar 2024", PeriodKind::quarter, "2024-01-01", "2024-04-01"},
                    Case{"Nov to Jan 2024", PeriodKind::rolling, "2023-11-01", "2024-02-01"},
                    Case{"2023 Q1", PeriodKind::quarter, "2023-01-01", "2023-04-01"},
                    Case{"2020/21 Q4", PeriodKind::quarter, "2021-01-01", "2021-04-01"},
                    Case{"2016 - 18", PeriodKind::rolling, "2016-01-01", "2019-01-01"},
                    Case{"2016 \xE2\x80\x93 18", PeriodKind::rolling, "2016-01-01", "2019-01-01"},
                    Case{"2009/10 - 11/12", PeriodKind::rolling, "2009-04-01", "2012-04-01"},
                    Case{"2024-06-30", PeriodKind::day, "2024-06-30", "2024-07-01"},
                    Case{"31/03/2024", PeriodKind::day, "2024-03-31", "2024-04-01"},
                    Case{"31 March 2024", PeriodKind::day, "2024-03-31", "2024-04-01"}));

class NoPeriods : public testing::TestWithParam<const char*> {};

TEST_P(NoPeriods, AreNotGuessed) {
  const Period read = read_period(GetParam());
  EXPECT_FALSE(read.start) << GetParam();
  EXPECT_EQ(read.kind, PeriodKind::unknown);
}

INSTANTIATE_TEST_SUITE_P(All, NoPeriods,
                         testing::Values("", "soon", "20110000", "2018-13", "2017/19", "31/02/2024", "March",
                                         "9999", "2017/18 2018/19", "45000", "2017 revised", "Q5 2020"));

TEST(PeriodHabits, SayWhichYearIsMeant) {
  PeriodHabit academic;
  academic.split_year = PeriodKind::academic_year;
  EXPECT_EQ(to_iso(*read_period("2017/18", academic).start), "2017-08-01");
  PeriodHabit tax;
  tax.split_year = PeriodKind::tax_year;
  EXPECT_EQ(to_iso(*read_period("2017/18", tax).start), "2017-04-06");
  EXPECT_EQ(to_iso(*read_period("2017/18", tax).end), "2018-04-06");
  PeriodHabit cohorts;
  cohorts.date_months = 3;
  EXPECT_EQ(to_iso(*read_period("2014-01-01", cohorts).end), "2014-04-01");
}

TEST(EesPeriods, FollowTheirIdentifier) {
  EXPECT_EQ(to_iso(*read_ees_period("201718", "Academic year").start), "2017-08-01");
  EXPECT_EQ(to_iso(*read_ees_period("201718", "Financial year Q2").start), "2017-07-01");
  EXPECT_EQ(to_iso(*read_ees_period("2019", "Calendar year").start), "2019-01-01");
  EXPECT_FALSE(read_ees_period("201718", "Autumn term").start);
  EXPECT_FALSE(read_ees_period("2020", "Week 12").start);
}

}  // namespace
}  // namespace outturn::comparison
