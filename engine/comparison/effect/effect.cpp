#include "engine/comparison/effect/effect.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/problem.h"
#include "engine/comparison/effect/long_rows.h"
#include "engine/comparison/effect/two_group_fit.h"
#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {
namespace {

/// Adds up errors under their names.
class Errors {
 public:
  explicit Errors(Effect& effect) : effect_(effect) {}
  void add(const char* kind, double variance, double df = normal_reference,
           std::optional<std::size_t> clusters = std::nullopt) {
    if (!std::isfinite(variance) || variance < 0) return;  // two-way ones may fall below nought
    const double se = std::sqrt(variance);
    effect_.errors.push_back({kind, inference_of(effect_.difference, se, df), clusters});
  }

 private:
  Effect& effect_;
};

Effect fitted(const Outcome& outcome, const Fit& fit) {
  Effect effect;
  effect.outcome = outcome.name;
  effect.yes_no = outcome.is_binary();
  effect.mean_treated = fit.mean[1];
  effect.mean_comparison = fit.mean[0];
  effect.difference = fit.mean[1] - fit.mean[0];
  effect.n_treated = fit.people[1];
  effect.n_comparison = fit.people[0];
  effect.ess_treated = square(fit.sum[1]) / fit.squares[1];
  effect.ess_comparison = square(fit.sum[0]) / fit.squares[0];
  return effect;
}

/// Ordinary, HC0, HC1 and HC3, each from one sum over people.
void add_plain(Errors& errors, const Fit& fit) {
  double rss = 0;
  double hc0 = 0;
  double hc3 = 0;
  for (std::size_t i = 0; i < fit.treated.size(); ++i) {
    if (!(fit.weights[i] > 0)) continue;
    const double pull = fit.pull(i);
    const double leverage = fit.weights[i] / fit.sum[fit.treated[i]];
    rss += fit.weights[i] * square(fit.residual(i));
    hc0 += square(pull);
    hc3 += square(pull / (1 - leverage));
  }
  const double df = fit.rows() - 2;
  if (!(df > 0)) return;
  errors.add("ols", rss / df * (1 / fit.sum[1] + 1 / fit.sum[0]), df);
  errors.add("HC0", hc0);
  errors.add("HC1", hc0 * fit.small_sample());
  errors.add("HC3", hc3);
}

struct ClusterSum {
  double squares = 0;
  std::size_t clusters = 0;
};

ClusterSum by_set(const Fit& fit, const Matched& matched) {
  ClusterSum found;
  for (std::size_t t = 0; t < matched.treated.size(); ++t) {
    if (matched.partner_count(t) == 0) continue;
    double pull = fit.pull(matched.treated[t]);
    for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p)
      pull += fit.pull(matched.partners[p]);
    found.squares += square(pull);
    ++found.clusters;
  }
  return found;
}

ClusterSum by_stratum(const Fit& fit, const Matched& matched) {
  std::vector<double> pull;
  std::vector<bool> used;
  for (std::size_t i = 0; i < fit.treated.size(); ++i) {
    if (matched.stratum[i] < 0) continue;
    const auto s = static_cast<std::size_t>(matched.stratum[i]);
    if (s >= pull.size()) {
      pull.resize(s + 1);
      used.resize(s + 1);
    }
    pull[s] += fit.pull(i);
    used[s] = true;
  }
  ClusterSum found;
  for (const double sum : pull) found.squares += square(sum);
  found.clusters = static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
  return found;
}

void add_clustered(Errors& errors, const Fit& fit, const ClusterSum& of) {
  errors.add("cluster_pair_HC1", of.squares * few_clusters(of.clusters, fit.rows()), normal_reference,
             of.clusters);
  errors.add("cluster_pair_HC0_noadj", of.squares);
}

bool one_to_one(const Matched& matched) {
  for (std::size_t t = 0; t < matched.treated.size(); ++t)
    if (matched.partner_count(t) > 1) return false;
  return !matched.partners.empty();
}

void add_paired_t(Errors& errors, const Matched& matched, const Outcome& outcome, double difference) {
  double squares = 0;
  for (std::size_t t = 0; t < matched.treated.size(); ++t)
    if (matched.partner_count(t) == 1)
      squares += square(outcome.values[matched.treated[t]] -
                        outcome.values[matched.partners[matched.first[t]]] - difference);
  const auto pairs = static_cast<double>(matched.partners.size());
  if (pairs > 1) errors.add("paired_t", squares / (pairs - 1) / pairs, pairs - 1);
}

