// Quantiles of a sample, and values pulled in to them.
//
// Type 7 of Hyndman and Fan (Am Stat 1996), the default of R, Excel (PERCENTILE.INC) and NumPy: straight
// lines between the ordered values, the smallest at 0 and the largest at 1. This header must never know what
// the values are.
#pragma once

#include <span>
#include <vector>

#include "engine/comparison/statistics/answer.h"

namespace outturn::comparison {

/// `p` within 0 to 1; at least one value, all finite, in any order.
[[nodiscard]] Answer<double> quantile_type_7(std::span<const double> values, double p);

/// Values below the quantile at `share` become it, those above the quantile at 1 - share likewise; in the
/// order given. `share` at least 0, below 0.5.
[[nodiscard]] Answer<std::vector<double>> winsorised(std::span<const double> values, double share);

}  // namespace outturn::comparison
