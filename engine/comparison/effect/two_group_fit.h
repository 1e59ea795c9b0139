// The weighted regression of an outcome on treatment alone, as what each person adds to its coefficient; for
// the standard errors of this folder only.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace outturn::comparison {

inline double square(double x) { return x * x; }

/// Treated at 1, comparison at 0.
using Groups = std::array<double, 2>;

/// The regression of the outcome on treatment alone, as what each person adds to its coefficient.
struct Fit {
  const std::vector<std::uint8_t>& treated;
  const std::vector<double>& values;
  const std::vector<double>& weights;
  Groups sum{};
  Groups squares{};
  Groups mean{};
  std::array<std::size_t, 2> people{};

  Fit(const std::vector<std::uint8_t>& flags, const std::vector<double>& outcome,
      const std::vector<double>& of)
      : treated(flags), values(outcome), weights(of) {
    for (std::size_t i = 0; i < treated.size(); ++i) {
      if (!(weights[i] > 0)) continue;
      const std::size_t g = treated[i];
      sum[g] += weights[i];
      squares[g] += square(weights[i]);
      mean[g] += weights[i] * values[i];
      ++people[g];
    }
    for (std::size_t g = 0; g < 2; ++g) mean[g] /= sum[g];
  }
  [[nodiscard]] double rows() const { return static_cast<double>(people[0] + people[1]); }
  [[nodiscard]] double residual(std::size_t i) const { return values[i] - mean[treated[i]]; }
  /// A person's part in how far the coefficient is off: w e / W, less for the comparison.
  [[nodiscard]] double pull(std::size_t i) const {
    const double part = weights[i] * residual(i) / sum[treated[i]];
    return treated[i] != 0 ? part : -part;
  }
  /// HC1's factor for a regression of two columns.
  [[nodiscard]] double small_sample() const { return rows() / (rows() - 2); }
};

/// G/(G-1) (n-1)/(n-2): Stata's and sandwich's correction for few clusters.
inline double few_clusters(std::size_t clusters, double rows) {
  const auto count = static_cast<double>(clusters);
  return count / (count - 1) * (rows - 1) / (rows - 2);
}

}  // namespace outturn::comparison
