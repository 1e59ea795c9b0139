#include "engine/linkage/sealed/grams.h"

#include <algorithm>

#include "engine/base/source.h"

namespace outturn::sealed {
namespace {

constexpr char begins = '\x02';
constexpr char ends = '\x03';
constexpr std::uint8_t no_symbol = 0;
constexpr std::uint64_t letters_mask = (std::uint64_t{1} << 48) - 1;

}  // namespace

// A byte for each letter: ASCII its own, others 128 and up as they are met. A text of more than 128
// other letters has grams without a key, which are right but not kept.
std::uint8_t GramCutter::symbol_of(std::string_view text, std::size_t& bytes) {
  const auto byte = static_cast<unsigned char>(text.front());
  bytes = 1;
  if (byte < 0x80) return byte;
  const Character letter = first_character(text);
  bytes = letter.bytes;
  const auto found = symbols_.find(letter.valid ? letter.code : 0x110000 + byte);
  if (found != symbols_.end()) return found->second;
  if (symbols_.size() == 128) return no_symbol;
  const auto next = static_cast<std::uint8_t>(128 + symbols_.size());
  symbols_.emplace(letter.valid ? letter.code : 0x110000 + byte, next);
  return next;
}

std::uint32_t GramCutter::met_before(std::uint64_t letters_key, std::string_view text) {
  const std::uint64_t bit = std::uint64_t{1} << ((letters_key * 0x9E3779B97F4A7C15U) >> 58);
  std::uint32_t met = 0;
  if (letters_key == Gram::no_key) {
    for (const Gram& gram : grams_) met += gram.text == text ? 1 : 0;
  } else if ((seen_ & bit) != 0) {
    for (const Gram& gram : grams_) met += (gram.key & letters_mask) == letters_key ? 1 : 0;
  }
  seen_ |= bit;
  return met;
}

void GramCutter::add(std::uint64_t key, std::string_view text, bool placed) {
  const std::uint32_t turn = placed ? static_cast<std::uint32_t>(grams_.size()) : met_before(key, text);
  const bool fits = key != Gram::no_key && turn < 65'536;
  grams_.push_back({fits ? key | (std::uint64_t{turn} << 48) : Gram::no_key, text, turn});
}

void GramCutter::cut_ascii(std::uint32_t letters, bool placed) {
  const std::string_view all = padded_;
  const std::uint64_t mask = (std::uint64_t{1} << (8 * letters)) - 1;
  std::uint64_t key = 0;
  for (std::size_t at = 0; at < all.size(); ++at) {
    key = ((key << 8) | static_cast<unsigned char>(all[at])) & mask;
    if (at + 1 >= letters) add(key, all.substr(at + 1 - letters, letters), placed);
  }
}

void GramCutter::cut_any(std::uint32_t letters, bool placed) {
  const std::string_view all = padded_;
  starts_.clear();
  letters_.clear();
  for (std::size_t at = 0, bytes = 0; at < all.size(); at += bytes) {
    starts_.push_back(static_cast<std::uint32_t>(at));
    letters_.push_back(symbol_of(all.substr(at), bytes));
  }
  starts_.push_back(static_cast<std::uint32_t>(all.size()));
  for (std::size_t first = 0; first + letters <= letters_.size(); ++first) {
    std::uint64_t key = 0;
    bool known = true;
    for (std::size_t i = first; i < first + letters; ++i) {
      key = (key << 8) | letters_[i];
      known = known && letters_[i] != no_symbol;
    }
    const std::size_t start = starts_[first];
    add(known ? key : Gram::no_key, all.substr(start, starts_[first + letters] - start), placed);
  }
}

const std::vector<Gram>& GramCutter::cut(std::string_view value, std::uint32_t letters, bool placed) {
  padded_.assign(letters - 1, begins);
  padded_.append(value);
  padded_.append(letters - 1, ends);
  grams_.clear();
  seen_ = 0;
  const bool ascii = std::all_of(value.begin(), value.end(), [](char c) { return c > 0; });
  ascii ? cut_ascii(letters, placed) : cut_any(letters, placed);
  return grams_;
}

}  // namespace outturn::sealed
