// linkage.json: the counts of a link, from which the workbook's Linkage sheet is filled.
//
// Counts and expectations only, no record and no name. Each count is taken by itself, so that the sheet's
// checks (linked and alone add up to the records) can find a fault of ours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/linkage/draws/draws.h"
#include "engine/linkage/linking/linking.h"

namespace outturn::linkage {

/// What a Linking does not know of itself.
struct LinkageFacts {
  std::uint64_t seed = 1;
  std::string model_sha256;                            ///< of model.json
  std::vector<std::optional<std::uint64_t>> excluded;  ///< of each dataset, not shared; empty: not known
};

struct DatasetCounts {
  std::uint64_t records = 0;
  std::uint64_t linked = 0;            ///< to any other record
  std::uint64_t linked_elsewhere = 0;  ///< to a record of another dataset
  std::uint64_t alone = 0;
  std::uint64_t persons = 0;
  std::uint64_t duplicates = 0;  ///< records beyond a person's first in the dataset
  double expected_wrong = 0;     ///< of pairs taken that have a record here
  double expected_missed = 0;    ///< of pairs looked at and not taken
};

struct RuleCounts {
  std::uint64_t looked_at = 0;
  std::uint64_t taken = 0;  ///< pairs kept, whose records are in one person
};

struct LinkageCounts {
  std::vector<DatasetCounts> datasets;
  std::vector<RuleCounts> rules;  ///< by the model's rules, and last: pairs that none brought together
  double expected_wrong = 0;
  double expected_missed = 0;
};
[[nodiscard]] LinkageCounts counts_of(const Linking& linking);

/// `draws` may be nullptr: none were made.
[[nodiscard]] std::string linkage_json(const Linking& linking, const LinkageFacts& facts, const Draws* draws);

}  // namespace outturn::linkage
