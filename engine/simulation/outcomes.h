// What many draws of one figure say of it: mean, quantiles, chances, each with how sure it is.
//
// A quantile is an order statistic (the inverse of the distribution drawn, type 1 of Hyndman and Fan, Am Stat
// 1996), so that it is the result of one draw, which can be worked out again. Its interval lies between the
// order statistics that the binomial distribution gives (David & Nagaraja, Order Statistics, 3rd edition,
// 2003, 7.1), and its standard error is the interval's width over twice the normal reach (Woodruff, JASA 47,
// 1952). They say how far another seed would have come out elsewhere, not how sure the inputs are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/comparison/statistics/intervals.h"

namespace outturn::simulation {

struct Quantile {
  double share = 0;
  double value = 0;
  double se = 0;
  comparison::Interval interval;  ///< 95 %
  std::size_t draw = 0;           ///< the first draw that came to it
};

struct Outcome {
  double mean = 0;
  double mean_se = 0;
  double sd = 0;
  double least = 0;
  double most = 0;
  std::vector<Quantile> quantiles;
};

/// At least 2 values, all finite; shares between 0 and 1.
[[nodiscard]] Outcome outcome_of(std::span<const double> values, std::span<const double> shares);

/// How often the values lie above a threshold. The interval is Wilson's, which has a width also where none or
/// all of them do.
struct Chance {
  double share = 0;
  double se = 0;
  comparison::Interval interval;
};
[[nodiscard]] Chance chance_above(std::span<const double> values, double threshold);

/// How many values lie in each bar; the bars are equally wide, with ends that are easily read.
struct Histogram {
  double from = 0;
  double width = 0;
  std::vector<std::uint64_t> counts;
};
[[nodiscard]] Histogram histogram_of(std::span<const double> values, std::size_t most_bars = 30);

}  // namespace outturn::simulation
