#include "engine/linkage/sealed/places.h"

#include <utility>

namespace outturn::sealed {
namespace {

constexpr std::uint32_t places_in_a_block = 16;
constexpr char column_between = '\x1F';

std::size_t slot_of(std::uint64_t key, std::size_t size) {
  key *= 0x9E3779B97F4A7C15U;
  return (key ^ (key >> 32)) & (size - 1);
}

}  // namespace

GramPlaces::GramPlaces(KeyedHash hash, std::uint32_t bits)
    : hash_(std::move(hash)), mask_(bits - 1), entries_(64) {}

GramPlaces::Entry& GramPlaces::entry_of(std::uint64_t key) {
  std::size_t slot = slot_of(key, entries_.size());
  while (entries_[slot].key != key && entries_[slot].key != Gram::no_key)
    slot = (slot + 1) & (entries_.size() - 1);
  return entries_[slot];
}

void GramPlaces::grow() {
  std::vector<Entry> old(entries_.size() * 2);
  old.swap(entries_);
  for (const Entry& entry : old) {
    if (entry.key != Gram::no_key) entry_of(entry.key) = entry;
  }
}

// Message: letters, turn and number of the block, so that no two blocks share one.
void GramPlaces::draw(const Gram& gram, std::uint32_t count, std::vector<std::uint16_t>& to) {
  message_.assign(gram.text);
  message_ += column_between;
  message_ += std::to_string(gram.turn);
  message_ += column_between;
  const std::size_t fixed = message_.size();
  for (std::uint32_t block = 0; block * places_in_a_block < count; ++block) {
    message_.resize(fixed);
    message_ += std::to_string(block);
    const Digest digest = hash_(message_);
    for (std::size_t i = 0; i < digest.size(); i += 2) {
      const std::uint32_t number = (std::uint32_t{digest[i]} << 8) | digest[i + 1];
      to.push_back(static_cast<std::uint16_t>(number & mask_));
    }
  }
}

const std::uint16_t* GramPlaces::of(const Gram& gram, std::uint32_t count) {
  if (gram.key == Gram::no_key || places_.size() > most_places) {
    spare_.clear();
    draw(gram, count, spare_);
    return spare_.data();
  }
  Entry* entry = &entry_of(gram.key);
  if (entry->room < count) {
    if (entry->key == Gram::no_key) {
      if (++used_ * 2 > entries_.size()) {
        grow();
        entry = &entry_of(gram.key);
      }
      entry->key = gram.key;
    }
    entry->first = static_cast<std::uint32_t>(places_.size());
    draw(gram, count, places_);
    entry->room = static_cast<std::uint32_t>(places_.size()) - entry->first;
  }
  return places_.data() + entry->first;
}

}  // namespace outturn::sealed
