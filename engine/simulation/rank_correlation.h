// How far two series of draws go together, by their order: Spearman's rank correlation (Am J Psych 15, 1904).
//
// Values that are equal share the mean of their ranks. Between a drawn figure and a result it tells what the
// result hangs on most, whether or not it does so in a straight line.
#pragma once

#include <span>
#include <vector>

namespace outturn::simulation {

/// The place of each value in their order, less the middle one: made once for a series that is held against
/// several others.
[[nodiscard]] std::vector<double> ranks_of(std::span<const double> values);
/// As many of one as of the other, at least 2; 0 where one of them is all the same.
[[nodiscard]] double correlation_of_ranks(std::span<const double> one, std::span<const double> other);
[[nodiscard]] double rank_correlation(std::span<const double> one, std::span<const double> other);

}  // namespace outturn::simulation
