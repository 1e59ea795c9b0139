// The matching estimator with its own standard error: matches with replacement, all ties used.
//
// Abadie & Imbens, Econometrica 74 (2006), with the homoscedastic variance and the conventions of the R
// package Matching 4.10 (Sekhon, J. Stat. Software 42(7), 2011), so that figures can be set beside its: the
// distance is squared, columns are scaled to a standard deviation of 1 over everybody, and whoever is within
// 1e-5 of the M-th nearest is a match too. Effect on the treated. With bias adjustment (Abadie & Imbens, JBES
// 29 (2011)) matches' outcomes are moved along a regression among them to the treated person's covariates.
// The M-th nearest is found by looking at everybody but in one column, where people are sorted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace outturn::comparison {

struct NearestPeople {
  std::size_t matches = 1;     ///< M
  bool mahalanobis = false;    ///< distance by the inverse covariance; else each column by itself
  bool bias_adjusted = false;  ///< by all columns
};

struct AbadieImbens {
  double difference = 0;
  double se = 0;           ///< Abadie and Imbens'
  double se_standard = 0;  ///< that of a weighted mean of pairs' differences
  std::size_t rows = 0;    ///< pairs, ties among them
};

/// `columns`: what people are matched on, one value a person in each, none of them constant. There must be at
/// least M comparison people; fewer are a Fault.
[[nodiscard]] AbadieImbens abadie_imbens(const std::vector<std::uint8_t>& treated,
                                         const std::vector<double>& outcome,
                                         const std::vector<std::vector<double>>& columns,
                                         const NearestPeople& asked);

}  // namespace outturn::comparison
