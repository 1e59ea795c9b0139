// Time to a first event, where some people are only known to have got so far without it.
//
// Kaplan and Meier (JASA 1958) with Greenwood's error on the logarithm; the log-rank test (Mantel 1966; Peto
// and Peto 1972); Cox's regression (JRSS B 1972) with ties by Efron (JASA 1977) or Breslow (Biometrics 1974).
// Times are in whatever unit; equal times are ties. Someone whose time ends at an event of others is still at
// risk then. This header must never know a date: whoever calls says from which day each person's time runs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/comparison/statistics/answer.h"

namespace outturn::comparison {

/// How long each person was watched, and whether that ended with the event.
struct Followed {
  std::vector<double> time;         ///< at least 0
  std::vector<std::uint8_t> event;  ///< 1: happened then; 0: not yet, as far as is known
};

/// Empty when sound: as many flags as times, times finite and not below 0, flags 0 or 1, somebody there.
[[nodiscard]] std::string followed_fault(const Followed& followed);

/// One step for every different time, events or not.
struct SurvivalStep {
  double time = 0;
  double at_risk = 0;
  double events = 0;
  double without_event = 1;  ///< share still without the event after this time
  double log_se = 0;         ///< Greenwood, of the logarithm of that share; infinity once it is 0
};
[[nodiscard]] Answer<std::vector<SurvivalStep>> kaplan_meier(const Followed& followed);
/// Shares fall from 1, nobody is lost between steps, errors never fall. Run in production.
[[nodiscard]] std::string survival_fault(const std::vector<SurvivalStep>& steps);

struct LogRankTest {
  double chi_square = 0;  ///< one degree of freedom
  double p = 0;
  double observed_treated = 0;
  double expected_treated = 0;
  double observed_comparison = 0;
  double expected_comparison = 0;
};
/// `treated`: 1 or 0, a person. Refused without an event, or where one group has nobody at risk at any event.
[[nodiscard]] Answer<LogRankTest> log_rank_test(const Followed& followed,
                                                const std::vector<std::uint8_t>& treated);

enum class Ties : std::uint8_t { efron, breslow };

struct CoxRegression {
  std::vector<double> coefficients;  ///< logarithms of hazard ratios
  std::vector<double> se;
  double log_likelihood_without = 0;  ///< all coefficients 0
  double log_likelihood = 0;
  int steps = 0;
};
/// `columns`: covariates, each with a value a person. Refused without an event, for a covariate that doesn't
/// vary or follows from the others, and where no finite coefficient is likeliest (a monotone likelihood).
[[nodiscard]] Answer<CoxRegression> cox_regression(const Followed& followed,
                                                   const std::vector<std::vector<double>>& columns,
                                                   Ties ties = Ties::efron);

}  // namespace outturn::comparison
