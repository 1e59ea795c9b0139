// The folder of a link, read back for a review.
#pragma once

#include <functional>

#include "adapters/command/claim/host.h"
#include "engine/linkage/review/bands.h"

namespace outturn::command {

/// A problem of a whole file.
[[nodiscard]] Problem told(std::string code, const fs::path& path, std::string what,
                           std::vector<std::string> mend);

/// The pairs of pairs.csv, one after the other; which of them the link took stands in people.csv.
void each_pair(const fs::path& folder, const std::function<void(linkage::ReviewPair)>& take,
               Problems& problems);

}  // namespace outturn::command
