// Standardisation by regression: the outcome if everybody had taken part, less the outcome if nobody had.
//
// The parametric g-formula for one treatment (Robins, Mathematical Modelling 7 (1986); Hernan & Robins,
// Causal Inference: What If, 2020, chapter 13): a linear regression of the outcome on treatment, the
// covariates' columns and, where asked, treatment times a column, averaged over everybody's covariates. It
// gives no standard error: those of the regression are not the average's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/comparison/cohort/cohort.h"
#include "engine/comparison/design/design.h"

namespace outturn::comparison {

/// `with_treatment`: names of the matrix's columns whose slope may differ between the groups; a name it has
/// not is a Fault. Needs more people than columns, and columns that do not follow from each other.
[[nodiscard]] double standardised_difference(const std::vector<std::uint8_t>& treated, const Outcome& outcome,
                                             const ModelMatrix& matrix,
                                             const std::vector<std::string>& with_treatment);

}  // namespace outturn::comparison
