// One blocking rule, ready: which places of two rows must agree, and what else must hold.
#pragma once

#include <vector>

#include "engine/linkage/compare/comparer.h"

namespace outturn::linkage {

struct ReadyRule {
  ReadyRule(const BlockingRule& written, const Readings& readings);

  [[nodiscard]] bool keys_agree(const Code* left_row, const Code* right_row, const Readings& readings) const;
  [[nodiscard]] bool also_hold(const Code* left_row, const Code* right_row, const Readings& readings) const;
  /// True when the pair meets the rule.
  [[nodiscard]] bool meets(const Code* left_row, const Code* right_row, const Readings& readings) const {
    return keys_agree(left_row, right_row, readings) && also_hold(left_row, right_row, readings);
  }

  std::vector<std::uint16_t> left, right;  ///< slots
  std::vector<ReadyCondition> also;
  bool sides_differ = false;
};

}  // namespace outturn::linkage
