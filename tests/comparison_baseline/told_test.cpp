// What is told when a baseline can't be made, frozen word for word in told/NAME.txt (OUTTURN_UPDATE_GOLDEN=1
// writes it anew).
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/comparison_baseline/made_inputs.h"
#include "tests/support/frozen_text.h"

namespace outturn::comparison::test {
namespace {

void expect_told(const std::string& name, const Texts& texts) {
  const std::filesystem::path file =
      std::filesystem::path(OUTTURN_SOURCE_DIR) / "tests/comparison_baseline/told" / (name + ".txt");
  const std::string told = told_of(texts);
  const std::string frozen = ::outturn::test::golden(file, told);
  ASSERT_TRUE(std::filesystem::exists(file)) << file;
  EXPECT_EQ(told, frozen);
}

TEST(BaselineTold, AStratumWithoutAPublicRate) {
  Texts texts = texts_with({"Male,18-24,2023,1", "Female,25-34,2022,0", "Female,25-34,2022,1"});
  texts.files["rates.csv"] =
      "area,period,measure,sex,age,events,people,rate\n"
      "E06000001,2022,reoffending,Male,18-24,450,1000,45.0\nE06000001,2022,reoffending,Female,18-24,1,10,10."
      "0\n"
      "E06000001,2023,reoffending,Male,18-24,400,1000,40.0\nE06000001,2023,reoffending,Female,25-34,1,10,10."
      "0\n";
  expect_told("stratum_without_rate", texts);
}

TEST(BaselineTold, APeriodThatIsNotPublished) {
  expect_told("period_not_published", texts_with({"Male,18-24,2024,1"}));
}

TEST(BaselineTold, AWordNearlyRight) { expect_told("word_nearly_right", texts_with({"Mael,18-24,2023,1"})); }

TEST(BaselineTold, AnAreaThatIsNotPublished) {
  Texts texts = texts_with({"E06000002,18-24,2023,1"});
  texts.spec.replace(texts.spec.find("sex = sex, age"), 9, "area = sex");
  texts.spec += "where sex = Male\n";
  expect_told("area_not_published", texts);
}

Texts barnsley(const char* published, const char* people) {
  Texts texts = texts_with({std::string(people) + ",18-24,2023,1"});
  texts.spec.replace(texts.spec.find("sex = sex, age"), 9, "area = sex");
  texts.files["rates.csv"] = std::string("area,period,measure,sex,age,events,people,rate\n") + published +
                             ",2023,reoffending,Male,18-24,450,1000,45.0\n";
  return texts;
}

TEST(BaselineTold, AnOldCodeAgainstANewTable) { expect_told("old_code", barnsley("E08000038", "E08000016")); }

TEST(BaselineTold, ANewCodeAgainstAnOldTable) { expect_told("new_code", barnsley("E08000016", "E08000038")); }

TEST(BaselineTold, ACodeThatAListSaysHasEnded) {
  MadeInputs inputs = made_inputs(barnsley("E06000001", "E07000999"));
  inputs.history.spans.push_back({"E07000999", "Old Town", make_date(2009, 4, 1), make_date(2019, 4, 1)});
  EXPECT_FALSE(build(inputs));
  EXPECT_NE(inputs.told().find(
                "By the list of codes E07000999 is in use since 2009-04-01, up to 2019-04-01 and not "
                "that day."),
            std::string::npos)
      << inputs.told();
}

TEST(BaselineTold, FewerPeopleThanAgreed) {
  Texts texts = texts_with({"Male,18-24,2023,1"});
  texts.spec += "at least 60 people\n";
  expect_told("fewer_than_agreed", texts);
}

TEST(BaselineTold, MissingCells) {
  expect_told("missing_cells",
              texts_with({"Male,,2023,1", "Male,18-24,2023,", "Male,18-24,2023,maybe", "Male,,2023,0"}));
}

TEST(BaselineTold, AnIdTwice) {
  Texts texts = texts_with({"Male,18-24,2023,1"});
  texts.files["cohort.csv"] += "P1,Male,18-24,2023,0\n";
  expect_told("id_twice", texts);
}

TEST(BaselineTold, TwoRowsForOneStratum) {
  Texts texts = texts_with({"Male,18-24,2023,1"});
  texts.spec.replace(texts.spec.find("match sex = sex, age = age, "), 28, "match sex = sex, ");
  expect_told("two_rows", texts);
}

TEST(BaselineTold, SuppressedAndNoRangeIsKnown) {
  Texts texts = texts_with({"Male,18-24,2023,1", "Male,18-24,2023,0"});
  texts.files["rates.csv"] =
      "area,period,measure,sex,age,events,people,rate\nE06000001,2023,reoffending,Male,18-24,,10,:\n";
  expect_told("no_range", texts);
}

TEST(BaselineTold, NoShareOfPeople) {
  Texts texts = texts_with({"Male,18-24,2023,1"});
  texts.files["rates.csv"] =
      "area,period,measure,sex,age,events,people,rate\nE06000001,2023,reoffending,Male,18-24,,,140.0\n";
  expect_told("no_share", texts);
}

TEST(BaselineTold, PerAnotherNumber) {
  Texts texts = texts_with({"Male,18-24,2023,1"});
  texts.spec.replace(texts.spec.find("per 100"), 7, "per 1000");
  expect_told("per_another", texts);
}

TEST(BaselineTold, AFieldOrTextThatIsNotThere) {
  Texts texts = texts_with({"Male,18-24,2023,1"});
  texts.spec += "where measure = \"reofending\", ethnicity = All\n";
  expect_told("not_there", texts);
}

TEST(BaselineTold, ASpecThatIsNotWhole) {
  expect_told("spec_wrong", {"baseline b\nmethod expecting\nmatch sex sex\nrate of value\n", {}});
  expect_told("spec_lacking", {"method expected rates\n", {}});
  expect_told("spec_series", {"baseline b\nmethod trend\npublished a.csv\neach person\n", {}});
}

}  // namespace
}  // namespace outturn::comparison::test
