// The encodings of one member as a linkage unit holds them, and the order it compares them in.
//
// Records stand in the order of their tokens, so that nothing depends on the order of a file. For
// comparison they are sorted by their number of ones and laid out eight side by side, word by word:
// eight comparisons then take one load for each word, and no sum across a register.
#pragma once

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
