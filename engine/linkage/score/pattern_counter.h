// Counts patterns: a small table of open addressing.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/linkage/score/score.h"

namespace outturn::linkage {

class PatternCounter {
 public:
  PatternCounter() : slots_(1024) {}

  void add(Pattern pattern, std::uint64_t times = 1) {
    std::size_t at = place_of(pattern) & (slots_.size() - 1);
    while (slots_[at].count != 0 && slots_[at].pattern != pattern) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].count == 0) {
      if (++used_ * 2 > slots_.size()) {
        --used_;
        grow();
        add(pattern, times);
        return;
      }
      slots_[at].pattern = pattern;
    }
    slots_[at].count += times;
  }

  /// Appends what was counted, in no order.
  void give(std::vector<PatternCount>& into) const {
    for (const PatternCount& slot : slots_) {
      if (slot.count != 0) into.push_back(slot);
    }
  }

 private:
  static std::size_t place_of(Pattern pattern) {
    const std::uint64_t h = (pattern ^ (pattern >> 31U)) * 0x9E3779B97F4A7C15U;
    return static_cast<std::size_t>(h ^ (h >> 32U));
  }
  void grow() {
    const std::vector<PatternCount> old = std::move(slots_);
    slots_.assign(old.size() * 2, PatternCount{});
    used_ = 0;
    for (const PatternCount& slot : old) {
      if (slot.count != 0) add(slot.pattern, slot.count);
    }
  }

  std::vector<PatternCount> slots_;
  std::size_t used_ = 0;
};

/// All counts together, by pattern.
[[nodiscard]] std::vector<PatternCount> gathered(const std::vector<PatternCounter>& counters);

}  // namespace outturn::linkage
