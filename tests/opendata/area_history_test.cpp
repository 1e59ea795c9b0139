// What became of codes: the changes built in against the lists the Department for Education publishes, and by
// hand.
#include "adapters/opendata/area_lists.h"
#include "engine/comparison/published/area_code.h"
#include "tests/opendata/open_data.h"

namespace outturn::comparison {
namespace {

using opendata::open_file;
using opendata::open_path;
using Codes = std::vector<std::string>;

Became became(const char* code, const char* on) {
  return what_became_of(english_history(), code, *parse_date(on));
}

TEST(AreaHistory, IsSound) { EXPECT_EQ(history_fault(english_history()), ""); }

TEST(AreaHistory, ARecodeIsFollowed) {
  EXPECT_EQ(became("E08000016", "2025-04-30").codes, Codes{"E08000016"});
  EXPECT_EQ(became("E08000016", "2025-05-01").codes, Codes{"E08000038"});
  EXPECT_TRUE(became("E08000016", "2025-05-01").whole);
  EXPECT_EQ(became("E06000048", "2020-01-01").codes, Codes{"E06000057"});
}

TEST(AreaHistory, AMergeNeedsAllItsParts) {
  const Became bournemouth = became("E06000028", "2021-01-01");
  EXPECT_EQ(bournemouth.codes, Codes{"E06000058"});
  EXPECT_EQ(bournemouth.together, (Codes{"E06000028", "E06000029", "E07000048"}));
}

TEST(AreaHistory, ChangesAreFollowedOneAfterTheOther) {
  const Became taunton = became("E07000190", "2024-01-01");
  EXPECT_EQ(taunton.codes, Codes{"E06000066"});
  EXPECT_EQ(taunton.by.size(), 2U);
  EXPECT_NE(words_of(taunton).find("2019-04-01 (merge)"), std::string::npos) << words_of(taunton);
}

TEST(AreaHistory, ASplitIsNotWhole) {
  const Became cumbria = became("E10000006", "2024-01-01");
  EXPECT_FALSE(cumbria.whole);
  EXPECT_EQ(cumbria.codes, (Codes{"E06000063", "E06000064"}));
}

TEST(AreaHistory, WhatNeverChangedStaysItself) {
  EXPECT_EQ(became("E08000009", "2026-01-01").codes, Codes{"E08000009"});
  EXPECT_TRUE(became("E08000009", "2026-01-01").by.empty());
}

// Every authority the department lists as terminated since 2010 is in the history, on the day after its last.
TEST(AreaHistory, KnowsEveryTerminationOfTheDepartmentsList) {
  OPEN_FILE_OR_SKIP(bytes, "dfe-ees/reference/las.csv");
  Problems problems;
  const auto spans = opendata::read_code_list({"las.csv", bytes, ""}, problems);
  // 176 rows: three with two codes in a cell, one with "z": 176 + 3 - 1.
  EXPECT_EQ(spans.size(), 178U);
  EXPECT_FALSE(problems.has_errors());
  int checked = 0;
  for (const CodeSpan& span : spans) {
    if (!span.end || *span.end < *make_date(2010, 1, 1)) continue;
    const Became then = what_became_of(english_history(), span.code, *span.end);
    ASSERT_FALSE(then.by.empty()) << span.code << " " << span.name;
    EXPECT_EQ(then.by[0]->on, *span.end) << span.code << " " << span.name;
    ++checked;
  }
  EXPECT_EQ(checked, 12);  // 19 listed as terminated, seven of them in 2009
}

TEST(AreaHistory, KnowsEveryTerminatedDistrictOfTheDepartmentsList) {
  OPEN_FILE_OR_SKIP(bytes, "dfe-ees/reference/lads.csv");
  Problems problems;
  for (const CodeSpan& span : opendata::read_code_list({"lads.csv", bytes, ""}, problems)) {
    if (!span.end || span.code == "E07000112") continue;  // Shepway changed its name, not its code
    EXPECT_FALSE(what_became_of(english_history(), span.code, *make_date(2026, 1, 1)).by.empty())
        << span.code << " " << span.name;
  }
}

TEST(AreaCodes, FlawsAndLevels) {
  EXPECT_EQ(code_flaw("E08000009"), CodeFlaw::none);
  EXPECT_EQ(code_flaw("E0800006"), CodeFlaw::wrong_size);
  EXPECT_EQ(code_flaw("E06000061 / E06000062"), CodeFlaw::several);
  EXPECT_EQ(code_flaw("E99999999"), CodeFlaw::no_area);
  EXPECT_EQ(code_flaw(""), CodeFlaw::missing);
  EXPECT_EQ(code_flaw("R0A"), CodeFlaw::other_scheme);
  EXPECT_EQ(level_of_code("E01000001"), "lsoa");
  EXPECT_EQ(level_of_code("E0800006"), "");
}

TEST(AreaLookups, JoinByCodeAndKeepBothVintages) {
  OPEN_FILE_OR_SKIP(bytes, "ons-lookups/lsoa11_ccg20_lad20.csv");
  Problems problems;
  const auto lookup = opendata::read_area_lookup({"lookup.csv", bytes, ""}, "lsoa", "lad", problems);
  ASSERT_TRUE(lookup);
  EXPECT_EQ(lookup->from, "LSOA11CD");
  EXPECT_EQ(lookup->from_vintage, 2011);
  EXPECT_EQ(lookup->to_vintage, 2020);
  EXPECT_EQ(lookup->pairs.size(), 32844U);  // len(set(x["LSOA11CD"] for x in rows))
  EXPECT_EQ(lookup->parent_of("E01027356"), "E06000057");
  EXPECT_FALSE(lookup->parent_of("E01999999"));
}

TEST(AreaLookups, ACodeInTwoAreasIsRefused) {
  Problems problems;
  const std::string bytes = "LSOA11CD,LAD20CD\nE01000001,E09000001\nE01000001,E09000002\n";
  EXPECT_FALSE(opendata::read_area_lookup({"made-up.csv", bytes, ""}, "lsoa", "lad", problems));
  EXPECT_TRUE(problems.has_errors());
  Problems none;
  EXPECT_FALSE(opendata::read_area_lookup({"made-up.csv", bytes, ""}, "ward", "lad", none));
  EXPECT_TRUE(none.has_errors());
}

}  // namespace
}  // namespace outturn::comparison
