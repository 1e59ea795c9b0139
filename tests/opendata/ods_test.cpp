// OpenDocument spreadsheets as published files: cells of every kind as the OpenDocument standard has them,
// the same figures as from .xlsx, and what is told of files that are none.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include <fmt/format.h>

#include "adapters/opendata/published_text.h"
#include "adapters/workbooks/workbook_file.h"
#include "tests/opendata/open_data.h"
#include "tests/support/stored_zip.h"

namespace outturn::opendata {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string content_of(const std::string& body) {
  return "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" "
         "xmlns:text=\"x\" xmlns:calcext=\"c\" xmlns:draw=\"d\"><office:body>" +
         body + "</office:body></office:document-content>";
}

std::string ods_of(const std::string& rows, const Parts& more = {}) {
  Parts parts = {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                 {"content.xml", content_of("<office:spreadsheet><table:table table:name=\"Table 1\">" +
                                            rows + "</table:table></office:spreadsheet>")}};
  parts.insert(parts.end(), more.begin(), more.end());
  return test::stored_zip(parts);
}

std::string number(const std::string& value, const std::string& more = "") {
  return "<table:table-cell office:value-type=\"float\" office:value=\"" + value + "\" " + more +
         "><text:p>shown otherwise</text:p></table:table-cell>";
}

std::string words(const std::string& text, const std::string& more = "") {
  return "<table:table-cell office:value-type=\"string\" " + more + "><text:p>" + text +
         "</text:p></table:table-cell>";
}

std::string row(const std::string& cells, const std::string& more = "") {
  return "<table:table-row " + more + ">" + cells + "</table:table-row>";
}

/// The sheets as text; then the problems.
std::string text_of(const std::string& bytes, const std::string& sheet = "") {
  Problems problems;
  std::string out;
  for (const PublishedText& text : texts_of("made-up.ods", bytes, sheet, problems)) out += text.text;
  for (const Problem& one : problems.list()) out += render(one, nullptr);
  return out;
}

std::string cells_text(const std::string& cells) { return text_of(ods_of(row(cells))); }

TEST(Ods, EveryKindOfValue) {
  EXPECT_EQ(cells_text(number("12.5")), "12.5\n");
  EXPECT_EQ(cells_text(number("-0.0005")), "-0.0005\n");
  EXPECT_EQ(cells_text("<table:table-cell office:value-type=\"percentage\" office:value=\"0.123\">"
                       "<text:p>12.3%</text:p></table:table-cell>"),
            "0.123\n");
  EXPECT_EQ(cells_text("<table:table-cell office:value-type=\"currency\" office:currency=\"GBP\" "
                       "office:value=\"4150\"><text:p>£4,150</text:p></table:table-cell>"),
            "4150\n");
  EXPECT_EQ(cells_text("<table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-31\">"
                       "<text:p>31/03/24</text:p></table:table-cell>"),
            "2024-03-31\n");
  EXPECT_EQ(cells_text("<table:table-cell office:value-type=\"date\" "
                       "office:date-value=\"2024-03-31T00:00:00\"/>"),
            "2024-03-31\n");
  EXPECT_EQ(cells_text("<table:table-cell office:value-type=\"date\" "
                       "office:date-value=\"2024-03-31T10:00:00\"/>"),
            "2024-03-31T10:00:00\n");
  EXPECT_EQ(cells_text("<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\">"
                       "<text:p>TRUE</text:p></table:table-cell>"),
            "1\n");
  EXPECT_EQ(cells_text(words("England, all &amp; sundry")), "\"England, all & sundry\"\n");
}

TEST(Ods, AFormulaGivesItsStoredResultAndItsErrorAsWords) {
  EXPECT_EQ(cells_text(number("7", "table:formula=\"of:=[.A1]+1\"")), "7\n");
  EXPECT_EQ(cells_text("<table:table-cell office:value-type=\"float\" calcext:value-type=\"error\" "
                       "office:value=\"0\"><text:p>#DIV/0!</text:p></table:table-cell>"),
            "#DIV/0!\n");
  EXPECT_EQ(cells_text("<table:table-cell calcext:value-type=\"float\" office:value-type=\"string\" "
                       "office:value=\"7\"><text:p>7 of 9</text:p></table:table-cell>"),
            "7 of 9\n");
}

TEST(Ods, WordsAreThoseAPersonSees) {
  EXPECT_EQ(cells_text(words("\n   City  <text:span>of</text:span>\n  <text:a>London</text:a>  ")),
            "City of London\n");
  EXPECT_EQ(cells_text(words("one<text:s text:c=\"2\"/>two<text:tab/>three")), "one  two three\n");
  EXPECT_EQ(cells_text(words("first</text:p><text:p>second<text:line-break/>third")), "first second third\n");
  EXPECT_EQ(cells_text("<table:table-cell office:value-type=\"string\"><office:annotation><text:p>a note"
                       "</text:p></office:annotation><draw:frame><text:p>a box</text:p></draw:frame>"
                       "<text:p>figure</text:p></table:table-cell>"),
            "figure\n");
}

TEST(Ods, RepeatedCellsAndRowsStandAsOftenAsTheySay) {
  EXPECT_EQ(cells_text(number("7", "table:number-columns-repeated=\"3\"") + words("x")), "7,7,7,x\n");
  EXPECT_EQ(cells_text("<table:table-cell table:number-columns-repeated=\"2\"/>" + words("x") +
                       "<table:table-cell table:number-columns-repeated=\"16381\"/>"),
            ",,x\n");
  EXPECT_EQ(text_of(ods_of(row(number("1") + number("2"), "table:number-rows-repeated=\"3\"") + row("") +
                           row(words("end")))),
            "1,2\n1,2\n1,2\n\nend\n");
  const std::string empty = row("<table:table-cell table:number-columns-repeated=\"16384\"/>",
                                "table:number-rows-repeated=\"1048570\"");
  EXPECT_EQ(
      text_of(ods_of(row(words("head")) + row("<table:table-cell/>", "table:number-rows-repeated=\"2\"") +
                     row(number("5")) + empty)),
      "head\n\n\n5\n");
}

TEST(Ods, HeaderRowsAndGroupsOfRowsAreRowsAndCoveredCellsKeepTheirPlace) {
  EXPECT_EQ(text_of(ods_of("<table:table-header-rows>" + row(words("a") + words("b")) +
                           "</table:table-header-rows><table:table-row-group>" +
                           row(words("wide", "table:number-columns-spanned=\"2\"") +
                               "<table:covered-table-cell office:value-type=\"float\" office:value=\"9\"/>" +
                               words("c")) +
                           "</table:table-row-group>")),
            "a,b\nwide,,c\n");
}

TEST(Ods, SheetsAreTakenByNameAndTablesThatAreNoSheetsAreNot) {
  const std::string two = test::stored_zip(
      {{"content.xml",
        content_of("<office:spreadsheet><table:tracked-changes><table:table-cell><text:p>was</text:p>"
                   "</table:table-cell></table:tracked-changes><table:table table:name=\"Notes\">" +
                   row(words("about")) + "</table:table><table:table table:name=\"Figures\">" +
                   row(number("3")) + "</table:table><table:dde-links><table:table table:name=\"Far\">" +
                   row(number("4")) + "</table:table></table:dde-links></office:spreadsheet>")}});
  EXPECT_EQ(text_of(two), "about\n3\n");
  EXPECT_EQ(text_of(two, "Figures"), "3\n");
  EXPECT_NE(text_of(two, "figures").find("O3"), std::string::npos);
}

TEST(Ods, WhatIsNoSpreadsheetIsTold) {
  const auto told = [](const std::string& bytes) {
    returned::Texts texts;
    Problems problems;
    EXPECT_TRUE(workbooks::read_spreadsheet("it", bytes, texts, problems).sheets.empty());
    return problems.empty() ? std::string("nothing") : problems.list()[0].code;
  };
  EXPECT_EQ(told(test::stored_zip({{"content.xml", content_of("<office:text/>")}})), "W10");
  EXPECT_EQ(told(test::stored_zip({{"holiday.jpg", "x"}})), "W10");
  EXPECT_EQ(told("Area,Value\n"), "W10");
  const std::string whole = ods_of(row(number("1")));
  EXPECT_EQ(told(whole.substr(0, whole.size() / 2)), "W10");
  EXPECT_EQ(told(ods_of("", {{"META-INF/manifest.xml", "<manifest:encryption-data/>"}})), "W11");
  EXPECT_EQ(told(test::stored_zip({{"encrypted-package", "x"}})), "W11");
  EXPECT_EQ(told(test::stored_zip({{"content.xml", "<?xml version=\"1.0\"?><a b=></a>"}})), "W13");
  const std::string sheets = content_of("<office:spreadsheet><table:table table:name=\"a\">" +
                                        row(number("1")) + row(number("2")) + "</table:table>");
  EXPECT_EQ(told(test::stored_zip({{"content.xml", sheets}})), "W13");
}

TEST(Ods, ACellRepeatedOverTheWholeSheetIsRefusedBeforeItIsMade) {
  const std::string everywhere = ods_of(
      row(number("7", "table:number-columns-repeated=\"16384\""), "table:number-rows-repeated=\"1048576\""));
  EXPECT_NE(text_of(everywhere).find("W12"), std::string::npos);
  const std::string far_right =
      ods_of(row("<table:table-cell table:number-columns-repeated=\"99999999999999999999\"/>" + number("7")));
  EXPECT_NE(text_of(far_right).find("W12"), std::string::npos);
  const std::string far_down =
      ods_of(row("<table:table-cell/>", "table:number-rows-repeated=\"4000000000\"") + row(number("7")));
  EXPECT_NE(text_of(far_down).find("W12"), std::string::npos);
}

// Bytes changed at random: told or read, never a crash and never more cells than there were, by far.
TEST(Ods, ASpoiltFileIsToldOrRead) {
  const std::string sound =
      content_of("<office:spreadsheet><table:table table:name=\"a\">" +
                 row(number("1", "table:number-columns-repeated=\"3\"") + words("a<text:s/>b")) +
                 row("<table:table-cell/>", "table:number-rows-repeated=\"9\"") +
                 row("<table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-31\"/>") +
                 "</table:table></office:spreadsheet>");
  std::mt19937 random(5);
  std::size_t told = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string spoilt = sound;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) {
      const std::size_t at = random() % spoilt.size();
      if (random() % 3 == 0)
        spoilt.erase(at, 1 + random() % 8);
      else
        spoilt[at] = "<>/\"'=& \n\0az09:"[random() % 15];
    }
    returned::Texts texts;
    Problems problems;
    const returned::BookCells book = workbooks::read_spreadsheet(
        "it", test::stored_zip({{"content.xml", spoilt}}), texts, problems, std::uint64_t{1} << 20);
    told += problems.empty() ? 0 : 1;
    for (const returned::SheetCells& sheet : book.sheets) EXPECT_LT(sheet.cells.size(), 40'000U);
  }
  EXPECT_GT(told, 300U);
  EXPECT_LT(told, 3000U);
}

