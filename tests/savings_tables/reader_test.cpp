// Readers: the real workbook and tables where they are, made-up ones of the same shape, and what is told.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "adapters/command/claim/host.h"
#include "adapters/savings/read_parameters.h"
#include "adapters/savings/read_unit_costs.h"
#include "adapters/savings/shipped_tables.h"
#include "tests/opendata/open_data.h"
#include "tests/savings_tables/small_tables.h"
#include "tests/support/stored_zip.h"
#include "tests/values/shared_golden.h"

namespace outturn::savings {
namespace {

using test::exact_of;
using test::told;

std::string digest(std::string_view bytes) { return sha256(bytes); }

struct Read {
  std::optional<UnitCostTable> table;
  Problems problems;
};

Read read_costs(const std::string& name, const std::string& bytes, const Edition& said = {}) {
  Read out;
  out.table = read_unit_costs({name, bytes, digest(bytes), true}, said, out.problems);
  return out;
}

std::string cell(const std::string& at, const std::string& text, bool words) {
  if (text.empty()) return "";
  return words ? "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>"
               : "<c r=\"" + at + "\"><v>" + text + "</v></c>";
}

/// A row of a made-up sheet: what stands in which column; numbers are told by their looks.
std::string sheet_row(int row, const std::vector<std::pair<char, std::string>>& cells) {
  std::string out = "<row r=\"" + std::to_string(row) + "\">";
  for (const auto& [column, text] : cells)
    out +=
        cell(column + std::to_string(row), text, text.find_first_not_of("0123456789.") != std::string::npos);
  return out + "</row>";
}

TEST(ReadUnitCosts, TheWorkbookIsReadWhole) {
  OPEN_FILE_OR_SKIP(bytes, "gmca-unit-costs/unit-cost-database.xlsx");
  const Read read = read_costs("unit-cost-database.xlsx", bytes);
  ASSERT_TRUE(read.table) << test::text_of(read.problems);
  EXPECT_EQ(read.table->rows.size(), 779U);
  EXPECT_EQ(read.table->edition.edition, "v1.4");
  EXPECT_EQ(terms_of(read.table->edition).passing, Passing::with_attribution);
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/rebasing.json");
  std::size_t found = 0;
  for (const auto& row : golden.at("rows_code_kind_value_year_updated")) {
    if (row.at(0) == " ") continue;  // the one row without a code, told
    const auto kind = cost_kind_from(row.at(1).get<std::string>());
    const UnitCost* const ours = read.table->row(row.at(0).get<std::string>(), kind.value());
    ASSERT_NE(ours, nullptr) << row.dump();
    const Exact want = exact_of(row.at(2).dump());
    EXPECT_LE((ours->price.value - want).abs(), want / Exact(1000000000000)) << row.dump();
    EXPECT_EQ(ours->price.year, price_year_from(row.at(3).get<std::string>()));
    ++found;
  }
  EXPECT_EQ(found, 778U);
  EXPECT_TRUE(told(read.problems, "V13"));
  EXPECT_FALSE(read.problems.has_errors());
}

TEST(ReadUnitCosts, WhatIsShippedIsWhatTheWorkbookHolds) {
  OPEN_FILE_OR_SKIP(bytes, "gmca-unit-costs/unit-cost-database.xlsx");
  const Read read = read_costs("unit-cost-database.xlsx", bytes);
  ASSERT_TRUE(read.table);
  const UnitCostTable shipped = shipped_unit_costs(digest).front();
  ASSERT_EQ(shipped.rows.size(), read.table->rows.size());
  for (std::size_t i = 0; i < shipped.rows.size(); ++i) {
    EXPECT_EQ(shipped.rows[i].code, read.table->rows[i].code);
    EXPECT_EQ(shipped.rows[i].price.value, read.table->rows[i].price.value);
    EXPECT_EQ(shipped.rows[i].price.year, read.table->rows[i].price.year);
    EXPECT_EQ(shipped.rows[i].transfer, read.table->rows[i].transfer);
    EXPECT_EQ(shipped.rows[i].parent, read.table->rows[i].parent);
  }
}

// The workbook's notes in cells H3, H15, H28 of employment and H20-H37 of education print these totals.
TEST(Shipped, PublicValuesThatTheDatabasePrints) {
  const UnitCostTable table = shipped_unit_costs(digest).front();
  const std::vector<std::pair<std::string, std::int64_t>> printed = {
      {"E&E1.0", 14610}, {"E&E2.0", 13700}, {"E&E3.0", 9267},  {"E&S5.0", 443},
      {"E&S6.0", 1059},  {"E&S7.0", 878},   {"E&S8.0", 1208},  {"E&S9.0", 921},
      {"E&S10.0", 1382}, {"E&S11.0", 1123}, {"E&S12.0", 1925}, {"E&S13.0", 3125}};
  for (const auto& [code, total] : printed) {
    Problems problems;
    const auto value = public_value(table, code, problems);
    ASSERT_TRUE(value) << code;
    EXPECT_LE((value->total() - Exact(total)).abs(), Exact::ratio(1, 2))
        << code << " " << value->total().significant(9);
  }
  Problems problems;
  EXPECT_EQ(public_value(table, "E&E1.0", problems)->fiscal, Exact(9800));
}

TEST(Shipped, EveryTableIsSoundAndMayBePassedOn) {
  const auto costs = shipped_unit_costs(digest);
  ASSERT_EQ(costs.size(), 2U);
  for (const UnitCost& row : costs[0].rows) EXPECT_EQ(row.standing, Standing::verified);
  for (const UnitCost& row : costs[1].rows) EXPECT_EQ(row.standing, Standing::secondary);
  for (const UnitCostTable& one : costs) EXPECT_FALSE(embedding_problem(one.edition));
  EXPECT_TRUE(may_be_default(shipped_deflators(digest).front().points.front().standing));
  for (const DeflatorSeries& one : shipped_deflators(digest)) EXPECT_EQ(deflator_fault(one), "");
  const auto biases = shipped_optimism_bias(digest);
  EXPECT_TRUE(biases.back().rows.empty());
  EXPECT_FALSE(biases.front().row("outsourcing", "duration"));
}

TEST(Shipped, DiscountRatesAreTableEightOfTheGreenBook) {
  const auto shipped = shipped_discount_rates(digest);
  const DiscountTable own = test::green_book();
  for (const DiscountSchedule& schedule : own.schedules) {
    Problems problems;
    const auto ours = discount_factors(shipped.front(), schedule.name, 125, {}, problems);
    ASSERT_TRUE(ours);
    EXPECT_EQ(ours->factors, discount_factors(own, schedule.name, 125, {}, problems)->factors);
    EXPECT_FALSE(discount_factors(shipped.back(), schedule.name, 1, {}, problems)) << "a copy is no default";
  }
}

TEST(Shipped, TheDeflatorOfMarch2015UpratesAsTheDatabaseDid) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/rebasing.json");
  const auto all = shipped_deflators(digest);
  const DeflatorSeries& series = all.back();
  ASSERT_EQ(series.edition.edition, "2015-03");
  for (const auto& row : golden.at("rows_code_kind_value_year_updated")) {
    Problems problems;
    const auto year = price_year_from(row.at(3).get<std::string>());
    const auto ours = uprate({exact_of(row.at(2).dump()), year.value(), {}}, {YearKind::financial, 2015},
                             series, false, problems);
    ASSERT_TRUE(ours);
    EXPECT_TRUE(ours->uprated->forecast);
    const Exact want = exact_of(row.at(4).dump());
    EXPECT_LE((ours->value - want).abs(), want / Exact(1000000000)) << row.dump();
  }
}

// Version 3.0 as described: codes in C, fiscal value in H, its year in I; the rest is found by its header.
TEST(ReadUnitCosts, ALaterWorkbookOfAnotherLayout) {
  const std::string rows = sheet_row(1, {{'A', "Unit Cost Database (v3.0): made up"}}) +
                           sheet_row(4, {{'B', "Description"},
                                         {'C', "Code"},
                                         {'D', "Unit"},
                                         {'E', "Agency"},
                                         {'H', "Fiscal value"},
                                         {'I', "Year"},
                                         {'J', "Economic value"},
                                         {'K', "Year"},
                                         {'M', "Source"},
                                         {'N', "Comment"},
                                         {'O', "RAG"}}) +
                           sheet_row(6, {{'B', "A place in care"},
                                         {'C', "SS1.0"},
                                         {'D', "Per year"},
                                         {'E', "Local authority"},
                                         {'H', "60000"},
                                         {'I', "2023/24"},
                                         {'J', "12.5"},
                                         {'K', "2022/23"},
                                         {'M', "A return"},
                                         {'O', "G"}}) +
                           sheet_row(7, {{'B', "Of which staff"},
                                         {'C', "SS1.0.1"},
                                         {'D', "Per year"},
                                         {'E', "Local authority"},
                                         {'H', "41000.25"},
                                         {'I', "2023/24"},
                                         {'M', "A return"},
                                         {'O', "A"}});
  const Read read = read_costs("v3.xlsx", outturn::test::small_workbook(rows));
  ASSERT_TRUE(read.table) << test::text_of(read.problems);
  EXPECT_EQ(read.table->edition.edition, "v3.0");
  ASSERT_EQ(read.table->rows.size(), 3U);
  EXPECT_EQ(read.table->row("SS1.0", CostKind::fiscal)->price.value, Exact(60000));
  EXPECT_EQ(read.table->row("SS1.0", CostKind::economic)->price.year, (PriceYear{YearKind::financial, 2022}));
  const UnitCost& part = *read.table->row("SS1.0.1", CostKind::fiscal);
  EXPECT_EQ(part.price.value, exact_of("41000.25"));
  EXPECT_EQ(part.parent, "SS1.0");
  EXPECT_EQ(part.level, CostLevel::constituent);
  EXPECT_EQ(part.confidence, "medium (source RAG amber)");
}

TEST(ReadUnitCosts, AWorkbookWithoutUnitCostsOrYearsIsTold) {
  const Read none = read_costs("x.xlsx", outturn::test::small_workbook(sheet_row(1, {{'A', "Hello"}})));
  EXPECT_FALSE(none.table);
  EXPECT_TRUE(told(none.problems, "V7"));
  const Read year = read_costs(
      "y.xlsx",
      outturn::test::small_workbook(sheet_row(1, {{'C', "Code"}, {'D', "Description"}, {'H', "Fiscal"}}) +
                                    sheet_row(2, {{'C', "SS1.0"}, {'D', "x"}, {'H', "5"}})));
  EXPECT_FALSE(year.table);
  EXPECT_TRUE(told(year.problems, "V5"));
}

TEST(ReadUnitCosts, ThePlainTableOfTheDomain) {
  std::ifstream in(outturn::test::golden_path("../domain/unit_costs.csv"), std::ios::binary);
  if (!in) GTEST_SKIP() << "NOT TESTED: no domain/unit_costs.csv; set OUTTURN_SHARED";
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  const Read read = read_costs("unit_costs.csv", bytes);
  ASSERT_TRUE(read.table) << test::text_of(read.problems);
  EXPECT_EQ(read.table->rows.size(), 263U);
  EXPECT_EQ(read.table->row("UCD14-CR1.0-f", CostKind::fiscal)->licence, "CC BY 4.0");
  const UnitCost* const business = read.table->row("HO2324-fraud-business", CostKind::social);
  ASSERT_NE(business, nullptr);
  EXPECT_EQ(business->licence, "OGL v3") << "\"as above\" is the source above";
}

TEST(ReadUnitCosts, BadRowsAreToldTogetherWithTheirLines) {
  const Read read =
      read_costs("own.csv",
                 "# title: Local costs\n# licence: OGL v3\ncode,description,unit,value,price_year,kind\n"
                 "A,One,each,12,,fiscal\nB,Two,each,twelve,2013-14,fiscal\n"
                 "C,Three,each,12,2013-14,soical\n");
  EXPECT_FALSE(read.table);
  ASSERT_EQ(read.problems.list().size(), 3U) << test::text_of(read.problems);
  EXPECT_EQ(read.problems.list()[0].code, "V5");
  EXPECT_EQ(read.problems.list()[0].span.line, 4U);
  EXPECT_EQ(read.problems.list()[1].code, "V3");
  EXPECT_EQ(read.problems.list()[2].code, "V6");
  const Read column = read_costs("own.csv", "code,description,unit,values,price_year\n");
  EXPECT_TRUE(told(column.problems, "V4"));
  const Read twice = read_costs(
      "own.csv", "code,description,unit,value,price_year,source\nA,x,each,1,2013,s\nA,x,each,2,2013,s\n");
  EXPECT_TRUE(told(twice.problems, "V9")) << test::text_of(twice.problems);
}

TEST(ReadUnitCosts, ATableOfForbiddenValuesIsUsedButMarkedAndNotPassedOn) {
  const Read read =
      read_costs("hact.csv",
                 "# title: Values under licence\n# licence: CC BY-NC-ND 4.0\n# source: a bank\n"
                 "code,description,unit,value,price_year,kind\nX,Made up,each,10,2023-24,social\n");
  ASSERT_TRUE(read.table) << test::text_of(read.problems);
  EXPECT_EQ(embedding_problem(read.table->edition)->code, "V1");
  EXPECT_NE(use_mark(read.table->edition), "");
}

TEST(ReadUnitCosts, WhatItsPublisherUpratedIsNotUpratedAgain) {
  const Read read =
      read_costs("own.csv",
                 "# source: s\ncode,description,unit,value,price_year,uprated_from,uprated_with\n"
                 "A,One,each,12,2013-14,2010-11,2014-03\n");
  ASSERT_TRUE(read.table);
  Problems problems;
  const auto all = shipped_deflators(digest);
  EXPECT_FALSE(uprate(read.table->rows[0].price, {YearKind::financial, 2018}, all[0], false, problems));
  EXPECT_TRUE(told(problems, "V23"));
}

TEST(ReadUnitCosts, WrittenAndReadBackIsTheSame) {
  const UnitCostTable table = shipped_unit_costs(digest).front();
  const Read read = read_costs("again.csv", unit_costs_csv(table));
  ASSERT_TRUE(read.table);
  EXPECT_EQ(unit_costs_csv(*read.table).size(), unit_costs_csv(table).size() - 3 * table.rows.size())
      << "only \"verified\" has become \"given\"";
}

TEST(ReadParameters, TablesOfThePackageGreenbook) {
  OPEN_FILE_OR_SKIP(rates, "hmt-greenbook/stpr_schedule.csv");
  OPEN_FILE_OR_SKIP(index, "hmt-greenbook/gdp_deflator.csv");
  OPEN_FILE_OR_SKIP(bias, "hmt-greenbook/optimism_bias.csv");
  Problems problems;
  const auto table = read_discount_rates({"stpr.csv", rates, "0", true}, {}, problems);
  ASSERT_TRUE(table) << test::text_of(problems);
  EXPECT_EQ(table->schedule("reduced")->bands[0].rate, exact_of("0.03"));
  const auto series = read_deflators({"gdp.csv", index, "0", true}, {}, problems);
  ASSERT_EQ(series.size(), 1U) << test::text_of(problems);
  EXPECT_EQ(series[0].kind, YearKind::calendar);
  EXPECT_FALSE(
      uprating(series[0], {YearKind::financial, 2013}, {YearKind::financial, 2015}, false, problems));
  EXPECT_TRUE(told(problems, "V20"));
  Problems clean;
  const auto uplifts = read_optimism_bias({"ob.csv", bias, "0", true}, {}, clean);
  ASSERT_TRUE(uplifts) << test::text_of(clean);
  EXPECT_EQ(uplifts->row("standard buildings", "capital cost")->upper, exact_of("0.24"));
  EXPECT_EQ(uplifts->row("outsourcing", "duration"), nullptr);
}

TEST(ReadParameters, SeveralReleasesInOneFile) {
  std::ifstream in(outturn::test::golden_path("../domain/gdp_deflator.csv"), std::ios::binary);
  if (!in) GTEST_SKIP() << "NOT TESTED: no domain/gdp_deflator.csv; set OUTTURN_SHARED";
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  Problems problems;
  const auto all = read_deflators({"gdp_deflator.csv", bytes, "0", true}, {}, problems);
  ASSERT_EQ(all.size(), 3U) << test::text_of(problems);
  const auto how =
      uprating(all[0], {YearKind::financial, 1995}, {YearKind::financial, 2025}, false, problems);
  ASSERT_TRUE(how);
  EXPECT_TRUE(how->forecast);
  EXPECT_TRUE(how->spliced);
  EXPECT_EQ(how->release, "2026-03");
  EXPECT_FALSE(uprating(all[0], {YearKind::financial, 1995}, {YearKind::financial, 2031}, false, problems));
}

// golden/finance/savings_case.json, its unit values in base prices: 12 digits, by the release of March 2026.
TEST(Shipped, UnitValuesOfTheSavingsCase) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/savings_case.json");
  const auto all = shipped_deflators(digest);
  const DeflatorSeries& series = all[1];
  ASSERT_EQ(series.edition.edition, "2026-03");
  const auto& lines = golden.at("inputs").at("lines");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Problems problems;
    const Price found{exact_of(lines[i].at("unit_value").get<std::string>()),
                      price_year_from(lines[i].at("price_year").get<std::string>()).value(),
                      {}};
    const auto ours = uprate(found, {YearKind::financial, 2025}, series, true, problems);
    ASSERT_TRUE(ours);
    const Exact want = exact_of(golden.at("expected").at("lines")[i].at("unit_value_in_base_prices").dump());
    EXPECT_EQ(ours->value.significant(12), want.significant(12));
  }
}

}  // namespace
}  // namespace outturn::savings
