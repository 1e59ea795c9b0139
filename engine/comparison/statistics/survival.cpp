#include "engine/comparison/statistics/survival.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {
namespace {

/// People by time, the order of the file among equals.
std::vector<std::size_t> by_time(const Followed& followed) {
  std::vector<std::size_t> order(followed.time.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return followed.time[a] < followed.time[b]; });
  return order;
}

/// The first place after `from` with a later time.
std::size_t end_of_time(const Followed& followed, const std::vector<std::size_t>& order, std::size_t from) {
  std::size_t to = from;
  while (to < order.size() && followed.time[order[to]] == followed.time[order[from]]) ++to;
  return to;
}

}  // namespace

std::string followed_fault(const Followed& followed) {
  if (followed.time.empty()) return "there are no people";
  if (followed.event.size() != followed.time.size()) return "not one event flag a person";
  for (const double time : followed.time)
    if (!std::isfinite(time) || time < 0) return "a time is not known or below 0";
  for (const std::uint8_t event : followed.event)
    if (event > 1) return "an event flag is neither 0 nor 1";
  return "";
}

Answer<std::vector<SurvivalStep>> kaplan_meier(const Followed& followed) {
  if (std::string fault = followed_fault(followed); !fault.empty()) return Refusal{fault};
  const std::vector<std::size_t> order = by_time(followed);
  std::vector<SurvivalStep> steps;
  double share = 1;
  double greenwood = 0;
  for (std::size_t from = 0; from < order.size();) {
    const std::size_t to = end_of_time(followed, order, from);
    double events = 0;
    for (std::size_t at = from; at < to; ++at) events += followed.event[order[at]];
    const auto at_risk = static_cast<double>(order.size() - from);
    share *= (at_risk - events) / at_risk;
    if (events > 0)
      greenwood += events == at_risk ? std::numeric_limits<double>::infinity()
                                     : events / (at_risk * (at_risk - events));
    steps.push_back({followed.time[order[from]], at_risk, events, share, std::sqrt(greenwood)});
    from = to;
  }
  if (std::string fault = survival_fault(steps); !fault.empty()) throw Fault("Kaplan-Meier: " + fault);
  return steps;
}

std::string survival_fault(const std::vector<SurvivalStep>& steps) {
  SurvivalStep before;
  before.at_risk = std::numeric_limits<double>::infinity();
  for (const SurvivalStep& step : steps) {
    if (step.events < 0 || step.events > step.at_risk) return "more events than people at risk";
    if (step.at_risk > before.at_risk - before.events) return "people at risk came back";
    if (!(step.without_event >= 0 && step.without_event <= before.without_event)) return "the share rose";
    if (!(step.log_se >= before.log_se)) return "the error fell";
    before = step;
  }
  return "";
}

Answer<LogRankTest> log_rank_test(const Followed& followed, const std::vector<std::uint8_t>& treated) {
  if (std::string fault = followed_fault(followed); !fault.empty()) return Refusal{fault};
  if (treated.size() != followed.time.size()) return Refusal{"not one group flag a person"};
  const std::vector<std::size_t> order = by_time(followed);
  LogRankTest test;
  double variance = 0;
  double treated_left = std::accumulate(treated.begin(), treated.end(), 0.0);
  for (std::size_t from = 0; from < order.size();) {
    const std::size_t to = end_of_time(followed, order, from);
    const auto at_risk = static_cast<double>(order.size() - from);
    const double share = treated_left / at_risk;
    double events = 0;
    double leaving = 0;
    for (std::size_t at = from; at < to; ++at) {
      const std::size_t person = order[at];
      events += followed.event[person];
      leaving += treated[person];
      (treated[person] != 0 ? test.observed_treated : test.observed_comparison) += followed.event[person];
    }
    test.expected_treated += events * share;
    test.expected_comparison += events * (1 - share);
    if (at_risk > 1) variance += events * share * (1 - share) * (at_risk - events) / (at_risk - 1);
    treated_left -= leaving;
    from = to;
  }
  if (test.observed_treated + test.observed_comparison == 0) return Refusal{"there are no events"};
  if (variance <= 0) return Refusal{"at no event is there somebody of either group at risk"};
  const double off = test.observed_treated - test.expected_treated;
  test.chi_square = off * off / variance;
  test.p = chi_square_above(test.chi_square, 1);
  return test;
}

}  // namespace outturn::comparison
