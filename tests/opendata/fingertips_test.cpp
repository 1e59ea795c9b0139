// Fingertips, on rows made up here after the header its service gives (the first, of England 2011/12, with
// the figures of its published self-harm indicator).
#include "tests/opendata/open_data.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;
using comparison::Rederivable;

constexpr const char* header =
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,"
    "Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 "
    "limit,Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to "
    "Regions (statistical) value or percentiles,Time period Sortable,New data,Compared to goal,Time period "
    "range\n";

constexpr const char* england =
    "90813,Self-harm admissions,,,E92000001,England,England,Persons,10-24 yrs,,,2011/12,347.36,343.74,351.01,"
    "341.6,353.1,35241,9987942,,,,,20110000,,,1y\n";

TEST(Fingertips, ReadsAnObservationWithBothIntervals) {
  const ReadBack read = read_back("made-up.csv", std::string(header) + england);
  ASSERT_TRUE(read.table) << read.text();
  const comparison::Published& t = *read.table;
  ASSERT_EQ(t.rows(), 1U);
  EXPECT_EQ(figure(t.value.at(0)), "347.36");
  EXPECT_EQ(figure(t.numerator.at(0)), "35241");
  ASSERT_EQ(t.intervals.size(), 2U);
  EXPECT_EQ(t.intervals[0].level, "95.0");
  EXPECT_EQ(figure(t.intervals[1].upper.at(0)), "353.1");
  EXPECT_EQ(t.areas[0].level, "country");
  EXPECT_EQ(t.group_of(0, comparison::GroupSubject::age)->age_from, 10);
  EXPECT_EQ(t.group_of(0, comparison::GroupSubject::age)->age_to, 24);
  EXPECT_EQ(to_iso(*t.periods[0].start), "2011-04-01");
}

// 35241 / 9987942 x 100000 = 352.8, not 347.36: the rate is age-standardised.
TEST(Fingertips, AStandardisedRateIsNeverMadeOfItsCounts) {
  const ReadBack read = read_back("made-up.csv", std::string(header) + england);
  ASSERT_TRUE(read.table);
  EXPECT_EQ(read.table->measures[0].rederivable, Rederivable::no);
  EXPECT_EQ(read.table->measures[0].per, 100000);
}

TEST(Fingertips, CategoriesAndRepeatsAreLeftOutAndCounted) {
  const std::string category =
      "90813,Self-harm admissions,,,E92000001,England,England,Persons,10-24 yrs,County & UA deprivation "
      "deciles,Most deprived decile,2011/12,400.1,,,,,3000,700000,,,,,20110000,,,1y\n";
  const std::string all = std::string(header) + england + category + england;
  const ReadBack read = read_back("made-up.csv", all);
  ASSERT_TRUE(read.table);
  EXPECT_EQ(read.table->rows(), 1U);
  ASSERT_EQ(read.table->set_aside.size(), 2U);
  EXPECT_EQ(read.table->set_aside[0].records + read.table->set_aside[1].records, 2U);
  PublishedOptions options;
  options.categories = true;
  EXPECT_EQ(read_back("made-up.csv", all, options).table->rows(), 2U);
}

TEST(Fingertips, ASuppressedValueHasItsNoteAndNoFigure) {
  const std::string row =
      "90813,Self-harm admissions,E12000001,North East,E06000001,Hartlepool,UA,Persons,10-24 "
      "yrs,,,2011/12,,,,,,,,"
      "Value suppressed for disclosure control due to small count,,,,20110000,,,1y\n";
  const ReadBack read = read_back("made-up.csv", header + row);
  ASSERT_TRUE(read.table);
  const comparison::Published& t = *read.table;
  EXPECT_FALSE(t.value.at(0));
  EXPECT_EQ(t.markers[t.marker[0]].kind, MarkerKind::suppressed);
}

TEST(Fingertips, AnotherIndicatorThanAskedIsAnError) {
  PublishedOptions options;
  options.indicators = {"108"};
  const ReadBack read = read_back("made-up.csv", std::string(header) + england, options);
  EXPECT_TRUE(read.told("O41"));
  EXPECT_TRUE(read.problems.has_errors());
  options.indicators = {"90813"};
  options.area_types = {"England"};
  EXPECT_FALSE(read_back("made-up.csv", std::string(header) + england, options).problems.has_errors());
}

TEST(Fingertips, TwoFiguresForOneKeyContradict) {
  std::string other = england;
  other.replace(other.find("347.36"), 6, "350.00");
  const ReadBack read = read_back("made-up.csv", header + std::string(england) + other);
  EXPECT_TRUE(read.told("O44"));
}

}  // namespace
}  // namespace outturn::opendata
