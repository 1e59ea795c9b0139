// The review queue: which pairs a person should look at, drawn by lot from every band.
//
// A stratified sample (Cochran, Sampling Techniques, 3rd ed. 1977, chapter 5). How many from each stratum:
// by power allocation with exponent 1/2 (Bankier, The American Statistician 42 (1988) 174-177), so that
// a million pairs that are surely two people don't take all places; within it by priority values, which
// give whole numbers at once and under which a larger queue holds the smaller one (Wright, The American
// Statistician 66 (2012) 217-224). Every stratum gets a few, those of a band that the decision cuts through
// more. Lots are hashes of the records' names with the seed: neither order of pairs nor threads change them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/linkage/review/bands.h"

namespace outturn::linkage {

struct QueueOptions {
  std::size_t size = 100;
  std::uint64_t seed = 1;
  std::size_t least = 5;           ///< from each stratum that has as many
  std::size_t least_at_edge = 10;  ///< from those of a band with pairs taken and pairs not taken
};

struct QueueItem {
  std::string id;
  std::size_t stratum = 0;
  ReviewPair pair;
};

/// How many to draw from each stratum; never more than it has.
[[nodiscard]] std::array<std::size_t, strata> places(const std::array<Stratum, strata>& of,
                                                     const QueueOptions& options);

/// Takes all pairs, in any order, and keeps only as many as may be drawn.
class QueueBuilder {
 public:
  explicit QueueBuilder(const QueueOptions& options) : options_(options) {}

  void add(ReviewPair pair);
  /// Of all pairs taken so far.
  [[nodiscard]] const std::array<Stratum, strata>& counts() const { return counts_; }
  /// The queue, shuffled, so that a reviewer can't tell by the place what the program thinks.
  [[nodiscard]] std::vector<QueueItem> finish();

 private:
  struct Drawn {
    std::uint64_t lot = 0;
    ReviewPair pair;
    [[nodiscard]] bool operator<(const Drawn& other) const;
  };
  QueueOptions options_;
  std::array<Stratum, strata> counts_;
  std::array<std::vector<Drawn>, strata> drawn_;  ///< the lowest lots of each, as a heap
};

}  // namespace outturn::linkage
