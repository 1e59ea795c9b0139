// The model matrix: what was known of each person, as columns of numbers that a regression can weigh.
//
// Terms are named covariates, whole powers of a number written I(x^2), and factors, which become one column
// for each level but the first (treatment contrasts: Chambers & Hastie, Statistical Models in S, 1992,
// chapter 2), named covariate followed by level, as R's model.matrix does. This header must never know a
// treatment effect, an outcome or a way of matching.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/comparison/cohort/cohort.h"

namespace outturn::comparison {

/// One term of a model: a covariate of the cohort, a number raised to `power`.
struct Term {
  std::size_t covariate = 0;  ///< index into Cohort::covariates
  int power = 1;              ///< 1 for a factor
};

/// Columns of equal length, one value a person; the first is the intercept.
struct ModelMatrix {
  std::vector<std::string> names;            ///< "(Intercept)", "age", "I(age^2)", "racehispan"
  std::vector<std::vector<double>> columns;  ///< parallel to `names`

  [[nodiscard]] std::size_t people() const { return columns.empty() ? 0 : columns.front().size(); }
};

/// Terms as written ("age", "I(age^2)", "race"). A name that is no covariate, a power of a factor, a power
/// that is not a whole number from 2 to 9, or a term written twice is a problem; nullopt then. Nothing
/// written means every covariate of the cohort, once.
[[nodiscard]] std::optional<std::vector<Term>> terms_of(const Cohort& cohort,
                                                        const std::vector<std::string>& written,
                                                        Problems& problems);

/// The term as written, which for a number is also its column's name.
[[nodiscard]] std::string written(const Cohort& cohort, const Term& term);

/// The matrix of `terms`, intercept first, in the order given.
[[nodiscard]] ModelMatrix model_matrix(const Cohort& cohort, const std::vector<Term>& terms);

}  // namespace outturn::comparison
