// Conditions say yes, no or unknown as SQL's three-valued logic does (Kleene 1938), for every way of joining.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

/// Between records 0 and 1: column "yes" agrees, "no" differs, "unknown" is missing on one side.
const Records& pair() {
  static const Records records = test::records_of({{"id", "yes", "no", "unknown", "empty", "day", "number"},
                                                   {"1", "x", "x", "", "", "2001-02-28", "12.50"},
                                                   {"2", "x", "y", "z", "", "2001-03-01", "10"}});
  return records;
}

Truth truth_of(const std::string& sql) {
  Model model;
  model.comparisons.push_back(test::comparison("c", {sql, "ELSE"}));
  const test::Ready ready(model, pair());
  const ReadyCondition condition(model.comparisons[0].levels[0].when, ready.readings);
  return condition.of(ready.readings.row(0), ready.readings.row(1), ready.readings);
}

std::string agree(const std::string& column) { return "\"" + column + "_l\" = \"" + column + "_r\""; }

const std::vector<std::string> names{"no", "unknown", "yes"};  // in Kleene's order of truth

Truth of_order(std::size_t place) { return std::vector<Truth>{Truth::no, Truth::unknown, Truth::yes}[place]; }

TEST(Conditions, AndIsTheLesserOrTheGreaterNotTheOther) {
  for (std::size_t a = 0; a < 3; ++a) {
    EXPECT_EQ(truth_of(agree(names[a])), of_order(a));
    EXPECT_EQ(truth_of("NOT (" + agree(names[a]) + ")"), of_order(2 - a));
    for (std::size_t b = 0; b < 3; ++b) {
      const std::string two = agree(names[a]) + "|" + agree(names[b]);
      const auto with = [&](const std::string& sign) {
        return agree(names[a]) + " " + sign + " " + agree(names[b]);
      };
      EXPECT_EQ(truth_of(with("AND")), of_order(std::min(a, b))) << two;
      EXPECT_EQ(truth_of(with("OR")), of_order(std::max(a, b))) << two;
      for (std::size_t c = 0; c < 3; ++c) {
        EXPECT_EQ(truth_of("(" + with("OR") + ") AND " + agree(names[c])),
                  of_order(std::min(std::max(a, b), c)));
        EXPECT_EQ(truth_of("NOT (" + with("AND") + ") OR NOT " + agree(names[c])),
                  of_order(std::max(2 - std::min(a, b), 2 - c)));
      }
    }
  }
}

TEST(Conditions, WhatIsMissingIsKnownToBe) {
  EXPECT_EQ(truth_of("\"unknown_l\" IS NULL"), Truth::yes);
  EXPECT_EQ(truth_of("\"unknown_r\" IS NULL"), Truth::no);
  EXPECT_EQ(truth_of("\"unknown_r\" IS NOT NULL"), Truth::yes);
  EXPECT_EQ(truth_of("\"unknown_l\" IS NULL OR \"unknown_r\" IS NULL"), Truth::yes);
  EXPECT_EQ(truth_of(agree("empty")), Truth::unknown);
}

TEST(Conditions, MeasuresOfAMissingValueAreUnknown) {
  for (const char* measure : {"jaro_winkler_similarity(%) >= 0.1", "levenshtein(%) <= 9",
                              "damerau_levenshtein(%) <= 9", "NOT levenshtein(%) <= 9"}) {
    std::string sql = measure;
    sql.replace(sql.find('%'), 1, "\"unknown_l\", \"unknown_r\"");
    EXPECT_EQ(truth_of(sql), Truth::unknown) << sql;
  }
  EXPECT_EQ(truth_of("levenshtein(\"no_l\", \"no_r\") <= 0"), Truth::no);
  EXPECT_EQ(truth_of("levenshtein(\"no_l\", \"no_r\") < 2"), Truth::yes);
}

std::string days(const std::string& bound) {
  return "ABS(EPOCH(try_strptime(\"day_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"day_r\", '%Y-%m-%d'))) " +
         bound;
}

TEST(Conditions, DaysAndNumbersAreMeasured) {
  EXPECT_EQ(truth_of(days("<= 86400")), Truth::yes);
  EXPECT_EQ(truth_of(days("< 86400")), Truth::no);
  EXPECT_EQ(truth_of("ABS(\"number_l\" - \"number_r\") <= 2.5"), Truth::yes);
  EXPECT_EQ(truth_of("ABS(\"number_l\" - \"number_r\") < 2.5"), Truth::no);
  EXPECT_EQ(truth_of("ABS(CAST(\"no_l\" AS DOUBLE) - CAST(\"no_r\" AS DOUBLE)) <= 1"), Truth::unknown);
}

TEST(Conditions, JoinedReadingsAreReadStepByStep) {
  EXPECT_EQ(truth_of("LOWER(\"yes_l\" || \"no_l\") = LOWER(\"yes_r\" || \"no_r\")"), Truth::no);
  EXPECT_EQ(truth_of("SUBSTRING(\"yes_l\" || \"no_l\", 1, 1) = SUBSTRING(\"no_r\" || \"yes_r\", 2, 1)"),
            Truth::yes);
  EXPECT_EQ(truth_of("(\"yes_l\" || \"unknown_l\") = (\"yes_r\" || \"unknown_r\")"), Truth::unknown);
  EXPECT_EQ(truth_of("try_strptime(\"day_l\" || '', '%Y-%m-%d') = try_strptime(\"day_r\" || '', '%Y-%m-%d')"),
            Truth::no);
}

TEST(Comparer, TheFirstTrueLevelCounts) {
  Model model;
  model.comparisons.push_back(test::comparison("c", {"\"unknown_l\" IS NULL", agree("yes"), "ELSE"}));
  model.comparisons.push_back(test::comparison("d", {agree("unknown"), agree("no"), agree("yes"), "ELSE"}));
  const test::Ready ready(model, pair());
  const Code* const a = ready.readings.row(0);
  const Code* const b = ready.readings.row(1);
  EXPECT_EQ(ready.comparer->level(0, a, b), 0U);
  EXPECT_EQ(ready.comparer->level(1, a, b), 2U);
  const Pattern pattern = ready.comparer->pattern(a, b);
  EXPECT_EQ(ready.comparer->level_in(pattern, 1), 2U);
  EXPECT_EQ(ready.comparer->level_in(ready.comparer->with(pattern, 1, 3), 1), 3U);
  EXPECT_EQ(ready.comparer->level_in(ready.comparer->with(pattern, 1, 3), 0), 0U);
  EXPECT_EQ(Comparer::bits(model), 4U);
}

}  // namespace
}  // namespace outturn::linkage
