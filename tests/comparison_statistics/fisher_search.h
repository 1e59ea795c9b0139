// R's way to Fisher's odds ratio and limits: Brent's root search stopped at 2^-13, between 0 and 1, on the
// inverse above. Only to show that golden numbers and ours are the same but for where that search stops.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "engine/comparison/statistics/two_proportions.h"

namespace outturn::comparison::test {

/// Brent, Algorithms for Minimization without Derivatives (1973), chapter 4: a root of f between a and b.
template <class Function>
double brent_root(const Function& f, double a, double b, double tolerance) {
  double fa = f(a);
  double fb = f(b);
  double c = a;
  double fc = fa;
  for (int turn = 0; turn < 1000; ++turn) {
    const double before = b - a;
    if (std::abs(fc) < std::abs(fb)) {
      a = b, b = c, c = a;
      fa = fb, fb = fc, fc = fa;
    }
    const double near = 2 * std::numeric_limits<double>::epsilon() * std::abs(b) + tolerance / 2;
    double step = (c - b) / 2;
    if (std::abs(step) <= near || fb == 0) return b;
    if (std::abs(before) >= near && std::abs(fa) > std::abs(fb)) {
      const double s = fb / fa;
      double p = (c - b) * s;
      double q = 1 - s;
      if (a != c) {  // through three points, else a straight line
        const double u = fa / fc;
        const double v = fb / fc;
        p = s * ((c - b) * u * (u - v) - (b - a) * (v - 1));
        q = (u - 1) * (v - 1) * (s - 1);
      }
      if (p > 0)
        q = -q;
      else
        p = -p;
      if (p < 0.75 * (c - b) * q - std::abs(near * q) / 2 && p < std::abs(before * q / 2)) step = p / q;
    }
    if (std::abs(step) < near) step = step > 0 ? near : -near;
    a = b, fa = fb;
    b += step, fb = f(b);
    if ((fb > 0) == (fc > 0)) c = a, fc = fa;
  }
  return b;
}

class FisherSearch {
 public:
  explicit FisherSearch(const TwoGroups& groups) {
    const double events = groups.treated.events + groups.comparison.events;
    least_ = std::max(0.0, events - groups.comparison.people);
    const double most = std::min(events, groups.treated.people);
    place_ = static_cast<std::size_t>(groups.treated.events - least_);
    logs_.resize(static_cast<std::size_t>(most - least_) + 1);
    for (std::size_t at = 1; at < logs_.size(); ++at) {
      const double k = least_ + static_cast<double>(at);
      logs_[at] = logs_[at - 1] + std::log(groups.treated.people - k + 1) + std::log(events - k + 1) -
                  std::log(k) - std::log(groups.comparison.people - events + k);
    }
  }

  [[nodiscard]] double odds() const {
    return odds_where([this](double odds) { return mean(odds) - static_cast<double>(place_); }, true);
  }
  [[nodiscard]] double low(double tail) const {
    if (place_ == 0) return 0;
    return odds_where([&](double odds) { return sum(odds, place_, logs_.size()) - tail; }, true);
  }
  [[nodiscard]] double high(double tail) const {
    if (place_ + 1 == logs_.size()) return std::numeric_limits<double>::infinity();
    return odds_where([&](double odds) { return sum(odds, 0, place_ + 1) - tail; }, false);
  }

 private:
  template <class Function>
  [[nodiscard]] double odds_where(const Function& f, bool rising) const {
    constexpr double epsilon = std::numeric_limits<double>::epsilon();
    const double tolerance = std::pow(epsilon, 0.25);
    const bool below_one = (f(1) > 0) == rising;
    if (below_one) return brent_root(f, 0, 1, tolerance);
    return 1 / brent_root([&](double inverse) { return f(1 / inverse); }, epsilon, 1, tolerance);
  }

  [[nodiscard]] std::vector<double> chances(double odds) const {
    std::vector<double> out(logs_.size(), 0.0);
    if (odds == 0) return out[0] = 1, out;
    double top = -std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at < out.size(); ++at)
      top = std::max(top, out[at] = logs_[at] + std::log(odds) * static_cast<double>(at));
    for (double& value : out) value = std::exp(value - top);
    const double all = std::accumulate(out.begin(), out.end(), 0.0);
    for (double& value : out) value /= all;
    return out;
  }
  [[nodiscard]] double sum(double odds, std::size_t from, std::size_t to) const {
    const std::vector<double> all = chances(odds);
    return std::accumulate(all.begin() + static_cast<std::ptrdiff_t>(from),
                           all.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
  }
  [[nodiscard]] double mean(double odds) const {
    const std::vector<double> all = chances(odds);
    double out = 0;
    for (std::size_t at = 0; at < all.size(); ++at) out += all[at] * static_cast<double>(at);
    return out;
  }

  double least_ = 0;
  std::size_t place_ = 0;
  std::vector<double> logs_;
};

}  // namespace outturn::comparison::test
