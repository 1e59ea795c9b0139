// Random numbers by counting: Philox4x32-10.
//
// Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011): ten rounds that mix a
// counter with a key. There is no state, so that the number of draw i and place k is the same whoever asks
// for it, in whatever order and on however many cores. This header must never know what is drawn.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace outturn::simulation {

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

[[nodiscard]] PhiloxCounter philox(PhiloxCounter counter, PhiloxKey key);

/// Two numbers evenly between 0 and 1, neither of them, for each of the draws from `first` on. `place` tells
/// numbers of one draw apart; each place has two.
void uniforms(std::uint64_t seed, std::uint64_t first, std::uint32_t place, std::span<double> one,
              std::span<double> other);

}  // namespace outturn::simulation
