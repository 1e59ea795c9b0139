#include "engine/linkage/review/bands.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include <fmt/format.h>

#include "engine/base/spread.h"

namespace outturn::linkage {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

void hash_bytes(std::uint64_t& hash, std::string_view bytes) {  // Fowler, Noll & Vo, FNV-1a
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
}

}  // namespace

double calibrated_weight(double probability) {
  if (probability <= 0) return -endless;
  if (probability >= 1) return endless;
  return std::log2(probability / (1 - probability));
}

std::size_t band_of(double probability) {
  const double weight = calibrated_weight(probability);
  return static_cast<std::size_t>(std::upper_bound(std::begin(band_edges), std::end(band_edges), weight) -
                                  band_edges);
}

double band_low(std::size_t band) { return band == 0 ? -endless : band_edges[band - 1]; }
double band_high(std::size_t band) { return band + 1 == bands ? endless : band_edges[band]; }

std::string band_name(std::size_t band) {
  if (band == 0) return fmt::format("below {}", band_high(band));
  if (band + 1 == bands) return fmt::format("{} and above", band_low(band));
  return fmt::format("{} to {}", band_low(band), band_high(band));
}

std::size_t stratum_of(const ReviewPair& pair) {
  return band_of(pair.probability) * 2 + (pair.taken ? 1 : 0);
}

void Stratum::add(double probability) {
  constexpr double places = 16777216;  // 2^24: 500 million such sums fit a double without loss
  pairs += 1;
  expected += std::round(probability * places) / places;
}

std::uint64_t pair_lot(std::string_view left, std::string_view right, std::uint64_t seed) {
  if (right < left) std::swap(left, right);
  std::uint64_t hash = 0xCBF29CE484222325U;
  hash_bytes(hash, left);
  hash_bytes(hash, "\xFF");  // never in UTF-8: ("ab", "c") is not ("a", "bc")
  hash_bytes(hash, right);
  return spread(hash + seed * 0x9E3779B97F4A7C15U);
}

std::string pair_id(std::string_view left, std::string_view right) {
  return fmt::format("P{:016x}", pair_lot(left, right, 0));
}

}  // namespace outturn::linkage
