// Comparison: every kind of processor finds the same, bounds miss nothing, and nothing depends on threads.
#include "engine/linkage/sealed/compare.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "adapters/command/claim/parallel.h"

namespace outturn::sealed {
namespace {

/// Filters of all densities, some of them near copies of `like`.
Filters random_filters(std::size_t words, std::size_t count, std::uint32_t seed,
                       const Filters* like = nullptr) {
  std::mt19937_64 draw(seed);
  Filters filters{words, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t density = 20 + draw() % 216;
    const bool copy = like != nullptr && i % 3 == 0;
    for (std::size_t w = 0; w < words; ++w) {
      std::uint64_t word = 0;
      for (int bit = 0; bit < 64; ++bit) word |= std::uint64_t{draw() % 256 < density} << bit;
      if (copy) word = like->row(i)[w] ^ (draw() & draw() & draw() & draw());
      filters.bits.push_back(i % 50 == 49 ? 0 : word);
    }
  }
  return filters;
}

using Found = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>>;

Found found(const std::vector<Candidate>& candidates) {
  Found out;
  for (const Candidate& c : candidates)
    out.emplace_back(c.left, c.right, c.similarity.common, c.similarity.ones);
  return out;
}

Found pair_by_pair(const Filters& left, const Filters& right, std::uint32_t threshold) {
  Found out;
  for (std::uint32_t i = 0; i < left.count(); ++i) {
    for (std::uint32_t j = 0; j < right.count(); ++j) {
      const Similarity s = similarity_of(left, i, right, j);
      if (s.ones > 0 && 20'000ULL * s.common >= std::uint64_t{threshold} * s.ones) {
        out.emplace_back(i, j, s.common, s.ones);
      }
    }
  }
  return out;
}

TEST(Compare, FindsWhatPairByPairFindsWithAnyInstructions) {
  for (const std::size_t words : {1, 7, 8, 16, 32, 40}) {
    const Filters left = random_filters(words, 203, 1);
    const Filters right = random_filters(words, 181, 2, &left);
    for (const std::uint32_t threshold : {0U, 3000U, 5000U, 6666U, 8000U, 9000U, 10'000U}) {
      const Found expected = pair_by_pair(left, right, threshold);
      for (const Instructions with : {Instructions::plain, Instructions::avx2, Instructions::avx512}) {
        if (count_common(with) == nullptr) {
          std::printf("NOT TESTED: this processor has no %s\n", name_of(with));
          continue;
        }
        for (const bool bounds : {true, false}) {
          CompareOptions options;
          options.threshold = threshold;
          options.with = with;
          options.bounds = bounds;
          EXPECT_EQ(found(compare_all(left, right, options).candidates), expected)
              << words << " words, " << threshold << ", " << name_of(with) << ", bounds " << bounds;
        }
      }
    }
  }
}

TEST(Compare, IsTheSameOnAllCores) {
  const Filters left = random_filters(16, 3000, 5);
  const Filters right = random_filters(16, 2500, 6, nullptr);
  CompareOptions options;
  options.threshold = 5500;
  const auto one = compare_all(left, right, options);
  const auto all = compare_all(left, right, options, command::run_on_all_cores);
  EXPECT_GT(one.candidates.size(), 1000U);
  EXPECT_EQ(found(one.candidates), found(all.candidates));
}

TEST(Compare, TooManyCandidatesAreNotGathered) {
  const Filters filters = random_filters(16, 400, 5);
  CompareOptions options;
  options.threshold = 0;
  options.most = 1000;
  const Compared compared = compare_all(filters, filters, options);
  EXPECT_TRUE(compared.too_many);
  EXPECT_TRUE(compared.candidates.empty());
}

TEST(Compare, NothingMeetsNothing) {
  EXPECT_TRUE(compare_all({16, {}}, random_filters(16, 5, 1), {}).candidates.empty());
  EXPECT_TRUE(compare_all(random_filters(16, 5, 1), {16, {}}, {}).candidates.empty());
}

TEST(Similarity, IsComparedInWholeNumbers) {
  EXPECT_EQ((Similarity{1, 3}), (Similarity{2, 6}));
  EXPECT_GT((Similarity{334, 1000}), (Similarity{333, 1000}));
  EXPECT_EQ((Similarity{500, 1000}).ten_thousandths(), 10'000U);
}

}  // namespace
}  // namespace outturn::sealed
