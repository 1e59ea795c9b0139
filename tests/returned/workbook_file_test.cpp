// What stands in a workbook file, as Excel and LibreOffice write it, and what is told of files that are none.
#include "adapters/workbooks/workbook_file.h"

#include <gtest/gtest.h>

#include "adapters/workbooks/packed_size.h"
#include "reports/returned/formula_form.h"
#include "tests/support/small_run.h"
#include "tests/support/stored_zip.h"

namespace outturn::workbooks {
namespace {

using returned::Holds;

struct Read {
  returned::Texts texts;
  Problems problems;
  returned::BookCells book;
};

std::string cells_of(const std::string& rows,
                     const std::vector<std::pair<std::string, std::string>>& more = {}) {
  Read read;
  read.book = read_workbook("book.xlsx", test::small_workbook(rows, more), read.texts, read.problems);
  std::string out;
  for (const Problem& problem : read.problems.list()) out += render(problem, nullptr);
  for (const returned::SheetCells& sheet : read.book.sheets) {
    for (const returned::CellContent& cell : sheet.cells) {
      out += std::to_string(cell.row) + "," + std::to_string(cell.column) + " ";
      if (cell.formula != 0) out += "=" + returned::formula_at(read.texts[cell.formula], cell.row) + " ";
      out += cell.holds == Holds::number  ? std::to_string(cell.number)
             : cell.holds == Holds::words ? read.texts[cell.words]
                                          : "-";
      out += "\n";
    }
  }
  return out;
}

TEST(WorkbookFile, ReadsEveryKindOfCell) {
  const std::string strings =
      "<?xml version=\"1.0\"?><sst xmlns=\"m\"><si><t>shared &amp; plain</t></si><si><r><t>in "
      "</t></r><r><t>two</t></r>"
      "<rPh><t>said</t></rPh></si></sst>";
  EXPECT_EQ(
      cells_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
               "<c r=\"C1\" t=\"inlineStr\"><is><t>within</t></is></c><c r=\"D1\" s=\"3\"/><c r=\"E1\" "
               "t=\"b\"><v>1</v></c></row>"
               "<row r=\"2\"><c r=\"A2\"><v>0.25</v></c><c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
               "<c r=\"C2\" t=\"str\"><f>A1</f><v>words</v></c><c r=\"D2\"><f>A2*2</f></c>"
               "<c r=\"AA2\"><f t=\"array\" ref=\"AA2\">SUM(A2:A3)</f><v>1</v></c></row>",
               {{"xl/sharedStrings.xml", strings}}),
      "0,0 shared & plain\n0,1 in two\n0,2 within\n0,4 1.000000\n"
      "1,0 0.250000\n1,1 =1/0 #DIV/0!\n1,2 =A1 words\n1,3 =A2*2 -\n1,26 ={SUM(A2:A3)} 1.000000\n");
}

TEST(WorkbookFile, WritesOutFormulasThatExcelShares) {
  EXPECT_EQ(cells_of("<row r=\"5\"><c r=\"C5\"><f t=\"shared\" ref=\"C5:D6\" si=\"0\">A5*$B$1</f><v>1</v></c>"
                     "<c r=\"D5\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row>"
                     "<row r=\"6\"><c r=\"C6\"><f t=\"shared\" si=\"0\"/><v>3</v></c></row>"),
            "4,2 =A5*$B$1 1.000000\n4,3 =B5*$B$1 2.000000\n5,2 =A6*$B$1 3.000000\n");
}

TEST(WorkbookFile, ReadsNamesAndItsOwnProperties) {
  Read read;
  read.book = read_workbook(
      "book.xlsx",
      test::small_workbook("", {{"docProps/custom.xml",
                                 "<?xml version=\"1.0\"?><Properties xmlns=\"c\" xmlns:vt=\"v\"><property "
                                 "name=\"Run\"><vt:lpwstr>0123</vt:lpwstr></property></Properties>"}}),
      read.texts, read.problems);
  EXPECT_EQ(read.book.names, (std::map<std::string, std::string>{{"price", "Sheet!$B$5"}}));
  EXPECT_EQ(read.book.properties, (std::map<std::string, std::string>{{"Run", "0123"}}));
}

TEST(WorkbookFile, TellsWhatIsNoWorkbook) {
  const std::string whole = test::small_workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  const std::vector<std::pair<std::string, std::string>> files = {
      {"empty.xlsx", ""},
      {"claims.csv", "claim,person\nK1,Ann\n"},
      {"locked.xlsx", std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(600, '\0')},
      {"cut.xlsx", whole.substr(0, whole.size() / 2)},
      {"book.ods", test::stored_zip({{"content.xml", "<a/>"}})},
      {"book.xlsb", test::stored_zip({{"xl/workbook.bin", "x"}})},
      {"other.zip", test::stored_zip({{"readme.txt", "x"}})},
      {"spoilt.xlsx", test::small_workbook("<row r=\"1\"><c r=A1><v>1</c></row>")}};
  std::string told;
  for (const auto& [name, bytes] : files) {
    Read read;
    EXPECT_TRUE(read_workbook(name, bytes, read.texts, read.problems).sheets.empty()) << name;
    for (const Problem& problem : read.problems.list()) told += render(problem, nullptr);
  }
  std::string large = whole;  // its directory says 3 GiB of the first part
  large[large.find("PK\x01\x02") + 27] = '\xC0';
  Read read;
  (void)read_workbook("large.xlsx", large, read.texts, read.problems);
  for (const Problem& problem : read.problems.list()) told += render(problem, nullptr);
  test::expect_golden("returned/golden/bad_files.txt", told);
}

TEST(WorkbookFile, SurvivesSpoiltBytes) {
  const std::string whole =
      test::small_workbook("<row r=\"5\"><c r=\"C5\"><f t=\"shared\" si=\"0\">A5*$B$1</f><v>1</v></c></row>");
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    for (const char other : {'\0', '\xFF', '<'}) {
      std::string spoilt = whole;
      spoilt[at] = other;
      Read read;
      const auto book = read_workbook("book.xlsx", spoilt, read.texts, read.problems);
      EXPECT_LE(book.sheets.size(), 1U);
    }
  }
}

TEST(PackedSize, IsTheSumOfAllParts) {
  EXPECT_EQ(unpacked_size(test::stored_zip({{"a", "12345"}, {"b", "678"}})), 8U);
  EXPECT_EQ(unpacked_size("PK and nothing else"), std::nullopt);
}

}  // namespace
}  // namespace outturn::workbooks
