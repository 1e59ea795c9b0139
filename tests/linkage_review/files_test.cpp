// Files of a review: written and read back, and what is said of bad ones, frozen word for word.
//
// bad/NAME.csv is read as decisions, or as pairs where its name begins with "pairs"; what is said of all of
// them stands in told.txt (OUTTURN_UPDATE_GOLDEN=1 writes it anew).
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "adapters/linkage/review/review_files.h"
#include "tests/support/frozen_text.h"

namespace outturn::linkage {
namespace {

namespace fs = std::filesystem;
const fs::path home = OUTTURN_SOURCE_DIR "/tests/linkage_review";

using ::outturn::test::content;

std::string told_of(const fs::path& path) {
  const std::string bytes = content(path);
  const std::string name = path.filename().string();
  Problems problems;
  if (name.starts_with("pairs")) {
    read_pairs(
        name, bytes, {}, [](ReviewPair) {}, problems);
  } else {
    tell_changed_minds(read_decisions(name, bytes, problems), problems);
  }
  const SourceFile source(name, bytes);
  std::string out = "== " + name + "\n";
  for (const Problem& problem : problems.list()) out += render(problem, &source);
  return out;
}

TEST(Files, WhatIsSaidOfBadOnes) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(home / "bad")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::string told;
  for (const fs::path& file : files) told += told_of(file);
  EXPECT_EQ(told, ::outturn::test::golden(home / "told.txt", told));
}

TEST(Files, DecisionsComeBackAsWritten) {
  std::vector<Decision> decisions;
  decisions.push_back(
      {pair_id("a,1", "b\"2"), "a,1", "b\"2", Verdict::unsure, "Ann Lee", "2026-03-31", "line, \"quoted\""});
  decisions.push_back({pair_id("x", "y"), "x", "y", Verdict::same, "", "", ""});
  Problems problems;
  const auto got = read_decisions("d.csv", decisions_csv(decisions), problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].left, "a,1");
  EXPECT_EQ(got[0].right, "b\"2");
  EXPECT_EQ(got[0].note, "line, \"quoted\"");
  EXPECT_EQ(got[0].reviewer, "Ann Lee");
  EXPECT_EQ(got[0].verdict, Verdict::unsure);
  EXPECT_EQ(got[1].verdict, Verdict::same);
}

TEST(Files, TheQueueFilledInIsReadAsDecisions) {
  ReviewPair pair{"1", "2"};
  pair.probability = 0.75;
  std::string csv = review_csv({{pair_id("1", "2"), stratum_of(pair), pair}});
  EXPECT_EQ(csv, "pair,left,right,band,weight,probability,decision,reviewer,date,note\n" + pair_id("1", "2") +
                     ",1,2,0 to 2,0.0000,0.750000,,,,\n");
  csv.replace(csv.find(",,,,\n"), 4, ",Same person,,,");
  Problems problems;
  const auto got = read_decisions("review.csv", csv, problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(got[0].verdict, Verdict::same);
}

TEST(Files, APairIsTakenWhenItsRecordsAreOnePerson) {
  Problems problems;
  const PersonOf people = read_people("people.csv", "record,person,dataset\na,1,x\nb,1,x\nc,2,x\n", problems);
  std::vector<ReviewPair> pairs;
  const std::string csv = "left,right,weight,probability,levels\na,b,1.5,0.1,2 -1 0\na,c,9,0.99,2;0;1\n";
  const auto keep = [&](ReviewPair pair) { pairs.push_back(std::move(pair)); };
  read_pairs("pairs.csv", csv, people, keep, problems);
  read_pairs("pairs.csv", csv, {}, keep, problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(pairs.size(), 4U);
  EXPECT_TRUE(pairs[0].taken);
  EXPECT_FALSE(pairs[1].taken);
  EXPECT_FALSE(pairs[2].taken);
  EXPECT_TRUE(pairs[3].taken);
  EXPECT_EQ(pairs[0].levels, (std::vector<int>{2, -1, 0}));
  EXPECT_EQ(pairs[1].levels, (std::vector<int>{2, 0, 1}));
}

}  // namespace
}  // namespace outturn::linkage
