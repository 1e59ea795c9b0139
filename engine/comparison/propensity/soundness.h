// Whether a model can be fitted at all: told before anything is matched, with the column's name.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/comparison/propensity/likelihood.h"

namespace outturn::comparison {

/// Columns that are the same for everybody, that follow from columns before them, or that alone tell who
/// took part. Adds an error for each; true when there is none.
[[nodiscard]] bool can_be_fitted(const Likelihood& likelihood, const std::vector<std::string>& names,
                                 Problems& problems);

/// Columns together tell who took part: `direction` is where the coefficients ran to.
[[nodiscard]] Problem separation_problem(const std::vector<std::string>& names,
                                         const Eigen::VectorXd& direction);

}  // namespace outturn::comparison
