// Whom the link misses: figures by hand, intervals by simulation.
#include "engine/linkage/review/equity.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace outturn::linkage {
namespace {

struct Made {
  Records records;
  People people;
  std::vector<EquityPair> pairs;
};

/// Records with a group each, every one a person of its own.
Made made(const std::vector<std::string>& groups) {
  Made out;
  RecordsBuilder builder({"group"});
  builder.begin_dataset("x");
  for (std::size_t i = 0; i < groups.size(); ++i) builder.add(std::to_string(i), {groups[i]});
  std::vector<RepeatedId> repeated;
  out.records = builder.finish(repeated);
  for (std::uint32_t i = 0; i < groups.size(); ++i) out.people.person.push_back(i);
  out.people.count = static_cast<std::uint32_t>(groups.size());
  return out;
}

Equity equity(const Made& made, const EquityOptions& options = {}, const std::vector<Code>* truth = nullptr) {
  return equity_of(made.records, *made.records.column("group"), made.people, made.pairs, truth, options);
}

TEST(Equity, ByHand) {
  Made m = made({"a", "a", "a", "a", "b", "b", ""});
  m.people.person = {0, 0, 1, 2, 3, 4, 5};
  m.people.count = 6;
  m.pairs = {{0, 1, 0.9}, {2, 3, 0.3}, {3, 4, 0.2}, {4, 5, 0.1}, {5, 6, 0.4}};
  const Equity got = equity(m, {.least_group = 1, .least_to_compare = 0.01});
  ASSERT_EQ(got.groups.size(), 3U);
  EXPECT_EQ(got.reference, "a");
  const EquityGroup& a = got.groups[0];
  const EquityGroup& b = got.groups[1];
  EXPECT_EQ(a.records, 4U);
  EXPECT_EQ(a.linked, 2U);
  EXPECT_DOUBLE_EQ(a.linked_share.value, 0.5);
  EXPECT_NEAR(a.missed.matches, 0.3 + 0.1, 1e-12);
  EXPECT_NEAR(a.false_matches.matches, 0.1, 1e-12);
  EXPECT_NEAR(b.missed.matches, 0.1 + 0.1 + 0.2, 1e-12);
  EXPECT_NEAR(b.missed.per_record, 0.2, 1e-12);
  ASSERT_TRUE(b.missed.ratio);
  EXPECT_NEAR(b.missed.ratio->value, 2, 1e-12);
  // Variances: a 1 x 0.3 + 1/2 x 0.1; b 1/2 x 0.1 + 1 x 0.1 + 1/2 x 0.2; both sums are 0.4.
  const double error = std::sqrt((0.35 + 0.25) / 0.16);
  EXPECT_NEAR(b.missed.ratio->interval.high, 2 * std::exp(1.959963984540054 * error), 1e-9);
  EXPECT_FALSE(got.groups[2].known);
}

TEST(Equity, SmallGroupsAreNotShownByThemselves) {
  std::vector<std::string> groups(30, "many");
  groups.insert(groups.end(), {"one", "two", "two"});
  const Equity got = equity(made(groups));
  ASSERT_EQ(got.groups.size(), 2U);
  EXPECT_EQ(got.groups[1].group, "(small groups together)");
  EXPECT_EQ(got.groups[1].records, 3U);
}

TEST(Equity, TruthCountsWhatBlockingNeverSaw) {
  Made m = made({"a", "a", "a", "b", "b", "b"});
  m.people.person = {0, 0, 1, 2, 3, 3};
  m.people.count = 4;
  const std::vector<Code> truth = {0, 0, 0, 1, 1, 2};
  const Equity got = equity(m, {.least_group = 1}, &truth);
  EXPECT_EQ(got.groups[0].truly_missed->matches, 2) << "0-2 and 1-2";
  EXPECT_EQ(got.groups[0].truly_false->matches, 0);
  EXPECT_EQ(got.groups[1].truly_missed->matches, 1) << "3-4";
  EXPECT_EQ(got.groups[1].truly_false->matches, 1) << "4-5";
}

// Two groups missed equally often: a warning should come in some 5 of 100 cases, and surely when one is
// missed four times as often. Misses come in pairs of persons of several records, which count once.
TEST(Equity, WarnsWhenItShould) {
  std::mt19937_64 random(9);
  constexpr std::uint32_t records = 2000;
  std::vector<std::string> groups;
  for (std::uint32_t i = 0; i < records; ++i) groups.emplace_back(i < records / 2 + 100 ? "a" : "b");
  const auto warned = [&](double times_b) {
    int count = 0;
    for (int round = 0; round < 200; ++round) {
      Made m = made(groups);
      for (std::uint32_t i = 0; i + 4 <= records; i += 4) {
        m.people.person[i + 1] = m.people.person[i];
        m.people.person[i + 3] = m.people.person[i + 2];
        const double p = 0.06 * (groups[i] == "b" ? times_b : 1);
        if (static_cast<double>(random() % 100000) >= p * 100000) continue;
        for (const std::uint32_t left : {i, i + 1}) {
          for (const std::uint32_t right : {i + 2, i + 3}) m.pairs.push_back({left, right, 0.999});
        }
      }
      count += equity(m).warnings.empty() ? 0 : 1;
    }
    return count;
  };
  EXPECT_LE(warned(1), 20);
  EXPECT_GE(warned(4), 190);
}

TEST(Equity, TheWarningInWords) {
  Made m = made({});
  std::vector<std::string> groups(60, "a");
  groups.insert(groups.end(), 40, "b");
  m = made(groups);
  for (std::uint32_t i = 0; i < 6; i += 2) m.pairs.push_back({i, i + 1, 0.999});
  m.pairs.push_back({8, 9, 0.5});
  for (std::uint32_t i = 60; i < 100; i += 2) m.pairs.push_back({i, i + 1, 0.9});
  // (18 / 40) / (3.497 / 60), times or by e^(1.96 x root of 1 / 18 + 1 / 3.497)
  const Equity got = equity(m);
  ASSERT_EQ(got.warnings.size(), 1U);
  EXPECT_EQ(got.warnings[0],
            "group \"b\": matches are expected to be missed 7.72 times as often per record as of \"a\" (95 % "
            "interval "
            "2.46 to 24.27).");
}

}  // namespace
}  // namespace outturn::linkage
