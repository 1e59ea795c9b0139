// The pairs that were weighed already, found by their records.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/linkage/linking/linking.h"

namespace outturn::linkage {

class KnownPairs {
 public:
  /// `pairs` by left, then right; they must outlive this.
  KnownPairs(const std::vector<LinkedPair>& pairs, std::size_t records)
      : pairs_(pairs), starts_(records + 1, 0) {
    for (const LinkedPair& pair : pairs) ++starts_[pair.left + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  }

  /// nullptr where the pair is not among them.
  [[nodiscard]] const LinkedPair* find(std::uint32_t left, std::uint32_t right) const {
    const auto end = pairs_.begin() + starts_[left + 1];
    const auto at =
        std::lower_bound(pairs_.begin() + starts_[left], end, right,
                         [](const LinkedPair& pair, std::uint32_t other) { return pair.right < other; });
    return at != end && at->right == right ? &*at : nullptr;
  }

 private:
  const std::vector<LinkedPair>& pairs_;
  std::vector<std::int64_t> starts_;  ///< of each left record
};

}  // namespace outturn::linkage
