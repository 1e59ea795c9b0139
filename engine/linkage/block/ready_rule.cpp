#include "engine/linkage/block/ready_rule.h"

#include <algorithm>

namespace outturn::linkage {

ReadyRule::ReadyRule(const BlockingRule& written, const Readings& readings) {
  for (const BlockingRule::Key& key : written.keys) {
    left.push_back(static_cast<std::uint16_t>(readings.slot(key.left)));
    right.push_back(static_cast<std::uint16_t>(readings.slot(key.right)));
  }
  for (const Condition& condition : written.also) also.emplace_back(condition, readings);
  sides_differ = left != right;
}

bool ReadyRule::keys_agree(const Code* left_row, const Code* right_row, const Readings& readings) const {
  for (std::size_t k = 0; k < left.size(); ++k) {
    const Code code = left_row[left[k]];
    if (code != right_row[right[k]] || readings.is_missing(left[k], code)) return false;
  }
  return true;
}

bool ReadyRule::also_hold(const Code* left_row, const Code* right_row, const Readings& readings) const {
  return std::all_of(also.begin(), also.end(), [&](const ReadyCondition& condition) {
    return condition.of(left_row, right_row, readings) == Truth::yes;
  });
}

}  // namespace outturn::linkage
