// The standard normal value below which a share of 0 to 1 lies.
//
// Wichura, "Algorithm AS 241: the percentage points of the normal distribution" (Applied Statistics 37,
// 1988), PPND16: about 16 digits. Written here beside comparison/statistics' quantile because a simulation
// asks for millions of them, and because a share, a logarithm and a root are all it takes: the same on every
// machine.
#pragma once

#include <span>

namespace outturn::simulation {

/// `share` between 0 and 1, neither of them.
[[nodiscard]] double normal_score(double share);
/// The same in place, several at once where that is quicker.
void normal_scores(std::span<double> shares);

}  // namespace outturn::simulation
