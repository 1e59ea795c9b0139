// Changes to finished filters that make them harder to take apart, each with its cost in linkage.
//
// Balancing (Schnell and Borgs 2016): a filter and its complement, all bits in an order only the
// holders of the secret know: each encoding then has as many ones as zeros, so that the number of ones
// no longer tells long names from short. Folding: the two halves xor-ed, half as long; a bit no longer
// stands for a gram. Flips (BLIP: Alaggan, Gambs and Kermarrec 2012): each bit turned with probability
// p; differential privacy of one bit with epsilon = ln((1-p)/p). The salt is the encoder's own work.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/linkage/sealed/keyed_hash.h"

namespace outturn::sealed {

/// A permutation of 0..count-1 that only the key tells (Fisher and Yates).
[[nodiscard]] std::vector<std::uint32_t> keyed_order(const KeyedHash& hash, std::uint32_t count);

/// The halves of `words` xor-ed into the first half.
void fold_halves(std::uint64_t* words, std::size_t count);

/// Turns each of `bits` bits with probability p, the same ones for the same name. The number of turned
/// bits is drawn from the binomial distribution and then as many different places, which is the same
/// as drawing for each bit alone and takes little of the keyed stream.
class Flips {
 public:
  Flips(KeyedHash hash, std::uint32_t bits, std::uint32_t per_mille);
  void turn(std::string_view name, std::uint64_t* words) const;

 private:
  KeyedHash hash_;
  std::uint32_t bits_;
  std::vector<std::uint64_t> at_most_;  ///< probability of at most k turned bits, of 9.2e18
};

}  // namespace outturn::sealed
