#include "engine/simulation/draws/philox.h"

namespace outturn::simulation {
namespace {

constexpr std::uint32_t low_half(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high_half(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); }

/// 52 bits and a half: every one is held exactly, and none is 0 or 1.
double between(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = (std::uint64_t{high} << 32U | low) >> 12U;
  return (static_cast<double>(static_cast<std::int64_t>(bits)) + 0.5) * 0x1p-52;
}

}  // namespace

PhiloxCounter philox(PhiloxCounter c, PhiloxKey k) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53U} * c[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * c[2];
    c = {high_half(b) ^ c[1] ^ k[0], low_half(b), high_half(a) ^ c[3] ^ k[1], low_half(a)};
    k[0] += 0x9E3779B9U;
    k[1] += 0xBB67AE85U;
  }
  return c;
}

void uniforms(std::uint64_t seed, std::uint64_t first, std::uint32_t place, std::span<double> one,
              std::span<double> other) {
  const PhiloxKey key{low_half(seed), high_half(seed)};
  for (std::size_t i = 0; i < one.size(); ++i) {
    const std::uint64_t draw = first + i;
    const PhiloxCounter bits = philox({low_half(draw), high_half(draw), place, 0}, key);
    one[i] = between(bits[0], bits[1]);
    other[i] = between(bits[2], bits[3]);
  }
}

}  // namespace outturn::simulation
