// The traps of each published format, on rows made up here after its header.
#include "adapters/opendata/figure_cells.h"
#include "adapters/opendata/groups.h"
#include "tests/opendata/open_data.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;
using comparison::PeriodKind;
using comparison::Published;

constexpr const char* nomis_header =
    "DATE,DATE_NAME,GEOGRAPHY,GEOGRAPHY_NAME,GEOGRAPHY_CODE,GENDER,GENDER_NAME,MEASURE,MEASURE_NAME,MEASURES,"
    "MEASURES_NAME,OBS_VALUE,OBS_STATUS,OBS_STATUS_NAME,OBS_CONF,OBS_CONF_NAME,RECORD_OFFSET,RECORD_COUNT\n";

std::string nomis_row(const char* code, const char* value, const char* status, const char* confidential,
                      int of) {
  return std::string("2023-03,March 2023,1648362073,Made-up,") + code +
         ",0,Total,1,Claimant count,20100,value," + value + "," + status + ",," + confidential + ",,0," +
         std::to_string(of) + "\n";
}

TEST(Nomis, ReadsByNameAndKeepsTheAreasOwnCode) {
  const ReadBack read = read_back("nomis.csv", nomis_header + nomis_row("E92000001", "1343645", "A", "F", 1));
  ASSERT_TRUE(read.table) << read.text();
  EXPECT_TRUE(read.problems.empty()) << read.text();
  const Published& t = *read.table;
  EXPECT_EQ(t.areas[0].code, "E92000001");
  EXPECT_EQ(figure(t.value.at(0)), "1343645");
  EXPECT_EQ(t.measures[0].name, "Claimant count");
  EXPECT_EQ(t.periods[0].kind, PeriodKind::month);
  EXPECT_EQ(t.group_of(0, comparison::GroupSubject::sex)->sex, comparison::Sex::all);
}

TEST(Nomis, AFileCutOffIsAnError) {
  const std::string row = nomis_row("E92000001", "5", "A", "F", 25001);
  const ReadBack read = read_back("nomis.csv", nomis_header + row);
  EXPECT_TRUE(read.told("O40"));
  EXPECT_TRUE(read.problems.has_errors());
}

TEST(Nomis, ExactlyAPageWithoutACountIsSuspect) {
  std::string bytes = "DATE_NAME,GEOGRAPHY_CODE,OBS_VALUE\n";
  for (int i = 0; i < 25000; ++i) bytes += "March 2023,E0" + std::to_string(1000000 + i) + ",1\n";
  const ReadBack read = read_back("nomis.csv", bytes);
  EXPECT_TRUE(read.told("O40"));
  EXPECT_FALSE(read.problems.has_errors());
}

TEST(Nomis, ConfidentialAndUnreliableAreMarked) {
  const ReadBack read = read_back("nomis.csv", nomis_header + nomis_row("E06000001", "3", "A", "C", 3) +
                                                   nomis_row("E06000002", "7", "Q", "F", 3) +
                                                   nomis_row("E06000003", "#", "M", "F", 3));
  ASSERT_TRUE(read.table);
  const Published& t = *read.table;
  EXPECT_EQ(t.markers[t.marker[0]].kind, MarkerKind::suppressed);
  EXPECT_FALSE(t.value.at(0));
  EXPECT_EQ(t.markers[t.marker[1]].kind, MarkerKind::unreliable);
  EXPECT_EQ(figure(t.value.at(1)), "7");
  EXPECT_EQ(t.markers[t.marker[2]].kind, MarkerKind::not_available);
}

TEST(Nomis, ANumberOfNomisOwnIsAskedForTheCode) {
  EXPECT_TRUE(read_back("nomis.csv", "DATE_NAME,GEOGRAPHY,OBS_VALUE\nMarch 2023,1648362073,5\n").told("O1"));
}

constexpr const char* ees_header =
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_"
    "code,"
    "new_la_code,la_name,school_type,pupils\n";

TEST(Ees, TakesTheNewCodeAndTellsAMissingTotal) {
  const ReadBack read = read_back(
      "ees.csv",
      std::string(ees_header) +
          "201718,Academic year,Local authority,E92000001,England,E13000001,Inner London,202,E09000007,"
          "Camden,State-funded primary,c\n");
  ASSERT_TRUE(read.table) << read.text();
  const Published& t = *read.table;
  EXPECT_EQ(t.areas[0].code, "E09000007");
  EXPECT_EQ(t.markers[t.marker[0]].kind, MarkerKind::suppressed);
  EXPECT_EQ(to_iso(*t.periods[0].start), "2017-08-01");
  EXPECT_TRUE(read.told("O47"));
  EXPECT_TRUE(read.told("O48"));
}

