// Levels that no pair can come into are named, and only these.
#include "engine/linkage/compare/never.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

const Records& people() {
  static const Records records = test::records_of({{"id", "name", "born", "none"},
                                                   {"1", "ann", "19800131", ""},
                                                   {"2", "bob", "19790522", ""},
                                                   {"3", "", "", ""}});
  return records;
}

/// Places of the levels that can't be met, and why.
std::vector<std::string> never_in(const std::vector<std::string>& levels) {
  Model model;
  model.comparisons.push_back(test::comparison("c", levels));
  const test::Ready ready(model, people());
  std::vector<std::string> out;
  for (const NeverLevel& never : never_levels(model, people(), ready.readings))
    out.push_back(std::to_string(never.level) + ": " + never.why);
  return out;
}

std::string jw(const std::string& bound) {
  return "jaro_winkler_similarity(\"name_l\", \"name_r\") " + bound;
}

std::string within_a_year(const std::string& format) {
  return "ABS(EPOCH(try_strptime(\"born_l\", '" + format + "')) - EPOCH(try_strptime(\"born_r\", '" + format +
         "'))) <= 31557600";
}

using Told = std::vector<std::string>;

TEST(Never, AFormatThatReadsNoDate) {
  EXPECT_EQ(never_in({within_a_year("%Y-%m-%d"), "ELSE"}),
            Told{"0: No value of column \"born\" is a date written as %Y-%m-%d; the first is \"19800131\"."});
  EXPECT_EQ(never_in({within_a_year("%Y%m%d"), "ELSE"}), Told{});
}

TEST(Never, AnEmptyColumnIsNoFaultOfTheLevel) {
  EXPECT_EQ(never_in({"try_strptime(\"none_l\", '%Y') = try_strptime(\"none_r\", '%Y')", "ELSE"}), Told{});
}

TEST(Never, WhatAnEarlierLevelCovers) {
  const std::string why = "Every pair that meets it meets an earlier level: ";
  EXPECT_EQ(never_in({jw(">= 0.88"), jw(">= 0.9"), "ELSE"}), Told{"1: " + why + jw(">= 0.88") + "."});
  EXPECT_EQ(never_in({jw(">= 0.9"), jw(">= 0.88"), "ELSE"}), Told{});
  EXPECT_EQ(never_in({jw(">= 0.9"), jw("> 0.9"), "ELSE"}), Told{"1: " + why + jw(">= 0.9") + "."});
  EXPECT_EQ(never_in({jw("> 0.9"), jw(">= 0.9"), "ELSE"}), Told{});
  EXPECT_EQ(never_in({jw(">= 0.9"), "\"name_l\" = \"name_r\"", "ELSE"}),
            Told{"1: " + why + jw(">= 0.9") + "."});
  EXPECT_EQ(never_in({"ELSE", jw(">= 0.9"), "ELSE"}), (Told{"1: " + why + "ELSE.", "2: " + why + "ELSE."}));
  const std::string edits = "damerau_levenshtein(\"name_l\", \"name_r\") <= 2";
  EXPECT_EQ(never_in({edits, "levenshtein(\"name_l\", \"name_r\") <= 2", "ELSE"}),
            Told{"1: " + why + edits + "."});
  EXPECT_EQ(never_in({"levenshtein(\"name_l\", \"name_r\") <= 2", edits, "ELSE"}), Told{});
  EXPECT_EQ(
      never_in({"\"name_l\" = \"name_r\"", "\"name_l\" = \"name_r\" AND \"born_l\" = \"born_r\"", "ELSE"}),
      Told{"1: " + why + "\"name_l\" = \"name_r\"."});
  EXPECT_EQ(never_in({"\"name_l\" = \"name_r\"", "\"born_l\" = \"born_r\"",
                      "\"born_l\" = \"born_r\" OR \"name_l\" = \"name_r\"", "ELSE"}),
            Told{"2: " + why + "\"born_l\" = \"born_r\"."});
}

TEST(Never, WhatContradictsItself) {
  EXPECT_EQ(never_in({"\"name_l\" = \"name_r\" AND \"name_l\" <> \"name_r\"", "ELSE"}),
            Told{"0: Two of its conditions exclude each other."});
  EXPECT_EQ(never_in({"\"name_l\" IS NULL AND \"name_l\" IS NOT NULL", "ELSE"}),
            Told{"0: Two of its conditions exclude each other."});
  EXPECT_EQ(never_in({jw(">= 1.5"), "levenshtein(\"name_l\", \"name_r\") < 0", "ELSE"}),
            (Told{"0: Its bound is out of reach.", "1: Its bound is out of reach."}));
}

