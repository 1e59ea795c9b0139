// How far two series of draws go together, by their order: Spearman's rank correlation (Am J Psych 15, 1904).
//
// Values that are equal share the mean of their ranks. Between a drawn figure and a result it tells what the
// result hangs on most, whether or not it does so in a straight line.
#pragma once

#include <span>

namespace outturn::simulation {

/// As many of one as of the other, at least 2; 0 where one of them is all the same.
[[nodiscard]] double rank_correlation(std::span<const double> one, std::span<const double> other);

}  // namespace outturn::simulation
