// The two methods of two_proportions.h that have to search: Fisher's exact test and Miettinen-Nurminen.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/comparison/statistics/two_proportions.h"

namespace outturn::comparison {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The tables with the same margins, by treated events, and how likely each is for given odds.
class Tables {
 public:
  explicit Tables(const TwoGroups& groups) {
    const double events = groups.treated.events + groups.comparison.events;
    least_ = std::max(0.0, events - groups.comparison.people);
    const double most = std::min(events, groups.treated.people);
    // Logarithm of each table's likelihood at odds 1, from the ratio of neighbours: no factorials, no loss.
    logs_.resize(static_cast<std::size_t>(most - least_) + 1);
    for (std::size_t at = 1; at < logs_.size(); ++at) {
      const double k = this->events(at - 1);
      logs_[at] = logs_[at - 1] + std::log((groups.treated.people - k) * (events - k) /
                                           ((k + 1) * (groups.comparison.people - events + k + 1)));
    }
  }

  [[nodiscard]] std::size_t place(double events) const { return static_cast<std::size_t>(events - least_); }
  [[nodiscard]] std::size_t size() const { return logs_.size(); }
  [[nodiscard]] double events(std::size_t at) const { return least_ + static_cast<double>(at); }

  /// Probabilities at odds exp(log_odds); they add up to 1.
  [[nodiscard]] std::vector<double> likelihoods(double log_odds) const {
    std::vector<double> out(size());
    for (std::size_t k = 0; k < size(); ++k) out[k] = logs_[k] + static_cast<double>(k) * log_odds;
    const double top = *std::max_element(out.begin(), out.end());
    double sum = 0;
    for (double& value : out) sum += value = std::exp(value - top);
    for (double& value : out) value /= sum;
    return out;
  }

 private:
  double least_ = 0;
  std::vector<double> logs_;
};

double at_most(const std::vector<double>& likelihoods, std::size_t place) {
  double sum = 0;
  for (std::size_t k = 0; k <= place; ++k) sum += likelihoods[k];
  return sum;
}

double at_least(const std::vector<double>& likelihoods, std::size_t place) {
  double sum = 0;
  for (std::size_t k = likelihoods.size(); k-- > place;) sum += likelihoods[k];
  return sum;
}

constexpr double widest_log_odds = 700;  // exp of it is still a double

double conditional_odds(const Tables& tables, std::size_t place) {
  if (place == 0) return 0;
  if (place + 1 == tables.size()) return infinity;
  const auto short_of = [&](double log_odds) {  // events less their mean
    const std::vector<double> likelihoods = tables.likelihoods(log_odds);
    double mean = 0;
    for (std::size_t k = 0; k < likelihoods.size(); ++k) mean += likelihoods[k] * static_cast<double>(k);
    return static_cast<double>(place) - mean;
  };
  return std::exp(zero_of_decreasing(short_of, -widest_log_odds, widest_log_odds));
}

Interval conditional_limits(const Tables& tables, std::size_t place, double tail) {
  const auto above_wanting = [&](double log_odds) {
    return tail - at_least(tables.likelihoods(log_odds), place);
  };
  const auto below_left = [&](double log_odds) {
    return at_most(tables.likelihoods(log_odds), place) - tail;
  };
  Interval limits{0, infinity};
  if (place > 0) limits.low = std::exp(zero_of_decreasing(above_wanting, -widest_log_odds, widest_log_odds));
  if (place + 1 < tables.size())
    limits.high = std::exp(zero_of_decreasing(below_left, -widest_log_odds, widest_log_odds));
  return limits;
}

bool whole(const Share& share) {
  return share.events == std::floor(share.events) && share.people == std::floor(share.people);
}

/// The likeliest comparison rate among those whose treated rate is `difference` higher. The slope of the
/// log likelihood falls from end to end, so halving finds it where the cubic's closed form loses digits.
double restricted_comparison_rate(const TwoGroups& groups, double difference) {
  const Share& t = groups.treated;
  const Share& c = groups.comparison;
  const auto term = [](double count, double rate) { return count == 0 ? 0 : count / rate; };
  const auto slope = [&](double rate) {
    return term(t.events, rate + difference) - term(t.people - t.events, 1 - rate - difference) +
           term(c.events, rate) - term(c.people - c.events, 1 - rate);
  };
  return zero_of_decreasing(slope, std::max(0.0, -difference), std::min(1.0, 1 - difference));
}

double score(const TwoGroups& groups, double difference) {
  const double c = restricted_comparison_rate(groups, difference);
  const double t = c + difference;
  const double people = groups.treated.people + groups.comparison.people;
  const double variance =
      (t * (1 - t) / groups.treated.people + c * (1 - c) / groups.comparison.people) * people / (people - 1);
  const double off = groups.difference() - difference;
  if (variance > 0) return off / std::sqrt(variance);
  return off == 0 ? 0 : std::copysign(infinity, off);
}

}  // namespace

Answer<FisherTest> fisher_test(const TwoGroups& groups, double confidence) {
  if (!is_confidence(confidence)) return Refusal{"the confidence is not between 0 and 1"};
  if (std::string fault = share_fault(groups.treated); !fault.empty()) return Refusal{fault};
  if (std::string fault = share_fault(groups.comparison); !fault.empty()) return Refusal{fault};
  if (!whole(groups.treated) || !whole(groups.comparison)) return Refusal{"an exact test wants whole counts"};
  const Tables tables(groups);
  if (tables.size() == 1) return Refusal{"nobody or everybody in both groups had the outcome"};
  const std::size_t place = tables.place(groups.treated.events);
  const std::vector<double> likelihoods = tables.likelihoods(0);
  FisherTest test;
  const double bar = likelihoods[place] * (1 + 1e-7);  // equal likelihoods worked out differently
  for (const double likelihood : likelihoods) test.p += likelihood <= bar ? likelihood : 0;
  test.p = std::min(1.0, test.p);
  test.p_less = std::min(1.0, at_most(likelihoods, place));
  test.p_greater = std::min(1.0, at_least(likelihoods, place));
  test.odds_ratio = conditional_odds(tables, place);
  test.limits = conditional_limits(tables, place, one_tail(confidence));
  return test;
}

Answer<Interval> miettinen_nurminen_difference(const TwoGroups& groups, double confidence) {
  if (!is_confidence(confidence)) return Refusal{"the confidence is not between 0 and 1"};
  if (std::string fault = share_fault(groups.treated); !fault.empty()) return Refusal{fault};
  if (std::string fault = share_fault(groups.comparison); !fault.empty()) return Refusal{fault};
  const double z = normal_reach(confidence);
  const double seen = groups.difference();
  const auto above = [&](double difference) { return score(groups, difference) - z; };
  const auto below = [&](double difference) { return score(groups, difference) + z; };
  return Interval{zero_of_decreasing(above, -1.0, seen), zero_of_decreasing(below, seen, 1.0)};
}

}  // namespace outturn::comparison
