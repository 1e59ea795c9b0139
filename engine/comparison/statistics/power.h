// How many people are needed to see an effect, and what effect so many people can show.
//
// Two proportions by the normal approximation with pooled variance under no effect (Fleiss, Statistical
// Methods for Rates and Proportions, 1981, with his continuity correction and unequal groups; R's
// power.prop.test); two means by the noncentral t (R's power.t.test). Everything is two-sided; the tail on
// the wrong side is left out unless `strict`. 60 people are enough for the Justice Data Lab to run an
// analysis, but from a rate of 35% they show only a fall to 13% with 80% power: so the detectable effect is
// printed beside every verdict. Numbers of people are not rounded here: whoever plans rounds up.
#pragma once

#include "engine/comparison/statistics/answer.h"

namespace outturn::comparison {

struct TestPlan {
  double power = 0.8;
  double alpha = 0.05;
};

// ---- Two proportions. Rates between 0 and 1 and not equal; comparison_per_treated above 0.

/// Treated people needed, with so many comparison people for each.
[[nodiscard]] Answer<double> treated_needed(double treated_rate, double comparison_rate,
                                            const TestPlan& plan = {}, double comparison_per_treated = 1);
/// The same for a test with continuity correction (Fleiss, Tytun and Ury, Biometrics 1980), equal groups.
[[nodiscard]] Answer<double> treated_needed_with_continuity(double treated_rate, double comparison_rate,
                                                            const TestPlan& plan = {});
/// Chance to see the difference with so many treated.
[[nodiscard]] Answer<double> power_of_rates(double treated_rate, double comparison_rate, double treated,
                                            double alpha = 0.05, double comparison_per_treated = 1,
                                            bool strict = false);

/// Treated rates that the plan's power sees, nearest to the comparison rate on either side.
struct Detectable {
  Answer<double> below = Refusal{"not asked"};
  Answer<double> above = Refusal{"not asked"};
};
/// A side is refused where even nobody (or everybody) with the outcome would not be seen.
[[nodiscard]] Answer<Detectable> detectable_rates(double comparison_rate, double treated,
                                                  const TestPlan& plan = {},
                                                  double comparison_per_treated = 1);

// ---- Two means of equal groups, standard deviation the same in both

[[nodiscard]] Answer<double> people_per_group_needed(double difference, double sd, const TestPlan& plan = {});
[[nodiscard]] Answer<double> power_of_means(double difference, double sd, double people_per_group,
                                            double alpha = 0.05);
/// The smallest difference in means that the plan's power sees.
[[nodiscard]] Answer<double> detectable_difference(double sd, double people_per_group,
                                                   const TestPlan& plan = {});

}  // namespace outturn::comparison
