#include "engine/facts/word_index.h"

#include <array>
#include <cstring>

namespace outturn {
namespace {

constexpr std::size_t first_slots = 64;  // a power of two, like every later size
constexpr std::size_t longest_packed = 11;
constexpr char long_word = '\x7F';

// Multiply and fold: spreads every bit of the block over the whole of the hash.
std::uint64_t mixed(std::uint64_t h, std::uint64_t block) {
  h = (h ^ block) * 0x9E3779B97F4A7C15U;
  return h ^ (h >> 32U);
}

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t h = word.size() * 0xD6E8FEB86659FD93U;
  while (word.size() >= 8) {
    std::uint64_t block = 0;
    std::memcpy(&block, word.data(), 8);
    h = mixed(h, block);
    word.remove_prefix(8);
  }
  std::uint64_t last = 0;
  if (!word.empty()) std::memcpy(&last, word.data(), word.size());
  return mixed(mixed(h, last), 0);
}

// Simple case folding of the two-byte letters with a fixed distance or in pairs (Unicode 15,
// CaseFolding.txt, blocks Latin-1, Latin Extended-A, Greek, Cyrillic); other scripts as they are.
char32_t small_letter(char32_t c) {
  if (c >= 0xC0 && c <= 0xDE) return c == 0xD7 ? c : c + 0x20;
  if (c == 0x178) return 0xFF;
  const bool even_first =
      (c >= 0x100 && c <= 0x12F) || (c >= 0x132 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
  if (even_first) return c | 1U;
  const bool odd_first = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if (odd_first) return c + (c & 1U);
  if (c >= 0x391 && c <= 0x3A9) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  return c;
}

bool has_case(std::string_view word) {
  for (const char c : word) {
    if ((c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U) != 0) return true;
  }
  return false;
}

}  // namespace

std::string without_case(std::string_view utf8) {
  std::string out(utf8);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto c = static_cast<unsigned char>(out[i]);
    if (c >= 'A' && c <= 'Z') out[i] = static_cast<char>(c + 0x20);
    if (c < 0xC3 || c > 0xDF || i + 1 == out.size()) continue;
    const auto next = static_cast<unsigned char>(out[i + 1]);
    const char32_t folded = small_letter(((c & 0x1FU) << 6U) | (next & 0x3FU));
    out[i] = static_cast<char>(0xC0U | (folded >> 6U));
    out[++i] = static_cast<char>(0x80U | (folded & 0x3FU));
  }
  return out;
}

WordIndex::WordIndex(Dictionary& dictionary, Compare compare)
    : dictionary_(&dictionary), compare_(compare), slots_(first_slots) {}

WordIndex::Packed WordIndex::packed(std::string_view word) {
  std::array<char, 12> bytes{};
  if (word.size() <= longest_packed) {
    bytes[0] = static_cast<char>(word.size());
    if (!word.empty()) std::memcpy(&bytes[1], word.data(), word.size());
  } else {
    bytes[0] = long_word;
    const std::uint64_t hash = hash_of(word);
    std::memcpy(&bytes[1], &hash, 8);
  }
  Packed out;
  std::memcpy(&out.front, bytes.data(), 8);
  std::memcpy(&out.back, &bytes[8], 4);
  return out;
}

std::size_t WordIndex::place_of(const Packed& packed) {
  return static_cast<std::size_t>(mixed(mixed(packed.front, 0), packed.back));
}

bool WordIndex::same(std::int32_t code, std::string_view word) const {
  const std::string& other = dictionary_->words[static_cast<std::size_t>(code)];
  if (compare_ == Compare::exactly || other == word) return other == word;
  return without_case(other) == without_case(word);
}

bool WordIndex::folds(std::string_view word) const {
  return compare_ == Compare::case_blind && has_case(word);
}

void WordIndex::announce(std::string_view word) const {
  const Packed soon = folds(word) ? packed(without_case(word)) : packed(word);
  __builtin_prefetch(&slots_[place_of(soon) & (slots_.size() - 1)]);
}

std::int32_t WordIndex::find(std::string_view word) {
  const bool fold = folds(word);
  const std::string folded = fold ? without_case(word) : std::string();
  const std::string_view compared = fold ? folded : word;
  sought_ = packed(compared);
  const std::size_t mask = slots_.size() - 1;
  for (free_ = place_of(sought_) & mask; slots_[free_].code >= 0; free_ = (free_ + 1) & mask) {
    const Slot& slot = slots_[free_];
    if (slot.front != sought_.front || slot.back != sought_.back) continue;
    if (compared.size() <= longest_packed || same(slot.code, word)) return slot.code;
  }
  return -1;
}

std::int32_t WordIndex::add_missing(std::string_view word) {
  const auto code = static_cast<std::int32_t>(dictionary_->words.size());
  dictionary_->words.emplace_back(word);
  slots_[free_] = {sought_.front, sought_.back, code};
  if (dictionary_->words.size() * 3 > slots_.size() * 2) resize(slots_.size() * 2);
  return code;
}

void WordIndex::take_in() {
  reserve(dictionary_->words.size() + 1);
  std::int32_t code = 0;
  for (const std::string& word : dictionary_->words) {
    (void)find(word);
    slots_[free_] = {sought_.front, sought_.back, code++};
  }
}

void WordIndex::reserve(std::size_t words) {
  std::size_t slots = slots_.size();
  while (words * 3 > slots * 2) slots *= 2;
  if (slots != slots_.size()) resize(slots);
}

void WordIndex::resize(std::size_t slots) {
  const std::vector<Slot> old = std::move(slots_);
  slots_.assign(slots, Slot{});
  const std::size_t mask = slots - 1;
  for (const Slot& slot : old) {
    if (slot.code < 0) continue;
    std::size_t at = place_of({slot.front, slot.back}) & mask;
    while (slots_[at].code >= 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

const std::string* repeated_word(const Dictionary& dictionary) {
  std::size_t size = first_slots;
  while (size < dictionary.words.size() * 2) size *= 2;
  std::vector<std::int32_t> slots(size, -1);
  std::int32_t code = 0;
  for (const std::string& word : dictionary.words) {
    std::size_t at = hash_of(word) & (size - 1);
    for (; slots[at] >= 0; at = (at + 1) & (size - 1)) {
      if (dictionary.words[static_cast<std::size_t>(slots[at])] == word) return &word;
    }
    slots[at] = code++;
  }
  return nullptr;
}

}  // namespace outturn
