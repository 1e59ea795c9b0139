// Balance: how alike the two groups are on what was known of them before, without and with the weights of a
// matching.
//
// The figures and their denominators are those of MatchIt 4.7.2's summary: standardised mean differences
// over the standard deviation before matching (of the treated for ATT, pooled for ATE; sqrt(p(1-p)) where a
// covariate is 0 or 1 only), so that a shrinking spread can't pass for better balance (Stuart, "Matching
// methods for causal inference", Statistical Science 25 (2010), section 4.1). No test of significance: that
// a difference between groups is due to chance is not the question (Imai, King & Stuart, JRSS A 171 (2008)).
// This header must never know an outcome.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/comparison/cohort/cohort.h"
#include "engine/comparison/design/design.h"
#include "engine/comparison/matching/matched.h"

namespace outturn::comparison {

struct BalanceFigures {
  double mean_treated = 0;
  double mean_comparison = 0;
  double standardised_difference = 0;    ///< the raw one where it is 1.49e-8 or less
  std::optional<double> variance_ratio;  ///< treated over comparison; none where 0 or 1 only, or no spread
  double ecdf_mean = 0;                  ///< of the distance between the distribution functions
  double ecdf_max = 0;                   ///< Kolmogorov-Smirnov
  /// Mean |difference| within pairs or strata, standardised (raw where the difference of means is).
  std::optional<double> pair_distance;
};

struct BalanceRow {
  std::string name;     ///< of a factor's level: "race" and "black" are "raceblack"
  bool yes_no = false;  ///< 0 or 1 only
  BalanceFigures before;
  BalanceFigures after;
};

/// Rows in the order of the terms, all levels of a factor; before them "distance" where people were matched
/// on one; after them exact keys that are no terms.
struct Balance {
  std::vector<BalanceRow> rows;
};

/// `distance`: the score or logit of each person; empty where people were matched on none.
[[nodiscard]] Balance balance_of(const Cohort& cohort, const std::vector<Term>& terms,
                                 const std::vector<double>& distance, const Matched& matched,
                                 const TaskRunner& run = run_in_turn);

/// The Justice Data Lab's lights, on the difference in percent as it is, not rounded.
enum class Light : std::uint8_t { green, amber, red };  ///< up to 5 %, up to 10 %, more
[[nodiscard]] Light light_of(const BalanceFigures& figures);
[[nodiscard]] const char* word(Light light);

/// The usual limits of research: below 0.1 met, below 0.25 to be adjusted for (Stuart 2010), else not met.
enum class Closeness : std::uint8_t { met, near, not_met };
[[nodiscard]] Closeness closeness_of(const BalanceFigures& figures);

/// The covariate (not "distance") whose difference is the largest after matching; nullptr when there is none.
[[nodiscard]] const BalanceRow* worst_after(const Balance& balance);

/// Finite figures, shares within 0 and 1, no maximum below its mean. Empty when sound, else the first fault
/// in words. Run in production.
[[nodiscard]] std::string balance_fault(const Balance& balance);

}  // namespace outturn::comparison
