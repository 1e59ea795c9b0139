#include "engine/comparison/comparing/comparing.h"

#include <algorithm>

namespace outturn::comparison {
namespace {

/// Whether people are matched or weighted by the score; else it is told of, and no more.
bool needs_score(const Asked& asked) {
  if (asked.approach != Approach::matching) return asked.approach == Approach::probability_weights;
  const Method method = asked.matching.method;
  return method != Method::coarsened_exact && (method != Method::mahalanobis || asked.matching.caliper);
}

/// Whether some other part of the matching looks at the score.
bool orders_by_score(const Asked& asked) {
  const Matching& m = asked.matching;
  return asked.approach == Approach::matching && m.method == Method::mahalanobis && m.order &&
         *m.order != Order::as_listed;
}

/// Weights look at no exact key; entropy balancing makes the others like those who took part, never both
/// like everyone. Matching tells its own.
bool weights_sound(const Cohort& cohort, const Asked& asked, Problems& problems) {
  if (asked.approach == Approach::matching) return true;
  const std::size_t before = problems.count(Severity::error);
  if (!cohort.exact.empty())
    problems.add(problem_at("E229", "", {}, "weights know no exact keys",
                            {"Everybody is weighted together, across the keys."},
                            {"Leave the keys out, or match people."}));
  if (asked.approach == Approach::entropy_weights && asked.matching.estimand == Estimand::everyone)
    problems.add(problem_at("E229", "", {}, "entropy balancing gives the effect on those who took part only",
                            {"The others are weighted to be like them."},
                            {"Use weights by propensity, or subclasses, for the effect on everyone."}));
  return problems.count(Severity::error) == before;
}

/// Fits the score. Where it is not needed its problems are warnings.
bool fit_score(const Cohort& cohort, const ModelMatrix& matrix, bool needed, Comparison& comparison,
               Problems& problems, const TaskRunner& run) {
  Problems found;
  comparison.score = fit_propensity(matrix, cohort.treated, found, run);
  for (Problem problem : found.list()) {
    if (!needed && problem.severity == Severity::error) problem.severity = Severity::warning;
    problems.add(std::move(problem));
  }
  return comparison.score || !needed;
}

/// Each group's weights made to add up to the number of its people with a weight, as a Matched has them.
std::vector<double> scaled(const std::vector<std::uint8_t>& treated, std::vector<double> weights) {
  double sum[2] = {0, 0};
  double count[2] = {0, 0};
  for (std::size_t i = 0; i < treated.size(); ++i) {
    sum[treated[i]] += weights[i];
    count[treated[i]] += weights[i] > 0 ? 1 : 0;
  }
  for (std::size_t i = 0; i < treated.size(); ++i) weights[i] *= count[treated[i]] / sum[treated[i]];
  return weights;
}

/// A Matched with weights alone: everybody is in the one stratum there is.
Matched weighted(const Cohort& cohort, const std::vector<double>& weights, Estimand estimand) {
  Matched matched;
  for (std::uint32_t i = 0; i < cohort.size(); ++i)
    if (cohort.treated[i] != 0) matched.treated.push_back(i);
  matched.first.assign(matched.treated.size() + 1, 0);
  matched.weights = scaled(cohort.treated, weights);
  matched.estimand = estimand;
  return matched;
}

bool make_comparable(const Cohort& cohort, const ModelMatrix& matrix, const Asked& asked,
                     Comparison& comparison, Problems& problems) {
  const Scores none;
  const Scores& scores = comparison.score ? comparison.score->scores : none;
  if (asked.approach == Approach::matching) {
    auto matched = match(cohort, scores, asked.matching, problems);
    if (!matched) return false;
    comparison.matched = std::move(*matched);
    comparison.weights = comparison.matched.weights;
    if (needs_score(asked)) comparison.measured_on = asked.matching.distance;
    return true;
  }
  if (asked.approach == Approach::probability_weights) {
    comparison.weights = probability_weights(cohort.treated, scores.score, asked.matching.estimand);
    comparison.measured_on = Distance::score;
  } else {
    comparison.entropy = entropy_balance(matrix, cohort.treated, problems);
    if (!comparison.entropy) return false;
    comparison.weights = comparison.entropy->weights;
  }
  comparison.matched = weighted(cohort, comparison.weights, asked.matching.estimand);
  return true;
}

/// Adds the standard error that this way of comparing goes by.
void lead(Effect& effect, const char* kind, const Inference& inference) {
  effect.errors.push_back({kind, inference, std::nullopt});
  effect.leading = kind;
}

/// With replacement and on one distance: Abadie and Imbens' estimator beside the matching's own.
std::optional<AbadieImbens> with_ties(const Cohort& cohort, const Asked& asked, const Comparison& comparison,
                                      const Outcome& outcome) {
  const Matching& matching = asked.matching;
  const std::size_t others = cohort.size() - cohort.treated_count();
  if (asked.approach != Approach::matching || matching.method != Method::nearest || !matching.replace ||
      matching.caliper || !cohort.exact.empty() || matching.ratio > others)
    return std::nullopt;
  return abadie_imbens(cohort.treated, outcome.values, {*comparison.distance()},
                       {matching.ratio, false, false});
}

OutcomeEffect effect_on(const Cohort& cohort, const ModelMatrix& matrix, const Asked& asked,
                        const Comparison& comparison, const Outcome& outcome) {
  OutcomeEffect found;
  if (asked.approach == Approach::probability_weights) {
    WeightingEffect weighting = probability_effect(cohort.treated, outcome, matrix,
                                                   comparison.score->scores.score, asked.matching.estimand);
    found.effect = std::move(weighting.effect);
    lead(found.effect, "stacked", weighting.stacked);
    found.horvitz_thompson = weighting.horvitz_thompson;
  } else if (asked.approach == Approach::entropy_weights) {
    found.effect = weighted_effect(cohort.treated, outcome, comparison.weights);
  } else if (asked.matching.method == Method::radius) {
    found.effect = weighted_effect(cohort.treated, outcome, comparison.weights);
    if (const auto se = psmatch2_se(cohort, outcome, comparison.matched))
      lead(found.effect, "psmatch2", inference_of(found.effect.difference, *se, normal_reference));
  } else {
    found.effect = effect_of(cohort, outcome, comparison.matched);
  }
  found.abadie_imbens = with_ties(cohort, asked, comparison, outcome);
  if (const std::string fault = effect_fault(found.effect); !fault.empty()) throw Fault("effect: " + fault);
  return found;
}

Problem too_few(const Effect& effect) {
  return problem_at("E261", "", {}, "too few people are compared to say how sure an effect is",
                    {std::to_string(effect.n_treated) + " who took part against " +
                     std::to_string(effect.n_comparison) + " others leave no spread to judge by."},
                    {"Widen the caliper, name fewer exact keys, or give more people."});
}

void state(const Cohort& cohort, const Asked& asked, Comparison& comparison) {
  Compared compared{cohort.treated_count(), 0, false, asked.limits};
  for (std::size_t i = 0; i < cohort.size(); ++i)
    compared.matched += cohort.treated[i] != 0 && comparison.weights[i] > 0 ? 1U : 0U;
  std::vector<Effect> effects;
  for (const OutcomeEffect& of : comparison.effects) effects.push_back(of.effect);
  comparison.statement = statement_of(compared, comparison.balance, effects);
}

}  // namespace

std::optional<Comparison> compare(const Cohort& cohort, const Asked& asked, Problems& problems,
                                  const TaskRunner& run) {
  const auto terms = terms_of(cohort, asked.terms, problems);
  if (!terms) return std::nullopt;
  if (!weights_sound(cohort, asked, problems)) return std::nullopt;
  const ModelMatrix matrix = model_matrix(cohort, *terms);
  auto comparison = std::make_optional<Comparison>();
  const bool needed = needs_score(asked) || orders_by_score(asked);
  if (!fit_score(cohort, matrix, needed, *comparison, problems, run)) return std::nullopt;
  if (!make_comparable(cohort, matrix, asked, *comparison, problems)) return std::nullopt;
  const std::vector<double> no_distance;
  comparison->balance =
      balance_of(cohort, *terms, comparison->measured_on ? *comparison->distance() : no_distance,
                 comparison->matched, run);
  if (const std::string fault = balance_fault(comparison->balance); !fault.empty())
    throw Fault("balance: " + fault);
  for (const Outcome& outcome : cohort.outcomes) {
    comparison->effects.push_back(effect_on(cohort, matrix, asked, *comparison, outcome));
    const Effect& effect = comparison->effects.back().effect;
    if (effect.error(effect.leading) != nullptr) continue;
    problems.add(too_few(effect));
    return std::nullopt;
  }
  if (!comparison->effects.empty()) state(cohort, asked, *comparison);
  return comparison;
}

}  // namespace outturn::comparison
