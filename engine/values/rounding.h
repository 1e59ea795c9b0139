// Rounding, each mode spelt out, with the distance to the nearest tie.
//
// A contract cites its rounding; nothing here has a default. The distance to a tie is what tells a
// knife-edge (a value so near a tie that a spreadsheet's doubles could fall on the other side).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/values/exact.h"

namespace outturn {

enum class Rounding : std::uint8_t {
  half_up,         ///< nearest; a half goes away from zero (2.5 -> 3, -2.5 -> -3), as ROUND does
  half_even,       ///< nearest; a half goes to the even neighbour (2.5 -> 2, 3.5 -> 4), as IEEE 754 does
  down,            ///< towards minus infinity (-2.1 -> -3)
  up,              ///< towards plus infinity (-2.9 -> -2)
  towards_zero,    ///< as ROUNDDOWN does (-2.9 -> -2)
  away_from_zero,  ///< as ROUNDUP does (-2.1 -> -3)
};

/// The words of the language: "half up", "half to even", "down", "up", "towards zero", "away from zero".
[[nodiscard]] std::string_view words(Rounding mode);
[[nodiscard]] std::optional<Rounding> rounding_from_words(std::string_view words);

/// Its edges are the halves.
[[nodiscard]] constexpr bool to_nearest(Rounding mode) {
  return mode == Rounding::half_up || mode == Rounding::half_even;
}

/// Rounds to `places` decimals (0..12). nullopt when the result does not fit 64 bits.
[[nodiscard]] std::optional<std::int64_t> round_scaled(const Exact& value, int places, Rounding mode);

/// Distance of `value` to the nearest point where rounding to `places` changes its result.
/// (Rounding towards zero does not change its result at 0, so 0 is no such point there.)
[[nodiscard]] Exact distance_to_edge(const Exact& value, int places, Rounding mode);

/// True when 0 < distance_to_edge < 0.5 * 10^-guard_places, without making big numbers where
/// 64 and 128 bits will do. This is run on every rounded cell: it must be fast.
[[nodiscard]] bool near_edge(const Exact& value, int places, Rounding mode, int guard_places);

/// The square root of value >= 0 rounded half up to `places` decimals, by whole-number root: exact.
[[nodiscard]] std::int64_t rounded_root(const Exact& value, int places);

/// 10^n for n 0..18.
[[nodiscard]] std::int64_t power_of_ten(int n);

}  // namespace outturn
