// Reoffending rates adjusted for case mix, as the Ministry of Justice publishes them.
//
// A cohort with a higher OGRS4/G score (Howard, MoJ Research Series 2009 and 2015: predicted chance of proven
// reoffending in a year) is expected to reoffend more. Published rule (Proven reoffending statistics, guide):
// the adjusted rate is the rate plus the score of the base period less the score of the cohort, in percentage
// points; the base is calendar 2011, the four quarterly scores weighted by their cohorts. This header must
// never know a score's own making: it takes mean scores as published.
#pragma once

#include <span>

#include "engine/comparison/statistics/answer.h"

namespace outturn::comparison {

/// A cohort's size and mean predicted score, in percent.
struct ScoredCohort {
  double people = 0;
  double score = 0;
};

/// Mean score of all their people. Refused without people.
[[nodiscard]] Answer<double> base_score(std::span<const ScoredCohort> cohorts);

/// All three in percent. The result may leave 0 to 100, and is then no rate: refused.
[[nodiscard]] Answer<double> case_mix_adjusted(double rate, double cohort_score, double base);

}  // namespace outturn::comparison
