// Case files with letters, lines and numbers exchanged by a seeded generator: every one is either
// told or run, and none ends the program.
#include <random>

#include <gtest/gtest.h>

#include "adapters/command/case_report.h"

namespace outturn::command {
namespace {

class Mutator {
 public:
  explicit Mutator(std::uint32_t seed) : random_(seed) {}

  std::string of(std::string text) {
    for (std::size_t n = 1 + below(4); n > 0; --n) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

  void change(std::string& text) {
    static const std::vector<std::string> parts{
        "|",     "=",       "\"",  "[",       "]",      "\n",   "\n  ", "of ",
        "each ", "within ", "as ", "[x]",     "%",      "£",    "-",    "9999999999999999999",
        "0",     "yes",     "C1",  "expect ", "given ", "\xC3", ","};
    const std::size_t at = below(text.size());
    const std::size_t length = below(std::min<std::size_t>(30, text.size() - at));
    switch (below(4)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, parts[below(parts.size())]);
        break;
      case 2:
        text.insert(below(text.size()), text.substr(at, length));
        break;
      default:
        text.replace(at, std::min<std::size_t>(length, 2), parts[below(parts.size())]);
        break;
    }
  }

  std::mt19937 random_;
};

TEST(CaseMutation, IsToldOrRun) {
  const fs::path here = fs::path(OUTTURN_SOURCE_DIR) / "tests" / "cases";
  Problems none;
  auto loaded = load_contract(here / "sample.contract", none);
  ASSERT_TRUE(loaded && !none.has_errors());
  auto shapes = compile::table_shapes(loaded->contract);
  const ContractOfCases contract{std::move(*loaded), "sample", std::move(shapes), {}};
  std::size_t told = 0;
  std::size_t run = 0;
  for (const char* name : {"figures.cases", "failing.cases"}) {
    const std::string text = read_file(here / "good" / name).value();
    for (std::uint32_t seed = 1; seed <= 400; ++seed) {
      Problems problems;
      const SourceFile source(name, Mutator(seed).of(text));
      const auto cases = language::parse_cases(source, problems);
      language::check_cases(cases, contract.loaded.contract, source, problems);
      if (problems.has_errors()) {
        ++told;
        continue;
      }
      ++run;
      std::vector<CaseResult> results;
      for (const language::Case& one : cases) results.push_back(run_case(contract, one, source, problems));
      EXPECT_FALSE(cases_json(results).empty());
    }
  }
  EXPECT_GT(told, 200U);
  EXPECT_GT(run, 50U);
}

}  // namespace
}  // namespace outturn::command
