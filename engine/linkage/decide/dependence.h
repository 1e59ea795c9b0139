// Which comparisons go together among records that are not of one person.
//
// Two strangers born in one place have postcodes near each other; taken as independent the two agreements
// look like evidence twice over. From pairs drawn at random this finds, for each two comparisons, how often
// their levels come together, and keeps the strongest ties as a tree (Chow & Liu, IEEE Trans. IT 14 (1968)).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/linkage/compare/weights.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

/// How the levels of one comparison are distributed given another's level.
using Given = std::vector<std::vector<double>>;  // [level of the other][level]

struct Dependence {
  struct Tie {
    std::size_t a = 0;
    std::size_t b = 0;
    double bits = 0;  ///< mutual information
  };
  std::vector<std::vector<double>> alone;  ///< [comparison][level]; 0 where the level means missing
  std::vector<Tie> ties;                   ///< a forest over the comparisons
  std::vector<std::vector<Given>> given;   ///< [a][b]: levels of b given a's, for tied ones
};

[[nodiscard]] Dependence dependence_of(const Model& model, const Records& records, const Readings& readings,
                                       const Comparer& comparer, const Weights& weights, std::uint64_t seed);

}  // namespace outturn::linkage
