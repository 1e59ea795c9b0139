#include "engine/linkage/population/key_chains.h"

#include <algorithm>

namespace outturn::linkage {
namespace {

constexpr std::size_t first_heads = 1024;

std::uint64_t mixed(std::uint64_t h, Code code) {
  h = (h ^ static_cast<std::uint32_t>(code)) * 0x9E3779B97F4A7C15U;
  return h ^ (h >> 29U);
}

}  // namespace

bool KeyChains::is_whole(const Code* row, const std::vector<std::uint16_t>& slots) const {
  return std::none_of(slots.begin(), slots.end(),
                      [&](std::uint16_t slot) { return readings_->is_missing(slot, row[slot]); });
}

std::size_t KeyChains::place(const Code* row, const std::vector<std::uint16_t>& slots) const {
  std::uint64_t hash = 0;
  for (const std::uint16_t slot : slots) hash = mixed(hash, row[slot]);
  const auto is_key_of = [&](std::uint32_t record) {
    const Code* const other = readings_->row(record);
    for (std::size_t k = 0; k < slots.size(); ++k) {
      if (other[rule_->left[k]] != row[slots[k]]) return false;
    }
    return true;
  };
  std::size_t at = (hash ^ (hash >> 32U)) & (heads_.size() - 1);
  while (heads_[at] != none && !is_key_of(heads_[at])) at = (at + 1) & (heads_.size() - 1);
  return at;
}

void KeyChains::grow() {
  std::vector<std::uint32_t> old(std::max(first_heads, heads_.size() * 2), none);
  old.swap(heads_);
  for (const std::uint32_t head : old) {
    if (head != none) heads_[place(readings_->row(head), rule_->left)] = head;
  }
}

void KeyChains::add(std::uint32_t record) {
  if (before_.size() <= record) before_.resize(static_cast<std::size_t>(record) + 1, none);
  const Code* const row = readings_->row(record);
  if (!is_whole(row, rule_->left)) return;
  if ((keys_ + 1) * 3 > heads_.size() * 2) grow();
  std::uint32_t& head = heads_[place(row, rule_->left)];
  if (head == none) ++keys_;
  before_[record] = head;
  head = record;
}

}  // namespace outturn::linkage
