// outturn review as the command line calls it: what it writes, what it refuses, what it finds.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "adapters/command/review_command.h"
#include "engine/linkage/review/bands.h"
#include "tests/support/frozen_text.h"

namespace outturn::command {
namespace {

struct Said {
  Exit exit = Exit::good;
  std::string out, errors;
};

Said call(const std::string& line) {
  CLI::App app;
  ReviewWords words;
  set_up_review(app, words);
  app.parse("review " + line);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Said said;
  said.exit = run_review(app, words);
  said.out = testing::internal::GetCapturedStdout();
  said.errors = testing::internal::GetCapturedStderr();
  return said;
}

using ::outturn::test::content;

/// A link of 40 pairs of two members, the even ones of one person, and its inputs.
class ReviewCommand : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(home);
    fs::create_directories(home / "link");
    std::ofstream pairs(home / "link/pairs.csv");
    std::ofstream people(home / "link/people.csv");
    std::ofstream left(home / "left.csv");
    std::ofstream right(home / "right.csv");
    pairs << "left,right,weight,probability,levels,left_dataset,right_dataset\n";
    people << "record,person,dataset,probability\n";
    left << "unique_id,name\n";
    right << "unique_id,name\n";
    for (int i = 0; i < 40; ++i) {
      pairs << "L" << i << ",R" << i << (i % 2 == 0 ? ",6,0.9,1,left,right\n" : ",-6,0.1,0,left,right\n");
      people << "L" << i << "," << i << ",left,\nR" << i << "," << (i % 2 == 0 ? i : 100 + i) << ",right,\n";
      left << "L" << i << ",Secretname" << i << "\n";
      right << "R" << i << ",Secretname" << (i % 2 == 0 ? i : 1000) << "\n";
    }
    std::ofstream(home / "link/model.json") << R"({"link_type": "link_only", "comparisons": [
      {"output_column_name": "name", "comparison_levels": [
        {"sql_condition": "\"name_l\" = \"name_r\"", "label_for_charts": "Same", "m_probability": 0.9, "u_probability": 0.1},
        {"sql_condition": "ELSE", "label_for_charts": "Other", "m_probability": 0.1, "u_probability": 0.9}]}],
      "probability_two_random_records_match": 0.01, "unique_id_column_name": "unique_id",
      "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.name = r.name"}]})";
  }
  [[nodiscard]] std::string at(const std::string& name) const { return (home / name).string(); }
  [[nodiscard]] std::string inputs() const {
    return "--input left=" + at("left.csv") + " right=" + at("right.csv");
  }

  fs::path home = fs::path(OUTTURN_BINARY_DIR) / "review_test" /
                  testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(ReviewCommand, TheQueueHasNoIdentitiesTheReviewersPageHas) {
  const Said said =
      call("queue " + at("link") + " --size 10 --reviewer " + inputs() + " --out " + at("mine"));
  ASSERT_EQ(said.exit, Exit::good) << said.errors;
  const std::string queue = content(home / "mine/review.csv");
  EXPECT_EQ(queue.find("Secretname"), std::string::npos);
  EXPECT_EQ(std::count(queue.begin(), queue.end(), '\n'), 11);
  EXPECT_NE(content(home / "mine/reviewer.html").find("Secretname"), std::string::npos);
  EXPECT_EQ(fs::status(home / "mine/reviewer.html").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(said.out.find("Secretname"), std::string::npos);
}

TEST_F(ReviewCommand, WithoutReviewerNoPage) {
  ASSERT_EQ(call("queue " + at("link") + " --size 10 --out " + at("mine")).exit, Exit::good);
  EXPECT_TRUE(fs::exists(home / "mine/review.csv"));
  EXPECT_FALSE(fs::exists(home / "mine/reviewer.html"));
  const Said again = call("queue " + at("link") + " --size 10 --out " + at("mine"));
  EXPECT_EQ(again.exit, Exit::problems);
  EXPECT_NE(again.errors.find("LK93"), std::string::npos) << "decisions may stand in it";
  EXPECT_EQ(call("queue " + at("link") + " --size 10 --replace --out " + at("mine")).exit, Exit::good);
}

TEST_F(ReviewCommand, IdentitiesMayNotLieAmongTheEvidence) {
  const Said said =
      call("queue " + at("link") + " --size 10 --reviewer " + inputs() + " --out " + at("link/review"));
  EXPECT_EQ(said.exit, Exit::problems);
  EXPECT_NE(said.errors.find("LK89"), std::string::npos) << said.errors;
  EXPECT_FALSE(fs::exists(home / "link/review/reviewer.html"));
}

TEST_F(ReviewCommand, RecordsThatNoInputHasAreTold) {
  const Said said =
      call("queue " + at("link") + " --reviewer --input left=" + at("left.csv") + " --out " + at("mine"));
  EXPECT_EQ(said.exit, Exit::problems);
  EXPECT_NE(said.errors.find("LK92"), std::string::npos) << said.errors;
  const Said none = call("queue " + at("link") + " --reviewer --out " + at("mine"));
  EXPECT_NE(none.errors.find("LK91"), std::string::npos) << none.errors;
  const Said folder = call("queue " + at("nowhere") + " --out " + at("mine"));
  EXPECT_NE(folder.errors.find("LK80"), std::string::npos) << folder.errors;
}

TEST_F(ReviewCommand, DecisionsBecomeFigures) {
  std::ofstream decisions(home / "decisions.csv");
  decisions << "pair,left,right,decision,reviewer,date,note\n";
  for (int i = 0; i < 40; ++i) {
    const std::string left = "L" + std::to_string(i);
    const std::string right = "R" + std::to_string(i);
    decisions << linkage::pair_id(left, right) << "," << left << "," << right << ","
              << (i % 2 == 0 && i != 6 ? "same" : "different") << ",Ann,2026-03-31,\n";
  }
  decisions << linkage::pair_id("gone", "too") << ",gone,too,same,Ann,2026-03-31,\n";
  decisions.close();
  const std::string line = "result " + at("link") + " --decisions " + at("decisions.csv");
  const Said said = call(line);
  ASSERT_EQ(said.exit, Exit::good) << said.errors;
  EXPECT_NE(said.errors.find("LK84"), std::string::npos) << "a pair of another link";
  EXPECT_NE(said.out.find("Precision: 95.0 % (95.0 % to 95.0 %)"), std::string::npos) << said.out;
  const auto json = nlohmann::json::parse(call(line + " --json --recalibrated " + at("new.csv")).out);
  EXPECT_EQ(json["precision"]["value"], 0.95);
  EXPECT_EQ(json["recall"]["value"], 1.0);
  EXPECT_EQ(json["bands"].size(), 2U);
  const std::string recalibrated = content(home / "new.csv");
  EXPECT_NE(recalibrated.find("L0,R0,6.000000,0.950000,1,left,right,0.900000\n"), std::string::npos)
      << recalibrated;
  EXPECT_NE(recalibrated.find("L1,R1,-6.000000,0.012195,0,left,right,0.100000\n"), std::string::npos);
}

TEST_F(ReviewCommand, DecidedPairsForTheNextLink) {
  linkage::RecordsBuilder builder({});
  builder.begin_dataset("x");
  for (const char* id : {"a", "b", "c"}) builder.add(id, {});
  std::vector<linkage::RepeatedId> repeated;
  const linkage::Records records = builder.finish(repeated);
  std::ofstream decisions(home / "d.csv");
  decisions << "pair,left,right,decision\n"
            << linkage::pair_id("a", "b") << ",a,b,same\n"
            << linkage::pair_id("b", "c") << ",b,c,different\n"
            << linkage::pair_id("a", "z") << ",a,z,same\n";
  decisions.close();
  Problems problems;
  const DecidedPairs got = decided_pairs({home / "d.csv"}, records, problems);
  EXPECT_EQ(got.must, (std::vector<linkage::RecordPair>{{0, 1}}));
  EXPECT_EQ(got.barred, (std::vector<linkage::RecordPair>{{1, 2}}));
  EXPECT_FALSE(problems.has_errors());
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].what, "1 decided pair left out: a record of theirs is in no input");
}

}  // namespace
}  // namespace outturn::command
