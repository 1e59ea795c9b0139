// Any file by its declaration: the extracts of the Trafford Data Lab, and made-up ones for each trap.
// Expected numbers of real files were counted in Python's csv module (rows, values that are not "NA").
#include "tests/opendata/open_data.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;
using comparison::PeriodKind;

constexpr const char* themes =
    "publisher Trafford Data Lab\nlicence Open Government Licence v3.0\narea code from area_code\n"
    "area name from area_name\nperiod from period\nmeasure from indicator, measure\nvalue from value\n"
    "marker NA means not available\n";

struct Theme {
  const char* file;
  std::size_t rows, values;
  PeriodKind kind;
};

class Themes : public testing::TestWithParam<Theme> {};

TEST_P(Themes, AreReadWhole) {
  OPEN_FILE_OR_SKIP(bytes, std::string("trafford-themes/") + GetParam().file);
  const ReadBack read = read_declared_text(bytes, themes);
  ASSERT_TRUE(read.table) << read.text();
  EXPECT_TRUE(read.problems.empty()) << read.text();
  EXPECT_EQ(read.table->rows(), GetParam().rows);
  EXPECT_EQ(read.table->value.known(), GetParam().values);
  for (const comparison::Period& period : read.table->periods)
    EXPECT_EQ(period.kind, GetParam().kind) << period.text;
}

INSTANTIATE_TEST_SUITE_P(
    All, Themes,
    testing::Values(Theme{"admissions_care_homes_65p.csv", 170, 166, PeriodKind::financial_year},
                    Theme{"children_offending.csv", 242, 242, PeriodKind::financial_year},
                    Theme{"children_poverty.csv", 213, 213, PeriodKind::financial_year},
                    Theme{"cla_health_assessment.csv", 96, 96, PeriodKind::financial_year},
                    Theme{"claimant_count.csv", 1300, 1300, PeriodKind::month},
                    Theme{"neet.csv", 168, 168, PeriodKind::calendar_year},
                    Theme{"universal_credit.csv", 1300, 1300, PeriodKind::month}));

TEST(Declared, AMarkerCarriesItsBounds) {
  const ReadBack read =
      read_declared_text("code,year,n\nE06000001,2019,*\nE06000002,2019,12\n",
                         "area code from code\nperiod from year\nvalue from n\nmeasure is admissions\n"
                         "marker * means suppressed, 1 to 7\n");
  ASSERT_TRUE(read.table) << read.text();
  const comparison::Published& t = *read.table;
  ASSERT_EQ(t.rows(), 2U);
  EXPECT_FALSE(t.value.at(0));
  const comparison::Marker& marker = t.markers[t.marker[0]];
  EXPECT_EQ(marker.kind, MarkerKind::suppressed);
  EXPECT_EQ(marker.least, 1);
  EXPECT_EQ(marker.most, 7);
  EXPECT_EQ(figure(t.value.at(1)), "12");
}

TEST(Declared, AnUnknownMarkerIsToldAndUnknown) {
  const ReadBack read = read_declared_text("code,year,n\nE06000001,2019,-\n",
                                           "area code from code\nperiod from year\nvalue from n\n");
  ASSERT_TRUE(read.table);
  EXPECT_FALSE(read.table->value.at(0));
  EXPECT_TRUE(read.told("O10"));
}

TEST(Declared, TwoRowsOfAHeaderAreJoined) {
  const std::string file =
      "A made-up table,,,,,\n,,Prevention duty,,Relief duty,\nCode,Year,Single,Families,Single,Families\n"
      "E06000001,2019,1,2,3,4\n";
  const std::string base = "area code from Code\nperiod from Year\n";
  const ReadBack read = read_declared_text(file, base +
                                                     "header in rows 2, 3\nvalues from Prevention duty "
                                                     "Families, Relief duty Single, relief duty families\n");
  ASSERT_TRUE(read.table) << read.text();
  EXPECT_TRUE(read.problems.empty()) << read.text();
  const comparison::Published& t = *read.table;
  ASSERT_EQ(t.rows(), 3U);
  EXPECT_EQ(figure(t.value.at(0)) + figure(t.value.at(1)) + figure(t.value.at(2)), "234");
  EXPECT_EQ(t.line[0], 4U);
  EXPECT_EQ(t.measures[t.measure[0]].name, "Prevention duty Families");
  const ReadBack near =
      read_declared_text(file, base + "header in rows 2, 3\nvalue from Prevention duty Family\n");
  EXPECT_TRUE(near.told("O2"));
  EXPECT_NE(near.text().find("Prevention duty Families"), std::string::npos) << near.text();
  for (const char* rows : {"2", "2, 4", "3, 2", "a, b", "0, 1"})
    EXPECT_TRUE(
        read_declared_text(file, base + "value from Single\nheader in rows " + rows + "\n").told("O51"))
        << rows;
}

TEST(Declared, ColumnsOfPeriodsBecomeRows) {
  const ReadBack read = read_declared_text("code,2016/17,2017/18\nE06000001,5,\n",
                                           "area code from code\nvalues as period from 2016/17, 2017/18\n"
                                           "years are academic\nmeasure is pupils\n");
  ASSERT_TRUE(read.table) << read.text();
  const comparison::Published& t = *read.table;
  ASSERT_EQ(t.rows(), 2U);
  EXPECT_EQ(to_iso(*t.periods[t.period[0]].start), "2016-08-01");
  EXPECT_EQ(t.measures.size(), 1U);
  EXPECT_EQ(t.markers[t.marker[1]].kind, MarkerKind::empty);
}

TEST(Declared, TitleRowsQuotedNewlinesAndWindowsLettersAreTaken) {
  // 0x96 is an en dash and 0xA3 a pound sign in Windows-1252.
  const std::string bytes =
      "Table 3: spending\n\"A note\nover two lines\",,\ncode;year;n\nE06000001;2016 \x96 18;\xA3"
      "1,234.50\n";
  const ReadBack read =
      read_declared_text(bytes, "area code from code\nperiod from year\nvalue from n\nmeasure is spend\n");
  ASSERT_TRUE(read.table) << read.text();
  const comparison::Published& t = *read.table;
  EXPECT_EQ(t.source.encoding, "Windows-1252");
  EXPECT_EQ(figure(t.value.at(0)), "1234.50");
  EXPECT_EQ(to_iso(*t.periods[0].start), "2016-01-01");
  EXPECT_EQ(to_iso(*t.periods[0].end), "2019-01-01");
  EXPECT_EQ(t.line[0], 5U);
}

TEST(Declared, TotalRowsAreLeftOutAsSaid) {
  const ReadBack read = read_declared_text(
      "code,name,year,n\nE06000001,Hartlepool,2019,5\n,TOTAL,2019,5\n",
      "area code from code\narea name from name\nperiod from year\nvalue from n\nleave out name TOTAL\n");
  ASSERT_TRUE(read.table) << read.text();
  EXPECT_EQ(read.table->rows(), 1U);
  ASSERT_EQ(read.table->set_aside.size(), 1U);
  EXPECT_EQ(read.table->set_aside[0].reason, "name is TOTAL");
}

TEST(Declared, ShortAndSeveralCodesAreTold) {
  const ReadBack read = read_declared_text("code,year,n\nE0800006,2019,5\nE06000061 / E06000062,2019,7\n",
                                           "area code from code\nperiod from year\nvalue from n\n");
  ASSERT_TRUE(read.table);
  EXPECT_TRUE(read.told("O30"));
  EXPECT_TRUE(read.told("O31"));
  EXPECT_EQ(read.table->areas[0].level, "");
}

}  // namespace
}  // namespace outturn::opendata
