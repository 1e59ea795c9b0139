// Every pair of the blocks, compared and weighed in one stream.
//
// Pairs are made, compared and forgotten; kept are those whose weight reaches a floor, and for all of
// them how often each pattern of levels occurs, which is all that training and calibration need
// (Splink's estimate_without_term_frequencies). Memory depends on the pairs kept, not on those looked at.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/linkage/block/blocks.h"
#include "engine/linkage/compare/weights.h"

namespace outturn::linkage {

struct ScoredPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  Pattern pattern = 0;
  double weight = 0;  ///< as the model adds it up
};

struct PatternCount {
  Pattern pattern = 0;
  std::uint64_t count = 0;
};

struct Scored {
  std::vector<ScoredPair> pairs;       ///< those kept, by left then right
  std::vector<PatternCount> patterns;  ///< of all pairs looked at, by pattern
  std::vector<std::uint64_t> by_rule;  ///< pairs each rule was the first to make
  std::uint64_t looked_at = 0;
};

/// Pairs with a weight below `floor` are counted and not kept.
[[nodiscard]] Scored score_pairs(const Blocks& blocks, const Readings& readings, const Comparer& comparer,
                                 const Weights& weights, double floor, const TaskRunner& run);

/// Pairs whose weights came from elsewhere, with their patterns found again.
[[nodiscard]] Scored scored_again(const std::vector<ScoredPair>& pairs, const Readings& readings,
                                  const Comparer& comparer);

/// Only the patterns, for training.
[[nodiscard]] std::vector<PatternCount> count_patterns(const Blocks& blocks, const Readings& readings,
                                                       const Comparer& comparer, const TaskRunner& run);

}  // namespace outturn::linkage
