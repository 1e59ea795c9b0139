// Intervals against published tables and R.
#include "engine/linkage/review/intervals.h"

#include <cmath>

#include <gtest/gtest.h>

namespace outturn::linkage {
namespace {

struct Row {
  double found, looked_at, low, high;
};

// Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (81/263, 15/148, 0/20, 1/29), here
// with the ten digits of R 4.2.2: prop.test(k, n, correct = FALSE)$conf.int.
constexpr Row of_r[] = {{0, 10, 0, 0.2775327999},
                        {1, 10, 0.0178762131, 0.4041500268},
                        {10, 10, 0.7224672001, 1},
                        {81, 263, 0.2552885199, 0.3662095770},
                        {15, 148, 0.0623863995, 0.1604872417},
                        {0, 20, 0, 0.1611251581},
                        {1, 29, 0.0061132143, 0.1717552188},
                        {5, 56, 0.0387421484, 0.1925600139}};

TEST(Wilson, AsInTablesAndR) {
  for (const Row& row : of_r) {
    const Estimate got = share_of(row.found, row.looked_at);
    EXPECT_DOUBLE_EQ(got.value, row.found / row.looked_at);
    EXPECT_NEAR(got.interval.low, row.low, 1e-9) << row.found << " of " << row.looked_at;
    EXPECT_NEAR(got.interval.high, row.high, 1e-9) << row.found << " of " << row.looked_at;
  }
}

TEST(Wilson, NothingLookedAtIsNotKnown) {
  const Estimate got = share_of(0, 0);
  EXPECT_EQ(got.interval.low, 0);
  EXPECT_EQ(got.interval.high, 1);
}

TEST(Wilson, ALargePartSaysMoreAndAllSaysAll) {
  const auto width = [](const Estimate& e) { return e.interval.high - e.interval.low; };
  EXPECT_LT(width(share_of(5, 10, 12)), width(share_of(5, 10, 1000)));
  EXPECT_NEAR(width(share_of(5, 10, 1e12)), width(share_of(5, 10)), 1e-9);
  EXPECT_EQ(width(share_of(5, 10, 10)), 0);
}

TEST(Sum, OfOnePartIsItsOwn) {
  const Estimate share = share_of(3, 20);
  const Estimate sum = sum_of({{1, share}});
  EXPECT_NEAR(sum.interval.low, share.interval.low, 1e-15);
  EXPECT_NEAR(sum.interval.high, share.interval.high, 1e-15);
}

// Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10: 56/70 less 48/80 is 0.2, from
// 0.0524 to 0.3339. A difference is the sum with one share turned round, less 1.
TEST(Sum, ADifferenceAsPublished) {
  const Estimate second = share_of(48, 80);
  const Estimate turned{1 - second.value, {1 - second.interval.high, 1 - second.interval.low}};
  const Estimate sum = sum_of({{1, share_of(56, 70)}, {1, turned}});
  EXPECT_NEAR(sum.value - 1, 0.2, 1e-12);
  EXPECT_NEAR(sum.interval.low - 1, 0.0524, 5e-5);
  EXPECT_NEAR(sum.interval.high - 1, 0.3339, 5e-5);
}

/// Without limits of their own both figures are known: so is the portion.
TEST(Portion, OfKnownFigures) {
  const Estimate got = portion_of({90, {90, 90}}, {10, {10, 10}});
  EXPECT_DOUBLE_EQ(got.value, 0.9);
  EXPECT_NEAR(got.interval.low, 0.9, 1e-12);
  EXPECT_NEAR(got.interval.high, 0.9, 1e-12);
}

TEST(Portion, EndsAndWideLimits) {
  const Estimate none_missed = portion_of({90, {80, 100}}, {0, {0, 30}});
  EXPECT_EQ(none_missed.value, 1);
  EXPECT_EQ(none_missed.interval.high, 1);
  EXPECT_GT(none_missed.interval.low, 0.7);
  EXPECT_LT(none_missed.interval.low, 0.8);
  // More than twice the figure: the ratio's formula changes sign on both sides, and must still hold.
  const Estimate wide = portion_of({10, {4, 40}}, {10, {4, 40}});
  EXPECT_TRUE(std::isfinite(wide.interval.low) && std::isfinite(wide.interval.high));
  EXPECT_LT(wide.interval.low, 0.5);
  EXPECT_GT(wide.interval.high, 0.5);
  EXPECT_NEAR(wide.interval.low, 1 - wide.interval.high, 1e-9) << "part and rest are alike";
  const Estimate nothing = portion_of({0, {0, 0}}, {0, {0, 0}});
  EXPECT_EQ(nothing.interval.low, 0);
  EXPECT_EQ(nothing.interval.high, 1);
}

}  // namespace
}  // namespace outturn::linkage
