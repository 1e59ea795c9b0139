// Which records a draw may move, cut into parts that do not touch each other.
//
// Most records are in no uncertain pair, nor joined to one that is: they stay as decided, so that a draw
// costs what is uncertain and not what there is.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/linkage/draws/draws.h"

namespace outturn::linkage {

/// Records that surely are of one person, by the first of them.
struct Kernels {
  std::vector<std::uint32_t> first;  ///< of each record
};
[[nodiscard]] Kernels kernels_of(const DrawGround& ground, double least);

/// A pair of a part, ready for all draws.
struct PartPair {
  std::uint32_t left = 0;  ///< places in the part's records
  std::uint32_t right = 0;
  double weight = 0;
  double joins_from = 0;  ///< noise drawn evenly from 0 to 1 lets the pair begin a joining from here on
};

/// Records that pairs of some probability connect, with at least one pair that is uncertain.
struct UncertainPart {
  std::vector<std::uint32_t> records;       ///< in order
  std::vector<PartPair> pairs;              ///< all pairs both of whose records are here
  PeopleOptions rules;                      ///< with pairs of these records alone, by their places
  std::vector<std::uint32_t> decided_size;  ///< of each record: how many its decided person has
};

struct UncertainParts {
  std::vector<UncertainPart> parts;  ///< in the order of their first record
  std::uint64_t uncertain_pairs = 0;
  double certain_and_wrong = 0;
};
[[nodiscard]] UncertainParts uncertain_parts(const DrawGround& ground, double least);

}  // namespace outturn::linkage
