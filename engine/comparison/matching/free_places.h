// Which places of a line are free, and the nearest free one on either side, in a few steps.
//
// A tree of 64-bit words: a bit says that the place, or anything below, is free. Half a million places are
// 70 kB, so that a search hardly leaves the nearest cache; the order in which places are taken does not
// matter to its speed, as it would to lists that skip.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace outturn::comparison {

inline constexpr std::uint32_t no_place = std::numeric_limits<std::uint32_t>::max();

class FreePlaces {
 public:
  /// `free` says of each place whether it is.
  explicit FreePlaces(const std::vector<std::uint8_t>& free);

  void take(std::uint32_t place);
  /// The nearest free place below, or above; no_place when there is none.
  [[nodiscard]] std::uint32_t before(std::uint32_t place) const;
  [[nodiscard]] std::uint32_t after(std::uint32_t place) const;

 private:
  static constexpr std::uint32_t bits = 6;
  static constexpr std::uint32_t mask = 63;
  std::vector<std::vector<std::uint64_t>> levels_;  ///< the first has a bit a place
};

}  // namespace outturn::comparison
