// The invariants of a table, and the index that makes words into codes.
#include <gtest/gtest.h>

#include "engine/facts/word_index.h"
#include "tests/tables/shapes.h"

namespace outturn {
namespace {

Table good() {
  return read_table(claims_shape(),
                    "claim,participant,code,achieved_date,verified\n"
                    "C1,P1,ATT,2012-11-05,yes\nC2,P2,EMP,2013-02-28,no\n")
      .table;
}

TEST(TableFault, IsEmptyForASoundTable) { EXPECT_EQ(table_fault(good()), ""); }

TEST(TableFault, NamesEachFault) {
  const auto fault_after = [](auto harm) {
    Table table = good();
    harm(table);
    return table_fault(table);
  };
  const std::string whose = "table \"claims\": ";
  EXPECT_EQ(fault_after([](Table& t) { t.columns.pop_back(); }),
            whose + "not one column of facts for each declared");
  EXPECT_EQ(fault_after([](Table& t) { t.lines.pop_back(); }), whose + "not one line for each row");
  EXPECT_EQ(fault_after([](Table& t) { t.columns[3].small.pop_back(); }),
            whose + "column \"achieved_date\" has another number of facts than the table has rows");
  EXPECT_EQ(fault_after([](Table& t) { t.columns[3].numbers.push_back(1); }),
            whose + "column \"achieved_date\" holds facts of two kinds");
  EXPECT_EQ(fault_after([](Table& t) { t.columns[3].small[1] = 7; }),
            whose + "column \"achieved_date\" holds 7 in row 2, out of its bounds");
  EXPECT_EQ(fault_after([](Table& t) { t.columns[4].small[0] = 2; }),
            whose + "column \"verified\" holds 2 in row 1, out of its bounds");
  EXPECT_EQ(fault_after([](Table& t) { t.columns[1].small[0] = 2; }),
            whose + "column \"participant\" holds 2 in row 1, out of its bounds");
  EXPECT_EQ(fault_after([](Table& t) { t.columns[0].small[1] = 0; }),
            whose + "column \"claim\" names two rows \"C1\"");
  EXPECT_EQ(fault_after([](Table& t) { t.columns[2].dictionary.words[1] = "ATT"; }),
            whose + "column \"code\" has \"ATT\" twice in its dictionary");
  EXPECT_EQ(fault_after([](Table& t) {
              t.columns[4].known = {1, 1};
            }),
            whose + "column \"verified\" has known flags but may not be unknown");
  EXPECT_EQ(fault_after([](Table& t) {
              t.shape.columns[4].may_be_unknown = true;
              t.columns[4].known = {1, 2};
            }),
            whose + "column \"verified\" has a known flag that is neither 1 nor 0");
}

TEST(LatestDate, LooksAtKnownDatesOnly) {
  Table table = good();
  EXPECT_EQ(latest_date_in({table}), 41333);  // 2013-02-28
  table.shape.columns[3].may_be_unknown = true;
  table.columns[3].known = {1, 0};
  EXPECT_EQ(latest_date_in({table}), 41218);  // 2012-11-05
  table.columns[3].known = {0, 0};
  EXPECT_EQ(latest_date_in({table}), std::nullopt);
  EXPECT_EQ(latest_date_in({}), std::nullopt);
}

TEST(WordIndex, FindsShortAndLongWords) {
  Dictionary dictionary;
  WordIndex index(dictionary);
  for (int i = 0; i < 5000; ++i) {
    const std::string word = std::string(static_cast<std::size_t>(i % 40), 'w') + std::to_string(i);
    ASSERT_EQ(index.find(word), -1);
    ASSERT_EQ(index.add_missing(word), i);
  }
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(index.find(dictionary.words[static_cast<std::size_t>(i)]), i);
  EXPECT_EQ(index.find(""), -1);
  EXPECT_EQ(repeated_word(dictionary), nullptr);
  dictionary.words.push_back(dictionary.words[17]);
  ASSERT_NE(repeated_word(dictionary), nullptr);
  EXPECT_EQ(*repeated_word(dictionary), dictionary.words[17]);
}

TEST(WordIndex, IsCaseBlindAsSpreadsheetsAre) {
  Dictionary dictionary;
  WordIndex index(dictionary, WordIndex::Compare::case_blind);
  EXPECT_EQ(index.find("Straße ÅÄÖ"), -1);
  index.add_missing("Straße ÅÄÖ");
  EXPECT_EQ(index.find("STRAße åäö"), 0);
  EXPECT_EQ(index.find("Strasse åäö"), -1);
  EXPECT_EQ(without_case("ČŽŸ ΑΒΓ АЯЁ ĲŹ×÷"), "čžÿ αβγ аяё ĳź×÷");
}

}  // namespace
}  // namespace outturn
