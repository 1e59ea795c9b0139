// What is said of case files, word for word: good/NAME.cases with the report of its cases, and
// bad/NAME.cases with its problems, in NAME.txt. OUTTURN_UPDATE_GOLDEN=1 writes the .txt anew; then
// read the difference as the person who wrote the case would.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "adapters/command/case_report.h"

namespace outturn::command {
namespace {

const fs::path here = fs::path(OUTTURN_SOURCE_DIR) / "tests" / "cases";

std::vector<fs::path> case_files(const char* folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(here / folder)) {
    if (entry.path().extension() == ".cases") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

ContractOfCases sample() {
  Problems problems;
  auto loaded = load_contract(here / "sample.contract", problems);
  EXPECT_FALSE(problems.has_errors());
  auto shapes = compile::table_shapes(loaded->contract);
  return {std::move(*loaded), "sample", std::move(shapes), {}};
}

struct Told {
  std::string text;
  std::size_t errors = 0;
  std::vector<CaseResult> results;
};

Told told_of(const fs::path& path) {
  const ContractOfCases contract = sample();
  Problems problems;
  const SourceFile source = load_text(path, problems).value();
  const auto cases = language::parse_cases(source, problems);
  language::check_cases(cases, contract.loaded.contract, source, problems);
  Told told;
  if (!problems.has_errors()) {
    for (const language::Case& one : cases) told.results.push_back(run_case(contract, one, source, problems));
    told.text = cases_text(told.results);
  }
  problems.sort();
  told.errors = problems.count(Severity::error);
  for (const Problem& problem : problems.list()) told.text += render(problem, &source);
  return told;
}

class CaseFile : public testing::TestWithParam<fs::path> {};

TEST_P(CaseFile, IsToldWordForWord) {
  const fs::path expected = fs::path(GetParam()).replace_extension(".txt");
  const Told told = told_of(GetParam());
  const bool bad = GetParam().parent_path().filename() == "bad";
  EXPECT_EQ(bad, told.errors > 0);
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(expected, std::ios::binary) << told.text;
  EXPECT_EQ(told.text, read_file(expected).value_or("no such file"));
}

std::string name_of(const testing::TestParamInfo<fs::path>& test) { return test.param.stem().string(); }
INSTANTIATE_TEST_SUITE_P(Good, CaseFile, testing::ValuesIn(case_files("good")), name_of);
INSTANTIATE_TEST_SUITE_P(Bad, CaseFile, testing::ValuesIn(case_files("bad")), name_of);

TEST(CaseStatuses, FollowFromTheFigures) {
  std::string passing;
  for (const CaseResult& result : told_of(here / "good" / "figures.cases").results)
    passing += std::string(words(result.status)) + " ";
  EXPECT_EQ(passing, "pass pass does_not_reconcile waits ");
  for (const CaseResult& result : told_of(here / "good" / "failing.cases").results) {
    EXPECT_EQ(result.status, CaseStatus::fail) << result.id;
  }
}

TEST(CaseJson, HoldsFiguresInTheUnitsOfTheSource) {
  const std::string json = cases_json(told_of(here / "good" / "figures.cases").results);
  EXPECT_NE(json.find("\"events_pct\": {\n    \"C1\": 47.33,"), std::string::npos) << json;  // percentage
  EXPECT_NE(json.find("\"overall\": 0.5789"), std::string::npos) << json;                    // share
  EXPECT_NE(json.find("\"enough\": true"), std::string::npos) << json;
  EXPECT_NE(json.find("\"second_line\": 750"), std::string::npos) << json;
}

}  // namespace
}  // namespace outturn::command
