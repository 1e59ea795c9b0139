// The Linkage sheet read back from the file: the link's own counts, sums that add up, the payment's interval
// there and on the Cover.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "adapters/workbooks/workbook_file.h"
#include "reports/workbook/workbook.h"
#include "tests/linkage_payment/link_folder.h"

namespace outturn::command {
namespace {

class LinkageSheet : public LinkFolder {
 protected:
  /// The book of the run over draws, read back.
  returned::BookCells book(returned::Texts& texts) {
    const auto made = run();
    EXPECT_TRUE(made) << first_code();
    const std::string path = (folder_ / "book.xlsx").string();
    EXPECT_GT(workbook::write_workbook(*made, path, {}, problems_).formula_cells, 0U);
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return workbooks::read_workbook("book.xlsx", bytes.str(), texts, problems_);
  }
};

/// What stands beside a label in column A of a sheet, as far as it is numbers.
std::vector<double> beside(const returned::BookCells& book, const returned::Texts& texts,
                           const std::string& sheet, const std::string& label) {
  std::vector<double> out;
  for (const returned::SheetCells& one : book.sheets) {
    if (one.name != sheet) continue;
    std::int64_t row = -1;
    for (const returned::CellContent& cell : one.cells) {
      if (cell.column == 0 && row < 0 && texts[cell.words] == label) row = cell.row;
      if (cell.row == row && cell.holds == returned::Holds::number) out.push_back(cell.number);
    }
  }
  return out;
}

TEST_F(LinkageSheet, HoldsTheLinksCountsAndTheirSums) {
  returned::Texts texts;
  const returned::BookCells cells = book(texts);
  // Records, linked, alone, linked elsewhere, persons, duplicates, adds up, rate, Wilson 0 of 4, mistakes.
  const std::vector<double> member = beside(cells, texts, "Linkage", "m");
  ASSERT_EQ(member.size(), 12U);
  EXPECT_EQ(std::vector<double>(member.begin(), member.begin() + 9),
            (std::vector<double>{4, 2, 2, 0, 3, 1, 1, 0, 0}));
  EXPECT_DOUBLE_EQ(member[9], 0.4899);  // Wilson's upper limit of 0 of 4 is z2/(4+z2), z2 = 3.8415
  EXPECT_DOUBLE_EQ(member[10], 0.2);
  EXPECT_DOUBLE_EQ(member[11], 0.3);
  EXPECT_EQ(beside(cells, texts, "Linkage", "All members"), (std::vector<double>{4, 2, 2, 0, 3, 1}));
  EXPECT_EQ(beside(cells, texts, "Linkage", "All rules"), (std::vector<double>{3, 1, 0.3333}));
  EXPECT_EQ(beside(cells, texts, "Linkage", "Persons"), (std::vector<double>{3}));
}

TEST_F(LinkageSheet, ShowsTheIntervalOfThePaymentHereAndOnTheCover) {
  returned::Texts texts;
  const returned::BookCells cells = book(texts);
  // As decided, mean, median, low, high, width: worked out by hand in evidence_test.cpp.
  EXPECT_EQ(beside(cells, texts, "Linkage", "Payment due"),
            (std::vector<double>{300, 250, 200, 100, 400, 300}));
  EXPECT_EQ(beside(cells, texts, "Cover", "Allowing for the link's doubt"), (std::vector<double>{100, 400}));
}

TEST_F(LinkageSheet, IsNotThereWithoutALink) {
  drop("draws.csv");
  drop("linkage.json");
  returned::Texts texts;
  for (const returned::SheetCells& sheet : book(texts).sheets) EXPECT_NE(sheet.name, "Linkage");
}

}  // namespace
}  // namespace outturn::command
