// What is looked up value by value is what asking every pair finds, for every kind of condition.
#include "engine/linkage/compare/level_finder.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

/// Short names of few letters, many alike and some missing; days near each other; numbers.
Records drawn(std::uint64_t seed) {
  test::Dice dice(seed);
  const auto word = [&](std::size_t letters) {
    std::string text;
    for (std::size_t i = 0; i < letters; ++i) text += static_cast<char>('a' + dice.below(3));
    return dice.below(8) == 0 ? std::string() : text;
  };
  test::Rows rows{{"id", "first", "last", "day", "number"}};
  for (std::size_t i = 0; i < 120; ++i) {
    const auto day = std::to_string(10 + dice.below(20));
    rows.push_back({std::to_string(i), word(4), word(5 + dice.below(3)),
                    dice.below(8) == 0 ? "" : "2001-0" + std::to_string(1 + dice.below(4)) + "-" + day,
                    dice.below(8) == 0 ? "" : std::to_string(dice.below(40))});
  }
  return test::records_of(rows);
}

const std::string first = "\"first_l\", \"first_r\"";
const std::string last = "\"last_l\", \"last_r\"";

std::string days(const std::string& bound) {
  return "ABS(EPOCH(try_strptime(\"day_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"day_r\", '%Y-%m-%d'))) " +
         bound;
}

const std::vector<std::vector<std::string>> comparisons{
    {"\"first_l\" IS NULL OR \"first_r\" IS NULL", "\"first_l\" = \"first_r\"",
     "jaro_winkler_similarity(" + first + ") >= 0.92", "jaro_winkler_similarity(" + first + ") >= 0.7",
     "ELSE"},
    {"(\"first_l\" IS NULL OR \"first_r\" IS NULL) AND (\"last_l\" IS NULL OR \"last_r\" IS NULL)",
     "\"first_l\" = \"last_r\" AND \"first_r\" = \"last_l\"",
     "jaro_winkler_similarity(" + first + ") >= 0.88 AND jaro_winkler_similarity(" + last + ") >= 0.88",
     "\"last_l\" = \"last_r\"", "levenshtein(" + last + ") <= 2", "\"first_l\" = \"first_r\"", "ELSE"},
    {"\"day_l\" IS NULL OR \"day_r\" IS NULL", "\"day_l\" = \"day_r\"",
     "damerau_levenshtein(\"day_l\", \"day_r\") <= 1", days("<= 432000"), days("< 2629800"), "ELSE"},
    {"NOT (\"first_l\" = \"first_r\")", "\"last_l\" IS NOT NULL AND damerau_levenshtein(" + last + ") < 2",
     "\"last_r\" IS NULL", "ELSE"},
};

TEST(LevelFinder, FindsTheLevelThatEachPairHas) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const Records records = drawn(seed);
    Model model;
    for (const auto& levels : comparisons) model.comparisons.push_back(test::comparison("c", levels));
    const test::Ready ready(model, records);
    std::vector<const Code*> rows;
    for (std::size_t i = 0; i < records.size(); ++i) rows.push_back(ready.readings.row(i));
    for (std::size_t c = 0; c < comparisons.size(); ++c) {
      const LevelFinder finder(*ready.comparer, c, rows);
      LevelFinder::Search search(finder);
      const std::size_t other = comparisons[c].size() - 1;
      for (std::size_t step = 0; step < rows.size(); ++step) {
        const std::size_t i =
            step * 7 % rows.size();  // in an odd order: what is remembered must not lead astray
        std::vector<std::size_t> level(rows.size(), other);
        for (const LevelFinder::Found& found : search.from(static_cast<std::uint32_t>(i))) {
          EXPECT_EQ(level[found.row], other) << "found twice";
          level[found.row] = found.level;
        }
        for (std::size_t j = i; j < rows.size(); ++j)
          ASSERT_EQ(level[j], ready.comparer->level(c, rows[i], rows[j])) << c << ": " << i << ", " << j;
      }
    }
  }
}

}  // namespace
}  // namespace outturn::linkage
