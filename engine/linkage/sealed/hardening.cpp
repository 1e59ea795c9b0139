#include "engine/linkage/sealed/hardening.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace outturn::sealed {

std::vector<std::uint32_t> keyed_order(const KeyedHash& hash, std::uint32_t count) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  KeyedDraws draws(hash, "order");
  for (std::uint32_t left = count; left > 1; --left)
    std::swap(order[left - 1], order[draws.next_below(left)]);
  return order;
}

void fold_halves(std::uint64_t* words, std::size_t count) {
  for (std::size_t i = 0; i < count / 2; ++i) words[i] ^= words[count / 2 + i];
}

Flips::Flips(KeyedHash hash, std::uint32_t bits, std::uint32_t per_mille)
    : hash_(std::move(hash)), bits_(bits) {
  // Only products and quotients: the same doubles on every machine. It begins at the
  // likeliest number, since (1-p)^bits may be too small for a double.
  const double p = per_mille / 1000.0;
  std::vector<double> mass(bits + 1, 0.0);
  const auto mode = static_cast<std::uint32_t>(bits * p);
  mass[mode] = 1.0;  // scaled: divided by the sum below
  for (std::uint32_t k = mode; k < bits; ++k) mass[k + 1] = mass[k] * (bits - k) / (k + 1) * (p / (1 - p));
  for (std::uint32_t k = mode; k > 0; --k) mass[k - 1] = mass[k] * k / (bits - k + 1) * ((1 - p) / p);
  double sum = 0;
  for (const double m : mass) sum += m;
  double below = 0;
  for (const double m : mass) {
    below += m / sum;
    at_most_.push_back(static_cast<std::uint64_t>(std::min(below, 1.0) * 9.2e18));
  }
  at_most_.back() = ~std::uint64_t{0};
}

void Flips::turn(std::string_view name, std::uint64_t* words) const {
  KeyedDraws draws(hash_, name);
  const auto drawn =
      static_cast<std::uint64_t>(static_cast<double>(draws.next64() >> 11) / 9007199254740992.0 * 9.2e18);
  const auto count = std::upper_bound(at_most_.begin(), at_most_.end(), drawn) - at_most_.begin();
  std::vector<std::uint64_t> turned(bits_ / 64);
  for (std::ptrdiff_t left = count; left > 0;) {
    const std::uint32_t place = draws.next_below(bits_);
    std::uint64_t& word = turned[place / 64];
    const std::uint64_t bit = std::uint64_t{1} << (place % 64);
    if ((word & bit) != 0) continue;
    word |= bit;
    --left;
  }
  for (std::size_t i = 0; i < turned.size(); ++i) words[i] ^= turned[i];
}

}  // namespace outturn::sealed
