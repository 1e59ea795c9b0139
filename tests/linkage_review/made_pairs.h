// Pairs made by seed, with a truth that follows their probabilities or does not.
#pragma once

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "engine/linkage/review/outcome.h"

namespace outturn::linkage::test {

struct MadePair {
  ReviewPair pair;
  bool same = false;
};

/// Weights from -12 to 12; of pairs at probability p, p^bend are one person. Taken from weight 0 on, now and
/// then not.
inline std::vector<MadePair> made_pairs(std::size_t count, std::uint64_t seed, double bend = 1) {
  std::mt19937_64 random(seed);
  const auto share = [&] { return static_cast<double>(random() >> 11U) / 9007199254740992.0; };
  std::vector<MadePair> out;
  for (std::size_t i = 0; i < count; ++i) {
    MadePair made;
    made.pair.left = "r" + std::to_string(i);
    made.pair.right = "s" + std::to_string(i);
    made.pair.weight = -12 + 24 * share();
    made.pair.probability = 1 / (1 + std::exp2(-made.pair.weight));
    made.pair.taken = (made.pair.weight > 0) != (share() < 0.05);
    made.same = share() < std::pow(made.pair.probability, bend);
    out.push_back(made);
  }
  return out;
}

inline bool truth_of(const std::vector<MadePair>& all, const ReviewPair& pair) {
  return all[std::stoul(pair.left.substr(1))].same;
}

}  // namespace outturn::linkage::test