McNemar mcnemar_of(const Matched& matched, const Outcome& outcome) {
  McNemar test;
  for (std::size_t t = 0; t < matched.treated.size(); ++t) {
    if (matched.partner_count(t) != 1) continue;
    const bool own = outcome.values[matched.treated[t]] != 0;
    const bool other = outcome.values[matched.partners[matched.first[t]]] != 0;
    test.only_treated += own && !other ? 1U : 0U;
    test.only_comparison += other && !own ? 1U : 0U;
  }
  const std::size_t uneven = test.only_treated + test.only_comparison;
  if (uneven == 0) return test;
  const auto total = static_cast<double>(uneven);
  const double apart =
      std::abs(static_cast<double>(test.only_treated) - static_cast<double>(test.only_comparison));
  test.chisq = square(apart) / total;
  test.p = chi_square_above(test.chisq, 1);
  test.chisq_corrected = square(std::max(apart - 1, 0.0)) / total;
  test.p_corrected = chi_square_above(test.chisq_corrected, 1);
  test.p_exact = even_odds_p(test.only_treated, uneven);
  return test;
}

void add_long(Effect& effect, Errors& errors, const Matched& matched, const Outcome& outcome) {
  const LongRows rows(matched, outcome.values);
  effect.att_long = rows.difference();
  errors.add("cluster_pair_and_unit_HC1", rows.by_set_and_person());
  errors.add("cluster_unit_HC1", rows.by_person());
}

std::string inference_fault(const NamedError& error, double difference) {
  const Inference& in = error.inference;
  if (!std::isfinite(in.se) || in.se < 0) return error.kind + " is no standard error";
  if (!(in.p >= 0 && in.p <= 1)) return error.kind + " has a p-value that is none";
  if (!(in.lo <= difference && difference <= in.hi)) return error.kind + " leaves the estimate out";
  return "";
}

}  // namespace

const NamedError* Effect::error(const std::string& kind) const {
  const auto at =
      std::find_if(errors.begin(), errors.end(), [&](const NamedError& e) { return e.kind == kind; });
  return at == errors.end() ? nullptr : &*at;
}

Effect weighted_effect(const std::vector<std::uint8_t>& treated, const Outcome& outcome,
                       const std::vector<double>& weights) {
  const Fit fit(treated, outcome.values, weights);
  Effect effect = fitted(outcome, fit);
  Errors errors(effect);
  add_plain(errors, fit);
  return effect;
}

Effect effect_of(const Cohort& cohort, const Outcome& outcome, const Matched& matched) {
  const Fit fit(cohort.treated, outcome.values, matched.weights);
  Effect effect = fitted(outcome, fit);
  Errors errors(effect);
  add_plain(errors, fit);
  if (!matched.stratum.empty()) {
    add_clustered(errors, fit, by_stratum(fit, matched));
    return effect;
  }
  if (matched.with_replacement) {
    add_long(effect, errors, matched, outcome);
    const bool two_way = effect.error("cluster_pair_and_unit_HC1") != nullptr;
    effect.leading = two_way ? "cluster_pair_and_unit_HC1" : "cluster_unit_HC1";
    return effect;
  }
  add_clustered(errors, fit, by_set(fit, matched));
  effect.leading = "cluster_pair_HC1";
  if (one_to_one(matched)) {
    add_paired_t(errors, matched, outcome, effect.difference);
    if (effect.yes_no) effect.mcnemar = mcnemar_of(matched, outcome);
  }
  return effect;
}

std::optional<double> psmatch2_se(const Cohort& cohort, const Outcome& outcome, const Matched& matched) {
  const Fit fit(cohort.treated, outcome.values, matched.weights);
  if (fit.people[0] < 2 || fit.people[1] < 2) return std::nullopt;
  std::array<std::size_t, 2> count = fit.people;
  Groups plain{};
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if (matched.weights[i] > 0) plain[cohort.treated[i]] += outcome.values[i];
  Groups variance{};
  for (std::size_t g = 0; g < 2; ++g) plain[g] /= static_cast<double>(count[g]);
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if (matched.weights[i] > 0)
      variance[cohort.treated[i]] += square(outcome.values[i] - plain[cohort.treated[i]]);
  for (std::size_t g = 0; g < 2; ++g) variance[g] /= static_cast<double>(count[g] - 1);
  return std::sqrt(variance[1] / static_cast<double>(count[1]) +
                   variance[0] * fit.squares[0] / square(fit.sum[0]));
}

const NamedError& leading_error(const Effect& effect) {
  if (const NamedError* found = effect.error(effect.leading)) return *found;
  throw Fault("an effect without a standard error");
}

std::string effect_fault(const Effect& effect) {
  for (const double figure : {effect.mean_treated, effect.mean_comparison, effect.difference})
    if (!std::isfinite(figure)) return effect.outcome + " has a mean that is no number";
  for (const NamedError& error : effect.errors)
    if (std::string fault = inference_fault(error, effect.difference); !fault.empty())
      return effect.outcome + ": " + fault;
  return "";
}

}  // namespace outturn::comparison
