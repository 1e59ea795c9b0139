#include "engine/comparison/matching/nearest.h"

#include <algorithm>
#include <cmath>
#include <queue>

#include "engine/comparison/matching/free_places.h"

namespace outturn::comparison {
namespace {

struct Found {
  std::uint32_t slot = no_place;
  double distance = 0;
};

/// How far out somebody's search has come on either side.
struct Reached {
  std::uint32_t low = 0;
  std::uint32_t high = 0;

  void include(std::uint32_t slot) {
    low = std::min(low, slot);
    high = std::max(high, slot);
  }
};

class Search {
 public:
  Search(const Line& line, double caliper) : line_(line), caliper_(caliper), free_(line.partner) {}

  void take(std::uint32_t slot) { free_.take(slot); }

  [[nodiscard]] Found below(const Seeker& seeker, std::uint32_t from) const {
    return within(seeker, free_.before(from), line_.first_of(seeker.slot), from);
  }
  [[nodiscard]] Found above(const Seeker& seeker, std::uint32_t from) const {
    return within(seeker, free_.after(from), from, line_.end_of(seeker.slot));
  }
  /// The lower of the two wins: less different, then fewer places away, then below.
  [[nodiscard]] bool prefers_low(const Found& low, const Found& high, const Reached& from) const {
    if (low.slot == no_place || high.slot == no_place) return high.slot == no_place;
    if (low.distance != high.distance) return low.distance < high.distance;
    return line_.place_of(from.low) - line_.place_of(low.slot) <=
           line_.place_of(high.slot) - line_.place_of(from.high);
  }
  [[nodiscard]] Found nearest(const Seeker& seeker, const Reached& from) const {
    const Found low = below(seeker, from.low);
    const Found high = above(seeker, from.high);
    return prefers_low(low, high, from) ? low : high;
  }

 private:
  [[nodiscard]] Found within(const Seeker& seeker, std::uint32_t slot, std::uint32_t begin,
                             std::uint32_t end) const {
    if (slot == no_place || slot < begin || slot >= end) return {};
    const double distance = std::abs(seeker.value - line_.value[slot]);
    if (caliper_ >= 0 && distance > caliper_) return {};
    return {slot, distance};
  }

  const Line& line_;
  double caliper_;
  FreePlaces free_;
};

/// Partners as chosen, `ratio` cells a seeker, by ordinal.
class Choices {
 public:
  Choices(std::size_t seekers, std::uint32_t ratio)
      : ratio_(ratio), cells_(seekers * ratio), counts_(seekers) {}

  void add(const Seeker& seeker, const Found& found) {
    cells_[std::size_t{seeker.ordinal} * ratio_ + counts_[seeker.ordinal]++] = found;
  }
  void write(const Line& line, Matched& matched) const {
    matched.first.assign(1, 0);
    for (std::size_t t = 0; t < counts_.size(); ++t) {
      for (std::uint32_t r = 0; r < counts_[t]; ++r) {
        const Found& found = cells_[t * ratio_ + r];
        matched.partners.push_back(line.person[found.slot]);
      }
      matched.first.push_back(static_cast<std::uint32_t>(matched.partners.size()));
    }
  }

 private:
  std::size_t ratio_;
  std::vector<Found> cells_;
  std::vector<std::uint32_t> counts_;
};

/// What a seeker carries from round to round.
struct Progress {
  Seeker seeker;
  Reached reached;
};

/// One round in the order given; who finds nobody is out for later rounds.
void take_turns(std::vector<Progress>& turns, Search& search, Choices& choices) {
  std::size_t live = 0;
  for (Progress& turn : turns) {
    const Found found = search.nearest(turn.seeker, turn.reached);
    if (found.slot == no_place) continue;
    search.take(found.slot);
    turn.reached.include(found.slot);
    choices.add(turn.seeker, found);
    turns[live++] = turn;
  }
  turns.resize(live);
}

struct Bid {
  double distance = 0;
  std::int64_t rank = 0;  ///< among equal distances, the lower first
  std::uint32_t turn = 0;
  std::uint32_t slot = 0;

  friend bool operator<(const Bid& a, const Bid& b) {  // std::priority_queue gives the highest
    return a.distance != b.distance ? a.distance > b.distance : a.rank > b.rank;
  }
};

/// One round in which the shortest distance goes first. Who comes too late seeks again from there, and
/// stands before those with the same distance.
void take_shortest(std::vector<Progress>& turns, Search& search, std::vector<std::uint8_t>& taken,
                   Choices& choices) {
  std::vector<Bid> bids;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const Found found = search.nearest(turns[i].seeker, turns[i].reached);
    if (found.slot != no_place)
      bids.push_back(
          {found.distance, static_cast<std::int64_t>(i), static_cast<std::uint32_t>(i), found.slot});
  }
  std::vector<std::uint8_t> served(turns.size(), 0);
  std::priority_queue<Bid> queue(std::less<Bid>(), std::move(bids));
  for (std::int64_t late = -1; !queue.empty();) {
    const Bid bid = queue.top();
    queue.pop();
    Progress& turn = turns[bid.turn];
    if (taken[bid.slot] == 0) {
      taken[bid.slot] = 1;
      search.take(bid.slot);
      turn.reached.include(bid.slot);
      choices.add(turn.seeker, {bid.slot, bid.distance});
      served[bid.turn] = 1;
      continue;
    }
    Reached from = turn.reached;
    from.include(bid.slot);
    const Found found = search.nearest(turn.seeker, from);
    if (found.slot != no_place) queue.push({found.distance, late--, bid.turn, found.slot});
  }
  std::size_t live = 0;
  for (std::size_t i = 0; i < turns.size(); ++i)
    if (served[i] != 0) turns[live++] = turns[i];
  turns.resize(live);
}

}  // namespace

void match_once_each(const Cohort& cohort, const Line& line, Order order, const NearestRules& rules,
                     Matched& matched) {
  Search search(line, rules.caliper);
  std::vector<Progress> turns;
  turns.reserve(line.seekers.size());
  for (const Seeker& seeker : in_order(cohort, line, order, rules.ties))
    turns.push_back({seeker, {seeker.slot, seeker.slot}});
  Choices choices(turns.size(), rules.ratio);
  std::vector<std::uint8_t> taken(order == Order::closest ? cohort.size() : 0, 0);
  for (std::uint32_t round = 0; round < rules.ratio && !turns.empty(); ++round) {
    if (order == Order::closest)
      take_shortest(turns, search, taken, choices);
    else
      take_turns(turns, search, choices);
  }
  choices.write(line, matched);
}

void match_with_replacement(const Line& line, const NearestRules& rules, Matched& matched) {
  const Search search(line, rules.caliper);
  Choices choices(line.seekers.size(), rules.ratio);
  for (const Seeker& seeker : line.seekers) {
    const Reached from{seeker.slot, seeker.slot};
    Found low = search.below(seeker, seeker.slot);
    Found high = search.above(seeker, seeker.slot);
    for (std::uint32_t r = 0; r < rules.ratio; ++r) {
      const bool take_low = search.prefers_low(low, high, from);
      const Found found = take_low ? low : high;
      if (found.slot == no_place) break;
      choices.add(seeker, found);
      if (take_low)
        low = search.below(seeker, found.slot);
      else
        high = search.above(seeker, found.slot);
    }
  }
  choices.write(line, matched);
}

}  // namespace outturn::comparison
