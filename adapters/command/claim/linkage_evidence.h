// What a link left beside its people.csv: linkage.json with its counts, draws.csv with its draws.
//
// Both are of the people.csv in the same folder and of no other: counts that do not fit it, or draws of
// records it does not have, are told and nothing is worked out from them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/command/claim/host.h"
#include "engine/calc/record.h"
#include "engine/facts/table.h"

namespace outturn::command {

/// A record that is in another person, or among other records, in a draw.
struct DrawnRow {
  std::uint32_t row = 0;                    ///< of the people table
  std::string person;                       ///< who it is in the draw
  std::optional<std::int64_t> probability;  ///< in millionths
};

struct LinkEvidence {
  calc::LinkageRecord record;  ///< without payments
  calc::PaymentDraws draws;    ///< without payments; no draws: none were made
  std::vector<std::vector<DrawnRow>> each;
  bool carried = false;  ///< the draws can be carried on into the contract's tables
};

/// Looks beside the people.csv that the tables hold; nullopt when its folder has no linkage.json and no
/// draws.csv, or problems were added. The files read are added to `files` and `bytes`.
[[nodiscard]] std::optional<LinkEvidence> load_link(const std::vector<fs::path>& folders,
                                                    const std::vector<Table>& tables,
                                                    std::vector<calc::FileRecord>& files,
                                                    std::map<std::string, std::string>& bytes,
                                                    Problems& problems);

}  // namespace outturn::command