TEST(Ees, FinancialYearsBeginInApril) {
  const ReadBack read =
      read_back("ees.csv", std::string(ees_header) +
                               "201718,Financial year,National,E92000001,England,,,,,,Total,5\n"
                               "2018,January,National,E92000001,England,,,,,,Total,6\n");
  ASSERT_TRUE(read.table);
  EXPECT_EQ(to_iso(*read.table->periods[0].start), "2017-04-01");
  EXPECT_EQ(to_iso(*read.table->periods[1].start), "2018-01-01");
  EXPECT_EQ(read.table->periods[1].kind, PeriodKind::month);
}

TEST(Ees, MetadataThatFitsAnotherFileIsTold) {
  PublishedOptions options;
  options.metadata =
      "col_name,col_type,label,indicator_unit\nheadcount,Indicator,Headcount,\n"
      "school_type,Filter,School type,\n";
  const ReadBack read = read_back(
      "ees.csv", std::string(ees_header) + "201718,Academic year,National,E92000001,England,,,,,,Total,5\n",
      options);
  EXPECT_TRUE(read.told("O49"));
}

constexpr const char* overview_header =
    "cohort,category,adult_juvenile,subcategory1,subcategory2,offenders,reoffenders,reoffences\n";

TEST(MojOverview, LettersThatSortAreTakenOff) {
  const ReadBack read =
      read_back("overview.csv",
                std::string(overview_header) +
                    "Apr 2013 to Mar 2014,b. Age and sex,a. Adult,b. 18 to 20,a. Male,\"12,345\",4000,12000\n"
                    "Apr 2013 to Mar 2014,b. Age and sex,a. Adult,c. 21 to 24,a. Male,30,*,*\n");
  ASSERT_TRUE(read.table) << read.text();
  const Published& t = *read.table;
  EXPECT_EQ(t.rows(), 6U);
  EXPECT_EQ(figure(t.value.at(0)), "12345");
  EXPECT_EQ(figure(t.denominator.at(1)), "12345");
  EXPECT_EQ(t.group_of(0, comparison::GroupSubject::age)->age_from, 18);
  EXPECT_EQ(t.group_of(0, comparison::GroupSubject::sex)->sex, comparison::Sex::male);
  EXPECT_EQ(t.markers[t.marker[4]].kind, MarkerKind::suppressed);
  EXPECT_EQ(t.periods[0].kind, PeriodKind::financial_year);
  for (const comparison::Group& group : t.groups)
    EXPECT_EQ(group.value.find(". "), std::string::npos) << group.value;
}

constexpr const char* street_header =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last "
    "outcome "
    "category,Context\n";

TEST(Police, RowsWithoutIdAreNeverTakenForOne) {
  const std::string asb =
      ",2022-08,Some Force,Some Force,-0.1,51.5,On or near A1,E01000001,City 001A,Anti-social behaviour,,\n";
  const std::string theft =
      "ab12,2022-08,Some Force,Some Force,-0.1,51.5,On or near A1,E01000001,City 001A,Other theft,x,\n";
  const ReadBack read = read_back("street.csv", street_header + asb + asb + theft + theft);
  ASSERT_TRUE(read.table);
  ASSERT_EQ(read.table->rows(), 2U);
  EXPECT_EQ(figure(read.table->value.at(0)), "2");
  EXPECT_EQ(figure(read.table->value.at(1)), "1");
  ASSERT_EQ(read.table->set_aside.size(), 1U);
}

TEST(Police, AForceMissingInAMonthIsToldNotZero) {
  const auto row = [](const char* month, const char* force) {
    return std::string(",") + month + "," + force + "," + force +
           ",,,No Location,,,Anti-social behaviour,,\n";
  };
  const ReadBack read = read_back("street.csv", street_header + row("2019-06", "Greater Manchester Police") +
                                                    row("2019-06", "Cheshire Constabulary") +
                                                    row("2019-07", "Cheshire Constabulary"));
  EXPECT_NE(read.text().find("Greater Manchester Police has no rows for 2019-07"), std::string::npos)
      << read.text();
}

TEST(AccidentAndEmergency, TheTotalRowIsDropped) {
  const ReadBack read =
      read_back("ae.csv",
                "Period,Org Code,Parent Org,Org name,A&E attendances Type 1,A&E attendances Type 2\n"
                "MSitAE-JANUARY-2024,R0A,NHS ENGLAND NORTH WEST,MANCHESTER "
                "UNIVERSITY,100,-\nTOTAL,TOTAL,TOTAL,TOTAL,100,0\n");
  ASSERT_TRUE(read.table) << read.text();
  const Published& t = *read.table;
  ASSERT_EQ(t.rows(), 2U);
  EXPECT_EQ(to_iso(*t.periods[0].start), "2024-01-01");
  EXPECT_EQ(t.markers[t.marker[1]].kind, MarkerKind::suppressed);
  EXPECT_EQ(t.set_aside[0].records, 1U);
}

