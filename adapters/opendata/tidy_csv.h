// The tidy table as CSV, for whoever wants to look at it or take it elsewhere.
#pragma once

#include <string>

#include "engine/comparison/published/published.h"

namespace outturn::opendata {

/// A row an observation, a column for each name of a group, figures as published; unknown is an empty cell.
/// Ends of periods are the last day, as people write them.
[[nodiscard]] std::string tidy_csv(const comparison::Published& table);

}  // namespace outturn::opendata
