// A book changed cell by cell, as it comes back: what is told, and what each change does to the payment due.
//
// The expected book is written and read as the command does it; changes are made in the cells as read.
// Amounts are worked out by hand in comments from the contract of small_run.cpp.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "adapters/workbooks/workbook_file.h"
#include "reports/returned/book_facts.h"
#include "reports/returned/formula_form.h"
#include "reports/returned/report.h"
#include "reports/workbook/workbook.h"
#include "tests/support/small_run.h"

namespace outturn::returned {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class Recheck : public testing::Test {
 protected:
  Recheck() : run(test::small_run()), expected(written()), back(expected) {}

  BookCells written() {
    const fs::path path = fs::path(testing::TempDir()) / ("recheck-" + std::to_string(::getpid()) + ".xlsx");
    Problems problems;
    (void)workbook::write_workbook(run, path.string(), {}, problems);
    BookCells book = workbooks::read_workbook("book.xlsx", bytes_of(path), texts, problems);
    EXPECT_TRUE(problems.empty());
    fs::remove(path);
    return book;
  }

  SheetCells& sheet(const std::string& name) {
    for (SheetCells& one : back.sheets) {
      if (one.name == name) return one;
    }
    throw std::runtime_error("no sheet " + name);
  }
  /// The cell of a heading's column in the row whose column A or B holds `key`.
  CellContent& cell(const std::string& sheet_name, const std::string& heading, const std::string& key) {
    std::uint32_t column = gone;
    std::uint32_t row = gone;
    for (CellContent& one : sheet(sheet_name).cells) {
      const std::string& words = texts[one.words];
      if (one.row == 3 && words == heading) column = one.column;
      if (one.row > 3 && one.column < 2 && words == key) row = one.row;
    }
    for (CellContent& one : sheet(sheet_name).cells) {
      if (one.row == row && one.column == column) return one;
    }
    throw std::runtime_error("no " + heading + " of " + key);
  }
  void number(CellContent& cell, double value) {
    cell.formula = 0;
    cell.words = 0;
    cell.number = value;
    cell.holds = Holds::number;
  }
  void words(CellContent& cell, const std::string& value) {
    cell.formula = 0;
    cell.words = texts.kept(value);
    cell.holds = Holds::words;
  }

  Report report() {
    Report out;
    out.book = "back.xlsx";
    out.contract = "steps.contract";
    out.as_at = run.record.as_at;
    out.cut_off = run.record.cut_off;
    const Comparison found = compare(expected, back, texts, 3);
    Effects effects(run, texts);
    tell_changes(run, expected, found, texts, effects, out);
    if (!found.shape_holds || out.without_effect > 0) return out;
    effects.give_values(run);
    tell_stored(run, written(), stored_results(written(), back, found), texts, out);
    return out;
  }

