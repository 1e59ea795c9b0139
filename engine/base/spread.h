// Spreads a number over 64 bits: for draws that must be the same on every machine.
#pragma once

#include <cstdint>

namespace outturn {

/// SplitMix64's step (Steele, Lea & Flood, OOPSLA 2014): every bit of the result hangs on every bit given.
[[nodiscard]] constexpr std::uint64_t spread(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

}  // namespace outturn
