#include "engine/linkage/review/queue.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace outturn::linkage {
namespace {

/// Probabilities are what a review is there to test: none is believed to be surer than this.
constexpr double surest = 0.98;

double pull_of(const Stratum& stratum) {
  if (stratum.pairs == 0) return 0;
  const double pairs = static_cast<double>(stratum.pairs);
  const double p = std::clamp(stratum.expected / pairs, 1 - surest, surest);
  return std::sqrt(pairs) * std::sqrt(p * (1 - p));
}

}  // namespace

bool QueueBuilder::Drawn::operator<(const Drawn& other) const {
  return std::tie(lot, pair.left, pair.right) < std::tie(other.lot, other.pair.left, other.pair.right);
}

std::array<std::size_t, strata> places(const std::array<Stratum, strata>& of, const QueueOptions& options) {
  std::array<std::size_t, strata> given{};
  std::array<std::size_t, strata> least{};
  for (std::size_t s = 0; s < strata; ++s) {
    const bool at_edge = of[s].pairs > 0 && of[s ^ 1U].pairs > 0;
    least[s] = std::min<std::uint64_t>(of[s].pairs, at_edge ? options.least_at_edge : options.least);
  }
  // First what each must have, those with fewest first; then the highest priority value (Wright 2012).
  const auto priority = [&](std::size_t s) {
    const double n = static_cast<double>(given[s]);
    if (given[s] < least[s]) return std::pair(true, -n);
    return std::pair(false, pull_of(of[s]) / std::sqrt(std::max(n * (n + 1), 1e-9)));
  };
  for (std::size_t n = 0; n < options.size; ++n) {
    std::size_t next = strata;
    for (std::size_t s = 0; s < strata; ++s) {
      if (given[s] >= of[s].pairs) continue;
      if (next == strata || priority(s) > priority(next)) next = s;
    }
    if (next == strata) break;
    ++given[next];
  }
  return given;
}

void QueueBuilder::add(ReviewPair pair) {
  const std::size_t s = stratum_of(pair);
  counts_[s].add(pair.probability);
  std::vector<Drawn>& heap = drawn_[s];
  const std::uint64_t lot = pair_lot(pair.left, pair.right, options_.seed);
  if (options_.size == 0 || (heap.size() == options_.size && lot > heap.front().lot)) return;
  heap.push_back({lot, std::move(pair)});
  std::push_heap(heap.begin(), heap.end());
  if (heap.size() <= options_.size) return;
  std::pop_heap(heap.begin(), heap.end());
  heap.pop_back();
}

std::vector<QueueItem> QueueBuilder::finish() {
  const std::array<std::size_t, strata> wanted = places(counts_, options_);
  std::vector<std::pair<std::uint64_t, QueueItem>> all;
  for (std::size_t s = 0; s < strata; ++s) {
    std::sort_heap(drawn_[s].begin(), drawn_[s].end());
    for (std::size_t i = 0; i < wanted[s]; ++i) {
      ReviewPair& pair = drawn_[s][i].pair;
      const std::uint64_t place = pair_lot(pair.left, pair.right, ~options_.seed);
      all.emplace_back(place, QueueItem{pair_id(pair.left, pair.right), s, std::move(pair)});
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.id) < std::tie(b.first, b.second.id);
  });
  std::vector<QueueItem> out;
  for (auto& [place, item] : all) out.push_back(std::move(item));
  return out;
}

}  // namespace outturn::linkage