TEST(Deprivation, FileSevenNamesItsBoundaries) {
  const ReadBack read = read_back("file7.csv",
                                  "LSOA code (2011),LSOA name (2011),Local Authority District code "
                                  "(2019),Local Authority District name (2019),"
                                  "Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation "
                                  "(IMD) Rank (where 1 is most deprived)\n"
                                  "E01000001,City of London 001A,E09000001,City of London,6.208,29199\n");
  ASSERT_TRUE(read.table) << read.text();
  EXPECT_EQ(read.table->rows(), 2U);
  EXPECT_EQ(read.table->areas[0].vintage, 2011);
  EXPECT_EQ(read.table->measures[1].unit, "rank, 1 is most deprived");
}

TEST(Deflators, FinancialAndCalendarYearsStayApart) {
  const ReadBack read = read_back(
      "deflators.csv",
      "GDP deflators at market prices,,,\nFinancial year,GDP deflator at market prices,per cent change on "
      "previous year,"
      "Calendar year,GDP deflator at market prices,per cent change on previous year\n"
      "2023-24,96.900,5.9,2023,96.251,6.7\n2024-25,100.000,3.2,2024,100.000,3.9\n,Source: ONS,,,,\n");
  ASSERT_TRUE(read.table) << read.text();
  const Published& t = *read.table;
  EXPECT_EQ(rows_of(t, "financial").size(), 2U);
  EXPECT_EQ(rows_of(t, "calendar").size(), 2U);
  EXPECT_EQ(to_iso(*t.periods[t.period[rows_of(t, "financial")[0]]].start), "2023-04-01");
}

TEST(FigureCells, NumbersMarkersAndBoth) {
  const MarkerHabit habit = {{"*", MarkerKind::suppressed, 1, 7}};
  const auto number = [&](const char* text) { return figure(read_figure(text, habit).figure); };
  const auto kind = [&](const char* text) { return read_figure(text, habit).marker.kind; };
  EXPECT_EQ(number("3.70"), "3.70");
  EXPECT_EQ(number("-0.2"), "-0.2");
  EXPECT_EQ(number("1,329,075.00"), "1329075.00");
  EXPECT_EQ(number("1,32"), "-");
  EXPECT_EQ(number("4.1E-2"), "0.041");
  EXPECT_EQ(number("1.5e3"), "1500");
  EXPECT_EQ(number("\xC2\xA3"
                   "12.50"),
            "12.50");
  EXPECT_EQ(number("25%"), "25");
  EXPECT_EQ(number("57 [r]"), "57");
  EXPECT_EQ(kind("57 [r]"), MarkerKind::revised);
  EXPECT_EQ(number("57 [note 3]"), "57");
  EXPECT_EQ(kind("[c]"), MarkerKind::suppressed);
  EXPECT_EQ(kind("[low]"), MarkerKind::low);
  EXPECT_EQ(kind("*"), MarkerKind::suppressed);
  EXPECT_EQ(kind(""), MarkerKind::empty);
  EXPECT_EQ(kind("-"), MarkerKind::unread);
  EXPECT_EQ(kind("12b"), MarkerKind::unread);
  EXPECT_EQ(number("0.12345678901234567891"), "0.123456789012345679");
  EXPECT_EQ(number("1234567890123456789"), "-");
}

TEST(FigureCells, NotesAreTakenOffNames) {
  EXPECT_EQ(without_note("('000)2"), "('000)");
  EXPECT_EQ(without_note("Autumn1"), "Autumn");
  EXPECT_EQ(without_note("Barnsley [note 3]"), "Barnsley");
  EXPECT_EQ(without_note("2017"), "2017");
}

TEST(Groups, SexesAndAgesInOneForm) {
  using comparison::Sex;
  EXPECT_EQ(sex_in("Persons"), Sex::all);
  EXPECT_EQ(sex_in("Females"), Sex::female);
  EXPECT_EQ(sex_in("boys"), Sex::male);
  EXPECT_EQ(sex_in("Not known"), Sex::unknown);
  const auto ages = [](const char* text) { return std::pair(ages_in(text).from, ages_in(text).to); };
  EXPECT_EQ(ages("10-24 yrs"), std::pair(10, 24));
  EXPECT_EQ(ages("10 to 14"), std::pair(10, 14));
  EXPECT_EQ(ages("65+"), std::pair(65, -1));
  EXPECT_EQ(ages("90 and over"), std::pair(90, -1));
  EXPECT_EQ(ages("Over 50"), std::pair(51, -1));
  EXPECT_EQ(ages("Under 18"), std::pair(0, 17));
  EXPECT_EQ(ages("<1 yr"), std::pair(0, 0));
  EXPECT_EQ(ages("15"), std::pair(15, 15));
  EXPECT_EQ(ages("All ages"), std::pair(-1, -1));
  EXPECT_EQ(ages("6-8 weeks"), std::pair(-1, -1));
  EXPECT_EQ(group_named("Establishment", "10 to 14").subject, comparison::GroupSubject::other);
}

}  // namespace
}  // namespace outturn::opendata
