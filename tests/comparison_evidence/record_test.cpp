// NAME.json and NAME_people.csv come back as they were written, and what is not whole is told.
#include <gtest/gtest.h>

#include "adapters/comparison/evidence/evidence_files.h"

namespace outturn::comparison {
namespace {

calc::ComparisonRecord record() {
  calc::ComparisonRecord out;
  out.name = "similar_people";
  out.design = "matched group";
  out.method = "nearest";
  out.version = "0.1.0";
  out.parameters = {{"caliper", "0.2 \"SD\""}};
  out.sources = {{"p.csv", "ab", 3, "Ministry", "Title, with comma", "OGL v3", "", "2026-11-22"}};
  out.submitted = 2;
  out.analysed = 1;
  out.compared = 1;
  out.statement = "Ünmeasured differences may remain.";
  out.cautions = {"one", "two"};
  out.tests = {{"reoffended", "p 0.04"}};
  out.coefficients = {{"constant", Exact::scaled(-16632815977, 10), Exact(1)},
                      {"age", Exact::scaled(1, 18), {}}};
  calc::BalanceLine line;
  line.name = "age";
  line.spread = Exact(8);
  line.treated = Exact(30);
  line.compared = Exact(31);
  line.variance_ratio = Exact::scaled(95, 2);
  out.balance = {line};
  calc::EffectLine effect;
  effect.outcome = "reoffended";
  effect.binary = true;
  effect.difference = Exact::scaled(-9090909090909, 14);
  out.effects = {effect};
  calc::PublishedRow row;
  row.group = "male";
  row.numerator = Exact(10);
  row.marker = "provisional";
  out.published = {row};
  out.strata = {{"male", 1, 0, Exact::scaled(3, 1), 0}};
  out.expected = calc::ExpectedLine{};
  out.expected->expected_least = Exact::scaled(25, 1);
  calc::ComparedPeople people;
  people.ids = {"A,1", "B\"2"};
  people.treated = {1, 0};
  people.sets = {1, 1};
  people.weights = {Exact(1), Exact::scaled(5, 1)};
  people.scores = {Exact::scaled(3, 1), Exact::scaled(31, 2)};
  people.terms = {{"age", {Exact(30), Exact(31)}}};
  people.outcomes = {{"reoffended", {Exact(0), Exact(1)}}};
  out.people = people;
  return out;
}

TEST(ComparisonRecord, ComesBackAsItWent) {
  const calc::ComparisonRecord made = record();
  EXPECT_EQ(calc::comparison_fault(made), "");
  const std::string json = record_json(made, "cd");
  const std::string people = people_csv(*made.people);
  Problems problems;
  auto read = read_record("x.json", json, problems);
  ASSERT_TRUE(read && problems.empty());
  EXPECT_EQ(read->figures_sha256, "cd");
  EXPECT_TRUE(read->has_people);
  ASSERT_TRUE(read_people("x_people.csv", people, read->record, problems));
  EXPECT_EQ(record_json(read->record, "cd"), json);
  EXPECT_EQ(people_csv(*read->record.people), people);
  EXPECT_EQ(read->record.coefficients[1].estimate, Exact::scaled(1, 18));
  EXPECT_EQ(read->record.expected->expected_least, Exact::scaled(25, 1));
  EXPECT_FALSE(read->record.expected->expected_most);
  EXPECT_EQ(read->record.people->ids, made.people->ids);
}

/// The words told of a record in which `from` was made `to`.
std::string told(const std::string& from, const std::string& to) {
  std::string json = record_json(record(), "cd");
  const std::size_t at = json.find(from);
  if (at == std::string::npos) return "not found: " + from;
  json.replace(at, from.size(), to);
  Problems problems;
  const auto read = read_record("x.json", json, problems);
  if (read || problems.list().empty()) return "nothing";
  return problems.list()[0].code + ": " + problems.list()[0].why[0];
}

TEST(ComparisonRecord, WhatIsNotWholeIsTold) {
  EXPECT_EQ(told("\"outturn_comparison\": 1", "\"outturn_comparison\": 2"),
            "CE1: It does not say \"outturn_comparison\": 1, so it is something else or of another version.");
  EXPECT_EQ(told("\"design\": \"matched group\",", ""),
            "CE1: \"design\" is missing, or is not what stands there otherwise.");
  EXPECT_EQ(told("\"-1.6632815977\"", "-1.6632815977"),
            "CE1: \"estimate\" is missing, or is not what stands there otherwise.");
  EXPECT_EQ(told("\"analysed\": 1", "\"analysed\": 1.5"),
            "CE1: \"analysed\" is missing, or is not what stands there otherwise.");
  EXPECT_EQ(told("{", "["), "CE1: It is no JSON object.");
}

TEST(ComparisonRecord, ABrokenRowOfPeopleIsTold) {
  calc::ComparisonRecord made = record();
  Problems problems;
  EXPECT_FALSE(
      read_people("x_people.csv", "person,treated,set,weight,score,term age\nA,1,1,1,0.3\n", made, problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].code, "CE2");
  EXPECT_EQ(problems.list()[0].span.line, 2U);
}

TEST(ComparisonRecord, FaultsAreFound) {
  calc::ComparisonRecord made = record();
  made.analysed = 2;
  EXPECT_EQ(calc::comparison_fault(made), "people analysed that are not those with a weight");
  made = record();
  made.strata[0].row = 1;
  EXPECT_EQ(calc::comparison_fault(made), "a stratum without its published row");
  made = record();
  made.people->terms.clear();
  EXPECT_EQ(calc::comparison_fault(made), "not one coefficient a term");
  made = record();
  made.submitted = 0;
  EXPECT_EQ(calc::comparison_fault(made), "more people analysed than put forward");
}

TEST(ComparisonRecord, TheWorstBalanceIsInStandardDeviations) {
  calc::ComparisonRecord made = record();
  calc::BalanceLine score;
  score.of_score = true;
  score.treated = Exact(5);
  made.balance.push_back(score);  // of nobody's characteristics
  ASSERT_NE(calc::worst_balance(made), nullptr);
  EXPECT_EQ(calc::apart(*calc::worst_balance(made)), Exact::scaled(125, 3));
  EXPECT_EQ(calc::worst_balance(calc::ComparisonRecord{}), nullptr);
}

}  // namespace
}  // namespace outturn::comparison
