// Pairs scored elsewhere, such as Splink's predictions, read back for our people, review and audit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/linkage/score/score.h"

namespace outturn::linkage {

/// Columns: match_weight (or weight), and unique_id_l and unique_id_r (or left and right); where there are
/// several datasets and ids repeat, source_dataset_l and source_dataset_r too. nullopt with errors added.
[[nodiscard]] std::optional<std::vector<ScoredPair>> read_pairs(const std::string& file,
                                                                const std::optional<std::string>& bytes,
                                                                const Records& records, Problems& problems);

}  // namespace outturn::linkage
