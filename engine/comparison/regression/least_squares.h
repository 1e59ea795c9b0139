// Least squares, weighted or not, and the standard errors that go with a design.
//
// The fit is by QR in the order of the columns, and a column that follows from earlier ones is refused by
// name. A result keeps what each row adds to each coefficient (its influence), of which every sandwich is
// made: HC0 (White, Econometrica 1980), HC1 and HC3 (MacKinnon and White, J Econometrics 1985), clustered
// with the factor G/(G-1) (n-1)/(n-k) (Liang and Zeger 1986; as in R's sandwich::vcovCL, HC1), Newey and West
// (Econometrica 1987) with Bartlett's weights and no prewhitening. This header must never know what the
// columns mean.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {

/// The right-hand side: named columns, one value a row.
struct Design {
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;

  void add(std::string name, std::vector<double> column);
  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
};
/// A design that so far has the constant alone.
[[nodiscard]] Design constant_design(std::size_t rows);

struct LeastSquares {
  std::vector<std::string> names;
  std::vector<double> coefficients;
  std::vector<double> fitted;
  std::vector<double> residuals;
  std::vector<double> leverages;
  std::vector<double> influence;  ///< rows x coefficients: inverse(X'WX) x w residual, row by row
  std::vector<double> inverse;    ///< coefficients squared: inverse(X'WX)
  double rows = 0;                ///< with a weight above 0
  double parameters = 0;          ///< coefficients, and effects taken out beforehand
  double sigma = 0;               ///< residual standard error
  double r_squared = 0;           ///< about the weighted mean

  [[nodiscard]] double df() const { return rows - parameters; }
  /// The place of a column; a Fault when there is none of that name.
  [[nodiscard]] std::size_t place(const std::string& name) const;
  [[nodiscard]] double coefficient(const std::string& name) const { return coefficients[place(name)]; }
};

/// `weights`: none, or one a row, at least 0. `taken_out`: parameters that were estimated before (fixed
/// effects). Refused for rows of unequal number, values not known, no more rows than parameters, aliased
/// columns.
[[nodiscard]] Answer<LeastSquares> least_squares(const Design& design, std::span<const double> outcome,
                                                 std::span<const double> weights = {}, double taken_out = 0);
/// Weighted residuals are at right angles to every column; leverages add up to the coefficients. Run in
/// production.
[[nodiscard]] std::string least_squares_fault(const Design& design, const LeastSquares& fit,
                                              std::span<const double> weights);

/// Of the coefficients, row by row.
struct Covariance {
  std::size_t size = 0;
  std::vector<double> values;

  [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values[row * size + column]; }
  [[nodiscard]] double se(std::size_t place) const;
};

enum class Robust : std::uint8_t { hc0, hc1, hc3 };

/// sigma squared times the inverse: equal spread, no correlation.
[[nodiscard]] Covariance plain_covariance(const LeastSquares& fit);
/// HC3 is refused where a row alone decides a coefficient (leverage 1).
[[nodiscard]] Answer<Covariance> robust_covariance(const LeastSquares& fit, Robust kind);
/// `cluster`: any number a row, equal within a cluster. Rows without a weight count for nothing. Refused
/// below two clusters. Tests refer to t with clusters - 1 degrees of freedom, or to the normal distribution:
/// say which.
[[nodiscard]] Answer<Covariance> clustered_covariance(const LeastSquares& fit,
                                                      std::span<const std::uint32_t> cluster);
[[nodiscard]] std::size_t clusters_with_weight(const LeastSquares& fit,
                                               std::span<const std::uint32_t> cluster);
/// Rows in order of time; `lag` below their number. `small_sample`: times n/(n-k).
[[nodiscard]] Answer<Covariance> newey_west_covariance(const LeastSquares& fit, std::size_t lag,
                                                       bool small_sample);
/// Near 2 without correlation of neighbouring residuals, towards 0 when they are alike. Refused for a perfect
/// fit.
[[nodiscard]] Answer<double> durbin_watson(const LeastSquares& fit);

/// A coefficient, or a sum of several, against 0.
struct CoefficientTest {
  double estimate = 0;
  double se = 0;
  double t = 0;
  double p = 0;  ///< two-sided
  Interval interval;
};
/// `df`: of Student's t; infinity refers to the normal distribution. Refused for an error of 0.
[[nodiscard]] Answer<CoefficientTest> coefficient_test(double estimate, double se, double df,
                                                       double confidence = 0.95);
/// Sum of parts times coefficients, such as level + 12 slope: its estimate tested.
[[nodiscard]] Answer<CoefficientTest> combination_test(const LeastSquares& fit, const Covariance& covariance,
                                                       std::span<const double> parts, double df,
                                                       double confidence = 0.95);

}  // namespace outturn::comparison
