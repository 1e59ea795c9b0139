// A review's outcome and the equity figures as JSON, for quality.json, linkage.json and --json.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/linkage/review/decisions.h"
#include "engine/linkage/review/equity.h"
#include "engine/linkage/review/outcome.h"

namespace outturn::linkage {

/// {precision, recall, bands: [...], ...}; what is not known is null.
[[nodiscard]] nlohmann::ordered_json outcome_json(const ReviewOutcome& outcome, const Agreement& agreement);
/// {column, reference, groups: [...], warnings: [...]}.
[[nodiscard]] nlohmann::ordered_json equity_json(const Equity& equity);

}  // namespace outturn::linkage
