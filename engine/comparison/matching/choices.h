// What may be chosen together, and what must be told of a matching: before and after.
#pragma once

#include "engine/comparison/matching/matching.h"

namespace outturn::comparison {

/// Adds an error for each choice that makes no sense, a warning where people will run out; true without
/// error.
[[nodiscard]] bool choices_sound(const Cohort& cohort, const Scores& scores, const Matching& matching,
                                 Problems& problems);

/// Adds what became of those without partner; an error where nobody has one. True when somebody has.
[[nodiscard]] bool told_unmatched(const Cohort& cohort, const Matching& matching, const Matched& matched,
                                  Problems& problems);

/// The covariates a method goes by: those named, or all. Names must be of the cohort.
[[nodiscard]] std::vector<const Covariate*> chosen_covariates(const Cohort& cohort, const Matching& matching);

/// A partner may be partner to several.
[[nodiscard]] bool is_shared(const Matching& matching);

/// A partner is taken at most once.
[[nodiscard]] bool uses_each_once(const Matching& matching);

}  // namespace outturn::comparison
