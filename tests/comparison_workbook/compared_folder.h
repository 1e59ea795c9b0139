// People made up with a seed, a specification over them, and the folder that a contract reads: what the tests
// of a comparison's sheets share.
#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "adapters/command/claim/intake.h"
#include "adapters/comparison/evidence/compared_record.h"
#include "adapters/comparison/evidence/evidence_files.h"
#include "adapters/comparison/people_file.h"
#include "adapters/workbooks/workbook_file.h"
#include "engine/base/spread.h"
#include "reports/workbook/workbook.h"
#include "reports/workbook/writer.h"

namespace outturn::command {

namespace cp = comparison;

/// 1 of 4 took part. Columns called as the engine's own words are, ids as nobody should have them.
inline std::string made_up_people(std::size_t count) {
  std::uint64_t state = 20131001;
  const auto next = [&] { return static_cast<double>(spread(state++) >> 11U) / 9007199254740992.0; };
  std::string out =
      "person,took_part,age,score,distance,housed,sex,region,same,back,\"days, worked\",days_worked\n";
  const char* const odd[] = {"=1+1", "\"A,1\"", "\"B\"\"2\"", "+44", "-3", "@x", "Zo\xC3\xAB", "'9"};
  for (std::size_t i = 0; i < count; ++i) {
    const bool treated = i % 4 == 0;
    const double lean = treated ? 0.12 : 0;
    const auto number = [&](double width) { return static_cast<int>(width * (next() + lean)); };
    const int age = 18 + number(30);
    const int score = number(9);
    const bool housed = next() < 0.5 + lean / 2;
    const double risk = 0.5 - 0.004 * (age - 18) - (housed ? 0.1 : 0) - (treated ? 0.1 : 0);
    const bool back = next() < risk;
    out += (i < 8 ? std::string(odd[i]) : "P" + std::to_string(i)) + "," + (treated ? "1" : "0") + "," +
           std::to_string(age) + "," + std::to_string(score) + "," + std::to_string(number(100)) + ".5," +
           (housed ? "1" : "0") + "," + (next() < 0.4 ? "female" : "male") + "," +
           (next() < 0.3   ? "east"
            : next() < 0.5 ? "north"
                           : "west") +
           ",1," + (back ? "yes" : "no") + ",0," + std::to_string(number(2000)) + "\n";
  }
  return out;
}

inline constexpr const char* small_contract = R"x(contract "Fewer returns (invented)"
  currency GBP
  starts   2024-01-01
  ends     2024-12-31
  payer    "P (invented)"
  provider "Q (invented)"
  amounts  exclude VAT

document C "As signed (invented)"

comparison alike                                   [C 2]
  | column           | type                          | meaning |
  | people           | count                         | analysed |
  | back_treated     | percent with 2 decimal places | those who took part |
  | back_comparison  | percent with 2 decimal places | those like them |
  | back_high        | points with 2 decimal places  | upper end of the difference |
  | days_worked_difference | number with 2 decimal places | more than those like them |
  design   matched group
  method   "METHOD"

payment fee                                        [C 3]
  when back_treated < back_comparison
  pay  £100.00
)x";

/// A sheet by its words and places.
class SheetRead {
 public:
  SheetRead(const returned::BookCells& book, const returned::Texts& texts, const std::string& name) {
    for (const returned::SheetCells& sheet : book.sheets) {
      if (sheet.name != name) continue;
      there = true;
      for (const returned::CellContent& cell : sheet.cells) {
        if (cell.holds == returned::Holds::number) numbers_[{cell.row, cell.column}] = cell.number;
        if (cell.holds == returned::Holds::words) words_[{cell.row, cell.column}] = texts[cell.words];
        rows = std::max(rows, cell.row + 1);
      }
    }
  }
  /// The row in which column A holds these words.
  [[nodiscard]] std::optional<std::uint32_t> row(const std::string& label, std::uint32_t from = 0) const {
    for (std::uint32_t r = from; r < rows; ++r)
      if (words(r, 0) == label) return r;
    return std::nullopt;
  }
  /// The column with this heading in that row.
  [[nodiscard]] std::optional<std::uint32_t> column(std::uint32_t row, const std::string& heading) const {
    for (std::uint32_t c = 0; c < 200; ++c)
      if (words(row, c) == heading) return c;
    return std::nullopt;
  }
  [[nodiscard]] std::string words(std::uint32_t row, std::uint32_t column) const {
    const auto found = words_.find({row, column});
    return found == words_.end() ? "" : found->second;
  }
  [[nodiscard]] std::optional<double> number(std::uint32_t row, std::uint32_t column) const {
    const auto found = numbers_.find({row, column});
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }

