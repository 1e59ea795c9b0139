// All pairs of two members' encodings whose Dice similarity reaches a threshold.
//
// Dice = 2 |A and B| / (|A| + |B|), compared in whole numbers: a similarity is the pair of numbers it is
// made of, and a threshold is in ten-thousandths. Pairs that can't reach it are passed over: by their
// numbers of ones (an encoding of a ones meets only those of a t/(2-t) to a (2-t)/t), and by the ones in
// common in the first words. No pair that reaches the threshold is ever missed.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/linkage/sealed/common_bits.h"
#include "engine/linkage/sealed/filters.h"

namespace outturn::sealed {

/// A Dice similarity, exactly.
struct Similarity {
  std::uint32_t common = 0;
  std::uint32_t ones = 0;  ///< of both together

  [[nodiscard]] double dice() const { return ones == 0 ? 0 : 2.0 * common / ones; }
  [[nodiscard]] std::uint32_t ten_thousandths() const { return ones == 0 ? 0 : 20'000U * common / ones; }
  friend std::strong_ordering operator<=>(const Similarity& a, const Similarity& b) {
    return std::uint64_t{a.common} * b.ones <=> std::uint64_t{b.common} * a.ones;
  }
  friend bool operator==(const Similarity& a, const Similarity& b) { return (a <=> b) == 0; }
};
[[nodiscard]] Similarity similarity_of(const Filters& left, std::size_t i, const Filters& right,
                                       std::size_t j);

struct Candidate {
  std::uint32_t left = 0;   ///< number in the left filters
  std::uint32_t right = 0;  ///< number in the right filters
  Similarity similarity;
};

struct CompareOptions {
  std::uint32_t threshold = 8000;  ///< ten-thousandths
  bool bounds = true;              ///< false: every pair is counted out (to measure)
  Instructions with = best_instructions();
  std::size_t most = 200'000'000;  ///< more candidates than this and none are given
};

struct Compared {
  std::vector<Candidate> candidates;  ///< by left, then right
  bool too_many = false;
};
[[nodiscard]] Compared compare_all(const Filters& left, const Filters& right, const CompareOptions& options,
                                   const TaskRunner& run = run_in_turn);

/// Similarities of pairs taken evenly from all: what unrelated people look like.
struct Backdrop {
  double mean = 0;
  double deviation = 0;
};
[[nodiscard]] Backdrop backdrop_of(const Filters& left, const Filters& right);

/// The threshold (ten-thousandths) above which only some ten unrelated pairs a record are to be
/// expected: low enough to keep every likely match, high enough to keep their number in bounds.
[[nodiscard]] std::uint32_t wide_threshold(const Backdrop& backdrop, std::size_t left, std::size_t right);

}  // namespace outturn::sealed
