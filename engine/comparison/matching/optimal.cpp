#include "engine/comparison/matching/optimal.h"

#include <iterator>
#include <set>

#include "engine/comparison/matching/free_places.h"

namespace outturn::comparison {
namespace {

/// The slopes of the least cost between neighbouring balances, at one point of the line. Those left of
/// balance 0 fall by as much as one walks, those right of it rise; each side is told apart by sign, for the
/// balance of least cost is where the sign changes.
class Slopes {
 public:
  /// The walk goes on to `x`.
  void walk_to(double x) {
    x_ = x;
    while (!left_rising_.empty() && left_slope(*left_rising_.begin()) < 0)
      left_falling_.insert(left_rising_.extract(left_rising_.begin()));
    while (!right_falling_.empty() && right_slope(*right_falling_.rbegin()) >= 0)
      right_rising_.insert(right_falling_.extract(std::prev(right_falling_.end())));
  }

  /// Somebody who must be paired: every balance is one more.
  void add_person() {
    ++highest_;
    if (left_rising_.empty() && left_falling_.empty()) return;
    std::multiset<double>& from = left_rising_.empty() ? left_falling_ : left_rising_;
    const auto last = std::prev(from.end());
    const double slope = left_slope(*last);
    from.erase(last);
    put_right(slope);
  }

  /// Somebody who may be: one slope of 0 more. Returns the balance of least cost before.
  std::ptrdiff_t add_possible() {
    const std::ptrdiff_t best = least_cost_balance();
    const bool below_all = highest_ - segments() > 0;  // even with all of them used somebody still looks
    const bool goes_left = !below_all && right_falling_.empty();
    if (goes_left) {
      left_rising_.insert(x_);
    } else {
      put_right(0);
      if (!below_all) move_lowest_left();
    }
    return best;
  }

 private:
  [[nodiscard]] double left_slope(double stored) const { return stored - x_; }
  [[nodiscard]] double right_slope(double stored) const { return stored + x_; }
  [[nodiscard]] std::ptrdiff_t segments() const {
    return static_cast<std::ptrdiff_t>(left_falling_.size() + left_rising_.size() + right_falling_.size() +
                                       right_rising_.size());
  }
  [[nodiscard]] std::ptrdiff_t least_cost_balance() const {
    return highest_ - segments() + static_cast<std::ptrdiff_t>(left_falling_.size() + right_falling_.size());
  }
  void put_right(double slope) { (slope < 0 ? right_falling_ : right_rising_).insert(slope - x_); }
  void move_lowest_left() {
    std::multiset<double>& from = right_falling_.empty() ? right_rising_ : right_falling_;
    const double slope = right_slope(*from.begin());
    from.erase(from.begin());
    (slope < 0 ? left_falling_ : left_rising_).insert(slope + x_);
  }

  double x_ = 0;
  std::ptrdiff_t highest_ = 0;  ///< the balance if nobody possible is used
  std::multiset<double> left_falling_;
  std::multiset<double> left_rising_;
  std::multiset<double> right_falling_;
  std::multiset<double> right_rising_;
};

struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Which of the larger group are paired, when all of the smaller are: slots, ascending.
std::vector<std::uint32_t> best_used(const Line& line, const Stretch& stretch, std::uint8_t larger) {
  Slopes slopes;
  std::vector<std::ptrdiff_t> best(stretch.end - stretch.begin, 0);
  for (std::uint32_t slot = stretch.begin; slot < stretch.end; ++slot) {
    slopes.walk_to(line.value[slot]);
    if (line.partner[slot] == larger)
      best[slot - stretch.begin] = slopes.add_possible();
    else
      slopes.add_person();
  }
  std::vector<std::uint32_t> used;
  std::ptrdiff_t balance = 0;
  for (std::uint32_t slot = stretch.end; slot-- > stretch.begin;) {
    if (line.partner[slot] != larger) {
      --balance;
    } else if (balance < best[slot - stretch.begin]) {
      used.push_back(slot);
      ++balance;
    }
  }
  return {used.rbegin(), used.rend()};
}

/// On a line the pairs of two given groups of one size cost least in their order.
void pair_stretch(const Line& line, const Stretch& stretch, std::vector<std::uint32_t>& partner_slot) {
  std::size_t others = 0;
  for (std::uint32_t slot = stretch.begin; slot < stretch.end; ++slot) others += line.partner[slot];
  const std::uint8_t larger = 2 * others >= stretch.end - stretch.begin ? 1 : 0;
  const std::vector<std::uint32_t> used = best_used(line, stretch, larger);
  std::size_t next = 0;
  for (std::uint32_t slot = stretch.begin; slot < stretch.end; ++slot) {
    if (line.partner[slot] == larger) continue;
    const std::uint32_t other = used[next++];
    partner_slot[larger == 1 ? slot : other] = larger == 1 ? other : slot;
  }
}

}  // namespace

void match_optimally(const Line& line, Matched& matched) {
  std::vector<std::uint32_t> partner_slot(line.value.size(), no_place);
  for (std::size_t key = 0; key + 1 < line.begins.size(); ++key)
    pair_stretch(line, {line.begins[key], line.begins[key + 1]}, partner_slot);
  std::vector<std::uint32_t> partner(line.seekers.size(), no_place);
  for (const Seeker& seeker : line.seekers) partner[seeker.ordinal] = partner_slot[seeker.slot];
  matched.first.assign(1, 0);
  for (const std::uint32_t slot : partner) {
    if (slot != no_place) matched.partners.push_back(line.person[slot]);
    matched.first.push_back(static_cast<std::uint32_t>(matched.partners.size()));
  }
}

}  // namespace outturn::comparison
