// The encodings of one member as a linkage unit holds them, and the order it compares them in.
//
// Records stand in the order of their tokens, so that nothing depends on the order of a file. For
// comparison they are sorted by their number of ones and laid out eight side by side, word by word:
// eight comparisons then take one load for each word, and no sum across a register.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace outturn::sealed {

/// Encodings of equal length, one after the other.
struct Filters {
  std::size_t words = 0;  ///< 64-bit words of one encoding
  std::vector<std::uint64_t> bits;

  [[nodiscard]] std::size_t count() const { return words == 0 ? 0 : bits.size() / words; }
  [[nodiscard]] const std::uint64_t* row(std::size_t i) const { return bits.data() + i * words; }
};

/// The ones of a word. The oldest 64-bit PCs have no instruction for it, and a compiler that builds for
/// them too calls a slow table; a browser has one.
[[nodiscard]] inline std::uint32_t ones_in(std::uint64_t word) {
#if defined(__x86_64__) && !defined(__POPCNT__)
  word -= (word >> 1) & 0x5555555555555555U;
  word = (word & 0x3333333333333333U) + ((word >> 2) & 0x3333333333333333U);
  word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<std::uint32_t>((word * 0x0101010101010101U) >> 56);
#else
  return static_cast<std::uint32_t>(std::popcount(word));
#endif
}
[[nodiscard]] std::uint32_t ones_of(const std::uint64_t* words, std::size_t count);
[[nodiscard]] std::uint32_t ones_in_common(const std::uint64_t* a, const std::uint64_t* b, std::size_t count);

inline constexpr std::size_t lanes = 8;

/// Filters in blocks of eight, fewest ones first; the last block is filled up with empty ones.
struct Blocks {
  std::size_t words = 0;
  std::vector<std::uint32_t> record;  ///< lane -> number in the Filters; filled-up lanes: `nobody`
  std::vector<std::uint32_t> ones;    ///< lane -> number of ones
  std::vector<std::uint64_t> bits;    ///< block, word, lane

  static constexpr std::uint32_t nobody = 0xFFFFFFFF;
  [[nodiscard]] std::size_t count() const { return record.size() / lanes; }
};
[[nodiscard]] Blocks blocks_of(const Filters& filters);

}  // namespace outturn::sealed
