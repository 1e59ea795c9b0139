// The proof beside a comparison's figures, held against what the contract asks for.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "adapters/command/claim/intake.h"
#include "adapters/comparison/evidence/evidence_files.h"

namespace outturn::command {
namespace {

constexpr const char* contract_text = R"x(contract "Fewer reconvictions (invented)"
  currency GBP
  starts   2024-01-01
  ends     2024-12-31
  payer    "P (invented)"
  provider "Q (invented)"
  amounts  exclude VAT

document C "As signed (invented)"

comparison similar_people                          [C 2]
  | column          | type                          | meaning |
  | treated_rate    | percent with 2 decimal places | those who took part |
  | comparison_rate | percent with 2 decimal places | those like them |
  design   matched group
  method   "nearest, 1 to 1"
  at least 60 people
  balance  within 10%

payment fee                                        [C 3]
  when treated_rate < comparison_rate
  pay  £100.00
)x";

class ComparisonFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("comparison_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    put("c.contract", contract_text);
    made_.name = "similar_people";
    made_.design = "matched group";
    made_.method = "nearest, 1 to 1";
    made_.submitted = 70;
    made_.analysed = 60;
    calc::BalanceLine line;
    line.name = "age";
    line.spread = Exact(10);
    line.treated = Exact(30);
    line.compared = Exact(31);
    made_.balance = {line};
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  /// The problems of the folder as an analysis would have written it, one to a line; empty: none.
  std::string told(const std::string& figures_now = figures) {
    put("similar_people.csv", figures_now);
    put("similar_people.json", comparison::record_json(made_, sha256(figures)));
    return told_of_folder();
  }
  std::string told_of_folder() {
    Problems problems;
    auto loaded = load_contract(folder_ / "c.contract", problems);
    evidence_ = load_evidence(*loaded, {folder_}, problems);
    std::string out;
    for (const Problem& one : problems.list()) out += render(one, &loaded->source);
    return out;
  }

  static constexpr const char* figures = "treated_rate,comparison_rate\n26.00%,35.00%\n";
  fs::path folder_;
  calc::ComparisonRecord made_;
  LoadedEvidence evidence_;
};

TEST_F(ComparisonFolder, AsAgreedIsTaken) {
  EXPECT_EQ(told(), "");
  ASSERT_EQ(evidence_.comparisons.size(), 1U);
  EXPECT_EQ(evidence_.comparisons[0].digest.size(), 64U);
  EXPECT_EQ(evidence_.files.size(), 2U);
  EXPECT_EQ(evidence_.bytes.count("similar_people.json"), 1U);
}

TEST_F(ComparisonFolder, FiguresWithoutProof) {
  put("similar_people.csv", figures);
  EXPECT_EQ(
      told_of_folder(),
      "similar_people.json: error E130: the figures of \"similar_people\" come without their proof\n"
      "  The contract makes them a comparison at line 11, so it must be said how they came about.\n"
      "  Name the folder that outturn compare or outturn baseline build wrote: it holds similar_people.csv "
      "and similar_people.json together.\n");
}

TEST_F(ComparisonFolder, FiguresChangedSince) {
  EXPECT_EQ(
      told("treated_rate,comparison_rate\n25.00%,35.00%\n"),
      "similar_people.csv: error E131: these figures are not those that the analysis wrote\n"
      "  Their digest is not the one in similar_people.json: somebody or something has changed the file "
      "since.\n"
      "  Write the folder again, and change nothing in it.\n");
}

TEST_F(ComparisonFolder, AnotherDesignAndMethod) {
  made_.design = "historical cohort";
  made_.method = "nearest, 2 to 1";
  EXPECT_EQ(told(),
            "c.contract:15:12: error E132: the analysis is of another design than the contract's\n"
            " 15 |   design   matched group\n"
            "    |            ^^^^^^^^^^^^^\n"
            "  Agreed: matched group.\n"
            "  Analysed: historical cohort.\n"
            "  Analyse again as agreed, or agree a variation of the contract.\n"
            "c.contract:16:12: error E132: the analysis was made by another method than the contract's\n"
            " 16 |   method   \"nearest, 1 to 1\"\n"
            "    |            ^^^^^^^^^^^^^^^^^\n"
            "  Agreed: nearest, 1 to 1.\n"
            "  Analysed: nearest, 2 to 1.\n"
            "  Analyse again as agreed, or agree a variation of the contract.\n");
}

TEST_F(ComparisonFolder, TooFewPeople) {
  made_.analysed = 59;
  EXPECT_EQ(told(),
            "c.contract:17:12: error E133: fewer people were analysed than the contract asks for\n"
            " 17 |   at least 60 people\n"
            "    |            ^^\n"
            "  Agreed: at least 60 people.\n"
            "  Analysed: 59 of 70 put forward.\n"
            "  Wait until more people have taken part, and analyse again: no verdict is given until then.\n");
}

TEST_F(ComparisonFolder, BalanceNotMet) {
  made_.balance[0].compared = Exact::scaled(311, 1);
  EXPECT_EQ(told(),
            "c.contract:18:19: error E134: the two groups differ more than the contract allows\n"
            " 18 |   balance  within 10%\n"
            "    |                   ^^^\n"
            "  In \"age\" they are 11% of a standard deviation apart; 10% is allowed.\n"
            "  Match more closely (a narrower caliper, more people to choose from), and analyse again.\n");
}

TEST_F(ComparisonFolder, NoVerdict) {
  made_.refusal = "More people took part than there are to compare with.";
  EXPECT_EQ(told(),
            "similar_people.json: error E135: the analysis gives no verdict, so nothing can be paid by it\n"
            "  More people took part than there are to compare with.\n"
            "  See similar_people.json for all that was found.\n");
}

TEST_F(ComparisonFolder, PeopleChangedSince) {
  calc::ComparedPeople people;
  people.ids = {"A"};
  people.treated = {1};
  people.sets = {0};
  people.weights = {Exact(1)};
  made_.people = people;
  made_.analysed = 1;
  put("similar_people.csv", figures);
  put("similar_people.json", comparison::record_json(made_, sha256(figures), sha256("as written")));
  put("similar_people_people.csv", comparison::people_csv(people));
  EXPECT_EQ(
      told_of_folder(),
      "similar_people_people.csv: error E131: these people are not those that the analysis wrote\n"
      "  Their digest is not the one in similar_people.json: somebody or something has changed the file "
      "since.\n"
      "  Write the folder again, and change nothing in it.\n");
}

TEST_F(ComparisonFolder, ARecordOfAnotherComparison) {
  made_.name = "other_people";
  EXPECT_EQ(
      told(),
      "similar_people.json: error E131: this is the record of \"other_people\", not of \"similar_people\"\n"
      "  Write the folder again, and change nothing in it.\n");
}

}  // namespace
}  // namespace outturn::command
