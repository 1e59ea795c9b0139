#include "engine/comparison/baseline/figures.h"

#include <algorithm>
#include <cmath>

#include "engine/comparison/statistics/proportions.h"
#include "engine/comparison/statistics/rates.h"
#include "engine/comparison/statistics/two_proportions.h"

namespace outturn::comparison {
namespace {

/// Byar's test (Breslow and Day 1987, 2.12), which his limits turn round.
double byar_p(double observed, double expected) {
  const double count = observed > expected ? observed : observed + 1;
  const double root = std::cbrt(expected / count);
  return normal_two_sided(3 * std::sqrt(count) * (1 - 1 / (9 * count) - root));
}

/// Twice the smaller tail of the Poisson distribution, by chi-square.
double exact_p(double observed, double expected) {
  const double at_most = chi_square_above(2 * expected, 2 * (observed + 1));
  const double at_least = observed == 0 ? 1 : 1 - chi_square_above(2 * expected, 2 * observed);
  return std::min(1.0, 2 * std::min(at_most, at_least));
}

/// Rates and difference from counts, whose limits are given.
BaselineFigures with_counts(double people, double observed, const Interval& expected, const Interval& count) {
  BaselineFigures out;
  out.people = people;
  out.observed = observed;
  out.expected_range = expected;
  out.expected = expected.low + expected.width() / 2;
  out.ratio = observed / out.expected;
  out.ratio_limits = {count.low / expected.high, count.high / expected.low};
  out.observed_rate = observed / people;
  out.expected_rate = out.expected / people;
  out.difference = (observed - out.expected) / people;
  out.difference_limits = {(count.low - expected.high) / people, (count.high - expected.low) / people};
  return out;
}

}  // namespace

double poisson_p(double observed, double expected) {
  return observed < phe_exact_below ? exact_p(observed, expected) : byar_p(observed, expected);
}

Answer<BaselineFigures> poisson_figures(double people, double observed, const Interval& expected) {
  if (!(people > 0)) return Refusal{"there are no people"};
  if (!(expected.low > 0)) return Refusal{"it may be that nothing was expected, so there is no ratio to it"};
  const Answer<Interval> count = phe_count_interval(observed);
  if (!count) return Refusal{count.reason()};
  BaselineFigures out = with_counts(people, observed, expected, *count);
  out.interval_words = observed < phe_exact_below ? "exact" : "Byar";
  // Of a range the expectation that speaks least against chance.
  const double nearest = std::clamp(observed, expected.low, expected.high);
  out.p = nearest == observed && expected.width() > 0 ? 1 : poisson_p(observed, nearest);
  if (expected.width() > 0) out.interval_words += ", over the most and the least that may have been expected";
  return out;
}

Answer<BaselineFigures> binomial_figures(double people, double observed, double rate) {
  const Share share{observed, people};
  const Answer<Interval> limits = clopper_pearson_interval(share);
  if (!limits) return Refusal{limits.reason()};
  const Answer<AgainstBaseline> test = against_baseline(share, rate);
  if (!test) return Refusal{test.reason()};
  BaselineFigures out =
      with_counts(people, observed, {people * rate, people * rate}, scaled(*limits, people));
  out.expected_rate = rate;
  out.interval_words = "exact binomial (Clopper and Pearson)";
  out.p = test->exact_p;
  return out;
}

Answer<BaselineFigures> cohort_figures(double people, double observed, double earlier_people,
                                       double earlier_observed) {
  const TwoGroups groups{{observed, people}, {earlier_observed, earlier_people}};
  const Answer<Interval> limits = newcombe_difference(groups);
  if (!limits) return Refusal{limits.reason()};
  const Answer<ZTest> test = pooled_z_test(groups);
  if (!test) return Refusal{test.reason()};
  if (!(earlier_observed > 0))
    return Refusal{"nobody who came before had the outcome, so there is no ratio to it"};
  const double rate = earlier_observed / earlier_people;
  const Interval count{people * (rate + limits->low), people * (rate + limits->high)};
  BaselineFigures out = with_counts(people, observed, {people * rate, people * rate}, count);
  out.interval_words = "Newcombe's, with the chance in both cohorts";
  out.p = test->p;
  return out;
}

}  // namespace outturn::comparison
