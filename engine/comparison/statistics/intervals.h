// Intervals, and the quantiles and tails of the distributions they are made of, in one place.
//
// All through Boost.Math in plain double (never long double, whose width differs between machines and the
// browser), always from the smaller tail, so that nothing is lost to 1 - p. Confidence is two-sided:
// 0.95 leaves 0.025 on either side. Arguments are checked by whoever calls: a quantile wants 0 < p < 1,
// degrees of freedom above 0. This header must never know what is estimated.
#pragma once

namespace outturn::comparison {

struct Interval {
  double low = 0;
  double high = 0;

  [[nodiscard]] bool contains(double value) const { return low <= value && value <= high; }
  [[nodiscard]] double width() const { return high - low; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Each end multiplied; a negative factor exchanges them.
[[nodiscard]] Interval scaled(const Interval& interval, double factor);

/// Between 0 and 1, neither of them.
[[nodiscard]] bool is_confidence(double confidence);

/// What confidence leaves on one side: 0.025 for 0.95.
[[nodiscard]] double one_tail(double confidence);
/// Standard deviations either side of a normal estimate: 1.96 for 0.95.
[[nodiscard]] double normal_reach(double confidence);
/// The same of Student's t.
[[nodiscard]] double t_reach(double confidence, double df);

[[nodiscard]] double normal_below(double z);      ///< P(Z <= z)
[[nodiscard]] double normal_two_sided(double z);  ///< P(|Z| >= |z|)
[[nodiscard]] double normal_quantile(double p);
[[nodiscard]] double t_two_sided(double t, double df);
[[nodiscard]] double t_quantile(double p, double df);
/// P(T > t) of the noncentral t with noncentrality `shift`.
[[nodiscard]] double noncentral_t_above(double t, double df, double shift);
[[nodiscard]] double chi_square_above(double x, double df);
[[nodiscard]] double chi_square_quantile(double p, double df);
[[nodiscard]] double chi_square_quantile_above(double p, double df);  ///< p above it
[[nodiscard]] double beta_quantile(double p, double a, double b);
[[nodiscard]] double beta_quantile_above(double p, double a, double b);

[[nodiscard]] double binomial_at_most(double count, double trials, double share);   ///< P(X <= count)
[[nodiscard]] double binomial_at_least(double count, double trials, double share);  ///< P(X >= count)
/// The smallest count that P(X <= count) >= p.
[[nodiscard]] double binomial_quantile(double p, double trials, double share);
/// Two-sided: what is no likelier than `count` (within 1e-7, for equal ones worked out differently).
[[nodiscard]] double binomial_two_sided(double count, double trials, double share);

/// Where a decreasing function falls to zero between low and high, to neighbouring doubles where their
/// middle can tell them apart. An end when it has no zero between them.
template <class Function>
[[nodiscard]] double zero_of_decreasing(const Function& function, double low, double high) {
  for (int halvings = 0; halvings < 200; ++halvings) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (function(middle) > 0 ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace outturn::comparison
