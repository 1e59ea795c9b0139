#include "engine/comparison/matching/ranking.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "engine/comparison/matching/double_bits.h"

namespace outturn::comparison {
namespace {

constexpr int digit_bits = 11;
constexpr int digits = 3;
constexpr std::size_t buckets = std::size_t{1} << digit_bits;
constexpr std::uint64_t sign = std::uint64_t{1} << 63;

struct Keyed {
  std::uint64_t key = 0;
  std::uint32_t index = 0;
};

/// Whole numbers in the order of the doubles.
std::uint64_t key_of(double value) {
  const auto raw = bits_of(value + 0.0);  // -0 becomes 0
  return (raw & sign) != 0 ? ~raw : raw | sign;
}

double value_of(std::uint64_t key) { return double_of((key & sign) != 0 ? key & ~sign : ~key); }

/// By the first `digits` digits of what lies above `least`, the last of them first.
void sort_by_leading_digits(std::vector<Keyed>& keyed, std::uint64_t least, int shift) {
  std::vector<std::array<std::uint32_t, buckets>> counts(digits);
  for (const Keyed& each : keyed)
    for (int digit = 0; digit < digits; ++digit)
      ++counts[static_cast<std::size_t>(digit)]
              [((each.key - least) >> (shift + digit * digit_bits)) & (buckets - 1)];
  std::vector<Keyed> other(keyed.size());
  for (int digit = 0; digit < digits; ++digit) {
    std::array<std::uint32_t, buckets>& next = counts[static_cast<std::size_t>(digit)];
    std::uint32_t begin = 0;
    for (std::uint32_t& count : next) begin += std::exchange(count, begin);
    const int down = shift + digit * digit_bits;
    for (const Keyed& each : keyed) other[next[((each.key - least) >> down) & (buckets - 1)]++] = each;
    keyed.swap(other);
  }
}

/// Puts in order what the leading digits left together: hardly anything, unless many are nearly equal.
void sort_the_rest(std::vector<Keyed>& keyed, std::uint64_t least, int shift) {
  constexpr std::ptrdiff_t few = 32;
  const auto lower = [](const Keyed& a, const Keyed& b) { return a.key < b.key; };
  for (auto begin = keyed.begin(); begin != keyed.end();) {
    const std::uint64_t leading = (begin->key - least) >> shift;
    auto end = begin + 1;
    while (end != keyed.end() && (end->key - least) >> shift == leading) ++end;
    if (end - begin > few) {
      std::stable_sort(begin, end, lower);
    } else {
      for (auto next = begin + 1; next < end; ++next)
        for (auto at = next; at != begin && lower(*at, *(at - 1)); --at) std::iter_swap(at, at - 1);
    }
    begin = end;
  }
}

}  // namespace

std::vector<Ranked> ranked(const std::vector<double>& values) {
  std::vector<Keyed> keyed(values.size());
  std::uint64_t least = ~std::uint64_t{0};
  std::uint64_t most = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    keyed[i] = {key_of(values[i]), static_cast<std::uint32_t>(i)};
    least = std::min(least, keyed[i].key);
    most = std::max(most, keyed[i].key);
  }
  if (!values.empty()) {
    const int shift = std::max(0, static_cast<int>(std::bit_width(most - least)) - digits * digit_bits);
    sort_by_leading_digits(keyed, least, shift);
    if (shift > 0) sort_the_rest(keyed, least, shift);
  }
  std::vector<Ranked> result(values.size());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = {value_of(keyed[i].key), keyed[i].index};
  return result;
}

}  // namespace outturn::comparison
