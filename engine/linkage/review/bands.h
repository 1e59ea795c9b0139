// Bands of weight: what a review looks at part by part, and which pair stands where.
//
// A pair's place is its calibrated weight, log2 of the odds that hold, and whether the link took it (both
// records are of one person now). Edges are fixed, so that reviews of two years can be compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::linkage {

/// A pair as pairs.csv has it.
struct ReviewPair {
  std::string left;  ///< record's name
  std::string right;
  std::string left_dataset;
  std::string right_dataset;
  double weight = 0;  ///< the plain sum
  double probability = 0;
  bool taken = false;       ///< the link made both records one person
  std::vector<int> levels;  ///< Splink's number of each comparison's level
};

/// log2 of the odds; infinite at 0 and 1.
[[nodiscard]] double calibrated_weight(double probability);

inline constexpr std::size_t bands = 9;
inline constexpr std::size_t strata = bands * 2;
/// Lower edge of each band but the first, in calibrated weight.
inline constexpr double band_edges[bands - 1] = {-7, -4, -2, 0, 2, 4, 7, 10};

[[nodiscard]] std::size_t band_of(double probability);
/// "-2 to 0".
[[nodiscard]] std::string band_name(std::size_t band);
/// Lower and upper weight; infinite at the ends.
[[nodiscard]] double band_low(std::size_t band);
[[nodiscard]] double band_high(std::size_t band);

/// A band's pairs that were taken, or that were not: what a sample is drawn from.
[[nodiscard]] std::size_t stratum_of(const ReviewPair& pair);
[[nodiscard]] inline bool is_taken(std::size_t stratum) { return stratum % 2 == 1; }
[[nodiscard]] inline std::size_t band_in(std::size_t stratum) { return stratum / 2; }

/// All pairs of a stratum.
struct Stratum {
  std::uint64_t pairs = 0;
  double expected = 0;  ///< sum of their probabilities, each to 24 binary places: sums are exact in any order

  void add(double probability);
};

/// A number of the pair that depends on its records' names and the seed only, whichever stands left.
[[nodiscard]] std::uint64_t pair_lot(std::string_view left, std::string_view right, std::uint64_t seed);
/// How the pair is named in review files: the same in every queue.
[[nodiscard]] std::string pair_id(std::string_view left, std::string_view right);

}  // namespace outturn::linkage
