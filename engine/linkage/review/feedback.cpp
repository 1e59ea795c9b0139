#include "engine/linkage/review/feedback.h"

#include <algorithm>
#include <unordered_map>

namespace outturn::linkage {

Feedback feedback_of(const Records& records, const std::vector<Settled>& settled) {
  std::unordered_map<std::string, std::uint32_t> place;
  for (std::uint32_t i = 0; i < records.size(); ++i) place.emplace(records.name(i), i);
  Feedback out;
  std::vector<std::pair<RecordPair, const Settled*>> different;
  for (const Settled& one : settled) {
    const auto left = place.find(one.left);
    const auto right = place.find(one.right);
    if (one.verdict == Verdict::unsure) {
      ++out.unsure;
    } else if (left == place.end() || right == place.end()) {
      out.unknown.push_back(one);
    } else {
      const RecordPair pair = std::minmax(left->second, right->second);
      if (one.verdict == Verdict::same) {
        out.must.push_back(pair);
      } else {
        different.emplace_back(pair, &one);
        out.barred.push_back(pair);
      }
    }
  }
  std::vector<RecordPair> clash = contradicted(records.size(), out.must, out.barred);
  std::sort(clash.begin(), clash.end());
  out.barred.clear();
  for (const auto& [pair, one] : different) {
    if (std::binary_search(clash.begin(), clash.end(), pair)) {
      out.contradicted.push_back(*one);
    } else {
      out.barred.push_back(pair);
    }
  }
  std::sort(out.must.begin(), out.must.end());
  std::sort(out.barred.begin(), out.barred.end());
  return out;
}

}  // namespace outturn::linkage