// The documentation models of FEBRL were saved with three dead date levels each; the others have none.
TEST(Never, TheDeadLevelsOfSavedModelsAreNamed) {
  for (const char* name : {"fake_1000", "historical_50k", "synth_100k", "febrl3", "febrl4"}) {
    OUTTURN_SET_OR_SKIP(set, name);
    const test::Ready ready(set.model, set.records);
    const auto found = never_levels(set.model, set.records, ready.readings);
    if (!std::string(name).starts_with("febrl")) {
      EXPECT_TRUE(found.empty()) << name;
      continue;
    }
    ASSERT_EQ(found.size(), 3U) << name;
    Problems problems;
    tell_never(found, set.model, "model.json", Severity::warning, problems);
    EXPECT_FALSE(problems.has_errors());
    for (std::size_t i = 0; i < 3; ++i) {
      const Level& level = set.model.comparisons[found[i].comparison].levels[found[i].level];
      EXPECT_EQ(set.model.comparisons[found[i].comparison].name, "date_of_birth");
      EXPECT_FALSE(level.m.has_value());
      EXPECT_EQ(problems.list()[i].what, "a level of \"date_of_birth\" can never be met: " + level.written);
      EXPECT_TRUE(
          found[i].why.starts_with("No value of column \"date_of_birth\" is a date written as %Y-%m-%d;"));
    }
  }
}

// What is called never is never: no pair of random records meets the narrow and not the wide condition.
TEST(Never, ImpliesHoldsForEveryPair) {
  test::Rows rows{{"id", "name", "born", "none"}};
  test::Dice dice(5);
  const auto cell = [&] {
    std::string word;
    for (std::size_t n = dice.below(4); n-- > 0;) word += "ab1"[dice.below(3)];
    return word;
  };
  for (int i = 0; i < 40; ++i) rows.push_back({std::to_string(i), cell(), cell(), cell()});
  const Records records = test::records_of(rows);
  const std::vector<std::string> simple{"\"name_l\" = \"name_r\"",
                                        "\"born_l\" = \"born_r\"",
                                        jw(">= 0.8"),
                                        jw("> 0.8"),
                                        jw(">= 0.9"),
                                        jw(">= 1"),
                                        "levenshtein(\"name_l\", \"name_r\") <= 1",
                                        "levenshtein(\"name_l\", \"name_r\") <= 0",
                                        "damerau_levenshtein(\"name_l\", \"name_r\") <= 1",
                                        "\"name_l\" IS NULL",
                                        "SUBSTRING(\"name_l\", 1, 1) IS NULL",
                                        "ABS(\"name_l\" - \"name_r\") <= 5",
                                        "ABS(\"name_l\" - \"name_r\") < 5"};
  std::vector<std::string> all = simple;
  for (int i = 0; i < 60; ++i) {
    const std::string a = simple[dice.below(simple.size())];
    const std::string b = simple[dice.below(simple.size())];
    all.push_back(i % 3 == 0 ? "NOT (" + a + ")" : a + (i % 3 == 1 ? " AND " : " OR ") + b);
  }
  std::vector<std::string> levels = all;
  levels.emplace_back("ELSE");
  Model model;
  model.comparisons.push_back(test::comparison("c", levels));
  const test::Ready ready(model, records);
  std::vector<ReadyCondition> conditions;
  for (std::size_t i = 0; i < all.size(); ++i)
    conditions.emplace_back(model.comparisons[0].levels[i].when, ready.readings);
  std::vector<std::vector<bool>> met(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t l = 0; l < records.size(); ++l) {
      for (std::size_t r = 0; r < records.size(); ++r)
        met[i].push_back(conditions[i].of(ready.readings.row(l), ready.readings.row(r), ready.readings) ==
                         Truth::yes);
    }
  }
  int claimed = 0;
  for (std::size_t a = 0; a < all.size(); ++a) {
    for (std::size_t b = 0; b < all.size(); ++b) {
      if (a == b || !implies(model.comparisons[0].levels[a].when, model.comparisons[0].levels[b].when))
        continue;
      ++claimed;
      for (std::size_t k = 0; k < met[a].size(); ++k)
        ASSERT_TRUE(!met[a][k] || met[b][k]) << all[a] << "\nsaid to imply\n" << all[b];
    }
  }
  EXPECT_GE(claimed, 200);
}

}  // namespace
}  // namespace outturn::linkage
