// SQL of models: what Splink's libraries write is read, written again and read back equal; the rest is
// refused by name.
#include "engine/linkage/model/sql.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

std::string trouble_with(const std::string& sql) {
  SqlTrouble trouble;
  return condition_of_sql(sql, trouble) ? "understood" : trouble.what;
}

TEST(Sql, WhatIsNotUnderstoodIsNamed) {
  const std::vector<std::pair<std::string, std::string>> told{
      {"", "the condition ends too early"},
      {"\"a_l\" =", "the condition ends too early"},
      {"\"a_l\" = \"a_r", "\"\"\" was not expected here"},
      {"(\"a_l\" = \"a_r\"", "\")\" is missing"},
      {"\"a_l\" = \"a_r\" \"b_l\"", "\"b_l\" was not expected here"},
      {"\"a\" = \"a_r\"", "the column \"a\" does not say which record it is of (a_l or a_r)"},
      {"\"a_l\" = \"b_l\"", "a comparison must be between the left and the right record"},
      {"\"a_l\"", "\"a_l\" is no condition"},
      {"soundex(\"a_l\") = soundex(\"a_r\")", "the function SOUNDEX is not one that is understood here"},
      {"jaccard(\"a_l\", \"a_r\") >= 0.5", "the measure JACCARD is not one that is understood here"},
      {"levenshtein(\"a_l\", \"a_r\") >= 2", "LEVENSHTEIN must be bounded the other way round"},
      {"jaro_winkler_similarity(\"a_l\", \"a_r\") <= 0.9",
       "JARO_WINKLER_SIMILARITY must be bounded the other way round"},
      {"levenshtein(\"a_l\", \"a_r\") <= \"b_l\"", "a bound must be a number"},
      {"\"a_l\" IS 3", "after IS only NULL or NOT NULL is understood"},
      {"\"a_l\" || \"a_r\" IS NULL", "IS NULL is understood of one record's columns only"},
      {"SUBSTRING(\"a_l\", 0, 3) = \"a_r\"", "characters are counted from 1"},
      {"SUBSTRING(\"a_l\", 1.5, 3) = \"a_r\"", "a whole number is expected in place of \"1.5\""},
      {"CAST(\"a_l\" AS BLOB) = \"a_r\"", "a cast to BLOB is not understood here"},
      {"CONCAT(\"a_l\", \"b_l\") = \"a_r\"", "the function CONCAT is not one that is understood here"},
      {"try_strptime(\"a_l\", '%d %b %Y') = \"a_r\"",
       "the date format \"%d %b %Y\" is not understood here: only %Y, %m and %d are"},
      {"try_strptime(\"a_l\", '%Y') = \"a_r\"", "a date or number is compared with something else"},
      {"levenshtein(try_strptime(\"a_l\", '%Y'), try_strptime(\"a_r\", '%Y')) <= 1",
       "text is expected where a date or number stands"},
      {"ABS(EPOCH(try_strptime(\"a_l\", '%Y')) - \"a_r\") <= 1",
       "a difference is understood of two numbers, or of two dates by EPOCH"},
      {"ABS(EPOCH(\"a_l\") - EPOCH(\"a_r\")) <= 1",
       "a difference is understood of two numbers, or of two dates by EPOCH"},
      {"regexp_extract(\"a_l\", '[', 0) = \"a_r\"", "the pattern \"[\" is not one that is understood here"},
      {"regexp_extract(\"a_l\", 'a', 1) = \"a_r\"", "the pattern \"a\" is not one that is understood here"},
      {"CAST(\"a_l\" AS", "\")\" is missing"},
      {"(l.", "a column's name is missing after the dot"},
      {"\"a_l\"::", "a type is missing after \"::\""},
  };
  for (const auto& [sql, what] : told) EXPECT_EQ(trouble_with(sql), what) << sql;
}

TEST(Sql, DepthAndLengthHaveTheirLimits) {
  EXPECT_EQ(trouble_with(std::string(5000, '(') + "x"),
            "the condition is longer than any that is understood here");
  EXPECT_EQ(trouble_with(std::string(900, '(') + "x"), "the condition is nested too deeply");
  std::string nots;
  for (int i = 0; i < 500; ++i) nots += "NOT ";
  EXPECT_EQ(trouble_with(nots + "\"a_l\" = \"a_r\""), "the condition is nested too deeply");
  const std::string equal = "\"a_l\" = \"a_r\"";
  EXPECT_EQ(trouble_with(std::string(90, '(') + equal + std::string(90, ')')), "understood");
}

void expect_round(const std::string& sql) {
  const Condition read = test::condition(sql);
  EXPECT_EQ(test::condition(sql_of(read)), read) << sql << "\n" << sql_of(read);
}

TEST(Sql, EveryLevelOfTheSavedModelsReadsBackEqual) {
  int levels = 0;
  for (const char* name : {"fake_1000", "febrl3", "febrl4", "historical_50k", "synth_100k"}) {
    OUTTURN_SET_OR_SKIP(set, name);
    for (const Comparison& comparison : set.model.comparisons) {
      for (const Level& level : comparison.levels) {
        expect_round(level.written);
        ++levels;
      }
    }
    for (const BlockingRule& rule : set.model.rules) {
      const BlockingRule again = test::rule(sql_of(rule));
      EXPECT_EQ(again.keys, rule.keys) << rule.written;
      EXPECT_EQ(again.also, rule.also) << rule.written;
    }
  }
  EXPECT_GE(levels, 100);
}

