// What may be said: refusals, scales, Holm's rule, and that "can't tell" is never worded as "nothing
// happened".
#include "engine/comparison/statement/statement.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "engine/comparison/effect/inference.h"

namespace outturn::comparison {
namespace {

Effect effect_of_size(const std::string& outcome, double difference, double se, bool yes_no = false) {
  Effect effect;
  effect.outcome = outcome;
  effect.yes_no = yes_no;
  effect.mean_comparison = 0.4;
  effect.mean_treated = 0.4 + difference;
  effect.difference = difference;
  effect.errors.push_back({"HC1", inference_of(difference, se, normal_reference), std::nullopt});
  return effect;
}

Balance balance_with(double difference) {
  BalanceRow row;
  row.name = "age";
  row.after.standardised_difference = difference;
  BalanceRow score = row;  // how far scores lie apart is shown, and refuses nothing
  score.name = "distance";
  score.after.standardised_difference = 3;
  return {{score, row}};
}

const Compared enough{100, 90, false, {}};

std::string everything_said(const Statement& statement) {
  std::string text = statement.evidence + statement.multiplicity;
  for (const std::string& part : statement.refusals) text += part;
  for (const std::string& part : statement.cautions) text += part;
  for (const TestMade& test : statement.tests) text += test.found + test.detectable_words;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

TEST(Statement, NoVerdictBelowTheLeastNumbers) {
  const std::vector<Effect> effects{effect_of_size("y", 0.3, 0.01)};
  EXPECT_TRUE(statement_of({60, 30, false, {}}, balance_with(0), effects).verdict);
  EXPECT_FALSE(statement_of({59, 30, false, {}}, balance_with(0), effects).verdict);
  const Statement few = statement_of({60, 29, false, {}}, balance_with(0), effects);
  EXPECT_FALSE(few.verdict);
  EXPECT_NE(few.tests[0].found.find("No verdict"), std::string::npos);
  EXPECT_EQ(few.tests[0].found.find("had a higher"), std::string::npos);
  EXPECT_TRUE(statement_of({10, 5, false, {10, 5}}, balance_with(0), effects).verdict);
}

TEST(Statement, NoVerdictWhereBalanceFails) {
  const std::vector<Effect> effects{effect_of_size("y", 0.3, 0.01)};
  EXPECT_TRUE(statement_of(enough, balance_with(-0.09), effects).cautions.size() == 1);  // ten left out
  const Statement red = statement_of(enough, balance_with(-0.2), effects);
  EXPECT_TRUE(red.verdict);
  EXPECT_EQ(red.cautions.size(), 2U);
  EXPECT_EQ(red.maryland, 1);
  EXPECT_FALSE(statement_of(enough, balance_with(-0.25), effects).verdict);
  // A covariate that has no spread to be measured by is no balance either.
  EXPECT_FALSE(statement_of(enough, balance_with(std::nan("")), effects).verdict);
}

TEST(Statement, PlacesOnTheScales) {
  const std::vector<Effect> effects{effect_of_size("y", 0.3, 0.01)};
  EXPECT_EQ(statement_of(enough, balance_with(0.05), effects).maryland, 2);
  EXPECT_EQ(statement_of({100, 90, true, {}}, balance_with(0.05), effects).maryland, 3);
  EXPECT_EQ(statement_of(enough, balance_with(0.05), effects).nesta, 3);
  EXPECT_EQ(evidence_of(StudyDesign::randomised).maryland, 5);
  EXPECT_EQ(evidence_of(StudyDesign::counts_only).maryland, 0);
}

TEST(Statement, TheSentenceFollowsTheInterval) {
  const auto found = [](double difference, double se) {
    return statement_of(enough, balance_with(0), {effect_of_size("y", difference, se)}).tests[0].found;
  };
  EXPECT_NE(found(0.3, 0.1).find("had a higher \"y\""), std::string::npos);
  EXPECT_NE(found(-0.3, 0.1).find("had a lower \"y\""), std::string::npos);
  EXPECT_NE(found(0.19, 0.1).find("can't tell"), std::string::npos);
  EXPECT_NE(found(0.19, 0.1).find("should not be taken to mean"), std::string::npos);
}

TEST(Statement, DetectableDifferenceIsWhatIsFoundFourTimesInFive) {
  const TestMade test = statement_of(enough, balance_with(0), {effect_of_size("y", 0.1, 0.5)}).tests[0];
  EXPECT_NEAR(test.detectable, 2.801585218 * 0.5, 1e-8);
  EXPECT_NE(test.detectable_words.find("from 1.401 on"), std::string::npos) << test.detectable_words;
  // From there on the test's power is 0.8: the chance that a normal lies beyond 1.96 less 2.80.
  EXPECT_NEAR(0.5 * std::erfc((1.959963984540054 - test.detectable / 0.5) / std::sqrt(2.0)), 0.8, 1e-9);
}

TEST(Statement, SeveralOutcomesAreHeldTogether) {
  // p of about 0.03, 0.04 and 0.2: each of the first two passes alone, none does by Holm's rule.
  const std::vector<Effect> effects{effect_of_size("a", 2.17, 1), effect_of_size("b", 2.05, 1),
                                    effect_of_size("c", 1.28, 1)};
  const Statement statement = statement_of(enough, balance_with(0), effects);
  ASSERT_EQ(statement.tests.size(), 3U);
  EXPECT_NEAR(statement.tests[0].p_holm, 3 * statement.tests[0].p, 1e-12);
  EXPECT_NEAR(statement.tests[1].p_holm, statement.tests[0].p_holm, 1e-12);  // never below a smaller p's
  for (const TestMade& test : statement.tests)
    EXPECT_NE(test.found.find("can't tell"), std::string::npos) << test.found;
  EXPECT_NE(statement.tests[0].found.find("tested together"), std::string::npos);
}

// Whatever the figures: where the interval holds nought nothing of the kind is said, and elsewhere neither.
TEST(Statement, NeverSaysThatNothingHappened) {
  const std::vector<std::string> forbidden{
      "no effect",     "no impact",     "no difference", "made no",    "did not work", "does not work",
      "ineffective",   "not effective", "no evidence",   "had no",     "unchanged",    "the same",
      "insignificant", "no change",     "did not",       "not affect", "zero",         "failed to"};
  std::set<std::string> verdicts;
  for (const double difference : {-5.0, -0.4, -0.1, -1e-12, 0.0, 1e-12, 0.02, 0.35, 7.0})
    for (const double se : {0.0, 1e-9, 0.01, 0.2, 3.0})
      for (const double apart : {0.0, 0.06, 0.12, 0.3})
        for (const std::size_t people : {std::size_t{5}, std::size_t{80}})
          for (const bool yes_no : {false, true}) {
            const Statement statement = statement_of(
                {people, people - 1, false, {}}, balance_with(apart),
                {effect_of_size("days", difference, se, yes_no), effect_of_size("jobs", 0.1, se)});
            const std::string said = everything_said(statement);
            for (const std::string& words : forbidden)
              EXPECT_EQ(said.find(words), std::string::npos) << words << " in: " << said;
            for (const TestMade& test : statement.tests) {
              const bool told_apart = test.found.find("those who took part had a") != std::string::npos;
              const bool holds_nought = std::abs(test.outcome == "days" ? difference : 0.1) < 1.9599 * se;
              EXPECT_FALSE(told_apart && holds_nought) << test.found;
              verdicts.insert(told_apart ? "apart" : statement.verdict ? "can't tell" : "refused");
            }
          }
  EXPECT_EQ(verdicts.size(), 3U);
}

}  // namespace
}  // namespace outturn::comparison
