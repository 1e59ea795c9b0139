// What was to be expected of these people at public rates: each given the rate of their own stratum.
//
// Indirect standardisation from persons (Breslow and Day, IARC 1987, chapter 2): a stratum is an area, age,
// sex and period, or whatever the public table has. A public rate may be a range, where the count under it is
// suppressed
// ("*" for 1 to 7) or rounded: then so is the expectation, and nothing narrower is claimed. Nobody is left
// out in silence: people without a stratum or in one without a public rate are counted and refused. People
// are counted by stratum first, so the sum is the same in any order of the file. This header must never know
// what the strata are.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {

/// Lowest and highest rate a public table allows, equal where it tells the rate; none where it tells nothing.
using PublicRate = std::optional<Interval>;

/// A person's stratum: index of its public rate.
inline constexpr std::int32_t no_stratum = -1;

struct Expectation {
  std::vector<std::uint64_t> people_by_stratum;
  double people = 0;
  Interval expected;         ///< events; of no width where every rate used is told
  Interval binary_variance;  ///< sum of rate (1 - rate), for outcomes that a person has once at most
};

/// Refused without people, and where somebody has no stratum or no public rate (with how many).
[[nodiscard]] Answer<Expectation> expectation(std::span<const std::int32_t> stratum_of_person,
                                              std::span<const PublicRate> rates);
/// Every person in a stratum, expectation between lowest and highest rate. Run in production.
[[nodiscard]] std::string expectation_fault(const Expectation& expectation,
                                            std::span<const PublicRate> rates);

/// Observed over expected.
struct AgainstExpectation {
  Interval ratio;     ///< observed over the highest and over the lowest expectation
  Interval interval;  ///< lower limit over the highest, upper limit over the lowest
};
/// PHE: limits of the observed count by Byar for 10 and more, exact below. The expectation counts as known
/// without error, as public rates of many people nearly are. Poisson limits are somewhat too wide for an
/// outcome that most people have once at most: see against_binary_expectation. Refused where nothing was
/// expected.
[[nodiscard]] Answer<AgainstExpectation> against_expectation(double observed, const Interval& expected,
                                                             double confidence = 0.95);

/// For an outcome of yes or no: observed less expected, per person, with the variance of each person's own
/// public rate. Only for rates that are told. Refused where that variance is 0.
struct AgainstBinaryExpectation {
  double observed_rate = 0;
  double expected_rate = 0;
  double difference = 0;
  double z = 0;
  double p = 0;  ///< two-sided
};
[[nodiscard]] Answer<AgainstBinaryExpectation> against_binary_expectation(double observed,
                                                                          const Expectation& expectation);

}  // namespace outturn::comparison
