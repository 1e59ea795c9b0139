// How pairs of different people look that a blocking rule brought together.
//
// A rule makes its own field agree: of two people found by surname and postcode, the agreement of these
// says nothing more, whatever the model's weights. For each rule and comparison this is the distribution
// over levels among pairs of different records that meet the part of the rule the comparison can see.
#pragma once

#include <vector>

#include "engine/linkage/compare/weights.h"
#include "engine/linkage/decide/dependence.h"
#include "engine/linkage/records/records.h"

namespace outturn::linkage {

struct Coincidence {
  /// Levels of one comparison: alone, or given the level of the one it goes with.
  struct Part {
    std::size_t comparison = 0;
    int goes_with = -1;
    std::vector<double> alone;
    Given given;
  };
  std::vector<Part> parts;     ///< each comparison once, after the one it goes with
  std::vector<bool> forced;    ///< [comparison]: the rule makes it agree
  bool shared = false;         ///< no rule's: people who share two fields
  double pairs_by_chance = 0;  ///< expected if the rule's fields were independent
  double chance = 1;           ///< the same as a share of all pairs looked at
};

/// The pair's levels among such pairs; `level` has one for each comparison, missing ones count 1.
[[nodiscard]] double likelihood(const Coincidence& coincidence, const Model& model,
                                const std::vector<std::size_t>& level);

/// One for each rule of the model, in order; then for each two comparisons one for people who share just
/// these (a household its surname and postcode) as a person's own records would; last one for pairs that
/// share nothing but by chance.
[[nodiscard]] std::vector<Coincidence> coincidences(const Model& model, const Records& records,
                                                    const Readings& readings, const Comparer& comparer,
                                                    const Weights& weights, const Dependence& dependence);

}  // namespace outturn::linkage
