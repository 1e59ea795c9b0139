#include "engine/comparison/rates/standardised.h"

#include <cmath>
#include <string>

namespace outturn::comparison {
namespace {

struct Total {
  double events = 0;
  double weighted_rate = 0;
  double weighted_variance = 0;
  double standard = 0;
};

std::string stratum_fault(double population, double standard, std::size_t place) {
  const std::string which = "stratum " + std::to_string(place + 1);
  if (!std::isfinite(population) || !std::isfinite(standard))
    return which + " has a figure that is not known";
  if (population <= 0) return which + " has no people, so no rate";
  return standard < 0 ? which + " has a weight below 0" : "";
}

bool is_count(double count) { return std::isfinite(count) && count >= 0; }

/// Limits of the total count, stretched to the weighted rate's own variance.
Answer<DirectlyStandardised> dobson(const Total& total, const DirectRule& rule) {
  if (!is_confidence(rule.confidence)) return Refusal{"the confidence is not between 0 and 1"};
  if (!(rule.minimum_events >= 1)) return Refusal{"a standardised rate wants one event at least"};
  if (!(total.standard > 0)) return Refusal{"the standard population has no people"};
  if (total.events < rule.minimum_events)
    return Refusal{"there are fewer events than a standardised rate is given for"};
  DirectlyStandardised out;
  out.events = total.events;
  out.rate = total.weighted_rate / total.standard;
  out.variance = total.weighted_variance / (total.standard * total.standard);
  const Interval count = *byar_count_interval(total.events, rule.confidence);
  const double stretch = std::sqrt(out.variance / total.events);
  out.interval = {out.rate + stretch * (count.low - total.events),
                  out.rate + stretch * (count.high - total.events)};
  return out;
}

}  // namespace

Answer<DirectlyStandardised> directly_standardised(std::span<const DirectStratum> strata,
                                                   const DirectRule& rule) {
  Total total;
  for (std::size_t s = 0; s < strata.size(); ++s) {
    const auto& [events, population, standard] = strata[s];
    if (std::string fault = stratum_fault(population, standard, s); !fault.empty()) return Refusal{fault};
    if (!is_count(events))
      return Refusal{"stratum " + std::to_string(s + 1) + " has a count that is not known"};
    total.events += events;
    total.standard += standard;
    total.weighted_rate += standard * events / population;
    total.weighted_variance += standard * standard * events / (population * population);
  }
  return dobson(total, rule);
}

Answer<DirectlyStandardised> directly_standardised_of_people(std::span<const RepeatedStratum> strata,
                                                             const DirectRule& rule) {
  Total total;
  for (std::size_t s = 0; s < strata.size(); ++s) {
    const auto& [people_with, population, standard] = strata[s];
    if (std::string fault = stratum_fault(population, standard, s); !fault.empty()) return Refusal{fault};
    total.standard += standard;
    for (std::size_t f = 0; f < people_with.size(); ++f) {
      if (!is_count(people_with[f]))
        return Refusal{"stratum " + std::to_string(s + 1) + " has a count that is not known"};
      const auto events_each = static_cast<double>(f + 1);
      total.events += events_each * people_with[f];
      total.weighted_rate += standard * events_each * people_with[f] / population;
      total.weighted_variance +=
          standard * standard * events_each * events_each * people_with[f] / (population * population);
    }
  }
  return dobson(total, rule);
}

Answer<IndirectlyStandardised> indirectly_standardised(double observed, std::span<const double> populations,
                                                       std::span<const Rate> reference, double confidence) {
  if (populations.size() != reference.size()) return Refusal{"not one reference rate a stratum"};
  IndirectlyStandardised out;
  out.observed = observed;
  Rate all;
  for (std::size_t s = 0; s < populations.size(); ++s) {
    const std::string which = "stratum " + std::to_string(s + 1);
    if (!is_count(populations[s])) return Refusal{which + " has a number of people that is not known"};
    if (!is_count(reference[s].events) || !is_count(reference[s].exposure))
      return Refusal{which + " has a reference figure that is not known"};
    all.events += reference[s].events;
    all.exposure += reference[s].exposure;
    if (populations[s] == 0) continue;
    if (reference[s].exposure == 0) return Refusal{which + " has people, but no reference rate"};
    out.expected += populations[s] * reference[s].rate();
  }
  const Answer<Interval> count = phe_count_interval(observed, confidence);
  if (!count) return Refusal{count.reason()};
  if (out.expected == 0) return Refusal{"nothing was expected, so there is no ratio to it"};
  out.ratio = observed / out.expected;
  out.ratio_interval = scaled(*count, 1 / out.expected);
  out.reference_rate = all.rate();
  out.rate = out.ratio * out.reference_rate;
  out.rate_interval = scaled(out.ratio_interval, out.reference_rate);
  if (std::string fault = indirect_fault(out); !fault.empty())
    throw Fault("indirect standardisation: " + fault);
  return out;
}

std::string indirect_fault(const IndirectlyStandardised& standardised) {
  const IndirectlyStandardised& s = standardised;
  if (!(s.expected > 0)) return "nothing was expected";
  if (std::abs(s.ratio * s.expected - s.observed) > 1e-9 * (1 + s.observed))
    return "the ratio is not observed over expected";
  if (!s.ratio_interval.contains(s.ratio)) return "the ratio is outside its limits";
  return s.rate_interval.contains(s.rate) ? "" : "the rate is outside its limits";
}

}  // namespace outturn::comparison
