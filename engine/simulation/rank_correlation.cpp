#include "engine/simulation/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace outturn::simulation {

std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
  const double middle = (static_cast<double>(values.size()) - 1) / 2;
  std::vector<double> out(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    const double rank = static_cast<double>(first + end - 1) / 2 - middle;
    for (; first < end; ++first) out[order[first]] = rank;
  }
  return out;
}

double correlation_of_ranks(std::span<const double> a, std::span<const double> b) {
  const double scale = std::sqrt(std::inner_product(a.begin(), a.end(), a.begin(), 0.0) *
                                 std::inner_product(b.begin(), b.end(), b.begin(), 0.0));
  return scale > 0 ? std::inner_product(a.begin(), a.end(), b.begin(), 0.0) / scale : 0;
}

double rank_correlation(std::span<const double> one, std::span<const double> other) {
  return correlation_of_ranks(ranks_of(one), ranks_of(other));
}

}  // namespace outturn::simulation
