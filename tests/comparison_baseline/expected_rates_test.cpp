// Indirect standardisation from people: by hand, as published elsewhere, and what holds of any cohort.
#include <cmath>

#include "engine/comparison/rates/standardised.h"
#include "tests/comparison_baseline/made_inputs.h"
#include "tests/support/dice.h"

namespace outturn::comparison::test {
namespace {

const std::vector<std::string> five{"Male,18-24,2023,1", "Male,25-34,2023,0", "Female,18-24,2023,0",
                                    "Female,25-34,2022,1", "Male,18-24,2022,0"};

TEST(ExpectedRates, ByHand) {
  MadeInputs inputs = made_inputs(texts_with(five));
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  // 0.40 + 0.30 + 0.20 + 0.15 + 0.45 = 1.5 expected, 2 observed.
  EXPECT_NEAR(made->figures.expected, 1.5, 1e-12);
  EXPECT_EQ(made->figures.observed, 2);
  EXPECT_NEAR(made->figures.ratio, 4.0 / 3, 1e-12);
  // Exact Poisson limits of 2 events: 0.242209 and 7.224688 (Garwood's table).
  EXPECT_NEAR(made->figures.ratio_limits.low, 0.242209 / 1.5, 1e-6);
  EXPECT_NEAR(made->figures.ratio_limits.high, 7.224688 / 1.5, 1e-6);
  EXPECT_NEAR(made->figures.difference, 0.1, 1e-12);
  // P(X >= 2 | 1.5) = 1 - 2.5 exp(-1.5), twice it.
  EXPECT_NEAR(made->figures.p, 2 * (1 - 2.5 * std::exp(-1.5)), 1e-12);
  EXPECT_EQ(made->strata.size(), 5U);
  EXPECT_EQ(made->strata.front().words, "sex Male, age 18-24, period 2022");
}

/// The same figures as from counts of people by stratum, which is another road through the engine.
TEST(ExpectedRates, AgreesWithStandardisationOfCounts) {
  std::vector<std::string> rows;
  const std::vector<std::pair<std::string, int>> cells{
      {"Male,18-24,2023", 70}, {"Male,25-34,2023", 41}, {"Female,18-24,2023", 23}, {"Female,25-34,2023", 9}};
  for (const auto& [cell, people] : cells)
    for (int i = 0; i < people; ++i) rows.push_back(cell + (i % 4 == 0 ? ",yes" : ",no"));
  MadeInputs inputs = made_inputs(texts_with(rows));
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  const double people[] = {70, 41, 23, 9};
  const Rate reference[] = {{400, 1000}, {300, 1000}, {200, 1000}, {100, 1000}};
  const auto theirs = indirectly_standardised(18 + 11 + 6 + 3, people, reference);
  ASSERT_TRUE(theirs);
  EXPECT_NEAR(made->figures.expected, theirs->expected, 1e-12);
  EXPECT_NEAR(made->figures.ratio, theirs->ratio, 1e-12);
  EXPECT_NEAR(made->figures.ratio_limits.low, theirs->ratio_interval.low, 1e-12);
  EXPECT_NEAR(made->figures.ratio_limits.high, theirs->ratio_interval.high, 1e-12);
  EXPECT_EQ(made->figures.interval_words, "Byar");
}

using ::outturn::test::Dice;

std::vector<std::string> some_people(Dice& dice, std::size_t n) {
  const char* const sexes[] = {"Male", "Female", "m", "F"};
  const char* const ages[] = {"18-24", "25-34", "19", "30"};
  const char* const years[] = {"2022", "2023", "2023-06-30"};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < n; ++i)
    out.push_back(std::string(sexes[dice.below(4)]) + "," + ages[dice.below(4)] + "," + years[dice.below(3)] +
                  "," + (dice.below(3) == 0 ? "1" : "0"));
  return out;
}

double expected_of(const std::vector<std::string>& rows) {
  MadeInputs inputs = made_inputs(texts_with(rows));
  const auto made = build(inputs);
  EXPECT_TRUE(made) << inputs.told();
  return made ? made->figures.expected : -1;
}

TEST(ExpectedRates, AreLinearInPeople) {
  Dice dice(20);
  for (int round = 0; round < 20; ++round) {
    const auto a = some_people(dice, 1 + dice.below(60));
    auto both = some_people(dice, 1 + dice.below(60));
    const double sum = expected_of(a) + expected_of(both);
    both.insert(both.end(), a.begin(), a.end());
    EXPECT_NEAR(expected_of(both), sum, 1e-9);
  }
}

TEST(ExpectedRates, OrderOfPeopleChangesNothing) {
  Dice dice(21);
  for (int round = 0; round < 10; ++round) {
    auto rows = some_people(dice, 80);
    MadeInputs one = made_inputs(texts_with(rows));
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[dice.below(i)]);
    MadeInputs other = made_inputs(texts_with(rows));
    const auto a = build(one);
    const auto b = build(other);
    ASSERT_TRUE(a && b);
    EXPECT_EQ(baseline_csv(one.inputs(), *a), baseline_csv(other.inputs(), *b));
    EXPECT_EQ(a->statement, b->statement);
    ASSERT_EQ(a->strata.size(), b->strata.size());
    for (std::size_t s = 0; s < a->strata.size(); ++s) {
      EXPECT_EQ(a->strata[s].words, b->strata[s].words);
      EXPECT_EQ(a->strata[s].people, b->strata[s].people);
    }
  }
}

