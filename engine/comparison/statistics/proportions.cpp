#include "engine/comparison/statistics/proportions.h"

#include <algorithm>
#include <cmath>

namespace outturn::comparison {
namespace {

std::string fault_of(const Share& share, double confidence) {
  if (!is_confidence(confidence)) return "the confidence is not between 0 and 1";
  return share_fault(share);
}

std::string baseline_fault(double baseline) {
  return baseline > 0 && baseline < 1 ? "" : "the baseline is not a rate between 0 and 1";
}

/// One end of Wilson's interval about a rate that may have been moved for continuity; `side` is -1 or 1.
double wilson_end(double rate, double people, double z, int side) {
  const double shrink = z * z / people;
  const double reach = z * std::sqrt(rate * (1 - rate) / people + shrink / (4 * people));
  return std::clamp((rate + shrink / 2 + side * reach) / (1 + shrink), 0.0, 1.0);
}

}  // namespace

std::string share_fault(const Share& share) {
  if (!std::isfinite(share.events) || !std::isfinite(share.people)) return "a count is not known";
  if (share.people <= 0) return "there are no people";
  if (share.events < 0) return "a count is below 0";
  return share.events > share.people ? "more people had the outcome than there are" : "";
}

Answer<Interval> wald_interval(const Share& share, double confidence) {
  if (std::string fault = fault_of(share, confidence); !fault.empty()) return Refusal{fault};
  const double rate = share.rate();
  const double reach = normal_reach(confidence) * std::sqrt(rate * (1 - rate) / share.people);
  return Interval{rate - reach, rate + reach};
}

Answer<Interval> wilson_interval(const Share& share, double confidence) {
  if (std::string fault = fault_of(share, confidence); !fault.empty()) return Refusal{fault};
  const double z = normal_reach(confidence);
  return Interval{share.events == 0 ? 0 : wilson_end(share.rate(), share.people, z, -1),
                  share.events == share.people ? 1 : wilson_end(share.rate(), share.people, z, 1)};
}

Answer<Interval> wilson_continuity_interval(const Share& share, double confidence) {
  if (std::string fault = fault_of(share, confidence); !fault.empty()) return Refusal{fault};
  const double z = normal_reach(confidence);
  const double below = (share.events - 0.5) / share.people;
  const double above = (share.events + 0.5) / share.people;
  return Interval{below <= 0 ? 0 : wilson_end(below, share.people, z, -1),
                  above >= 1 ? 1 : wilson_end(above, share.people, z, 1)};
}

Answer<Interval> clopper_pearson_interval(const Share& share, double confidence) {
  if (std::string fault = fault_of(share, confidence); !fault.empty()) return Refusal{fault};
  const double tail = one_tail(confidence);
  const double others = share.people - share.events;
  return Interval{share.events == 0 ? 0 : beta_quantile(tail, share.events, others + 1),
                  others == 0 ? 1 : beta_quantile_above(tail, share.events + 1, others)};
}

Answer<Interval> agresti_coull_interval(const Share& share, double confidence) {
  if (std::string fault = fault_of(share, confidence); !fault.empty()) return Refusal{fault};
  const double z = normal_reach(confidence);
  return wald_interval({share.events + z * z / 2, share.people + z * z}, confidence);
}

Answer<Interval> jeffreys_interval(const Share& share, double confidence) {
  if (std::string fault = fault_of(share, confidence); !fault.empty()) return Refusal{fault};
  const double tail = one_tail(confidence);
  const double others = share.people - share.events;
  return Interval{share.events == 0 ? 0 : beta_quantile(tail, share.events + 0.5, others + 0.5),
                  others == 0 ? 1 : beta_quantile_above(tail, share.events + 0.5, others + 0.5)};
}

Answer<AgainstBaseline> against_baseline(const Share& share, double baseline) {
  if (std::string fault = share_fault(share); !fault.empty()) return Refusal{fault};
  if (std::string fault = baseline_fault(baseline); !fault.empty()) return Refusal{fault};
  if (share.events != std::floor(share.events) || share.people != std::floor(share.people))
    return Refusal{"an exact test wants whole counts"};
  AgainstBaseline test;
  test.difference = share.rate() - baseline;
  test.exact_p = binomial_two_sided(share.events, share.people, baseline);
  test.exact_p_less = binomial_at_most(share.events, share.people, baseline);
  test.z = test.difference / std::sqrt(baseline * (1 - baseline) / share.people);
  test.p = normal_two_sided(test.z);
  test.p_less = normal_below(test.z);
  return test;
}

Answer<Interval> baseline_limits_exact(double baseline, double people, double confidence) {
  if (std::string fault = fault_of({0, people}, confidence); !fault.empty()) return Refusal{fault};
  if (std::string fault = baseline_fault(baseline); !fault.empty()) return Refusal{fault};
  const double tail = one_tail(confidence);
  return Interval{binomial_quantile(tail, people, baseline) / people,
                  binomial_quantile(1 - tail, people, baseline) / people};
}

Answer<Interval> baseline_limits_normal(double baseline, double people, double confidence) {
  if (std::string fault = fault_of({0, people}, confidence); !fault.empty()) return Refusal{fault};
  if (std::string fault = baseline_fault(baseline); !fault.empty()) return Refusal{fault};
  const double reach = normal_reach(confidence) * std::sqrt(baseline * (1 - baseline) / people);
  return Interval{baseline - reach, baseline + reach};
}

}  // namespace outturn::comparison
