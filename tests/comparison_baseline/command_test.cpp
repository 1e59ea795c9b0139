// From a specification to the workbook: outturn baseline build, then the run of a contract whose comparison
// rests on it, then the sheet Baseline read back. And what leaves no folder behind.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "adapters/command/baseline_command.h"
#include "adapters/command/claim/intake.h"
#include "adapters/workbooks/workbook_file.h"
#include "reports/workbook/workbook.h"
#include "tests/comparison_baseline/made_inputs.h"

namespace outturn::command {
namespace {

namespace made = comparison::test;

constexpr const char* contract_text = R"x(contract "Less reoffending (invented)"
  currency GBP
  starts   2024-01-01
  ends     2024-12-31
  payer    "P (invented)"
  provider "Q (invented)"
  amounts  exclude VAT

document C "As signed (invented)"

comparison expected_reoffending                    [C 2]
  | column   | type                         | meaning |
  | people   | count                        | who took part |
  | observed | count                        | who reoffended |
  | expected | number with 2 decimal places | at the rates of people like them |
  | ratio    | number with 2 decimal places | observed over expected |
  design   expected rates
  method   "expected rates by sex, age and period"
  at least 60 people

payment fee                                        [C 3]
  when observed < expected
  pay  £100.00
)x";

class BaselineCommand : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("baseline_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::vector<std::string> rows;
    for (int i = 0; i < 80; ++i) rows.push_back(i < 12 ? "Male,18-24,2023,1" : "Male,18-24,2023,0");
    for (int i = 0; i < 40; ++i)
      rows.push_back(i < 3 ? "Female,30,2023-05-01,yes" : "Female,30,2023-05-01,no");
    for (const auto& [name, text] : made::texts_with(rows).files) put(name, text);
    put("spec.txt", std::string(made::spec_text) + "at least 60 people\n");
    put("c.contract", contract_text);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string content(const fs::path& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  [[nodiscard]] Exit build(bool replace = false) const {
    return build_baseline({(folder_ / "spec.txt").string(), (folder_ / "out").string(), replace, false});
  }

  fs::path folder_;
};

/// What stands beside a label in column A of the first row that has it, as far as it is numbers.
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

TEST_F(BaselineCommand, FromSpecificationToWorkbook) {
  ASSERT_EQ(build(), Exit::good);
  // 80 at 0.40 and 40 at 0.10 are 36 expected; 15 observed.
  EXPECT_EQ(content("out/expected_reoffending.csv"),
            "people,observed,expected,ratio,ratio_low,ratio_high,observed_rate,expected_rate,difference,"
            "difference_low,difference_high,p\n120,15,36.00,0.42,0.23,0.69,12.50%,30.00%,-17.50,-23.01,-9.38,"
            "0.0001\n");
  Problems problems;
  auto loaded = load_contract(folder_ / "c.contract", problems);
  LoadedEvidence evidence = load_evidence(*loaded, {folder_ / "out"}, problems);
  ASSERT_FALSE(problems.has_errors()) << render(problems.list().front(), &loaded->source);
  ASSERT_EQ(evidence.comparisons.size(), 1U);
  const auto run = calculate(*loaded, evidence, {}, problems);
  ASSERT_TRUE(run);
  const std::string path = (folder_ / "book.xlsx").string();
  EXPECT_GT(workbook::write_workbook(*run, path, {}, problems).formula_cells, 0U);
  returned::Texts texts;
  const returned::BookCells book =
      workbooks::read_workbook("book.xlsx", content("book.xlsx"), texts, problems);
  const auto observed = beside(book, texts, "Baseline", "Observed");
  const auto expected = beside(book, texts, "Baseline", "Expected");
  const auto ratio = beside(book, texts, "Baseline", "Observed for each expected");
  ASSERT_FALSE(observed.empty() || expected.empty() || ratio.empty());
  EXPECT_EQ(observed.front(), 15);
  EXPECT_NEAR(expected.front(), 36, 1e-9);
  ASSERT_GE(ratio.size(), 3U);
  EXPECT_NEAR(ratio[0], 15.0 / 36, 1e-12);
  // Byar's limits of 15 events, 8.389 and 24.742 (Breslow and Day), over 36.
  EXPECT_NEAR(ratio[1], 8.389 / 36, 2e-5);
  EXPECT_NEAR(ratio[2], 24.742 / 36, 2e-5);
}

TEST_F(BaselineCommand, TheSameBytesTwice) {
  ASSERT_EQ(build(), Exit::good);
  const std::string json = content("out/expected_reoffending.json");
  EXPECT_EQ(build(), Exit::usage);
  ASSERT_EQ(build(true), Exit::good);
  EXPECT_EQ(content("out/expected_reoffending.json"), json);
  EXPECT_NE(json.find("Office of Examples (invented)"), std::string::npos);
  EXPECT_NE(json.find("rates.txt"), std::string::npos);
}

TEST_F(BaselineCommand, FewerPeopleThanAgreedLeaveNoFolder) {
  put("spec.txt", std::string(made::spec_text) + "at least 121 people\n");
  EXPECT_EQ(build(), Exit::problems);
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(BaselineCommand, AFileThatIsNotThereLeavesNoFolder) {
  fs::remove(folder_ / "cohort.csv");
  EXPECT_EQ(build(), Exit::problems);
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(BaselineCommand, NoFigureWithoutItsSource) {
  std::string declaration = made::declaration;
  put("rates.txt", declaration.substr(declaration.find("title")));
  EXPECT_EQ(build(), Exit::problems);
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

}  // namespace
}  // namespace outturn::command
