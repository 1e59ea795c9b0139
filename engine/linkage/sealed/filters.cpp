#include "engine/linkage/sealed/filters.h"

#include <algorithm>
#include <numeric>

namespace outturn::sealed {

std::uint32_t ones_of(const std::uint64_t* words, std::size_t count) {
  std::uint32_t ones = 0;
  for (std::size_t i = 0; i < count; ++i) ones += ones_in(words[i]);
  return ones;
}

std::uint32_t ones_in_common(const std::uint64_t* a, const std::uint64_t* b, std::size_t count) {
  std::uint32_t ones = 0;
  for (std::size_t i = 0; i < count; ++i) ones += ones_in(a[i] & b[i]);
  return ones;
}

Blocks blocks_of(const Filters& filters) {
  Blocks blocks;
  blocks.words = filters.words;
  std::vector<std::uint32_t> ones(filters.count());
  for (std::size_t i = 0; i < ones.size(); ++i) ones[i] = ones_of(filters.row(i), filters.words);
  blocks.record.resize(ones.size());
  std::iota(blocks.record.begin(), blocks.record.end(), 0U);
  std::stable_sort(blocks.record.begin(), blocks.record.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return ones[a] < ones[b]; });
  blocks.record.resize((ones.size() + lanes - 1) / lanes * lanes, Blocks::nobody);
  blocks.bits.resize(blocks.record.size() * filters.words);
  for (std::size_t i = 0; i < blocks.record.size(); ++i) {
    const std::uint32_t record = blocks.record[i];
    // A filled-up lane counts as the fullest of its block, so that it never widens the block's bounds.
    blocks.ones.push_back(record == Blocks::nobody ? blocks.ones.back() : ones[record]);
    if (record == Blocks::nobody) continue;
    std::uint64_t* to = blocks.bits.data() + i / lanes * lanes * filters.words + i % lanes;
    for (std::size_t w = 0; w < filters.words; ++w) to[w * lanes] = filters.row(record)[w];
  }
  return blocks;
}

}  // namespace outturn::sealed
