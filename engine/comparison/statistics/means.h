// Two means: of those who took part and of those compared with.
//
// Welch's test (Biometrika 1947; Satterthwaite's degrees of freedom, 1946) is the default: it asks for no
// equal spread. The pooled test is for results published with it. Mann and Whitney's rank test (1947) with
// the normal approximation, corrected for ties and for continuity. Differences are treated less comparison.
// This header must never know how the groups were chosen: it takes them for two independent samples.
#pragma once

#include <span>

#include "engine/comparison/statistics/answer.h"
#include "engine/comparison/statistics/intervals.h"

namespace outturn::comparison {

/// What a test of means needs of a group, as results are often published: people, mean, variance (n - 1).
struct Sample {
  double people = 0;
  double mean = 0;
  double variance = 0;
};

/// At least two values, all finite. Worked out in two passes, so that a large mean costs no digits.
[[nodiscard]] Answer<Sample> sample_of(std::span<const double> values);

struct MeansTest {
  double difference = 0;
  double se = 0;
  double t = 0;
  double df = 0;
  double p = 0;  ///< two-sided
  Interval interval;
};

// Refused for fewer than two people in a group, and where neither group has any spread.
[[nodiscard]] Answer<MeansTest> welch_test(const Sample& treated, const Sample& comparison,
                                           double confidence = 0.95);
[[nodiscard]] Answer<MeansTest> pooled_test(const Sample& treated, const Sample& comparison,
                                            double confidence = 0.95);
/// The difference over the pooled standard deviation.
[[nodiscard]] Answer<double> cohens_d(const Sample& treated, const Sample& comparison);

struct RankTest {
  double w = 0;  ///< pairs in which the treated value is higher, ties half
  double p = 0;  ///< two-sided
};

/// Refused for an empty group and where all values are equal.
[[nodiscard]] Answer<RankTest> mann_whitney_test(std::span<const double> treated,
                                                 std::span<const double> comparison);

}  // namespace outturn::comparison
