// What the measures share: where the letters of a word stand, as bits of one machine word.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "engine/linkage/measures/measures.h"

namespace outturn::linkage {

constexpr std::size_t bits_of_a_word = 64;
constexpr std::size_t bytes_of_a_word = 8;
constexpr int most_edits = 1 << 30;  ///< more than any two words need; half as much again is still an int

inline std::size_t byte_of(char letter) { return static_cast<unsigned char>(letter); }

/// std::popcount calls a library function where the processor's own instruction may not be taken for
/// granted; this is inlined everywhere.
inline int bits_set(std::uint64_t bits) {
  bits -= (bits >> 1U) & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + ((bits >> 2U) & 0x3333333333333333U);
  bits = (bits + (bits >> 4U)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<int>((bits * 0x0101010101010101U) >> 56U);
}

/// At least so many letters of `a` find no partner in `b`.
inline int unmatched(const Word& a, const Word& b) { return bits_set(a.letters & ~b.letters); }

/// The places of each letter in a pattern of at most 64 letters, for the letters of pattern and text only:
/// the rest of the table stays unwritten, which is most of the time saved on short words.
class LetterPlaces {
 public:
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
  LetterPlaces(std::string_view pattern, std::string_view text) {
    for (const char letter : text) places_[byte_of(letter)] = 0;
    for (const char letter : pattern) places_[byte_of(letter)] = 0;
    std::uint64_t place = 1;
    for (const char letter : pattern) {
      places_[byte_of(letter)] |= place;
      place <<= 1U;
    }
  }

  std::uint64_t operator[](char letter) const { return places_[byte_of(letter)]; }

 private:
  std::array<std::uint64_t, 256> places_;
};

inline std::uint64_t byte_at(std::string_view word, std::size_t place) {
  return static_cast<std::uint64_t>(byte_of(word[place]));
}

inline std::uint64_t four_from(std::string_view word, std::size_t place) {
  return byte_at(word, place) | byte_at(word, place + 1) << 8U | byte_at(word, place + 2) << 16U |
         byte_at(word, place + 3) << 24U;
}

/// 1 to 8 letters as one number, the first in its lowest byte. Reads overlap instead of branching on the
/// length.
inline std::uint64_t packed(std::string_view word) {
  const std::size_t last = word.size() - 1;
  if (last >= 3) return four_from(word, 0) | four_from(word, last - 3) << (8U * (last - 3));
  const std::size_t middle = word.size() / 2;
  return byte_at(word, 0) | byte_at(word, middle) << (8U * middle) | byte_at(word, last) << (8U * last);
}

inline bool fits_a_word(std::string_view word) { return word.size() - 1 < bytes_of_a_word; }

/// LetterPlaces for a pattern of 1 to 8 letters, held in one machine word and compared all at once: what is
/// left of two names once their beginning is taken away seldom is longer, and no table has to be filled.
class FewLetterPlaces {
 public:
  static constexpr std::size_t most_letters = bytes_of_a_word;

  explicit FewLetterPlaces(std::string_view pattern) : letters_(packed(pattern)) {
    within_ = (std::uint64_t{1} << pattern.size()) - 1;
  }

  std::uint64_t operator[](char letter) const {
    // A byte that is 0 keeps its top bit clear under + 0x7F; one product then gathers the eight top bits.
    const std::uint64_t differ = letters_ ^ (byte_of(letter) * 0x0101010101010101U);
    const std::uint64_t zero = ~(((differ & low_bits) + low_bits) | differ | low_bits);
    return (((zero >> 7U) * 0x0102040810204080U) >> 56U) & within_;
  }

 private:
  static constexpr std::uint64_t low_bits = 0x7F7F7F7F7F7F7F7FU;

  std::uint64_t letters_;
  std::uint64_t within_;
};

inline std::size_t common_beginning(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  if (most == 0 || a[0] != b[0]) return 0;  // nearly always so for words drawn at random
  if (fits_a_word(a) && fits_a_word(b)) {
    const std::uint64_t differ = packed(a) ^ packed(b);
    return std::min(most, static_cast<std::size_t>(std::countr_zero(differ)) / 8);
  }
  std::size_t same = 1;
  while (same < most && a[same] == b[same]) ++same;
  return same;
}

/// Takes away the beginning and the end that both have. No distance of edits changes by it.
inline void strip_common_ends(std::string_view& a, std::string_view& b) {
  const std::size_t same = common_beginning(a, b);
  a.remove_prefix(same);
  b.remove_prefix(same);
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
}

/// Whether the lengths alone say that more than `most` edits are needed.
inline bool lengths_differ_by_more(std::string_view a, std::string_view b, int most) {
  const std::size_t longer = std::max(a.size(), b.size());
  return longer - std::min(a.size(), b.size()) > static_cast<std::size_t>(most);
}

/// Each edit, a swap of neighbours apart, leaves at most one letter of either word without a partner.
inline bool letters_differ_by_more(const Word& a, const Word& b, int most) {
  return unmatched(a, b) > most || unmatched(b, a) > most;
}

/// osa, or any number over `most` when it is more. (levenshtein_within promises most + 1; this does not.)
[[nodiscard]] int osa_up_to(std::string_view a, std::string_view b, int most);

}  // namespace outturn::linkage
