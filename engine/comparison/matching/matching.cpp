#include "engine/comparison/matching/matching.h"

#include <algorithm>
#include <cmath>

#include "engine/comparison/matching/choices.h"
#include "engine/comparison/matching/coarsened.h"
#include "engine/comparison/matching/mahalanobis.h"
#include "engine/comparison/matching/nearest.h"
#include "engine/comparison/matching/optimal.h"
#include "engine/comparison/matching/radius.h"
#include "engine/comparison/matching/subclasses.h"
#include "engine/comparison/matching/weights.h"

namespace outturn::comparison {
namespace {

/// A sum that keeps what rounding takes away (Neumaier, ZAMM 54 (1974)).
class ExactSum {
 public:
  void add(double value) {
    const double sum = sum_ + value;
    lost_ += std::abs(sum_) >= std::abs(value) ? (sum_ - sum) + value : (value - sum) + sum_;
    sum_ = sum;
  }
  [[nodiscard]] double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

double absolute_caliper(const std::vector<double>& values, const Matching& matching) {
  if (!matching.caliper) return -1;
  return matching.caliper_in_sd ? *matching.caliper * sample_sd(values) : *matching.caliper;
}

double total_of(const std::vector<double>& values, const Matched& matched) {
  ExactSum sum;
  for (std::size_t t = 0; t < matched.treated.size(); ++t)
    for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p)
      sum.add(std::abs(values[matched.treated[t]] - values[matched.partners[p]]));
  return sum.value();
}

void match_nearest(const Cohort& cohort, const Scores& scores, const Matching& matching, Matched& matched) {
  const std::vector<double>& values = distance_of(scores, matching.distance);
  const std::size_t others = cohort.size() - matched.treated.size();
  const double caliper = absolute_caliper(values, matching);
  const NearestRules rules{static_cast<std::uint32_t>(std::min<std::size_t>(matching.ratio, others)), caliper,
                           matching.ties};
  const Line line = line_of(cohort, values, matching.ties);
  if (matching.replace)
    match_with_replacement(line, rules, matched);
  else
    match_once_each(cohort, line, matching.order.value_or(Order::largest), rules, matched);
  matched.caliper = std::max(caliper, 0.0);
  matched.total_distance = total_of(values, matched);
  weigh_sets(cohort, matched);
}

bool match_radius(const Cohort& cohort, const Scores& scores, const Matching& matching, Matched& matched,
                  Problems& problems) {
  const std::vector<double>& values = distance_of(scores, matching.distance);
  matched.caliper = absolute_caliper(values, matching);
  const std::size_t pairs = match_within(line_of(cohort, values, matching.ties), matched.caliper, matched);
  if (pairs > most_radius_pairs) {
    problems.add(problem_at("E233", "", {}, "so wide a radius makes " + std::to_string(pairs) + " pairs",
                            {"Every comparison person within it becomes a partner, and their number is more "
                             "than can be kept."},
                            {"Choose a narrower caliper, or the nearest partners in a ratio."}));
    return false;
  }
  matched.total_distance = total_of(values, matched);
  weigh_sets(cohort, matched);
  return true;
}

bool match_subclasses(const Cohort& cohort, const Scores& scores, const Matching& matching, Matched& matched,
                      Problems& problems) {
  if (!cut_into_subclasses(cohort, distance_of(scores, matching.distance), matching, matched)) {
    problems.add(problem_at("E234", "", {}, "there are too few people for so many subclasses",
                            {"Each subclass needs somebody who took part and somebody who did not."},
                            {"Choose fewer subclasses."}));
    return false;
  }
  weigh_strata(cohort, matched);
  return true;
}

void match_by_covariates(const Cohort& cohort, const Scores& scores, const Matching& matching,
                         Matched& matched) {
  static const std::vector<double> none;
  const bool by_score = matching.caliper || mahalanobis_order(matching) != Order::as_listed;
  const std::vector<double>& values = by_score ? distance_of(scores, matching.distance) : none;
  const double caliper = absolute_caliper(values, matching);
  match_mahalanobis(cohort, values, matching, caliper, matched);
  matched.caliper = std::max(caliper, 0.0);
  weigh_sets(cohort, matched);
}

void match_best_pairs(const Cohort& cohort, const Scores& scores, const Matching& matching,
                      Matched& matched) {
  const std::vector<double>& values = distance_of(scores, matching.distance);
  match_optimally(line_of(cohort, values, matching.ties), matched);
  matched.total_distance = total_of(values, matched);
  weigh_sets(cohort, matched);
}

/// False where a problem was told.
bool run_method(const Cohort& cohort, const Scores& scores, const Matching& matching, Matched& matched,
                Problems& problems) {
  switch (matching.method) {
    case Method::nearest:
      match_nearest(cohort, scores, matching, matched);
      return true;
    case Method::radius:
      return match_radius(cohort, scores, matching, matched, problems);
    case Method::subclassification:
      return match_subclasses(cohort, scores, matching, matched, problems);
    case Method::coarsened_exact:
      cut_into_cells(cohort, chosen_covariates(cohort, matching), matched);
      weigh_strata(cohort, matched);
      return true;
    case Method::mahalanobis:
      match_by_covariates(cohort, scores, matching, matched);
      return true;
    case Method::optimal_pairs:
      match_best_pairs(cohort, scores, matching, matched);
      return true;
  }
  return false;
}

}  // namespace

const std::vector<double>& distance_of(const Scores& scores, Distance distance) {
  return distance == Distance::score ? scores.score : scores.logit;
}

double sample_sd(const std::vector<double>& values) {
  ExactSum sum;
  for (const double value : values) sum.add(value);
  const auto count = static_cast<double>(values.size());
  const double mean = sum.value() / count;
  ExactSum squares;
  for (const double value : values) squares.add((value - mean) * (value - mean));
  return std::sqrt(squares.value() / (count - 1));
}

std::optional<Matched> match(const Cohort& cohort, const Scores& scores, const Matching& matching,
                             Problems& problems) {
  if (!choices_sound(cohort, scores, matching, problems)) return std::nullopt;
  Matched matched;
  matched.treated = treated_rows(cohort);
  matched.with_replacement = is_shared(matching);
  matched.estimand = matching.estimand;
  if (!run_method(cohort, scores, matching, matched, problems)) return std::nullopt;
  if (const std::string fault = matched_fault(cohort, matched); !fault.empty())
    throw Fault("matching: " + fault);
  if (!told_unmatched(cohort, matching, matched, problems)) return std::nullopt;
  return matched;
}

}  // namespace outturn::comparison
