#include "engine/comparison/statistics/rates.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/comparison/statistics/proportions.h"

namespace outturn::comparison {
namespace {

std::string count_fault(double events, double confidence) {
  if (!is_confidence(confidence)) return "the confidence is not between 0 and 1";
  if (!std::isfinite(events)) return "a count is not known";
  return events < 0 ? "a count is below 0" : "";
}

std::string rate_fault(const Rate& rate, double confidence) {
  if (std::string fault = count_fault(rate.events, confidence); !fault.empty()) return fault;
  if (!std::isfinite(rate.exposure)) return "an exposure is not known";
  return rate.exposure > 0 ? "" : "there is no exposure";
}

std::string rates_fault(const Rate& treated, const Rate& comparison, double confidence) {
  if (std::string fault = rate_fault(treated, confidence); !fault.empty()) return fault + " (treated)";
  if (std::string fault = rate_fault(comparison, confidence); !fault.empty()) return fault + " (comparison)";
  return treated.events + comparison.events == 0 ? "there are no events in either group" : "";
}

double byar_end(double events, double z) {
  const double base = 1 - 1 / (9 * events) + z / (3 * std::sqrt(events));
  return std::max(0.0, events * base * base * base);
}

using CountInterval = Answer<Interval> (*)(double events, double confidence);

Answer<Interval> over_exposure(const Rate& rate, double confidence, CountInterval interval) {
  if (std::string fault = rate_fault(rate, confidence); !fault.empty()) return Refusal{fault};
  return scaled(*interval(rate.events, confidence), 1 / rate.exposure);
}

}  // namespace

Answer<Interval> exact_count_interval(double events, double confidence) {
  if (std::string fault = count_fault(events, confidence); !fault.empty()) return Refusal{fault};
  const double tail = one_tail(confidence);
  return Interval{events == 0 ? 0 : chi_square_quantile(tail, 2 * events) / 2,
                  chi_square_quantile_above(tail, 2 * events + 2) / 2};
}

Answer<Interval> byar_count_interval(double events, double confidence) {
  if (std::string fault = count_fault(events, confidence); !fault.empty()) return Refusal{fault};
  const double z = normal_reach(confidence);
  return Interval{events == 0 ? 0 : byar_end(events, -z), byar_end(events + 1, z)};
}

Answer<Interval> phe_count_interval(double events, double confidence) {
  return events < phe_exact_below ? exact_count_interval(events, confidence)
                                  : byar_count_interval(events, confidence);
}

Answer<Interval> exact_rate_interval(const Rate& rate, double confidence) {
  return over_exposure(rate, confidence, exact_count_interval);
}
Answer<Interval> byar_rate_interval(const Rate& rate, double confidence) {
  return over_exposure(rate, confidence, byar_count_interval);
}
Answer<Interval> phe_rate_interval(const Rate& rate, double confidence) {
  return over_exposure(rate, confidence, phe_count_interval);
}

Answer<ExactRateRatio> exact_rate_ratio(const Rate& treated, const Rate& comparison, double confidence) {
  if (std::string fault = rates_fault(treated, comparison, confidence); !fault.empty()) return Refusal{fault};
  if (treated.events != std::floor(treated.events) || comparison.events != std::floor(comparison.events))
    return Refusal{"an exact test wants whole counts"};
  const double events = treated.events + comparison.events;
  const Interval share = *clopper_pearson_interval({treated.events, events}, confidence);
  const auto as_ratio = [&](double of_all) {
    return of_all == 1 ? std::numeric_limits<double>::infinity()
                       : of_all / (1 - of_all) * comparison.exposure / treated.exposure;
  };
  ExactRateRatio test;
  test.ratio = as_ratio(treated.events / events);
  test.p =
      binomial_two_sided(treated.events, events, treated.exposure / (treated.exposure + comparison.exposure));
  test.interval = {as_ratio(share.low), as_ratio(share.high)};
  return test;
}

Answer<WaldRateRatio> wald_rate_ratio(const Rate& treated, const Rate& comparison, double confidence) {
  if (std::string fault = rates_fault(treated, comparison, confidence); !fault.empty()) return Refusal{fault};
  if (treated.events == 0 || comparison.events == 0)
    return Refusal{"a group has no events, so a ratio has no interval"};
  WaldRateRatio test;
  test.ratio = treated.rate() / comparison.rate();
  test.log_se = std::sqrt(1 / treated.events + 1 / comparison.events);
  test.z = std::log(test.ratio) / test.log_se;
  test.p = normal_two_sided(test.z);
  const double factor = std::exp(normal_reach(confidence) * test.log_se);
  test.interval = {test.ratio / factor, test.ratio * factor};
  return test;
}

Answer<RateDifference> rate_difference(const Rate& treated, const Rate& comparison, double confidence) {
  if (std::string fault = rates_fault(treated, comparison, confidence); !fault.empty()) return Refusal{fault};
  RateDifference test;
  test.difference = treated.rate() - comparison.rate();
  test.se = std::sqrt(treated.rate() / treated.exposure + comparison.rate() / comparison.exposure);
  test.p = normal_two_sided(test.difference / test.se);
  const double reach = normal_reach(confidence) * test.se;
  test.interval = {test.difference - reach, test.difference + reach};
  return test;
}

}  // namespace outturn::comparison