TEST(ExpectedRates, WordsMeanWhatIsPublished) {
  MadeInputs plain = made_inputs(texts_with({"Male,18-24,2023,1", "Female,25-34,2022,0"}));
  MadeInputs meant = made_inputs(texts_with({"m,24,2023-12-31,1", "FEMALE,25,2022-01-01,0"}));
  const auto a = build(plain);
  const auto b = build(meant);
  ASSERT_TRUE(a && b) << meant.told();
  EXPECT_EQ(baseline_csv(plain.inputs(), *a), baseline_csv(meant.inputs(), *b));
}

TEST(ExpectedRates, EachPerson) {
  Texts texts = texts_with(five);
  texts.spec += "each person\n";
  MadeInputs inputs = made_inputs(texts);
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  EXPECT_EQ(
      baseline_csv(inputs.inputs(), *made),
      "person,rate,observed\nP1,0.400000,1\nP2,0.300000,0\nP3,0.200000,0\nP4,0.150000,1\nP5,0.450000,0\n");
}

TEST(ExpectedRates, ASuppressedCountIsARange) {
  Texts texts = texts_with({"Male,18-24,2023,1", "Male,18-24,2023,0", "Male,25-34,2023,0"});
  texts.files["rates.csv"] =
      "area,period,measure,sex,age,events,people,rate\n"
      "E06000001,2023,reoffending,Male,18-24,,10,*\nE06000001,2023,reoffending,Male,25-34,30,100,30.0\n";
  MadeInputs inputs = made_inputs(texts);
  const auto made = build(inputs);
  ASSERT_TRUE(made) << inputs.told();
  // Two people at 1/10 to 7/10, one at 0.3.
  EXPECT_NEAR(made->figures.expected_range.low, 0.5, 1e-12);
  EXPECT_NEAR(made->figures.expected_range.high, 1.7, 1e-12);
  EXPECT_NEAR(made->figures.expected, 1.1, 1e-12);
  // Exact limits of 1 event (0.025318, 5.571643) over the most and the least.
  EXPECT_NEAR(made->figures.ratio_limits.low, 0.025318 / 1.7, 1e-6);
  EXPECT_NEAR(made->figures.ratio_limits.high, 5.571643 / 0.5, 1e-6);
  EXPECT_EQ(made->figures.p, 1);  // one was expected, perhaps
  const calc::ComparisonRecord record = baseline_record(inputs.inputs(), *made, {{}}, "0");
  EXPECT_EQ(record.expected->expected_least, Exact::scaled(5, 1));
  EXPECT_EQ(record.expected->expected_most, Exact::scaled(17, 1));
  EXPECT_EQ(record.published[0].marker, "suppressed, 1 to 7");
}

TEST(ExpectedRates, NoDifferenceSeenIsNotNoDifference) {
  MadeInputs inputs = made_inputs(texts_with(five));
  const auto made = build(inputs);
  ASSERT_TRUE(made);
  EXPECT_NE(made->statement.find("More people would be needed to tell"), std::string::npos);
  EXPECT_EQ(made->statement.find("no effect"), std::string::npos);
}

TEST(ExpectedRates, FaultsOfAResultAreFound) {
  MadeInputs inputs = made_inputs(texts_with(five));
  auto made = build(inputs);
  ASSERT_TRUE(made);
  EXPECT_EQ(baseline_fault(*made), "");
  made->figures.ratio += 0.01;
  EXPECT_EQ(baseline_fault(*made), "the ratio is not observed over expected");
  made = build(inputs);
  made->strata.pop_back();
  EXPECT_EQ(baseline_fault(*made), "strata that do not add up to the people");
}

}  // namespace
}  // namespace outturn::comparison::test
