// Intervals for shares found in samples, and for sums and ratios of such shares.
//
// For one share Wilson's score interval (E. B. Wilson, JASA 22 (1927) 209-212), not the exact one of
// Clopper & Pearson: theirs never covers less than it says, by covering more than it says and being wider
// than it need be; Wilson's covers 95 % on the average and behaves at 0 of n and n of n, where reviews
// of good links mostly are (Brown, Cai & DasGupta, Statistical Science 16 (2001) 101-133). A sample that is
// a good part of all pairs says more: its size is raised to n (N - 1) / (N - n), the finite population
// correction; a band looked at in full has no interval left.
// Sums of shares: MOVER, which recovers variances from each share's own limits and so keeps what they
// know at 0 and 1 (Zou & Donner, Statistics in Medicine 27 (2008) 1693-1702); ratios: the same for ratios
// (Donner & Zou, Statistical Methods in Medical Research 21 (2012) 347-359).
#pragma once

#include <vector>

namespace outturn::linkage {

inline constexpr double z_95 = 1.959963984540054;  ///< normal quantile of 97.5 %

struct Interval {
  double low = 0;
  double high = 1;
};

/// A figure and where it may lie with 95 %.
struct Estimate {
  double value = 0;
  Interval interval;
};

/// `found` of `looked_at`; `out_of` is what they were drawn from by lot, 0 when that is without end.
[[nodiscard]] Estimate share_of(double found, double looked_at, double out_of = 0);

/// Sum of count * share over parts that were drawn apart.
struct Part {
  double count = 0;
  Estimate share;
};
[[nodiscard]] Estimate sum_of(const std::vector<Part>& parts);

/// part / (part + rest) of two figures not below 0 that were found apart.
[[nodiscard]] Estimate portion_of(const Estimate& part, const Estimate& rest);

}  // namespace outturn::linkage