  Texts texts;
  calc::Run run;
  BookCells expected;
  BookCells back;
};

Exact pounds(int amount) { return {amount}; }

TEST_F(Recheck, AnUntouchedBookIsTheSame) {
  const Report told = report();
  EXPECT_TRUE(told.same()) << report_text(told, true);
  EXPECT_EQ(told.due, told.due_changed);
  EXPECT_GT(told.formulas, 100U);
}

TEST_F(Recheck, AChangedInputIsToldWithItsLineAndItsEffect) {
  // Ann: K1 job 1,500, K2 course 600, K4 home 900, capped at 2,500; 3 of 8 claims paid, 38 %, a bonus of 250.
  // K4 with 8 hours, 16 being needed: 2,100, and 2 of 8 is 25 %, the same bonus: 400 less.
  // K8, Ann's home again with 20 hours: K4 has been paid for it already. With K4 gone it is paid instead.
  number(cell("Claims", "Hours", "K8"), 20);
  number(cell("Claims", "Hours", "K4"), 8);
  const Report told = report();
  ASSERT_EQ(told.findings.size(), 2U);
  const Finding& k4 =
      told.findings[0].source.find("line 5") != std::string::npos ? told.findings[0] : told.findings[1];
  EXPECT_EQ(k4.what, "input changed");
  EXPECT_EQ(k4.had, "20.0");
  EXPECT_EQ(k4.has, "8.0");
  EXPECT_NE(k4.source.find("claims.csv line 5"), std::string::npos);
  EXPECT_FALSE(told.stored.empty());  // the book was not calculated again
  test::expect_golden("returned/golden/hours.txt", report_text(told, false));
}

TEST_F(Recheck, AFormulaWrittenOverIsHeldAtItsNumber) {
  CellContent& total = cell("Payments", "Value", "Bonus payment");
  const double was = total.number;
  number(total, was + 100);
  const Report told = report();
  ASSERT_EQ(told.findings.size(), 1U);
  EXPECT_EQ(told.findings[0].what, "formula replaced by a number");
  EXPECT_EQ(told.findings[0].effect, pounds(100));
  test::expect_golden("returned/golden/written_over.txt", report_text(told, false));
}

TEST_F(Recheck, TellsEachKindOfChange) {
  words(cell("Claims", "Hours", "K1"), "many");
  CellContent& in_time = cell("Claims", "In time", "K2");
  in_time.formula = texts.kept(settled_form("1*1", in_time.row));
  CellContent& heading = sheet("Claims").cells.front();
  words(heading, "My claims");
  CellContent note;
  note.row = 80;
  note.column = 2;
  words(note, "a note");
  sheet("Claims").cells.push_back(note);
  back.names.begin()->second = "Claims!$A$1";
  back.sheets.push_back({"Mine", {}});
  test::expect_golden("returned/golden/kinds.txt", report_text(report(), false));
  EXPECT_NE(report_json(report()).find("\"sheet added\""), std::string::npos);
}

/// As a program does it: cells below go down one row, and so does every formula that names them.
TEST_F(Recheck, AnInsertedRowIsToldAsARow) {
  constexpr std::uint32_t at = 6;
  const auto below = [&](CellName& name, const std::string& own) {
    if ((name.sheet.empty() ? own : name.sheet) == "Claims" && name.row >= at) ++name.row;
  };
  const auto same = [](const std::string& name) { return name; };
  for (SheetCells& one : back.sheets) {
    for (CellContent& content : one.cells) {
      const std::uint32_t row = content.row;
      if (one.name == "Claims" && row >= at) ++content.row;
      if (content.formula == 0) continue;
      const std::string moved = renamed_form(
          formula_at(texts[content.formula], row), [&](CellName& name) { below(name, one.name); }, same);
      content.formula = texts.kept(settled_form(moved, content.row));
    }
  }
  CellContent fresh;
  fresh.row = at;
  words(fresh, "C0000099");
  auto& cells = sheet("Claims").cells;
  cells.insert(std::find_if(cells.begin(), cells.end(), [](const CellContent& c) { return c.row > at; }),
               fresh);
  const Report told = report();
  EXPECT_EQ(told.changed_cells, 0U) << report_text(told, false);
  ASSERT_EQ(told.findings.size(), 1U);
  EXPECT_EQ(told.findings[0].what, "1 row inserted");
  EXPECT_EQ(told.findings[0].has, "row 7");
}

TEST_F(Recheck, ARenamedSheetIsToldOnce) {
  const auto same = [](CellName&) {};
  const auto other = [](const std::string& name) { return name == "Claims" ? "Claims seen" : name; };
  for (SheetCells& one : back.sheets) {
    if (one.name == "Claims") one.name = "Claims seen";
    for (CellContent& content : one.cells) {
      if (content.formula == 0) continue;
      content.formula = texts.kept(settled_form(
          renamed_form(formula_at(texts[content.formula], content.row), same, other), content.row));
    }
  }
  const Report told = report();
  ASSERT_EQ(told.findings.size(), 1U) << report_text(told, false);
  EXPECT_EQ(told.findings[0].what, "sheet renamed");
}

TEST_F(Recheck, SortedRowsAndMovedColumnsAreNotToldCellByCell) {
  for (CellContent& content : sheet("Claims").cells) {
    if (content.row == 5) {
      content.row = 6;
    } else if (content.row == 6) {
      content.row = 5;
    }
  }
  std::stable_sort(sheet("Claims").cells.begin(), sheet("Claims").cells.end(),
                   [](const CellContent& a, const CellContent& b) { return a.row < b.row; });
  for (CellContent& content : sheet("People").cells) content.column += content.column >= 2 ? 1 : 0;
  const Report told = report();
  std::string all;
  for (const Finding& finding : told.findings) all += finding.sheet + ": " + finding.what + "\n";
  EXPECT_NE(all.find("Claims: rows put in another order"), std::string::npos) << all;
  EXPECT_NE(all.find("People: columns inserted or deleted"), std::string::npos) << all;
  EXPECT_EQ(all.find("Claims: input changed"), std::string::npos) << all;
}

TEST_F(Recheck, ABookSaysHowItWasMade) {
  const BookFacts facts = facts_of(back, texts);
  EXPECT_EQ(facts.run_id, "0123456789abcdef");
  EXPECT_EQ(facts.contract_sha256, std::string(64, 'c'));
  EXPECT_EQ(facts.as_at, make_date(2021, 12, 31));
  EXPECT_TRUE(facts.documents.empty());
}

}  // namespace
}  // namespace outturn::returned
