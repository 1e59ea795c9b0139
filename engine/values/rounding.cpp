#include "engine/values/rounding.h"

#include <array>
#include <limits>
#include <utility>

#include "engine/base/problem.h"

namespace outturn {
namespace {

using Wide = unsigned __int128;

constexpr std::array<std::int64_t, 19> powers_of_ten = [] {
  std::array<std::int64_t, 19> powers{};
  std::int64_t power = 1;
  for (std::size_t n = 0; n < powers.size(); ++n) {
    powers[n] = power;
    if (n + 1 < powers.size()) power *= 10;
  }
  return powers;
}();

constexpr std::array<std::pair<Rounding, std::string_view>, 6> mode_words = {{
    {Rounding::half_up, "half up"},
    {Rounding::half_even, "half to even"},
    {Rounding::down, "down"},
    {Rounding::up, "up"},
    {Rounding::towards_zero, "towards zero"},
    {Rounding::away_from_zero, "away from zero"},
}};

std::uint64_t magnitude(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? 0 - bits : bits;
}

/// |value| * 10^places = whole + rest/den, rest < den.
struct Split {
  Wide whole;
  std::uint64_t rest;
  std::uint64_t den;
};

/// Never overflows: 2^63 * 10^18 is below 2^128.
Split split(Exact::Small value, int places) {
  const auto den = static_cast<std::uint64_t>(value.den);
  const Wide top = Wide{magnitude(value.num)} * static_cast<std::uint64_t>(power_of_ten(places));
  if (static_cast<std::uint64_t>(top >> 64U) == 0) {  // one machine division instead of a call
    const auto low = static_cast<std::uint64_t>(top);
    return {low / den, low % den, den};
  }
  const Wide whole = top / den;
  return {whole, static_cast<std::uint64_t>(top - whole * den), den};
}

/// How the rest compares to a half.
enum class Rest : std::uint8_t { below_half, half, above_half };

template <typename T>
Rest compared(const T& rest, const T& other) {
  if (rest == other) return Rest::half;
  return rest < other ? Rest::below_half : Rest::above_half;
}

/// Whether the magnitude grows by one step, given that a rest is left.
bool grows(Rounding mode, bool negative, Rest rest, bool odd) {
  switch (mode) {
    case Rounding::half_up:
      return rest != Rest::below_half;
    case Rounding::half_even:
      return rest == Rest::above_half || (rest == Rest::half && odd);
    case Rounding::down:
      return negative;
    case Rounding::up:
      return !negative;
    case Rounding::towards_zero:
      return false;
    case Rounding::away_from_zero:
      return true;
  }
  return false;
}

std::optional<std::int64_t> with_sign(Wide magnitude, bool negative) {
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > Wide{largest} + (negative ? 1 : 0)) return std::nullopt;
  const auto bits = static_cast<std::uint64_t>(magnitude);
  return static_cast<std::int64_t>(negative ? 0 - bits : bits);
}

/// The same split in exact numbers, for those beyond 64 bits.
struct ExactSplit {
  Exact whole;
  Exact rest;
};

ExactSplit exact_split(const Exact& value, int places) {
  const Exact top = value.abs() * Exact(power_of_ten(places));
  Exact whole = top.floor();
  Exact rest = top - whole;
  return {std::move(whole), std::move(rest)};
}

std::optional<std::int64_t> round_big(const Exact& value, int places, Rounding mode) {
  ExactSplit parts = exact_split(value, places);
  const bool negative = value.sign() < 0;
  const Exact pairs = (parts.whole * Exact::ratio(1, 2)).floor();
  const bool odd = parts.whole - pairs - pairs == Exact(1);
  if (parts.rest.sign() != 0 && grows(mode, negative, compared(parts.rest, Exact(1) - parts.rest), odd)) {
    parts.whole = parts.whole + Exact(1);
  }
  const auto result = (negative ? -parts.whole : parts.whole).small();
  if (!result) return std::nullopt;
  return result->num / result->den;
}

bool near_edge_big(const Exact& value, int places, Rounding mode, int guard_places) {
  const Exact distance = distance_to_edge(value, places, mode);
  return distance.sign() > 0 && distance * Exact(2) * Exact(10).power(guard_places) < Exact(1);
}

/// Twice the distance to the nearest edge, in units of 1/den of the last place.
Wide twice_to_edge(const Split& parts, Rounding mode) {
  const Wide rest = parts.rest;
  const Wide den = parts.den;
  if (to_nearest(mode)) return 2 * rest > den ? 2 * rest - den : den - 2 * rest;
  const Wide above = den - rest;
  if (mode == Rounding::towards_zero && parts.whole == 0) return 2 * above;
  return 2 * (rest < above ? rest : above);
}

}  // namespace

