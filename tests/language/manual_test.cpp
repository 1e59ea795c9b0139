// Every contract in docs/language.md checks clean. A fragment is put into the surroundings below, but for
// the statements it writes itself.
#include "contracts/manual/manual.h"

#include <fstream>

#include <gtest/gtest.h>

#include "contracts/language/grammar.h"
#include "tests/language/goldens.h"

namespace outturn::language {
namespace {

struct Example {
  std::size_t line = 0;
  bool fragment = false;
  std::string text;
};

/// Of the table of statements, as fragments.
void add_examples_of_the_grammar(std::vector<Example>& found) {
  for (const StatementForm& form : statement_forms())
    found.push_back({0, true, std::string(form.example) + "\n"});
}

std::vector<Example> examples() {
  std::ifstream in(OUTTURN_SOURCE_DIR "/docs/language.md");
  std::vector<Example> found;
  std::string line;
  bool inside = false;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("```contract")) {
      found.push_back({number, line.ends_with("fragment"), ""});
      inside = true;
    } else if (line.starts_with("```")) {
      inside = false;
    } else if (inside) {
      found.back().text += line + "\n";
    }
  }
  add_examples_of_the_grammar(found);
  return found;
}

/// Statements a fragment may lean on, each left out where the fragment has its own of that name.
constexpr const char* surroundings[] = {
    "contract \"Around a fragment\"\n  currency GBP\n  starts 2024-04-01\n  ends 2026-03-31\n",
    "document C \"Contract\"\n",
    "document V1 \"Variation 1\"\n",
    "assumption rounding \"To two places\"\n  because \"the contract is silent\"\n",
    "ratecard outcomes [C 1]\n  | code | price |\n  | PLAN | £120.00 |\n  | DEBT | £480.00 |\n",
    "input people, each person [C 1]\n  | column | type |\n  | person | key |\n  | start_date | date |\n",
    "input claims, each claim [C 1]\n  | column | type |\n  | person | key of people |\n  | code | code of "
    "outcomes |\n"
    "  | claimed_on | date |\n  | evidenced | truth |\n  in order of claimed_on, code\n",
    "input cohorts, each cohort [C 1]\n  | column | type |\n  | cohort | key |\n  | expected | count, more "
    "than 0 |\n"
    "  | actual | count |\n  | achieved_date | date |\n  in order of cohort\n",
    "value reduction percent, each cohort [C 1]\n  is (expected - actual) / expected\n"
    "  rounded to 2 decimal places, half up [C 1]\n",
    "payment outcome_payment, each claim [C 1]\n  pay code.price\n",
    "payment closing_payment [C 1]\n  pay £1.00\n"};

std::string whole(const Example& example) {
  if (!example.fragment) return example.text;
  std::string text;
  for (const std::string statement : surroundings) {
    const std::size_t kind = statement.find(' ');
    const bool head = statement.starts_with("contract ");
    const std::string begins =
        statement.substr(0, head ? kind + 1 : statement.find_first_of(" ,\n", kind + 1));
    const bool own =
        example.text.find("\n" + begins) != std::string::npos || example.text.starts_with(begins);
    if (!own) text += statement + "\n";
  }
  return text + example.text;
}

TEST(Manual, EveryExampleChecksClean) {
  const std::vector<Example> all = examples();
  EXPECT_GE(all.size(), 9U);
  for (const Example& example : all) {
    const SourceFile source("example.contract", whole(example));
    EXPECT_EQ(rendered(problems_of(source), source), "") << "docs/language.md:" << example.line << "\n"
                                                         << example.text;
  }
}

/// The example of a message is one that is really told.
TEST(Manual, ShowsAMessageAsItIs) {
  const std::string manual = content(OUTTURN_SOURCE_DIR "/docs/language.md");
  const std::string told = content(OUTTURN_SOURCE_DIR "/tests/language/bad/not_rounded.txt");
  for (const char* words :
       {"error R2: \"rate\" isn't rounded, so it can't be compared",
        "Two honest readers could get different answers.",
        "Add e.g. \"rounded to 2 decimal places, half up\" with its clause to it, or \"exactly\"."}) {
    EXPECT_NE(manual.find(words), std::string::npos) << words;
    EXPECT_NE(told.find(words), std::string::npos) << words;
  }
}

/// With OUTTURN_UPDATE_GOLDEN=1 they are written anew.
TEST(Manual, ItsTablesAreMadeOfTheGrammar) {
  const std::string path = OUTTURN_SOURCE_DIR "/docs/language.md";
  const std::string now = manual::with_tables(content(path));
  EXPECT_EQ(golden(path, now), now);
  EXPECT_NE(now.find("| `payment` | what is paid"), std::string::npos);
}

TEST(Manual, HasEveryWordOfTheLanguage) {
  for (const std::string& word : manual::words()) EXPECT_TRUE(manual::about(word).has_value()) << word;
  EXPECT_FALSE(manual::about("gibberish").has_value());
  const std::string cap = *manual::about("cap");
  EXPECT_NE(cap.find("cut ( \"latest\" | \"last\" \"named\" ) \"first\""), std::string::npos) << cap;
  const std::string unknown = *manual::about("unknown");
  EXPECT_EQ(unknown.find("## What is not known"), 0U) << unknown;
  EXPECT_EQ(unknown.find("## Types and units"), std::string::npos);
  EXPECT_EQ(manual::whole().find("<!--"), std::string::npos);
}

}  // namespace
}  // namespace outturn::language
