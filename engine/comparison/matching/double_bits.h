// A double as the bits it is held in. (std::bit_cast, which the library of a browser's compiler lacks.)
#pragma once

#include <cstdint>
#include <cstring>

namespace outturn::comparison {

[[nodiscard]] inline std::uint64_t bits_of(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

[[nodiscard]] inline double double_of(std::uint64_t bits) {
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

}  // namespace outturn::comparison
