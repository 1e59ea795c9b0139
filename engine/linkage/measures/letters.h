// What the measures share: where the letters of a word stand, as bits of one machine word.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "engine/linkage/measures/measures.h"

namespace outturn::linkage {

constexpr std::size_t bits_of_a_word = 64;
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

inline std::size_t common_beginning(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t same = 0;
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