TEST(Sql, WhatIsReadIsWrittenAsSplinkWritesIt) {
  const std::vector<std::string> as_they_are{
      "ELSE",
      "\"a_l\" IS NULL OR \"a_r\" IS NULL",
      "\"a_l\" = \"b_r\" AND \"b_l\" = \"a_r\"",
      "jaro_winkler_similarity(\"a_l\", \"a_r\") >= 0.92",
      "damerau_levenshtein(\"a_l\", \"a_r\") <= 2",
      "levenshtein(\"a_l\", \"a_r\") < 2",
      "NULLIF(regexp_extract(\"a_l\", '^[A-Z]{1,2}', 0), '') = NULLIF(regexp_extract(\"a_r\", '^[A-Z]{1,2}', "
      "0), "
      "'')",
      "ABS(EPOCH(try_strptime(\"d_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"d_r\", '%Y-%m-%d'))) <= 2629800",
      "ABS(TRY_CAST(\"n_l\" AS DOUBLE) - TRY_CAST(\"n_r\" AS DOUBLE)) <= 0.1",
      "(LOWER(\"a_l\") || ' ' || \"b_l\") = (LOWER(\"a_r\") || ' ' || \"b_r\")",
      "(\"a_l\" = \"a_r\" OR \"b_l\" = \"b_r\") AND NOT (TRIM(\"c_l\") = UPPER(\"c_r\"))",
      "\"it's \"\"x\"\"_l\" = \"it's \"\"x\"\"_r\"",
  };
  for (const std::string& sql : as_they_are) expect_round(sql);
  for (const std::string& sql : as_they_are) {
    EXPECT_EQ(sql_of(test::condition(sql)), sql);
  }
}

TEST(Sql, OurOwnMeasuresAreWrittenAsListFunctions) {
  Condition own;
  own.kind = Condition::Kind::token_overlap;
  own.left = own.right = column_reading("name");
  own.bound = 0.5;
  EXPECT_EQ(sql_of(own),
            "CASE WHEN \"name_l\" IS NULL OR \"name_r\" IS NULL THEN NULL ELSE "
            "coalesce(len(list_intersect(regexp_extract_all(\"name_l\", '[^ ]+'), "
            "regexp_extract_all(\"name_r\", '[^ ]+'))) / "
            "nullif(len(list_distinct(list_concat(regexp_extract_all(\"name_l\", '[^ ]+'), "
            "regexp_extract_all(\"name_r\", '[^ ]+')))), 0), 0) >= 0.5 END");
  own.kind = Condition::Kind::jaccard;
  EXPECT_NE(
      sql_of(own).find("list_transform(range(1, length(\"name_l\")), i -> substring(\"name_l\", i, 2))"),
      std::string::npos);
  own.kind = Condition::Kind::ratio;
  EXPECT_NE(sql_of(own).find("THEN LEAST(\"name_l\", \"name_r\") / GREATEST(\"name_l\", \"name_r\") >= 0.5"),
            std::string::npos);
}

TEST(Sql, ARulesEqualitiesBecomeItsKeys) {
  const BlockingRule rule = test::rule(
      "(l.\"a\" = r.\"a\") AND (SUBSTRING(l.b, 1, 2) = SUBSTRING(r.c, 1, 2)) AND levenshtein(l.d, r.d) <= 1");
  ASSERT_EQ(rule.keys.size(), 2U);
  EXPECT_EQ(rule.keys[1].left.of[0].text, "b");
  EXPECT_EQ(rule.keys[1].right.of[0].text, "c");
  ASSERT_EQ(rule.also.size(), 1U);
  EXPECT_EQ(sql_of(rule),
            "l.\"a\" = r.\"a\" AND SUBSTRING(l.\"b\", 1, 2) = SUBSTRING(r.\"c\", 1, 2) AND "
            "levenshtein(l.\"d\", r.\"d\") <= 1");
}

// Texts cut, joined and stirred: always a condition that reads back equal, or a reason.
TEST(Sql, AnyTextIsReadOrRefused) {
  const std::vector<std::string> seeds{
      "\"a_l\" IS NULL OR \"a_r\" IS NULL",
      "jaro_winkler_similarity(\"a_l\", \"a_r\") >= 0.92",
      "NULLIF(regexp_extract(\"a_l\", '^[A-Z]+', 0), '') = \"a_r\"",
      "ABS(EPOCH(try_strptime(\"d_l\", '%Y%m%d')) - EPOCH(try_strptime(\"d_r\", '%Y%m%d'))) <= 1e5",
      "(l.a = r.b AND NOT l.b <> r.a) OR CAST(l.c AS DOUBLE) = r.c::DOUBLE",
      "SUBSTRING(l.a, 1, 3) = r.a || ' '"};
  test::Dice dice(11);
  int understood = 0;
  for (int i = 0; i < 60000; ++i) {
    std::string text = seeds[dice.below(seeds.size())];
    for (std::size_t change = dice.below(4); change-- > 0;) {
      const std::string& other = seeds[dice.below(seeds.size())];
      const std::size_t at = dice.below(text.size() + 1);
      const std::size_t from = dice.below(other.size());
      switch (dice.below(3)) {
        case 0:
          text.erase(at, dice.below(6));
          break;
        case 1:
          text.insert(at, other.substr(from, dice.below(12)));
          break;
        default:
          text.insert(at, 1, "()'\"=<>|.:,%-1 "[dice.below(15)]);
          break;
      }
    }
    SqlTrouble trouble;
    const auto read = condition_of_sql(text, trouble);
    ASSERT_NE(read.has_value(), !trouble.what.empty()) << text;
    if (!read) continue;
    ++understood;
    const auto again = condition_of_sql(sql_of(*read), trouble);
    ASSERT_TRUE(again) << text << "\n" << sql_of(*read) << "\n" << trouble.what;
    ASSERT_EQ(*again, *read) << text << "\n" << sql_of(*read);
  }
  EXPECT_GE(understood, 10000);
}

}  // namespace
}  // namespace outturn::linkage
