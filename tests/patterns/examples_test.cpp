// docs/patterns.md: every payment pattern of the field as a short contract with evidence and the payment
// it gives, worked out by hand. Each is read, checked and run as `outturn cases` would.
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "adapters/command/case_run.h"
#include "contracts/check/check.h"
#include "contracts/compile/compile.h"

namespace outturn {
namespace {

struct Pattern {
  std::string heading;
  std::size_t line = 0;
  std::string contract;
  std::vector<std::string> cases;  ///< the lines of each
};

constexpr const char* head =
    "contract \"A pattern\"\n  currency GBP\n  starts 2024-04-01\n  ends 2027-03-31\n\n"
    "document C \"Contract\"\ndocument V1 \"Variation 1\"\n\n";

/// "### A1, A14 Rate card" begins a pattern; ```contract holds its text, each ```case evidence and figures.
std::vector<Pattern> patterns() {
  std::ifstream in(OUTTURN_SOURCE_DIR "/docs/patterns.md");
  std::vector<Pattern> found;
  std::string line;
  std::string* into = nullptr;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("### ")) {
      found.push_back({line.substr(4), number, "", {}});
    } else if (line.starts_with("```")) {
      const bool begins = into == nullptr && !found.empty();
      if (begins && line == "```case") found.back().cases.emplace_back();
      into = !begins                 ? nullptr
             : line == "```contract" ? &found.back().contract
             : line == "```case"     ? &found.back().cases.back()
                                     : nullptr;
    } else if (into != nullptr) {
      *into += (into != &found.back().contract && !line.empty() ? "  " : "") + line + "\n";
    }
  }
  return found;
}

/// The ids a heading begins with: "A1", "A14" of "A1, A14 Rate card"; none of "More: ...".
std::vector<std::string> ids_of(const std::string& heading) {
  std::vector<std::string> ids;
  if (heading.starts_with("More: ")) return ids;
  std::istringstream words(heading);
  for (std::string word; words >> word;) {
    const bool more = word.back() == ',';
    if (more) word.pop_back();
    ids.push_back(word);
    if (!more) break;
  }
  return ids;
}

std::string told(const Problems& problems, const SourceFile& source) {
  std::string text;
  for (const Problem& problem : problems.list()) text += render(problem, &source);
  return text;
}

void run_case_of(const command::ContractOfCases& contract, const std::string& lines) {
  Problems problems;
  const SourceFile source("pattern.cases", "case \"pattern\" rule\n  source [C 1]\n" + lines);
  const std::vector<language::Case> cases = language::parse_cases(source, problems);
  language::check_cases(cases, contract.loaded.contract, source, problems);
  ASSERT_FALSE(problems.has_errors()) << told(problems, source);
  ASSERT_EQ(cases.size(), 1U);
  const command::CaseResult result = command::run_case(contract, cases[0], source, problems);
  EXPECT_FALSE(problems.has_errors()) << told(problems, source);
  EXPECT_EQ(result.status, command::CaseStatus::pass) << result.note;
  EXPECT_FALSE(result.comparisons.empty());
  for (const command::Comparison& one : result.comparisons) {
    for (const command::ComparedFigure& figure : one.figures) {
      EXPECT_TRUE(figure.agrees) << one.name << " " << figure.key << ": by hand " << figure.expected_shown
                                 << ", computed " << figure.actual_shown;
    }
  }
}

void run_pattern(const Pattern& pattern) {
  SCOPED_TRACE("docs/patterns.md:" + std::to_string(pattern.line) + " " + pattern.heading);
  command::ContractOfCases contract;
  contract.name = pattern.heading;
  contract.loaded.source = SourceFile("pattern.contract", head + pattern.contract);
  Problems problems;
  contract.loaded.contract = language::read_contract(contract.loaded.source, problems);
  ASSERT_FALSE(problems.has_errors()) << told(problems, contract.loaded.source);
  contract.shapes = compile::table_shapes(contract.loaded.contract);
  EXPECT_FALSE(pattern.cases.empty()) << "no evidence and no payment";
  for (const std::string& lines : pattern.cases) run_case_of(contract, lines);
}

TEST(Patterns, EachExampleGivesThePaymentWorkedOutByHand) {
  for (const Pattern& pattern : patterns()) run_pattern(pattern);
}

TEST(Patterns, EveryPatternOfTheCatalogueIsThere) {
  std::set<std::string> have;
  for (const Pattern& pattern : patterns()) {
    for (const std::string& id : ids_of(pattern.heading)) EXPECT_TRUE(have.insert(id).second) << id;
  }
  const std::vector<std::pair<char, int>> catalogue{{'A', 15}, {'B', 10}, {'C', 16},
                                                    {'D', 8},  {'E', 4},  {'F', 6}};
  for (const auto& [letter, most] : catalogue) {
    for (int n = 1; n <= most; ++n) {
      const std::string id = letter + std::to_string(n);
      EXPECT_TRUE(have.contains(id)) << id << " is missing";
    }
  }
}

}  // namespace
}  // namespace outturn
