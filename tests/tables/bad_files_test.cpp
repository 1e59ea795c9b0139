// Every message of the table reader, word for word: tests/tables/bad/NAME.csv is read and what is
// said must be NAME.txt. OUTTURN_UPDATE_GOLDEN=1 writes the .txt anew; then read the difference as
// the person who has to mend the file would.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/frozen_text.h"
#include "tests/tables/shapes.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;
using std::string_literals::operator""s;  // keeps NUL bytes

using ::outturn::test::content;

std::vector<fs::path> bad_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(OUTTURN_SOURCE_DIR "/tests/tables/bad")) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string told_of(const std::string& file, const std::string& bytes) {
  Problems problems;
  const Table table = read_csv(shape_for(file), file, bytes, "", problems);
  EXPECT_FALSE(problems.empty());
  EXPECT_TRUE(!problems.has_errors() || table.rows == 0) << "rows of a file with errors";
  EXPECT_EQ(table_fault(table), "");
  const SourceFile source(file, bytes);
  std::string text;
  for (const Problem& problem : problems.list()) text += render(problem, &source);
  return text;
}

class BadFile : public testing::TestWithParam<fs::path> {};

TEST_P(BadFile, IsToldWordForWord) {
  const fs::path expected = fs::path(GetParam()).replace_extension(".txt");
  const std::string told = told_of(GetParam().filename().string(), content(GetParam()));
  EXPECT_EQ(told, ::outturn::test::golden(expected, told));
}

INSTANTIATE_TEST_SUITE_P(Tables, BadFile, testing::ValuesIn(bad_files()), [](const auto& test) {
  std::string name = test.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(BadFiles, AreMany) { EXPECT_GE(bad_files().size(), 75U); }

// ---- files that no one wants in a repository byte by byte

std::string wide(const std::string& ascii, bool big_end, int width) {
  std::string out;
  for (const char c : ascii) {
    std::string one(static_cast<std::size_t>(width), '\0');
    one[big_end ? one.size() - 1 : 0] = c;
    out += one;
  }
  return out;
}

const std::string good_claims = "claim,participant,code,achieved_date,verified\nC1,P1,ATT,2012-11-05,yes\n";

std::string only_problem(std::string_view bytes) {
  const Intake intake = read_table(claims_shape(), bytes);
  EXPECT_EQ(intake.problems.list().size(), 1U);
  EXPECT_EQ(intake.table.rows, 0U);
  return outline(intake.problems);
}

TEST(WrongEncoding, Utf16IsNamed) {
  const std::string told = "E3 error at 0:0: the file is saved as UTF-16 (\"Unicode text\"), not as UTF-8\n";
  EXPECT_EQ(only_problem("\xFF\xFE" + wide(good_claims, false, 2)), told);
  EXPECT_EQ(only_problem("\xFE\xFF" + wide(good_claims, true, 2)), told);
  EXPECT_EQ(only_problem(wide(good_claims, false, 2)), told);
  EXPECT_EQ(only_problem(wide(good_claims, true, 2)), told);
}

TEST(WrongEncoding, Utf32IsNamed) {
  const std::string told = "E3 error at 0:0: the file is saved as UTF-32, not as UTF-8\n";
  EXPECT_EQ(only_problem("\xFF\xFE\0\0"s + wide(good_claims, false, 4)), told);
  EXPECT_EQ(only_problem(wide(good_claims, true, 4)), told);
}

TEST(WrongKindOfFile, IsNamed) {
  const std::string start = "E2 error at 0:0: this isn't a CSV file but ";
  EXPECT_EQ(only_problem("PK\x03\x04\x14\0\x06\0rest of a workbook"s),
            start + "an Excel or OpenDocument workbook (or another zip file)\n");
  EXPECT_EQ(only_problem("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), start + "an old Excel workbook (.xls)\n");
  EXPECT_EQ(only_problem("%PDF-1.7\n"), start + "a PDF document\n");
  EXPECT_EQ(only_problem("\n<!DOCTYPE HTML><html><body>Please log in"),
            start + "a web page (HTML), perhaps a log-in page saved in place of the download\n");
  EXPECT_EQ(only_problem("<?xml version=\"1.0\"?><data/>"), start + "an XML file\n");
}

TEST(WrongKindOfFile, EmptyOnesAreNamed) {
  const std::string told = "E1 error at 0:0: the file is empty\n";
  EXPECT_EQ(only_problem(""), told);
  EXPECT_EQ(only_problem("\xEF\xBB\xBF"), told);
  EXPECT_EQ(only_problem("\r\n\n  \n"), told);
}

TEST(WrongBytes, AreNamedWithTheirPlace) {
  EXPECT_EQ(only_problem(good_claims + "C2,P\0,ATT,2012-11-05,yes\n"s),
            "E2 error at 3:5: a byte of value 0, which no text has\n");
  EXPECT_EQ(only_problem(good_claims + "C2,\xE2\x82"),
            "E4 error at 3:4: the file ends in the middle of a character\n");
  EXPECT_EQ(only_problem(good_claims + "C2,é,\xC0\x80"), "E4 error at 3:6: the file isn't saved as UTF-8\n");
}

TEST(LongText, IsNeverCut) {
  const std::string header = "spent,note\n1.00,";
  EXPECT_TRUE(read_table(totals_shape(), header + std::string(32767, 'x')).problems.empty());
  EXPECT_EQ(
      outline(read_table(totals_shape(), header + std::string(32768, 'x')).problems),
      "E85 error at 2:6: \"" + std::string(40, 'x') + "…\" is longer than a spreadsheet's cell can hold\n");
}

}  // namespace
}  // namespace outturn
