#include "engine/simulation/draws/distribution.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/comparison/statistics/intervals.h"

namespace outturn::simulation {
namespace {

std::string range_fault(const Distribution& d) {
  if (!(d.low < d.high)) return "its low end is not below its high end";
  if (d.shape != Shape::uniform && !(d.low <= d.likely && d.likely <= d.high))
    return "the likely value does not lie between the ends";
  return "";
}

std::string spread_fault(const Distribution& d) {
  if (!(d.sd > 0)) return "its standard deviation is not above 0";
  switch (d.shape) {
    case Shape::beta:
      if (!(d.mean > 0 && d.mean < 1)) return "its mean does not lie between 0% and 100%";
      if (!(d.sd * d.sd < d.mean * (1 - d.mean)))
        return "no share between 0% and 100% with this mean spreads so far";
      return "";
    case Shape::lognormal:
      return d.mean > 0 ? "" : "its mean is not above 0";
    default:
      if (!(d.mean - 3 * d.sd >= d.least && d.mean + 3 * d.sd <= d.most))
        return "more than 1 of 1,000 draws would fall outside what the figure can be";
      return "";
  }
}

std::string choice_fault(const Distribution& d) {
  if (d.choices.size() < 2) return "it has fewer than two values to choose from";
  double sum = 0;
  for (const auto& one : d.choices) {
    if (!(one.share > 0)) return "a value is chosen with a share that is not above 0";
    sum += one.share;
  }
  return std::abs(sum - 1) < 1e-9 ? "" : "the shares of its values do not come to 100%";
}

/// What being cut takes off: density at the two ends, and the share that is left.
struct Cut {
  double low_density = 0;
  double high_density = 0;
  double low = 0;  ///< ends in standard deviations; 0 where there is none
  double high = 0;
  double left = 1;
};
Cut cut_of(const Distribution& d) {
  const auto density = [](double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); };
  Cut cut;
  double below = 0;
  double above = 0;
  if (std::isfinite(d.least)) {
    cut.low = (d.least - d.mean) / d.sd;
    cut.low_density = density(cut.low);
    below = comparison::normal_below(cut.low);
  }
  if (std::isfinite(d.most)) {
    cut.high = (d.most - d.mean) / d.sd;
    cut.high_density = density(cut.high);
    above = comparison::normal_below(-cut.high);
  }
  cut.left = 1 - below - above;
  return cut;
}

double moment(const Distribution& d, int power) {
  double sum = 0;
  for (const auto& one : d.choices) sum += one.share * std::pow(one.value, power);
  return sum;
}

}  // namespace

std::string distribution_fault(const Distribution& d) {
  switch (d.shape) {
    case Shape::uniform:
    case Shape::triangular:
    case Shape::pert:
      return range_fault(d);
    case Shape::beta:
    case Shape::normal:
    case Shape::lognormal:
      return spread_fault(d);
    case Shape::choice:
      return choice_fault(d);
  }
  return "";
}

double mean_of(const Distribution& d) {
  switch (d.shape) {
    case Shape::uniform:
      return (d.low + d.high) / 2;
    case Shape::triangular:
      return (d.low + d.likely + d.high) / 3;
    case Shape::pert:
      return (d.low + 4 * d.likely + d.high) / 6;
    case Shape::normal: {
      const Cut cut = cut_of(d);
      return d.mean + d.sd * (cut.low_density - cut.high_density) / cut.left;
    }
    case Shape::beta:
    case Shape::lognormal:
      return d.mean;
    case Shape::choice:
      return moment(d, 1);
  }
  return 0;
}

double sd_of(const Distribution& d) {
  const double width = d.high - d.low;
  switch (d.shape) {
    case Shape::uniform:
      return width / std::sqrt(12.0);
    case Shape::triangular:
      return std::sqrt((width * width - (d.likely - d.low) * (d.high - d.likely)) / 18);
    case Shape::pert: {
      const double mean = mean_of(d);
      return std::sqrt((mean - d.low) * (d.high - mean) / 7);
    }
    case Shape::normal: {
      const Cut cut = cut_of(d);
      const double shift = (cut.low_density - cut.high_density) / cut.left;
      const double pull = (cut.low * cut.low_density - cut.high * cut.high_density) / cut.left;
      return d.sd * std::sqrt(1 + pull - shift * shift);
    }
    case Shape::beta:
    case Shape::lognormal:
      return d.sd;
    case Shape::choice:
      return std::sqrt(std::max(0.0, moment(d, 2) - moment(d, 1) * moment(d, 1)));
  }
  return 0;
}

}  // namespace outturn::simulation
