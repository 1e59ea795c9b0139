// Rows said twice, against what a map of all keys finds.
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "engine/comparison/published/published.h"

namespace outturn::comparison {
namespace {

Published random_table(std::uint32_t seed, std::uint32_t rows, std::uint32_t kinds) {
  std::mt19937 random(seed);
  Published out;
  out.markers.emplace_back();
  for (std::uint32_t row = 0; row < rows; ++row) {
    out.area.push_back(random() % kinds);
    out.period.push_back(random() % kinds);
    out.measure.push_back(random() % 2);
    out.group_set.push_back(random() % kinds);
    out.marker.push_back(0);
    out.line.push_back(row + 2);
    out.value.set(row, {static_cast<std::int64_t>(random() % 2), 0});
  }
  return out;
}

TEST(Repeats, AreThoseAMapFinds) {
  std::size_t same = 0;
  std::size_t other = 0;
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const Published table = random_table(seed, 1 + seed * 11, 1 + seed % 9);
    std::map<std::vector<std::uint32_t>, std::uint32_t> first;
    Repeats expected;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      const auto [at, fresh] =
          first.insert({{table.area[row], table.period[row], table.measure[row], table.group_set[row]}, row});
      if (fresh) continue;
      const bool alike = exact(*table.value.at(row)) == exact(*table.value.at(at->second));
      (alike ? expected.same : expected.other).push_back(row);
    }
    const Repeats found = repeats_in(table);
    EXPECT_EQ(found.same, expected.same) << seed;
    EXPECT_EQ(found.other, expected.other) << seed;
    same += found.same.size();
    other += found.other.size();
  }
  EXPECT_GT(same, 1000U);
  EXPECT_GT(other, 1000U);
}

TEST(Repeats, NoneInATableWithoutRows) { EXPECT_TRUE(repeats_in(Published{}).same.empty()); }

}  // namespace
}  // namespace outturn::comparison
