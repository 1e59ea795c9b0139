// A whole comparison: score, matching or weights, balance, effects, and what may be said.
//
// The one door that commands go through; each step is a module of its own and is told only what it may know:
// people are paired before any outcome is looked at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/base/tasks.h"
#include "engine/comparison/balance/balance.h"
#include "engine/comparison/effect/abadie_imbens.h"
#include "engine/comparison/effect/effect.h"
#include "engine/comparison/effect/weighting.h"
#include "engine/comparison/matching/matching.h"
#include "engine/comparison/statement/statement.h"

namespace outturn::comparison {

/// How people are made comparable.
enum class Approach : std::uint8_t { matching, probability_weights, entropy_weights };

struct Asked {
  Approach approach = Approach::matching;
  Matching matching;               ///< its estimand goes for weights too
  std::vector<std::string> terms;  ///< of the score and the balance table; empty: all covariates
  StatementLimits limits;
};

struct OutcomeEffect {
  Effect effect;  ///< with "stacked" for probability weights, "psmatch2" for a radius, among its errors
  std::optional<double> horvitz_thompson;     ///< probability weights, ATE
  std::optional<AbadieImbens> abadie_imbens;  ///< with replacement, without caliper and exact keys
};

struct Comparison {
  std::optional<Propensity> score;  ///< none where it could not be fitted and was not needed
  Matched matched;                  ///< without pairs and strata where people are weighted
  std::vector<double> weights;      ///< as each method prints them: weighting's own scale
  std::optional<Distance>
      measured_on;  ///< of `score`: what people were matched or weighted on; none: neither
  std::optional<EntropyBalance> entropy;
  Balance balance;
  std::vector<OutcomeEffect> effects;
  Statement statement;

  /// Of each person, what people were matched on; nullptr where `measured_on` is none.
  [[nodiscard]] const std::vector<double>* distance() const {
    return measured_on ? &distance_of(score->scores, *measured_on) : nullptr;
  }
};

/// The cohort must be sound (cohort_fault). nullopt when errors were added.
[[nodiscard]] std::optional<Comparison> compare(const Cohort& cohort, const Asked& asked, Problems& problems,
                                                const TaskRunner& run = run_in_turn);

}  // namespace outturn::comparison
