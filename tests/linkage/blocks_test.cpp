// Blocking against every pair looked at one by one: each pair once, by its first rule, for random data and
// rules.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/linkage/measures/measures.h"
#include "tests/linkage/sets.h"

namespace outturn::linkage {
namespace {

using Cells = std::vector<std::string>;  // a, b, c of one record; "" is missing
using Meets = std::function<bool(const Cells&, const Cells&)>;

struct KnownRule {
  std::string sql;
  Meets meets;
  bool keys_only = true;  ///< its cost is exact: one and the same key on both sides and nothing else
};

bool same(const std::string& a, const std::string& b) { return !a.empty() && a == b; }
bool near(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && levenshtein(a, b) <= 1;
}

const std::vector<KnownRule>& rules() {
  static const std::vector<KnownRule> known{
      {"l.a = r.a", [](const Cells& l, const Cells& r) { return same(l[0], r[0]); }},
      {"l.a = r.b", [](const Cells& l, const Cells& r) { return same(l[0], r[1]); }, false},
      {"l.a = r.b AND l.b = r.a",
       [](const Cells& l, const Cells& r) { return same(l[0], r[1]) && same(l[1], r[0]); }, false},
      {"SUBSTRING(l.a, 1, 1) = SUBSTRING(r.a, 1, 1)",
       [](const Cells& l, const Cells& r) { return same(l[0].substr(0, 1), r[0].substr(0, 1)); }},
      {"l.a = r.a AND levenshtein(l.b, r.b) <= 1",
       [](const Cells& l, const Cells& r) { return same(l[0], r[0]) && near(l[1], r[1]); }, false},
      {"l.c = r.c AND l.a = r.a",
       [](const Cells& l, const Cells& r) { return same(l[2], r[2]) && same(l[0], r[0]); }},
      {"l.a = r.a AND l.b <> r.b",
       [](const Cells& l, const Cells& r) {
         return same(l[0], r[0]) && !l[1].empty() && !r[1].empty() && l[1] != r[1];
       },
       false},
      {"levenshtein(l.a, r.a) <= 1", [](const Cells& l, const Cells& r) { return near(l[0], r[0]); }, false},
      {"l.c = r.a AND l.b = r.b",
       [](const Cells& l, const Cells& r) { return same(l[2], r[0]) && same(l[1], r[1]); }, false},
  };
  return known;
}

struct Case {
  Records records;
  std::vector<Cells> cells;
};

Case random_case(test::Dice& dice) {
  std::map<std::string, test::Rows> datasets;
  const std::size_t number = 1 + dice.below(3);
  for (std::size_t d = 0; d < number; ++d) {
    test::Rows rows{{"id", "a", "b", "c"}};
    for (std::size_t n = 1 + dice.below(20); n-- > 0;) {
      Cells row{std::to_string(n)};
      for (int c = 0; c < 3; ++c) {
        std::string word;
        for (std::size_t length = dice.below(3); length-- > 0;) word += "xyz"[dice.below(3)];
        row.push_back(word);
      }
      rows.push_back(row);
    }
    datasets[std::string(1, static_cast<char>('p' + d))] = rows;
  }
  Case made{test::records_of(datasets), {}};
  for (std::size_t i = 0; i < made.records.size(); ++i) {
    Cells row;
    for (const Column& column : made.records.columns) {
      row.push_back(
          column.codes[i] == missing ? "" : column.words.words[static_cast<std::size_t>(column.codes[i])]);
    }
    made.cells.push_back(row);
  }
  return made;
}

bool is_looked_for(LinkType type, const Records& records, std::size_t l, std::size_t r) {
  if (type == LinkType::link_and_dedupe) return true;
  return (type == LinkType::dedupe) == (records.dataset[l] == records.dataset[r]);
}

using Found = std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>>;

Found found_by(const Blocks& blocks) {
  Found found;
  for (const Chunk& chunk : blocks.chunks()) {
    blocks.for_each_pair(chunk, [&](std::uint32_t l, std::uint32_t r) {
      found[{l, r}].push_back(chunk.rule);
    });
  }
  return found;
}

TEST(Blocks, GiveEachPairOnceByItsFirstRule) {
  test::Dice dice(3);
  std::size_t pairs = 0;
  for (int turn = 0; turn < 400; ++turn) {
    const Case made = random_case(dice);
    Model model;
    model.type = std::vector{LinkType::dedupe, LinkType::link, LinkType::link_and_dedupe}[dice.below(3)];
    std::vector<const KnownRule*> chosen;
    for (std::size_t n = 1 + dice.below(4); n-- > 0;) {
      chosen.push_back(&rules()[dice.below(rules().size())]);
      model.rules.push_back(test::rule(chosen.back()->sql));
    }
    const test::Ready ready(model, made.records);
    const Blocks blocks(model, made.records, ready.readings);
    Found wanted;
    std::vector<std::uint64_t> met(chosen.size(), 0);
    double possible = 0;
    for (std::uint32_t l = 0; l < made.records.size(); ++l) {
      for (std::uint32_t r = l + 1; r < made.records.size(); ++r) {
        if (!is_looked_for(model.type, made.records, l, r)) continue;
        possible += 1;
        for (std::size_t c = chosen.size(); c-- > 0;) {
          if (!chosen[c]->meets(made.cells[l], made.cells[r])) continue;
          ++met[c];
          wanted[{l, r}] = {c};
        }
      }
    }
    EXPECT_EQ(found_by(blocks), wanted) << turn;
    EXPECT_EQ(possible_pairs(model.type, made.records), possible);
    for (std::size_t c = 0; c < chosen.size(); ++c) {
      if (chosen[c]->keys_only) {
        EXPECT_EQ(blocks.costs()[c].pairs, met[c]) << chosen[c]->sql;
      } else {
        EXPECT_GE(blocks.costs()[c].pairs, met[c]) << chosen[c]->sql;  // before conditions and sides
      }
    }
    pairs += wanted.size();
  }
  EXPECT_GE(pairs, 10000U);
}

/// Records of one column, as many of each word as said.
Records counted(const std::vector<std::pair<std::string, int>>& words) {
  test::Rows rows{{"id", "a", "b"}};
  for (const auto& [word, times] : words) {
    for (int i = 0; i < times; ++i) rows.push_back({std::to_string(rows.size()), word, "same"});
  }
  return test::records_of(rows);
}

TEST(Blocks, TellTheWorstBlocksBeforeAnyPairIsMade) {
  const Records records = counted(
      {{"one", 1}, {"two", 2}, {"six", 6}, {"", 9}, {"five", 5}, {"three", 3}, {"four", 4}, {"seven", 7}});
  Model model;
  model.rules.push_back(test::rule("l.a = r.a AND l.b = r.b"));
  const test::Ready ready(model, records);
  const RuleCost cost = Blocks(model, records, ready.readings).costs().at(0);
  EXPECT_EQ(cost.rule, "l.a = r.a AND l.b = r.b");
  EXPECT_EQ(cost.keyed, 28U);
  EXPECT_EQ(cost.blocks, 6U);
  EXPECT_EQ(cost.pairs, 1U + 15 + 10 + 3 + 6 + 21);
  ASSERT_EQ(cost.worst.size(), 5U);
  EXPECT_EQ(cost.worst[0].key, "seven, same");
  EXPECT_EQ(cost.worst[0].records, 7U);
  EXPECT_EQ(cost.worst[0].pairs, 21U);
  EXPECT_EQ(cost.worst[1].key, "six, same");
  EXPECT_EQ(cost.worst[4].key, "three, same");
}

TEST(Blocks, ALargeBlockIsCutAndNothingIsLost) {
  for (const char* sql : {"l.a = r.a", "l.b = r.b", "l.a = r.b", "levenshtein(l.a, r.a) <= 0"}) {
    const Records records = counted({{"same", 1000}, {"other", 40}, {"", 5}});
    Model model;
    model.rules.push_back(test::rule(sql));
    const test::Ready ready(model, records);
    const Blocks blocks(model, records, ready.readings);
    EXPECT_GT(blocks.chunks().size(), 2U) << sql;
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    std::size_t made = 0;
    for (const Chunk& chunk : blocks.chunks()) {
      blocks.for_each_pair(chunk, [&](std::uint32_t l, std::uint32_t r) {
        EXPECT_LT(l, r);
        seen.insert({l, r});
        ++made;
      });
    }
    EXPECT_EQ(made, seen.size()) << sql;
    std::size_t wanted = 0;
    for (std::uint32_t l = 0; l < records.size(); ++l) {
      for (std::uint32_t r = l + 1; r < records.size(); ++r)
        wanted += blocks.meets(0, ready.readings.row(l), ready.readings.row(r)) ? 1 : 0;
    }
    EXPECT_EQ(made, wanted) << sql;
  }
}

TEST(Blocks, OfNoRecordsThatMeetAreNone) {
  const Records records = counted({{"one", 1}, {"", 3}});
  Model model;
  model.rules.push_back(test::rule("l.a = r.a"));
  const test::Ready ready(model, records);
  const Blocks blocks(model, records, ready.readings);
  EXPECT_TRUE(found_by(blocks).empty());
  EXPECT_EQ(blocks.costs()[0].pairs, 0U);
}

}  // namespace
}  // namespace outturn::linkage
