// The workbook as a whole: it is written, the same twice, and its laws hold.
#include "reports/workbook/workbook.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/workbook/sample_runs.h"

namespace outturn::workbook_tests {
namespace {

std::string folder() {
  const char* wanted = std::getenv("OUTTURN_KEEP_BOOKS");
  const auto path = wanted != nullptr ? std::filesystem::path(wanted) : std::filesystem::temp_directory_path() / "outturn_books";
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
    EXPECT_EQ(bytes_of(folder() + "/" + name + ".xlsx"), bytes_of(folder() + "/" + name + "_again.xlsx")) << name;
    workbook::Options bounded;
    bounded.bounded_memory_from = 1;
    write(run, name + "_bounded", bounded);
  }
}

}  // namespace
}  // namespace outturn::workbook_tests
