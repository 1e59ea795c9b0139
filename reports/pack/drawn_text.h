// Figures of a simulation as people read them. Internal to reports.
#pragma once

#include <string>

#include "engine/calc/record.h"

namespace outturn::pack {

/// What a column's figure came to in a draw, or on average: money to the penny, percentages and ratios to the
/// places of the column, counts to one.
[[nodiscard]] std::string shown_draw(const calc::Record& record, const calc::Column& column,
                                     const Exact& value);
/// 0.3571 -> "35.71%"
[[nodiscard]] std::string shown_share(const Exact& share);
/// "-0.25"
[[nodiscard]] std::string shown_correlation(const Exact& correlation);
/// Of 0.05: "5%".
[[nodiscard]] std::string shown_quantile(const Exact& share);

}  // namespace outturn::pack
