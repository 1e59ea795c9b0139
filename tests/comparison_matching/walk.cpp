#include "tests/comparison_matching/walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace outturn::comparison::test {
namespace {

using Rows = std::vector<std::uint32_t>;

struct Candidate {
  double distance;
  std::uint32_t row;
};

class Walk {
 public:
  Walk(const Cohort& cohort, const std::vector<double>& values, const Matching& matching)
      : cohort_(cohort),
        values_(values),
        matching_(matching),
        places_(cohort.size()),
        place_(cohort.size()),
        free_(cohort.size(), true) {
    std::iota(places_.begin(), places_.end(), 0U);
    std::stable_sort(places_.begin(), places_.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    for (std::size_t p = 0; p < places_.size(); ++p) place_[places_[p]] = static_cast<int>(p);
  }

  void take(std::uint32_t row) { free_[row] = false; }
  bool is_free(std::uint32_t row) const { return free_[row]; }

  /// Left, right, left, right: up to `want` from each side, in the order met, then nearest first.
  Rows find(std::uint32_t t, std::size_t want, const Rows& reached) const {
    int low = place_[t];
    int high = low;
    for (const std::uint32_t row : reached) {
      low = std::min(low, place_[row]);
      high = std::max(high, place_[row]);
    }
    std::vector<Candidate> met;
    std::size_t from_low = 0;
    std::size_t from_high = 0;
    while (low >= 0 || high < static_cast<int>(places_.size())) {
      if (low >= 0 && (--low < 0 || !step(t, low, want, from_low, met))) low = -1;
      if (high < static_cast<int>(places_.size()) &&
          (++high == static_cast<int>(places_.size()) || !step(t, high, want, from_high, met)))
        high = static_cast<int>(places_.size());
    }
    std::stable_sort(met.begin(), met.end(),
                     [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
    Rows rows;
    for (std::size_t i = 0; i < std::min(want, met.size()); ++i) rows.push_back(met[i].row);
    return rows;
  }

 private:
  /// Looks at one place; false when this side is done.
  bool step(std::uint32_t t, int place, std::size_t want, std::size_t& found,
            std::vector<Candidate>& met) const {
    const std::uint32_t row = places_[static_cast<std::size_t>(place)];
    if (cohort_.treated[row] != 0 || !free_[row]) return true;
    const double distance = std::abs(values_[t] - values_[row]);
    if (matching_.caliper && distance > *matching_.caliper) return false;
    const auto nearer = std::count_if(met.begin(), met.end(),
                                      [&](const Candidate& each) { return each.distance < distance; });
    if (static_cast<std::size_t>(nearer) >= want) return false;
    for (const Covariate& key : cohort_.exact)
      if (key.codes[row] != key.codes[t]) return true;
    met.push_back({distance, row});
    return ++found < want;
  }

  const Cohort& cohort_;
  const std::vector<double>& values_;
  const Matching& matching_;
  Rows places_;
  std::vector<int> place_;
  std::vector<bool> free_;
};

Rows treated_in_order(const Cohort& cohort, const std::vector<double>& values, const Matching& matching) {
  Rows rows;
  for (std::uint32_t i = 0; i < cohort.size(); ++i)
    if (cohort.treated[i] != 0) rows.push_back(i);
  if (matching.order == Order::largest)
    std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return values[a] > values[b]; });
  if (matching.order == Order::smallest)
    std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  return rows;
}

struct Bid {
  double distance;
  std::uint32_t t;
  std::uint32_t partner;
};

/// A round of the closest first, on a plain list.
void closest_round(Walk& walk, const std::vector<double>& values, std::vector<Rows>& got, Rows& live) {
  std::vector<Bid> list;
  Rows still;
  const auto bid = [&](std::uint32_t t, const Rows& found) {
    return Bid{std::abs(values[t] - values[found.front()]), t, found.front()};
  };
  for (const std::uint32_t t : live)
    if (const Rows found = walk.find(t, 1, got[t]); !found.empty()) list.push_back(bid(t, found));
  std::stable_sort(list.begin(), list.end(),
                   [](const Bid& a, const Bid& b) { return a.distance < b.distance; });
  while (!list.empty()) {
    const Bid first = list.front();
    list.erase(list.begin());
    if (walk.is_free(first.partner)) {
      walk.take(first.partner);
      got[first.t].push_back(first.partner);
      still.push_back(first.t);
      continue;
    }
    Rows reached = got[first.t];
    reached.push_back(first.partner);
    const Rows found = walk.find(first.t, 1, reached);
    if (found.empty()) continue;
    const Bid again = bid(first.t, found);
    list.insert(std::find_if(list.begin(), list.end(),
                             [&](const Bid& each) { return each.distance >= again.distance; }),
                again);
  }
  std::sort(still.begin(), still.end());
  live = still;
}

}  // namespace

std::vector<Rows> walk(const Cohort& cohort, const std::vector<double>& values, const Matching& matching) {
  Walk walk(cohort, values, matching);
  Rows live = treated_in_order(cohort, values, matching);
  std::vector<Rows> got(cohort.size());
  if (matching.replace) {
    for (const std::uint32_t t : live) got[t] = walk.find(t, matching.ratio, {});
    live.clear();
  }
  for (std::uint32_t round = 0; round < matching.ratio && !live.empty(); ++round) {
    if (matching.order == Order::closest) {
      closest_round(walk, values, got, live);
      continue;
    }
    Rows still;
    for (const std::uint32_t t : live) {
      const Rows found = walk.find(t, 1, got[t]);
      if (found.empty()) continue;
      walk.take(found.front());
      got[t].push_back(found.front());
      still.push_back(t);
    }
    live = still;
  }
  std::vector<Rows> pairs;
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if (cohort.treated[i] != 0) pairs.push_back(got[i]);
  return pairs;
}

}  // namespace outturn::comparison::test
