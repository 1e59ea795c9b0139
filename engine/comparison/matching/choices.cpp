#include "engine/comparison/matching/choices.h"

#include <algorithm>
#include <cmath>

#include "engine/comparison/matching/exact_keys.h"
#include "engine/comparison/matching/mahalanobis.h"

namespace outturn::comparison {
namespace {

bool is_of_pairs(Method method) {
  return method != Method::subclassification && method != Method::coarsened_exact;
}

bool needs_scores(const Matching& matching) {
  if (matching.method == Method::coarsened_exact) return false;
  return matching.method != Method::mahalanobis || matching.caliper.has_value() ||
         mahalanobis_order(matching) != Order::as_listed;
}

std::string people_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " person" : " people");
}

void refuse(Problems& problems, const std::string& what, const std::string& why, const std::string& mend) {
  problems.add(problem_at("E229", "", {}, what, {why}, {mend}));
}

void check_numbers(const Matching& matching, Problems& problems) {
  if (matching.ratio == 0)
    refuse(problems, "the ratio is 0", "Each person who took part is to have at least one partner.",
           "Give a ratio of 1 or more.");
  if (matching.caliper && !(*matching.caliper >= 0 && std::isfinite(*matching.caliper)))
    refuse(problems, "the caliper is no distance",
           "Partners may differ by at most the caliper, which is 0 or more.",
           "Give a number, such as 0.2 with standard deviations of the logit as its unit.");
  if (matching.method == Method::subclassification && matching.subclasses < 2)
    refuse(problems, "there are fewer than 2 subclasses",
           "One subclass would compare everybody with everybody.", "Five or six subclasses are usual.");
}

void check_together(const Cohort& cohort, const Matching& matching, Problems& problems) {
  if (matching.estimand == Estimand::everyone && matching.method != Method::subclassification)
    refuse(problems, "this way of matching gives the effect on those who took part only",
           "Partners are sought for those who took part, not for everyone.",
           "Use subclassification, or weights, for the effect on everyone.");
  if (matching.method == Method::radius && !matching.caliper)
    refuse(problems, "matching within a radius needs the radius",
           "Everybody within it becomes a partner, and nothing says how wide it is.", "Give a caliper.");
  if (matching.method == Method::optimal_pairs && (matching.ratio > 1 || matching.replace))
    refuse(problems, "optimal pairs are one to one, each person once",
           "With replacement the nearest partner is already the best one for each.",
           "Leave out the ratio and the replacement, or choose nearest.");
  if (matching.method == Method::optimal_pairs && matching.caliper)
    refuse(problems, "optimal pairs know no caliper",
           "The least total over all pairs is sought, however far apart some are.",
           "Leave out the caliper, or choose nearest.");
  if (matching.method == Method::mahalanobis && matching.order == Order::closest)
    refuse(problems, "the closest first is offered on score or logit only",
           "By the covariates themselves people choose in an order that is known beforehand.",
           "Choose largest, smallest or data as the order.");
  if (matching.method == Method::subclassification && (!cohort.exact.empty() || matching.caliper))
    refuse(problems, "subclasses know no exact keys and no caliper",
           "They are cut from the scores of all people together.",
           "Match nearest neighbours, or name the key as a covariate of coarsened exact matching.");
}

void check_covariates(const Cohort& cohort, const Matching& matching, Problems& problems) {
  std::vector<std::string> names;
  for (const Covariate& covariate : cohort.covariates) names.push_back(covariate.name);
  for (const std::string& name : matching.covariates) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string near = nearest_name(name, names);
    refuse(problems, "no covariate to match on is called " + name,
           "People are to be matched on it, and their file has no such column among its covariates.",
           near.empty() ? "Name a column of the file, exactly as its heading has it."
                        : "Perhaps " + near + " is meant.");
  }
  if (names.empty() && (matching.method == Method::coarsened_exact || matching.method == Method::mahalanobis))
    refuse(problems, "there is no covariate to match on", "People are matched on their covariates.",
           "Name at least one.");
}

void check_scores(const Cohort& cohort, const Scores& scores, const Matching& matching) {
  if (!needs_scores(matching)) return;
  const std::vector<double>& values = distance_of(scores, matching.distance);
  if (values.size() != cohort.size()) throw Fault("matching: not one score a person");
  for (const double value : values)
    if (!std::isfinite(value)) throw Fault("matching: a score that is no number");
}

