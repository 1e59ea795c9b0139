// What is in a published file, so that an analyst sees it at a glance.
#pragma once

#include <string>

#include "engine/comparison/published/published.h"

namespace outturn::opendata {

/// Source, figures, areas by level, periods by kind, measures with their range, groups, markers, what was
/// left out. Lines end with a line end.
[[nodiscard]] std::string summary_text(const comparison::Published& table);
/// The same as a JSON object.
[[nodiscard]] std::string summary_json(const comparison::Published& table);

}  // namespace outturn::opendata
