#include "engine/comparison/rates/case_mix.h"

#include <cmath>

namespace outturn::comparison {

Answer<double> base_score(std::span<const ScoredCohort> cohorts) {
  double people = 0;
  double sum = 0;
  for (const ScoredCohort& cohort : cohorts) {
    if (!(cohort.people >= 0) || !std::isfinite(cohort.score) || !std::isfinite(cohort.people))
      return Refusal{"a cohort's size or score is not known"};
    people += cohort.people;
    sum += cohort.people * cohort.score;
  }
  if (people == 0) return Refusal{"the base period has no people"};
  return sum / people;
}

Answer<double> case_mix_adjusted(double rate, double cohort_score, double base) {
  if (!std::isfinite(cohort_score) || !std::isfinite(base)) return Refusal{"a score is not known"};
  if (!(rate >= 0 && rate <= 100)) return Refusal{"the rate is not between 0 and 100 percent"};
  const double adjusted = rate + (base - cohort_score);
  if (!(adjusted >= 0 && adjusted <= 100))
    return Refusal{"the scores are so far apart that the adjusted rate leaves 0 to 100 percent"};
  return adjusted;
}

}  // namespace outturn::comparison