void warn_of_few(const Cohort& cohort, const Matching& matching, Problems& problems) {
  const std::size_t treated = cohort.treated_count();
  const std::size_t others = cohort.size() - treated;
  if (!uses_each_once(matching) || treated <= others) return;
  Problem problem = problem_at(
      "E230", "", {}, "more people took part than there are to compare them with",
      {people_text(treated) + " took part and " + people_text(others) +
           " can be partners, each once; so at least " + people_text(treated - others) + " will have none.",
       "Who goes without then hangs on who chooses first, and with it the effect: orders of choosing have "
       "been seen to turn a gain into a loss."},
      {"Allow partners to be used again (with replacement), or compare by weights or subclasses.",
       "Or give more people to compare with."});
  problem.severity = Severity::warning;
  problems.add(std::move(problem));
}

/// Those who took part and share their exact keys with no comparison person.
std::size_t without_key_partner(const Cohort& cohort) {
  if (cohort.exact.empty()) return 0;
  const ExactKeys keys = exact_keys(cohort.exact, cohort.size());
  std::vector<std::uint8_t> has(keys.count, 0);
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if (cohort.treated[i] == 0) has[keys.key[i]] = 1;
  std::size_t without = 0;
  for (std::size_t i = 0; i < cohort.size(); ++i)
    without += cohort.treated[i] != 0 && has[keys.key[i]] == 0 ? 1 : 0;
  return without;
}

std::vector<std::string> reasons(const Cohort& cohort, const Matching& matching, std::size_t unmatched) {
  std::vector<std::string> why;
  const std::size_t keyless = is_of_pairs(matching.method) ? without_key_partner(cohort) : 0;
  if (keyless > 0)
    why.push_back("Of these, " + people_text(keyless) +
                  " share their exact keys with nobody to compare with.");
  if (matching.method == Method::coarsened_exact)
    why.push_back("Nobody to compare with lies in the same cell of every covariate.");
  else if (keyless < unmatched)
    why.push_back(matching.caliper ? "Nobody free lies within the caliper of the others."
                                   : "Nobody was left for the others.");
  why.push_back("The effect found is that on those who have a partner, no longer that on all who took part.");
  return why;
}

}  // namespace

std::vector<const Covariate*> chosen_covariates(const Cohort& cohort, const Matching& matching) {
  std::vector<const Covariate*> chosen;
  for (const Covariate& covariate : cohort.covariates) {
    const auto& names = matching.covariates;
    if (names.empty() || std::find(names.begin(), names.end(), covariate.name) != names.end())
      chosen.push_back(&covariate);
  }
  return chosen;
}

bool is_shared(const Matching& matching) { return is_of_pairs(matching.method) && !uses_each_once(matching); }

bool uses_each_once(const Matching& matching) {
  switch (matching.method) {
    case Method::nearest:
    case Method::mahalanobis:
      return !matching.replace;
    case Method::optimal_pairs:
      return true;
    case Method::radius:
    case Method::subclassification:
    case Method::coarsened_exact:
      return false;
  }
  return false;
}

bool choices_sound(const Cohort& cohort, const Scores& scores, const Matching& matching, Problems& problems) {
  const std::size_t before = problems.count(Severity::error);
  check_numbers(matching, problems);
  check_together(cohort, matching, problems);
  check_covariates(cohort, matching, problems);
  if (problems.count(Severity::error) > before) return false;
  check_scores(cohort, scores, matching);
  warn_of_few(cohort, matching, problems);
  return true;
}

bool told_unmatched(const Cohort& cohort, const Matching& matching, const Matched& matched,
                    Problems& problems) {
  std::size_t treated = 0;
  std::size_t unmatched = 0;
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (cohort.treated[i] == 0) continue;
    ++treated;
    unmatched += matched.weights[i] > 0 ? 0 : 1;
  }
  if (unmatched == 0) return true;
  if (unmatched == treated) {
    problems.add(
        problem_at("E231", "", {}, "nobody who took part has a partner",
                   {"Without a comparison there is no effect to estimate."},
                   {"Widen the caliper, name fewer exact keys or covariates, or give people to compare "
                    "with who are more like those who took part."}));
    return false;
  }
  Problem problem = problem_at(
      "E232", "", {},
      people_text(unmatched) + " of " + std::to_string(treated) + " who took part have no partner",
      reasons(cohort, matching, unmatched), {"Say so beside the result, and describe who they are."});
  problem.severity = Severity::warning;
  problems.add(std::move(problem));
  return true;
}

}  // namespace outturn::comparison