std::string_view words(Rounding mode) {
  for (const auto& [each, text] : mode_words) {
    if (each == mode) return text;
  }
  throw Fault("no such rounding");
}

std::optional<Rounding> rounding_from_words(std::string_view words) {
  for (const auto& [mode, text] : mode_words) {
    if (text == words) return mode;
  }
  return std::nullopt;
}

std::int64_t power_of_ten(int n) {
  if (n < 0 || n >= static_cast<int>(powers_of_ten.size())) {
    throw Fault("a power of ten outside 0 to 18 was asked for");
  }
  return powers_of_ten[static_cast<std::size_t>(n)];
}

std::optional<std::int64_t> round_scaled(const Exact& value, int places, Rounding mode) {
  const auto small = value.small();
  if (!small) return round_big(value, places, mode);
  if (small->den == power_of_ten(places)) return small->num;  // already of these places
  const Split parts = split(*small, places);
  const bool negative = small->num < 0;
  const bool more = parts.rest != 0 &&
                    grows(mode, negative, compared(parts.rest, parts.den - parts.rest), parts.whole % 2 != 0);
  return with_sign(parts.whole + (more ? 1 : 0), negative);
}

Exact distance_to_edge(const Exact& value, int places, Rounding mode) {
  const ExactSplit parts = exact_split(value, places);
  const Exact above = Exact(1) - parts.rest;
  const Exact step(power_of_ten(places));
  if (to_nearest(mode)) return (parts.rest - Exact::ratio(1, 2)).abs() / step;
  if (mode == Rounding::towards_zero && parts.whole.sign() == 0) return above / step;
  return (parts.rest < above ? parts.rest : above) / step;
}

bool near_edge(const Exact& value, int places, Rounding mode, int guard_places) {
  const auto small = value.small();
  if (!small) return near_edge_big(value, places, mode, guard_places);
  // With t/(2 * den * 10^places) the distance, the question is 0 < t < den * 10^(places - guard).
  const int finer = guard_places - places;
  if (finer > 18) return false;  // t >= 1 and den < 10^19
  const auto den = static_cast<std::uint64_t>(small->den);
  if (finer >= 0 && den <= static_cast<std::uint64_t>(power_of_ten(finer))) return false;  // t >= 1
  const Wide twice = twice_to_edge(split(*small, places), mode);
  if (twice == 0) return false;
  if (finer >= 0) return twice * static_cast<std::uint64_t>(power_of_ten(finer)) < den;
  return twice < Wide{den} * static_cast<std::uint64_t>(power_of_ten(-finer));
}

std::int64_t rounded_root(const Exact& value, int places) {
  if (value.sign() <= 0) return 0;
  // floor(x + 1/2) = floor((floor(2x) + 1) / 2), and floor(2x) is the whole root of 4x^2.
  Exact square = value * Exact(4);
  for (int i = 0; i < places; ++i) square = square * Exact(100);
  const std::string digits = square.floor().fraction();
  if (digits.size() > 37) throw Fault("a root of so large a number is not needed by any contract");
  unsigned __int128 n = 0;
  for (const char digit : digits) n = n * 10 + static_cast<unsigned>(digit - '0');
  unsigned __int128 root = 0;
  for (int bit = 62; bit >= 0; --bit) {
    const unsigned __int128 with = root | (static_cast<unsigned __int128>(1) << bit);
    if (with * with <= n) root = with;
  }
  return static_cast<std::int64_t>((root + 1) / 2);
}

}  // namespace outturn
