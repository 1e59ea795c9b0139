#include "engine/comparison/rates/expectation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/comparison/statistics/rates.h"

namespace outturn::comparison {
namespace {

std::string public_rates_fault(std::span<const PublicRate> rates) {
  for (const PublicRate& rate : rates)
    if (rate && !(rate->low >= 0 && rate->low <= rate->high && std::isfinite(rate->high)))
      return "a public rate is below 0, or its lowest is above its highest";
  return "";
}

std::string told(std::uint64_t people, const char* one, const char* many) {
  return people == 1 ? std::string("1 person ") + one : std::to_string(people) + " people " + many;
}

/// The least and the most that rate (1 - rate) comes to between low and high.
Interval binary_variance(const Interval& rate) {
  const auto at = [](double share) { return share * std::max(0.0, 1 - share); };
  const double most = rate.contains(0.5) ? 0.25 : std::max(at(rate.low), at(rate.high));
  return {std::min(at(rate.low), at(rate.high)), most};
}

}  // namespace

Answer<Expectation> expectation(std::span<const std::int32_t> stratum_of_person,
                                std::span<const PublicRate> rates) {
  if (stratum_of_person.empty()) return Refusal{"there are no people"};
  if (std::string fault = public_rates_fault(rates); !fault.empty()) return Refusal{fault};
  Expectation out;
  out.people = static_cast<double>(stratum_of_person.size());
  out.people_by_stratum.assign(rates.size(), 0);
  std::uint64_t nowhere = 0;
  for (const std::int32_t stratum : stratum_of_person) {
    if (stratum < 0 || static_cast<std::size_t>(stratum) >= rates.size())
      ++nowhere;
    else
      ++out.people_by_stratum[static_cast<std::size_t>(stratum)];
  }
  if (nowhere > 0) return Refusal{told(nowhere, "is", "are") + " in no stratum of the public table"};
  std::uint64_t without_rate = 0;
  for (std::size_t s = 0; s < rates.size(); ++s) {
    const auto people = static_cast<double>(out.people_by_stratum[s]);
    if (people == 0) continue;
    if (!rates[s]) {
      without_rate += out.people_by_stratum[s];
      continue;
    }
    const Interval variance = binary_variance(*rates[s]);
    out.expected.low += people * rates[s]->low;
    out.expected.high += people * rates[s]->high;
    out.binary_variance.low += people * variance.low;
    out.binary_variance.high += people * variance.high;
  }
  if (without_rate > 0)
    return Refusal{told(without_rate, "is", "are") + " in a stratum without a public rate"};
  if (std::string fault = expectation_fault(out, rates); !fault.empty()) throw Fault("expectation: " + fault);
  return out;
}

std::string expectation_fault(const Expectation& expectation, std::span<const PublicRate> rates) {
  double people = 0;
  double lowest = std::numeric_limits<double>::infinity();
  double highest = 0;
  for (std::size_t s = 0; s < rates.size(); ++s) {
    if (expectation.people_by_stratum[s] == 0) continue;
    people += static_cast<double>(expectation.people_by_stratum[s]);
    lowest = std::min(lowest, rates[s]->low);
    highest = std::max(highest, rates[s]->high);
  }
  if (people != expectation.people) return "somebody is in no stratum";
  const Interval& expected = expectation.expected;
  if (!(expected.low <= expected.high)) return "the lowest expectation is above the highest";
  const double slack = 1e-9 * (1 + highest * people);
  const bool between = expected.low >= lowest * people - slack && expected.high <= highest * people + slack;
  return between ? "" : "the expectation is beyond every rate";
}

Answer<AgainstExpectation> against_expectation(double observed, const Interval& expected, double confidence) {
  if (!(expected.low <= expected.high)) return Refusal{"the expectation is not known"};
  if (!(expected.low > 0)) return Refusal{"it may be that nothing was expected, so there is no ratio to it"};
  const Answer<Interval> count = phe_count_interval(observed, confidence);
  if (!count) return Refusal{count.reason()};
  return AgainstExpectation{{observed / expected.high, observed / expected.low},
                            {count->low / expected.high, count->high / expected.low}};
}

Answer<AgainstBinaryExpectation> against_binary_expectation(double observed, const Expectation& expectation) {
  const double expected = expectation.expected.low;
  if (expectation.expected.high != expected) return Refusal{"a public rate is told as a range only"};
  if (!(observed >= 0 && observed <= expectation.people))
    return Refusal{"more people had the outcome than there are, or fewer than none"};
  if (!(expectation.binary_variance.low > 0)) return Refusal{"every public rate is 0 or 1"};
  AgainstBinaryExpectation out;
  out.observed_rate = observed / expectation.people;
  out.expected_rate = expected / expectation.people;
  out.difference = (observed - expected) / expectation.people;
  out.z = (observed - expected) / std::sqrt(expectation.binary_variance.low);
  out.p = normal_two_sided(out.z);
  return out;
}

}  // namespace outturn::comparison