// The recheck compares formulas, which .ods writes in another notation.
TEST(Ods, IsStillNoWorkbookToRecheck) {
  returned::Texts texts;
  Problems problems;
  (void)workbooks::read_workbook("it", ods_of(row(number("1"))), texts, problems);
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].code, "W10");
}

constexpr const char* declared =
    "area code from Area code\nperiod from Period\nvalue from Rate\n"
    "measure is a made-up rate\nunit is per 1,000\n"
    "marker c means suppressed, 1 to 4\n";

ReadBack read_declared_file(const std::string& name, const std::string& bytes) {
  PublishedOptions options;
  options.declaration = declared;
  options.declaration_file = "declaration.txt";
  return read_back(name, bytes, options);
}

std::string all_figures(const comparison::Published& table) {
  std::string out;
  for (std::size_t at = 0; at < table.rows(); ++at)
    out += fmt::format("{} {} {} {}\n", table.line[at], table.areas[table.area[at]].code,
                       table.periods[table.period[at]].text, figure(table.value.at(at)));
  return out;
}

// tests/opendata/made_up.ods, written by Python's zipfile from invented figures: two rows above the header,
// a second sheet, two alike rates side by side in the file as one repeated cell, an empty row among the rows.
TEST(Ods, AFileIsReadByItsDeclaration) {
  std::ifstream in(std::string(OUTTURN_SOURCE_DIR) + "/tests/opendata/made_up.ods", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  ASSERT_FALSE(bytes.empty());
  const ReadBack read = read_declared_file("made_up.ods", bytes);
  ASSERT_TRUE(read.table) << read.text();
  EXPECT_TRUE(read.problems.empty()) << read.text();
  EXPECT_EQ(all_figures(*read.table),
            "4 E09000002 2022/23 11.25\n5 E09000003 2022/23 7\n7 E09000002 2023/24 -\n8 E09000003 2023/24 "
            "0.125\n");
  EXPECT_EQ(read.table->source.encoding, "workbook");
}

// LibreOffice writes the same sheet both ways; both must give the same table.
TEST(Ods, WhatLibreOfficeSavesReadsAsItsExcelBookDoes) {
  if (std::system("command -v soffice >/dev/null") != 0)
    GTEST_SKIP() << "NOT TESTED: soffice is not here, no .ods was made";
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "outturn_ods_test";
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::ofstream(folder / "sheet.csv")
      << "A made-up table,,,,\n,,,,\nArea code,Period,Rate,Share,Day\n"
         "E09000002,2022/23,7,7,2024-03-31\nE09000003,2022/23,11.25,12.5%,\n"
         ",,,,\nE09000002,2023/24,c,c,2024-04-01\nE09000003,2023/24,0.125,,\n";
  for (const char* kind : {"ods", "xlsx"}) {
    const std::string command = fmt::format(
        "soffice -env:UserInstallation=file://{0}/profile --headless "
        "--infilter='CSV:44,34,76,1,,2057,false,true'"
        " --convert-to {1} --outdir {0} {0}/sheet.csv >/dev/null 2>&1",
        folder.string(), kind);
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  const auto read = [&](const char* name) {
    std::ifstream in(folder / name, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(in)), {});
  };
  EXPECT_EQ(text_of(read("sheet.ods")),
            "A made-up table\n\nArea code,Period,Rate,Share,Day\nE09000002,2022/23,7,7,2024-03-31\n"
            "E09000003,2022/23,11.25,0.125\n\nE09000002,2023/24,c,c,2024-04-01\nE09000003,2023/24,0.125\n");
  const ReadBack ods = read_declared_file("sheet.ods", read("sheet.ods"));
  const ReadBack xlsx = read_declared_file("sheet.xlsx", read("sheet.xlsx"));
  ASSERT_TRUE(ods.table && xlsx.table) << ods.text() << xlsx.text();
  EXPECT_EQ(ods.table->rows(), 4U);
  EXPECT_EQ(all_figures(*ods.table), all_figures(*xlsx.table));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace outturn::opendata
