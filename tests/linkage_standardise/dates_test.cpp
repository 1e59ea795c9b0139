// Written dates against a hand table, and whole columns of them.
#include "engine/linkage/standardise/dates.h"

#include <vector>

#include <gtest/gtest.h>

#include "engine/linkage/standardise/date_order.h"
#include "tests/linkage_standardise/forms.h"

namespace outturn::linkage {
namespace {

using test::Row;

TEST(Dates, WritingsOfOneDay) {
  for (const char* written : {"1981-02-28",
                              "28/02/1981",
                              "28.2.1981",
                              "28-02-81",
                              "19810228",
                              "28021981",
                              "28 February 1981",
                              "28th Feb 1981",
                              "Feb 28, 1981",
                              "February 28th 1981",
                              "1981 Feb 28",
                              "28FEB1981",
                              "28-Feb-81",
                              "Saturday 28 February 1981",
                              "the 28th of February 1981",
                              "1981-02-28 00:00:00",
                              "1981-02-28T10:30:00Z",
                              "28/02/1981 09:15",
                              "1981/02/28",
                              "1981-28-02",
                              "02/28/1981",
                              " 1981-02-28 "}) {
    EXPECT_EQ(standardise_date(written).value, "1981-02-28") << written;
  }
}

TEST(Dates, WhatIsNoDay) {
  for (const auto& [written, why] :
       std::initializer_list<std::pair<const char*, ChangeKind>>{{"1981-02-30", ChangeKind::impossible_date},
                                                                 {"29/02/1981", ChangeKind::impossible_date},
                                                                 {"32/01/1981", ChangeKind::impossible_date},
                                                                 {"1981-13-13", ChangeKind::impossible_date},
                                                                 {"0000-01-02", ChangeKind::impossible_date},
                                                                 {"about 1980", ChangeKind::unreadable_date},
                                                                 {"12345", ChangeKind::unreadable_date},
                                                                 {"1/2/3/4", ChangeKind::unreadable_date},
                                                                 {"0000-00-00", ChangeKind::placeholder},
                                                                 {"00/00/0000", ChangeKind::placeholder},
                                                                 {"unknown", ChangeKind::placeholder},
                                                                 {"", ChangeKind::empty},
                                                                 {"1/2/198", ChangeKind::unreadable_date}}) {
    const Standard form = standardise_date(written);
    EXPECT_FALSE(form.known) << written << " " << form.value;
    EXPECT_TRUE(form.has(why)) << written << ": " << test::last_words(form);
    EXPECT_EQ(original(form), written);
  }
}

TEST(Dates, Doubts) {
  for (const auto& [written, standard, mark] :
       std::initializer_list<std::tuple<const char*, const char*, ChangeKind>>{
           {"1900-01-01", "1900-01-01", ChangeKind::default_date},
           {"01/01/1970", "1970-01-01", ChangeKind::default_date},
           {"9999-12-31", "9999-12-31", ChangeKind::default_date},
           {"1 January 1984", "1984-01-01", ChangeKind::first_of_january},
           {"1984", "1984", ChangeKind::partial_date},
           {"Feb 1984", "1984-02", ChangeKind::partial_date},
           {"1984-02-00", "1984-02", ChangeKind::partial_date},
           {"19840000", "1984", ChangeKind::partial_date},
           {"03/04/29", "2029-04-03", ChangeKind::century_assumed},
           {"03/04/30", "1930-04-03", ChangeKind::century_assumed},
           {"04/13/1981", "1981-04-13", ChangeKind::day_month_exchanged}}) {
    const Standard form = standardise_date(written);
    EXPECT_EQ(form.value, standard);
    EXPECT_TRUE(form.has(mark)) << written << ": " << test::last_words(form);
  }
  EXPECT_TRUE(standardise_date("1984-01-02").changes.empty());
}

TEST(Dates, MonthFirstWhereTheColumnIs) {
  EXPECT_EQ(standardise_date("03/04/1981").value, "1981-04-03");
  EXPECT_EQ(standardise_date("03/04/1981", DateOrder::month_first).value, "1981-03-04");
  EXPECT_EQ(standardise_date("1981-03-04", DateOrder::month_first).value, "1981-03-04");
  EXPECT_EQ(standardise_date("3 April 1981", DateOrder::month_first).value, "1981-04-03");
}

TEST(Dates, SlipsStayForComparison) {
  EXPECT_EQ(date_as_written("1981-02-30"), "1981-02-30");
  EXPECT_EQ(date_as_written("30/02/1981"), "1981-02-30");
  EXPECT_EQ(date_as_written("1856-86-18"), "1856-86-18");
  EXPECT_EQ(date_as_written("19404502"), "1940-45-02");
  EXPECT_EQ(date_as_written("1981-28-02"), "1981-28-02");
  EXPECT_EQ(date_as_written("1981"), "1981-00-00");
  EXPECT_EQ(date_as_written("unknown"), "");
  EXPECT_TRUE(standardise_date("19404502").has(ChangeKind::impossible_date));
  EXPECT_EQ(standardise_date("14021981").value, "1981-02-14");
  EXPECT_EQ(standardise_date("20101981").value, "1981-10-20");
}

TEST(Dates, DaysCountedAsTheEngineCounts) {
  for (const char* iso : {"1900-03-01", "1970-01-01", "2024-02-29", "9999-12-31"})
    EXPECT_EQ(day_of(iso), parse_date(iso)) << iso;
  EXPECT_EQ(to_iso(day_of("1630-08-01").value()), "1630-08-01");
  EXPECT_EQ(standardise_date("0990-03-01").value, "0990-03-01");
  EXPECT_EQ(day_of("0990-03-01")->serial, day_of("0990-02-28")->serial + 1);
  EXPECT_EQ(day_month_swapped(day_of("0990-03-01").value()), day_of("0990-01-03"));
  EXPECT_EQ(day_of("1981-02"), std::nullopt);
  EXPECT_EQ(day_of("1981-02-30"), std::nullopt);
  EXPECT_EQ(year_of("1981-02"), 1981);
  EXPECT_EQ(year_of(""), std::nullopt);
  EXPECT_EQ(day_month_swapped(day_of("1981-02-03").value()), day_of("1981-03-02"));
  EXPECT_EQ(day_month_swapped(day_of("1981-02-13").value()), std::nullopt);
  EXPECT_EQ(day_month_swapped(day_of("1981-02-02").value()), std::nullopt);
}

DateOrderEvidence order_of(std::vector<std::string_view> values, Problems& problems) {
  return date_order(values, "people.csv", "dob", problems);
}

TEST(Dates, OrderOfAColumn) {
  Problems problems;
  const DateOrderEvidence uk = order_of({"03/04/1981", "25/12/1990", "13/01/2001"}, problems);
  EXPECT_TRUE(uk.order == DateOrder::day_first && uk.decided && uk.day_first == 2 && uk.either == 1);
  const DateOrderEvidence us = order_of({"03/04/1981", "12/25/1990", ""}, problems);
  EXPECT_TRUE(us.order == DateOrder::month_first && us.decided);
  EXPECT_FALSE(order_of({"1981-02-28", "rubbish"}, problems).decided);
  EXPECT_TRUE(problems.empty());

  const DateOrderEvidence mixed = order_of({"25/12/1990", "14/01/1990", "12/25/1990"}, problems);
  EXPECT_FALSE(mixed.decided);
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(render(problems.list()[0], nullptr),
            "people.csv: warning E140: the dates of \"dob\" are written in two orders\n"
            "  2 values can only be day before month, such as 14/01/1990; 1 only month before day, such as "
            "12/25/1990.\n"
            "  Have the dates written out again by their source as year-month-day (1981-02-28).\n");
  EXPECT_FALSE(order_of({"03/04/1981"}, problems).decided);
  EXPECT_EQ(problems.list().back().code, "E141");
}

}  // namespace
}  // namespace outturn::linkage