  bool there = false;
  std::uint32_t rows = 0;

 private:
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> numbers_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> words_;
};

/// A comparison made, and everything it was made of.
struct Made {
  cp::ComparisonSpec spec;
  cp::Cohort cohort;
  cp::Comparison comparison;
  calc::ComparisonRecord record;
};

inline std::optional<Made> made_of(const std::string& spec_text, const std::string& people) {
  Problems problems;
  const SourceFile source("alike.spec", spec_text);
  const auto told = [&] {
    for (const Problem& problem : problems.list()) ADD_FAILURE() << render(problem, &source);
    return std::nullopt;
  };
  auto spec = cp::read_comparison_spec(source, problems);
  if (!spec) return told();
  auto cohort =
      cp::read_people("people.csv", people,
                      {spec->treated, spec->covariates, spec->outcomes, spec->exact, spec->id}, problems);
  if (!cohort) return told();
  auto comparison = cp::compare(*cohort, spec->asked, problems);
  if (!comparison) return told();
  Made made{std::move(*spec), std::move(*cohort), std::move(*comparison), {}};
  made.record = cp::record_of(made.spec, made.cohort, made.comparison,
                              {{"people.csv", "ab", 1, "", "", "", "", ""}}, "0");
  return made;
}

class ComparedFolder {
 public:
  explicit ComparedFolder(const std::string& name)
      : folder_(fs::path(testing::TempDir()) / ("alike_" + name)) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ComparedFolder(const ComparedFolder&) = delete;
  ComparedFolder& operator=(const ComparedFolder&) = delete;
  ~ComparedFolder() { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  /// Writes what `outturn compare` writes, and a contract that asks for just that.
  void write(const Made& made) const {
    const std::string figures = cp::figures_csv(made.spec, made.comparison);
    put("alike.csv", figures);
    put("alike.json", cp::record_json(made.record, sha256(figures)));
    if (made.record.people) put("alike_people.csv", cp::people_csv(*made.record.people));
    std::string contract = small_contract;
    contract.replace(contract.find("METHOD"), 6, made.record.method);
    put("c.contract", contract);
  }
  /// The contract over the folder; its problems fail the test.
  [[nodiscard]] std::optional<calc::Run> run() const {
    Problems problems;
    auto loaded = load_contract(folder_ / "c.contract", problems);
    std::optional<calc::Run> out;
    if (loaded) {
      LoadedEvidence evidence = load_evidence(*loaded, {folder_}, problems);
      if (!problems.has_errors()) out = calculate(*loaded, evidence, {}, problems);
    }
    for (const Problem& problem : problems.list())
      if (problem.severity == Severity::error) ADD_FAILURE() << render(problem, nullptr);
    return out;
  }
  /// The run's workbook, read back.
  [[nodiscard]] returned::BookCells book(const calc::Run& run, returned::Texts& texts) const {
    Problems problems;
    const std::string path = (folder_ / "book.xlsx").string();
    EXPECT_GT(workbook::write_workbook(run, path, {}, problems).formula_cells, 0U);
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    auto cells = workbooks::read_workbook("book.xlsx", bytes.str(), texts, problems);
    EXPECT_TRUE(problems.empty());
    return cells;
  }

 private:
  fs::path folder_;
};

}  // namespace outturn::command
