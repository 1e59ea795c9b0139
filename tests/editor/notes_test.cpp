// What an editor shows of names and words, against the contract of the DWP Innovation Fund.
#include "contracts/editor/notes.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "contracts/check/check.h"
#include "tests/support/frozen_text.h"

namespace outturn::language {
namespace {

std::vector<NameNote> notes() {
  const std::string path =
      OUTTURN_SOURCE_DIR "/contracts/library/dwp-innovation-fund/dwp-innovation-fund.contract";
  const SourceFile source("dwp.contract", test::content(path));
  Problems problems;
  const Contract contract = read_contract(source, problems);
  EXPECT_FALSE(problems.has_errors());
  return name_notes(contract);
}

TEST(NameNotes, SayWhatANameIsByWhichClauseAndWhere) {
  const std::vector<NameNote> all = notes();
  const auto note = [&](const std::string& name) {
    return *std::find_if(all.begin(), all.end(), [&](const NameNote& one) { return one.name == name; });
  };
  EXPECT_EQ(note("verified").what, "column of claims: a yes or no");
  EXPECT_EQ(note("verified").meaning, "the letter that confirms it was seen");
  EXPECT_EQ(note("outcome_payment").what, "payment, each claim");
  EXPECT_EQ(note("outcome_payment").clauses.front(), "INDIGO POJ-0138 to POJ-0147 outcome_pricings");
  EXPECT_EQ(note("outcomes").what, "rate card");
  EXPECT_EQ(note("ATT").what, "code of outcomes");
  EXPECT_EQ(note("participants").what, "evidence: participants.csv, each participant");
}

TEST(NameNotes, StandInTheOrderOfTheText) {
  const std::vector<NameNote> all = notes();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const NameNote& a, const NameNote& b) { return a.line < b.line; }));
  for (const NameNote& one : all) EXPECT_GT(one.line, 0U) << one.name;
}

TEST(WordNotes, AreThoseOfTheGrammar) {
  const std::vector<WordNote> all = word_notes();
  const auto has = [&](WordNote::Kind kind, const std::string& word) {
    return std::any_of(all.begin(), all.end(), [&](const WordNote& one) {
      return one.kind == kind && one.word == word && !one.says.empty();
    });
  };
  EXPECT_TRUE(has(WordNote::Kind::statement, "payment"));
  EXPECT_TRUE(has(WordNote::Kind::line, "simulate"));
  EXPECT_TRUE(has(WordNote::Kind::function, "largest"));
}

}  // namespace
}  // namespace outturn::language
