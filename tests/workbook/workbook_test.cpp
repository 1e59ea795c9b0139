// The workbook as a whole: it is written, the same twice, and its laws hold.
#include "reports/workbook/workbook.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/workbook/sample_runs.h"

namespace outturn::workbook_tests {
namespace {

std::string folder() {
  const char* wanted = std::getenv("OUTTURN_KEEP_BOOKS");
  const auto path = wanted != nullptr ? std::filesystem::path(wanted)
                                      : std::filesystem::temp_directory_path() / "outturn_books";
  std::filesystem::create_directories(path);
  return path.string();
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream all;
  all << file.rdbuf();
  return all.str();
}

workbook::Written write(const calc::Run& run, const std::string& name, workbook::Options options = {}) {
  Problems problems;
  const auto written = workbook::write_workbook(run, folder() + "/" + name + ".xlsx", options, problems);
  for (const Problem& problem : problems.list()) ADD_FAILURE() << render(problem, nullptr);
  return written;
}

TEST(Workbook, WritesTheSamplesTheSameTwice) {
  const std::vector<std::pair<std::string, calc::Run>> runs = [] {
    std::vector<std::pair<std::string, calc::Run>> made;
    made.emplace_back("peterborough", peterborough());
    made.emplace_back("innovation_fund", innovation_fund(44));
    made.emplace_back("unknown", innovation_fund(44, true));
    made.emplace_back("bands", bands());
    return made;
  }();
  for (const auto& [name, run] : runs) {
    EXPECT_GT(write(run, name).formula_cells, 0U);
    write(run, name + "_again");
    EXPECT_EQ(bytes_of(folder() + "/" + name + ".xlsx"), bytes_of(folder() + "/" + name + "_again.xlsx"))
        << name;
    workbook::Options bounded;
    bounded.bounded_memory_from = 1;
    write(run, name + "_bounded", bounded);
  }
}

TEST(Workbook, LongTablesAreCutIntoParts) {
  const calc::Run run = innovation_fund(44);
  workbook::Options cut;
  cut.rows_a_sheet = 90;
  const auto whole = write(run, "parts_1");
  const auto three = write(run, "parts_3", cut);
  EXPECT_EQ(three.formula_cells, whole.formula_cells);  // nothing lost, nothing twice
  EXPECT_EQ(three.input_cells, whole.input_cells + 1);  // rows_a_sheet
  cut.rows_a_sheet = 30;
  write(run, "parts_8", cut);
}

TEST(Workbook, WordsThatCouldRunAsAFormulaAreRefusedAndNothingIsWritten) {
  calc::Run run = innovation_fund(3);
  run.graph.frame(run.graph.column(run.graph.find("people.start_date")).frame).source_keys[1] =
      "=HYPERLINK(1)";
  const std::string path = folder() + "/refused.xlsx";
  std::filesystem::remove(path);
  Problems problems;
  static_cast<void>(workbook::write_workbook(run, path, {}, problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list().front().code, "W3");
  EXPECT_EQ(problems.list().front().span.line, 3U);
  EXPECT_FALSE(std::filesystem::exists(path));
}

/// Words of the language that are also names of functions must work as names of cells.
TEST(Workbook, OrdinaryWordsAreNames) {
  Builder b;
  calc::NodeId sum = b.whole(0);
  for (const char* name : {"year",  "sum",     "date",     "now",        "n",      "e",           "pi",
                           "count", "value",   "rate",     "min",        "offset", "row",         "text",
                           "price", "if_paid", "and_then", "total.paid", "_start", "print_area_x"}) {
    sum = b.run.graph.make(calc::Op::add,
                           {sum, b.one(b.term(name, calc::whole_type, calc::Unit::plain, 3, "A para 1"))});
  }
  b.run.record.total = b.formula(b.scalars(), "all_of_them", calc::whole_type, calc::Unit::plain, sum);
  EXPECT_GT(write(b.finish(), "words").formula_cells, 0U);
}

TEST(Workbook, NoRowsAtAllIsStillABook) { EXPECT_GT(write(innovation_fund(0), "no_rows").formula_cells, 0U); }

}  // namespace
}  // namespace outturn::workbook_tests
