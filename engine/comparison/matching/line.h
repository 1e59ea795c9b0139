// Everybody in one line by the unit matched on: where partners are looked for.
//
// Ties stand in the order of the file, or of ids. With exact keys each key has its own stretch of slots, but
// places are counted over all people, as the tie rule asks.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/comparison/matching/matching.h"

namespace outturn::comparison {

/// Somebody who took part and looks for partners.
struct Seeker {
  double value = 0;
  std::uint32_t slot = 0;
  std::uint32_t ordinal = 0;  ///< number among the treated, in order of the file
};

struct Line {
  std::vector<double> value;           ///< of each slot
  std::vector<std::uint32_t> person;   ///< row of each slot
  std::vector<std::uint32_t> place;    ///< of each slot, among all; empty where slots are places
  std::vector<std::uint8_t> partner;   ///< of each slot: 1 for a comparison person
  std::vector<std::uint32_t> stretch;  ///< of each slot: its key; empty where there is one
  std::vector<std::uint32_t> begins;   ///< first slot of each key, one more than keys
  std::vector<Seeker> seekers;         ///< lowest value first

  [[nodiscard]] std::uint32_t place_of(std::uint32_t slot) const {
    return place.empty() ? slot : place[slot];
  }
  [[nodiscard]] std::uint32_t first_of(std::uint32_t slot) const {
    return begins[stretch.empty() ? 0 : stretch[slot]];
  }
  [[nodiscard]] std::uint32_t end_of(std::uint32_t slot) const {
    return begins[(stretch.empty() ? 0 : stretch[slot]) + 1];
  }
};

[[nodiscard]] Line line_of(const Cohort& cohort, const std::vector<double>& values, Ties ties);

/// The seekers in the order in which they choose; `closest` as listed.
[[nodiscard]] std::vector<Seeker> in_order(const Cohort& cohort, const Line& line, Order order, Ties ties);

/// Of each person who took part, the row, in order of the file.
[[nodiscard]] std::vector<std::uint32_t> treated_rows(const Cohort& cohort);

}  // namespace outturn::comparison
