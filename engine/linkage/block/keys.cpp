#include "engine/linkage/block/keys.h"

namespace outturn::linkage {
namespace {

constexpr std::size_t first_slots = 1024;  // a power of two, like every later size

std::size_t place_of(std::uint64_t pair) {
  std::uint64_t h = pair * 0x9E3779B97F4A7C15U;
  h ^= h >> 32U;
  h *= 0xD6E8FEB86659FD93U;
  return static_cast<std::size_t>(h ^ (h >> 29U));
}

}  // namespace

void KeyNumbers::grow(std::vector<Slot>& slots) {
  std::vector<Slot> old(slots.empty() ? first_slots : slots.size() * 2);
  old.swap(slots);
  for (const Slot& slot : old) {
    if (slot.number == no_key) continue;
    std::size_t at = place_of(slot.pair) & (slots.size() - 1);
    while (slots[at].number != no_key) at = (at + 1) & (slots.size() - 1);
    slots[at] = slot;
  }
}

/// Says where the next key will be looked up: a table of a million keys is not in the cache.
void KeyNumbers::expect(std::size_t step, std::uint32_t before, Code code) const {
  const std::vector<Slot>& slots = steps_[step];
  if (slots.empty()) return;
  const std::uint64_t pair = (static_cast<std::uint64_t>(before) << 32U) | static_cast<std::uint32_t>(code);
  __builtin_prefetch(&slots[place_of(pair) & (slots.size() - 1)]);
}

std::uint32_t KeyNumbers::number_of(std::size_t step, std::uint32_t before, Code code) {
  std::vector<Slot>& slots = steps_[step];
  if (static_cast<std::size_t>(counts_[step]) * 3 >= slots.size() * 2) grow(slots);
  const std::uint64_t pair = (static_cast<std::uint64_t>(before) << 32U) | static_cast<std::uint32_t>(code);
  std::size_t at = place_of(pair) & (slots.size() - 1);
  while (slots[at].number != no_key) {
    if (slots[at].pair == pair) return slots[at].number;
    at = (at + 1) & (slots.size() - 1);
  }
  slots[at] = {pair, counts_[step]};
  return counts_[step]++;
}

/// Codes of words are looked up directly; days and numbers have no dictionary and are hashed.
std::uint32_t KeyNumbers::first_number(const Readings& readings, std::uint16_t slot, Code code) {
  if (readings.valued(slot)) return number_of(0, 0, code);
  if (of_code_.size() < readings.words(slot)) of_code_.resize(readings.words(slot), no_key);
  std::uint32_t& number = of_code_[static_cast<std::size_t>(code)];
  if (number == no_key) number = counts_[0]++;
  return number;
}

std::vector<std::uint32_t> KeyNumbers::of(const Readings& readings, const std::vector<std::uint16_t>& slots) {
  steps_.resize(slots.size());
  counts_.resize(slots.size(), 0);
  std::vector<std::uint32_t> numbers(readings.records(), no_key);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const Code* row = readings.row(i);
    bool whole = true;
    for (const std::uint16_t slot : slots) whole = whole && !readings.is_missing(slot, row[slot]);
    if (!whole) continue;
    numbers[i] = slots.empty() ? 0 : first_number(readings, slots[0], row[slots[0]]);
  }
  constexpr std::size_t ahead = 16;
  for (std::size_t s = 1; s < slots.size(); ++s) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const std::size_t next = i + ahead;
      if (next < numbers.size() && numbers[next] != no_key)
        expect(s, numbers[next], readings.row(next)[slots[s]]);
      if (numbers[i] != no_key) numbers[i] = number_of(s, numbers[i], readings.row(i)[slots[s]]);
    }
  }
  count_ = counts_.empty() ? 1 : counts_.back();  // without keys all records are one group
  return numbers;
}

Groups grouped(const std::vector<std::uint32_t>& numbers, std::uint32_t count) {
  Groups groups;
  groups.starts.assign(static_cast<std::size_t>(count) + 1, 0);
  for (const std::uint32_t number : numbers) {
    if (number != no_key) ++groups.starts[number + 1];
  }
  for (std::size_t i = 1; i < groups.starts.size(); ++i) groups.starts[i] += groups.starts[i - 1];
  groups.order.resize(groups.starts.back());
  std::vector<std::uint32_t> next(groups.starts.begin(), groups.starts.end() - 1);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] != no_key) groups.order[next[numbers[i]]++] = static_cast<std::uint32_t>(i);
  }
  return groups;
}

}  // namespace outturn::linkage
