// The effect: how far the outcomes of those who took part lie from those of the people compared, and how sure
// that is.
//
// The weighted difference in means, which is the coefficient of treatment in a weighted regression on it
// alone, with the standard errors people ask for beside each other and by name, so that nobody picks one
// after seeing the result: ordinary; heteroskedasticity-consistent (White, Econometrica 48 (1980); MacKinnon
// & White, J. Econometrics 29 (1985): HC1, HC3); clustered by pair or stratum (Abadie & Spiess, JASA 117
// (2022)), by set and person where comparison people are used again (Cameron, Gelbach & Miller, JBES 29
// (2011)); paired t and McNemar for pairs. With two columns all of them have closed forms in one pass.
// It never changes who is compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/comparison/cohort/cohort.h"
#include "engine/comparison/effect/inference.h"
#include "engine/comparison/matching/matched.h"

namespace outturn::comparison {

/// A standard error by its name in MatchIt's and sandwich's terms ("cluster_pair_HC1"), and what follows.
struct NamedError {
  std::string kind;
  Inference inference;
  std::optional<std::size_t> clusters;
};

/// McNemar's test on pairs that differ in a yes or no.
struct McNemar {
  std::size_t only_treated = 0;
  std::size_t only_comparison = 0;
  double chisq_corrected = 0;  ///< Edwards' correction by one
  double p_corrected = 1;
  double chisq = 0;
  double p = 1;
  double p_exact = 1;  ///< binomial
};

struct Effect {
  std::string outcome;
  bool yes_no = false;
  double mean_treated = 0;
  double mean_comparison = 0;
  double difference = 0;  ///< the ATT (or ATE, as the matching's estimand says)
  std::size_t n_treated = 0;
  std::size_t n_comparison = 0;
  double ess_treated = 0;
  double ess_comparison = 0;       ///< (sum of weights)^2 / sum of squares
  std::optional<double> att_long;  ///< with replacement: one row for each use of a person
  std::vector<NamedError> errors;  ///< in a fixed order; some are left out where a design has none
  /// The kind to go by: clustered by pairs where people are used once, two-way where again; HC1 for strata
  /// and weights, since a handful of clusters can't be trusted.
  std::string leading = "HC1";
  std::optional<McNemar> mcnemar;

  [[nodiscard]] const NamedError* error(const std::string& kind) const;
};

[[nodiscard]] Effect effect_of(const Cohort& cohort, const Outcome& outcome, const Matched& matched);

/// The same for any weights, with `ols`, `HC0`, `HC1` and `HC3` only.
[[nodiscard]] Effect weighted_effect(const std::vector<std::uint8_t>& treated, const Outcome& outcome,
                                     const std::vector<double>& weights);

/// Leuven & Sianesi's psmatch2 for radius matching: outcomes' variances within the groups used, weights taken
/// as given. Nothing when a group has fewer than two people.
[[nodiscard]] std::optional<double> psmatch2_se(const Cohort& cohort, const Outcome& outcome,
                                                const Matched& matched);

/// The one that `leading` names; a Fault where too few people are compared for any.
[[nodiscard]] const NamedError& leading_error(const Effect& effect);

/// Means and intervals that are numbers, the difference within its intervals, p-values within 0 and 1. Empty
/// when sound, else the first fault in words. Run in production.
[[nodiscard]] std::string effect_fault(const Effect& effect);

}  // namespace outturn::comparison
