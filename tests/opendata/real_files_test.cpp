// Every reader on the real files. Expected numbers were computed in Python's csv module, with the expression
// beside them (R(f) is list(csv.DictReader(open(f, encoding="utf-8-sig"))); the workbook's were read from its
// XML).
#include <numeric>

#include "tests/opendata/open_data.h"

namespace outturn::opendata {
namespace {

using comparison::Published;
using comparison::Rederivable;

std::int64_t sum_of(const Published& t, const std::string& measure) {
  std::int64_t sum = 0;
  for (const std::size_t row : rows_of(t, measure)) sum += t.value.at(row)->digits;
  return sum;
}

std::size_t row_of(const Published& t, const std::string& code, const std::string& measure,
                   const std::string& period) {
  for (const std::size_t row : rows_of(t, measure))
    if (t.areas[t.area[row]].code == code && t.periods[t.period[row]].text == period) return row;
  ADD_FAILURE() << "no row of " << code << ", " << measure << ", " << period;
  return 0;
}

void expect_sound(const ReadBack& read) {
  ASSERT_TRUE(read.table) << read.text();
  EXPECT_FALSE(read.problems.has_errors()) << read.text();
  EXPECT_EQ(comparison::published_fault(*read.table), "");
}

TEST(RealFiles, PoliceStreet) {
  OPEN_FILE_OR_SKIP(bytes, "police-uk/2022-08-city-of-london-street.csv");
  const ReadBack read = read_back("2022-08-street.csv", bytes);
  expect_sound(read);
  const Published& t = *read.table;
  EXPECT_EQ(t.source.records, 783U);
  EXPECT_EQ(t.rows(), 95U);             // len(set((x["LSOA code"], x["Crime type"]) for x in R(f)))
  EXPECT_EQ(sum_of(t, "street"), 783);  // no row with an id stands there twice letter by letter
  EXPECT_EQ(t.areas.size(), 24U);       // len(set(x["LSOA code"] for x in R(f))), "" among them
  std::int64_t nowhere = 0;
  for (std::size_t row = 0; row < t.rows(); ++row)
    if (t.areas[t.area[row]].code.empty()) nowhere += t.value.at(row)->digits;
  EXPECT_EQ(nowhere, 50);         // sum(1 for x in R(f) if not x["LSOA code"])
  EXPECT_TRUE(read.told("O43"));  // 18 ids in 36 rows
}

TEST(RealFiles, PoliceOutcomesDropTheRowSaidTwice) {
  OPEN_FILE_OR_SKIP(bytes, "police-uk/2013-01-metropolitan-outcomes_first12.csv");
  const ReadBack read = read_back("outcomes.csv", bytes);
  expect_sound(read);
  EXPECT_EQ(read.table->source.records, 12U);
  EXPECT_EQ(sum_of(*read.table, "outcomes"), 11);  // len(set(tuple(x.values()) for x in R(f)))
}

TEST(RealFiles, AccidentAndEmergencySeries) {
  OPEN_FILE_OR_SKIP(bytes, "nhs/ae_attendances.csv");
  const ReadBack read = read_back("ae.csv", bytes);
  expect_sound(read);
  const Published& t = *read.table;
  EXPECT_EQ(t.rows(), 3U * 12765U);
  EXPECT_EQ(t.areas.size(), 274U);
  EXPECT_EQ(sum_of(t, "attendances"), 72019402);  // sum(int(x["attendances"]) for x in R(f))
  EXPECT_EQ(sum_of(t, "breaches"), 8295237);
  EXPECT_EQ(sum_of(t, "admissions"), 13493280);
  EXPECT_EQ(to_iso(*t.periods[t.period[0]].end), "2017-04-01");  // "2017-03-01" is a month
}

TEST(RealFiles, RoughSleepingCsv) {
  OPEN_FILE_OR_SKIP(bytes, "homelessness/rough_sleeping_table1_2010_2017.csv");
  const ReadBack read = read_back("rough.csv", bytes);
  expect_sound(read);
  const Published& t = *read.table;
  EXPECT_EQ(rows_of(t, "count").size(), 336U * 8U);
  EXPECT_EQ(rows_of(t, "rate").size(), 336U);
  EXPECT_EQ(figure(t.value.at(row_of(t, "E08000016", "count", "autumn 2015"))), "9");
  EXPECT_EQ(figure(t.value.at(row_of(t, "E08000016", "count", "autumn 2017"))), "0");  // a zero is a zero
  const std::size_t england = row_of(t, "E92000001", "rate", "autumn 2017");
  EXPECT_EQ(figure(t.numerator.at(england)), "4751");
  EXPECT_EQ(figure(t.denominator.at(england)), "23464261.999999988");
  EXPECT_EQ(t.measures[t.measure[england]].rederivable, Rederivable::yes);
}

TEST(RealFiles, RoughSleepingWorkbookSaysWhatTheCsvSays) {
  OPEN_FILE_OR_SKIP(bytes, "homelessness/rough_sleeping_England_autumn_2017.xlsx");
  OPEN_FILE_OR_SKIP(csv, "homelessness/rough_sleeping_table1_2010_2017.csv");
  const ReadBack read = read_back("rough.xlsx", bytes);
  expect_sound(read);
  const ReadBack other = read_back("rough.csv", csv);
  const Published& book = *read.table;
  const Published& made = *other.table;
  EXPECT_EQ(rows_of(book, "count").size(), 337U * 8U);  // with "Rest of England", which has no code
  std::size_t compared = 0;
  for (const std::size_t row : rows_of(made, "count")) {
    const std::string& code = made.areas[made.area[row]].code;
    const std::size_t same = row_of(book, code, "count", made.periods[made.period[row]].text);
    EXPECT_EQ(exact(*book.value.at(same)), exact(*made.value.at(row))) << code;
    ++compared;
  }
  EXPECT_EQ(compared, 336U * 8U);
  std::uint64_t percentages = 0;
  for (const comparison::SetAside& one : book.set_aside)
    if (one.reason.starts_with("percentages")) percentages = one.records;
  EXPECT_EQ(percentages, 21U);  // rows of table 1 whose second cell begins with "%"
}

TEST(RealFiles, IndicesOfDeprivation2019And2025) {
  OPEN_FILE_OR_SKIP(old, "iod/IoD2019_lad_tidy.csv");
  OPEN_FILE_OR_SKIP(now, "iod/IoD2025_lad_tidy.csv");
  const ReadBack first = read_back("IoD2019.csv", old);
  const ReadBack second = read_back("IoD2025.csv", now);
  expect_sound(first);
  expect_sound(second);
  EXPECT_EQ(first.table->rows(), 3170U * 6U);
  EXPECT_EQ(second.table->rows(), 2960U * 6U);
  EXPECT_EQ(first.table->measures.size(), 60U);  // ten domains, six columns
  EXPECT_EQ(first.table->areas[0].vintage, 2019);
  EXPECT_EQ(second.table->areas[0].vintage, 2024);
  const std::size_t row =
      row_of(*first.table, "E06000001", "Index of Multiple Deprivation, average_score", "2019");
  EXPECT_EQ(figure(first.table->value.at(row)), "35.036999999999999");  // as published, noise and all
}

TEST(RealFiles, DeprivationRanksOfSmallAreas) {
  OPEN_FILE_OR_SKIP(bytes, "ons-lookups/lsoa11_imd2019_lad19.csv");
  const ReadBack read = read_back("lsoa11_imd2019_lad19.csv", bytes);
  expect_sound(read);
  EXPECT_EQ(read.table->rows(), 32844U);
  EXPECT_EQ(sum_of(*read.table, "IMD19"), 539380564);  // sum(int(x["IMD19"]) for x in R(f))
  EXPECT_EQ(read.table->areas[0].vintage, 2011);
  EXPECT_EQ(figure(read.table->value.at(row_of(*read.table, "E01000001", "IMD19", "2019"))), "29199");
}

TEST(RealFiles, GdpDeflators) {
  OPEN_FILE_OR_SKIP(bytes, "hmt-greenbook/gdp_deflator.csv");
  const ReadBack read = read_back("gdp_deflator.csv", bytes);
  expect_sound(read);
  EXPECT_EQ(read.table->rows(), 35U);
  EXPECT_EQ(figure(read.table->value.at(row_of(*read.table, "K02000001", "calendar", "2023"))), "96.2507");
  EXPECT_TRUE(read_back("other.csv", bytes).told("O1"));  // a year and a value could be anything
}

struct EesFile {
  const char* name;
  std::size_t rows, unknown;
};
class EesFiles : public testing::TestWithParam<EesFile> {};

TEST_P(EesFiles, AreReadWhole) {
  const std::string name = std::string("dfe-ees/") + GetParam().name;
  OPEN_FILE_OR_SKIP(bytes, name + ".csv");
  PublishedOptions options;
  options.metadata = open_file(name + ".meta.csv").value_or("");
  const ReadBack read = read_back(name, bytes, options);
  expect_sound(read);
  EXPECT_EQ(read.table->rows(), GetParam().rows);  // len(R(f)) times the indicators of the metadata
  EXPECT_EQ(read.table->rows() - read.table->value.known(), GetParam().unknown);
  EXPECT_EQ(read.told("O48"), options.metadata.empty());
}

INSTANTIATE_TEST_SUITE_P(All, EesFiles,
                         testing::Values(EesFile{"passes_everything", 284 * 2, 0},
                                         EesFile{"passes_everything_ancillary", 24 * 2, 0},
                                         EesFile{"passes_everything_advisory", 375 * 7, 0},
                                         EesFile{"no_data_symbols", 375 * 7, 5}));

TEST(RealFiles, EesForbiddenSymbolsAreUnknown) {
  OPEN_FILE_OR_SKIP(bytes, "dfe-ees/no_data_symbols.csv");
  const ReadBack read = read_back("no_data_symbols.csv", bytes);
  ASSERT_TRUE(read.table);
  EXPECT_TRUE(read.told("O11"));
  for (std::size_t row = 0; row < read.table->rows(); ++row) {
    if (read.table->value.at(row)) continue;
    EXPECT_EQ(read.table->markers[read.table->marker[row]].kind, comparison::MarkerKind::not_available);
  }
}

TEST(RealFiles, PopulationByAgeColumnsThroughADeclaration) {
  OPEN_FILE_OR_SKIP(bytes, "population/trafford_mid_year_2024_lsoa.csv");
  const ReadBack read = read_declared_text(
      bytes,
      "area code from area_code\narea name from area_name\nboundaries of 2021\nperiod from period\n"
      "group sex from sex\nvalues as age from 16, 90+\nmeasure is residents\n");
  expect_sound(read);
  const Published& t = *read.table;
  EXPECT_EQ(t.rows(), 417U * 2U);
  std::int64_t sixteen = 0;
  for (std::size_t row = 0; row < t.rows(); ++row) {
    const comparison::Group* age = t.group_of(row, comparison::GroupSubject::age);
    const comparison::Group* sex = t.group_of(row, comparison::GroupSubject::sex);
    ASSERT_NE(age, nullptr);
    if (sex->sex == comparison::Sex::all && age->age_from == 16) sixteen += t.value.at(row)->digits;
  }
  EXPECT_EQ(sixteen, 3334);  // sum(int(x["16"]) for x in R(f) if x["sex"] == "Persons")
}

}  // namespace
}  // namespace outturn::opendata
