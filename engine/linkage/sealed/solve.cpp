#include "engine/linkage/sealed/solve.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outturn::sealed {
namespace {

bool more_alike(const Candidate& a, const Candidate& b) {
  const auto order = a.similarity <=> b.similarity;
  if (order != 0) return order > 0;
  return a.left != b.left ? a.left < b.left : a.right < b.right;
}

/// Taken pairs of one step of similarity, and how many of them chance would give.
struct Step {
  double taken = 0;
  double by_chance = 0;
  std::size_t steps = 1;  ///< pooled

  // Half a pair on both sides: a step with a single pair proves little, either way.
  [[nodiscard]] double false_share() const {
    return std::min(1.0,
                    (by_chance + 0.5 * static_cast<double>(steps)) / (taken + static_cast<double>(steps)));
  }
};

/// Pools steps until the share of chance never rises with similarity (pool adjacent violators).
std::vector<double> falling(const std::vector<Step>& steps) {
  std::vector<Step> pools;
  for (const Step& step : steps) {
    pools.push_back(step);
    while (pools.size() > 1 && pools[pools.size() - 2].false_share() < pools.back().false_share()) {
      const Step last = pools.back();
      pools.pop_back();
      pools.back().taken += last.taken;
      pools.back().by_chance += last.by_chance;
      pools.back().steps += last.steps;
    }
  }
  std::vector<double> shares;
  for (const Step& pool : pools) shares.insert(shares.end(), pool.steps, pool.false_share());
  return shares;
}

}  // namespace

std::vector<Candidate> one_to_one(std::vector<Candidate> candidates, std::size_t left, std::size_t right) {
  std::sort(candidates.begin(), candidates.end(), more_alike);
  std::vector<bool> left_taken(left);
  std::vector<bool> right_taken(right);
  std::vector<Candidate> taken;
  for (const Candidate& pair : candidates) {
    if (left_taken[pair.left] || right_taken[pair.right]) continue;
    left_taken[pair.left] = right_taken[pair.right] = true;
    taken.push_back(pair);
  }
  return taken;
}

void add_strangers(const Filters& member, std::uint32_t threshold, const TaskRunner& run,
                   Strangers& strangers) {
  constexpr std::size_t most_rows = 20'000;
  const std::size_t rows = std::min(member.count(), most_rows);
  Filters some{member.words, {}};
  std::vector<std::uint32_t> record;
  for (std::size_t i = 0; i < rows; ++i) {
    record.push_back(static_cast<std::uint32_t>(i * member.count() / rows));
    some.bits.insert(some.bits.end(), member.row(record[i]), member.row(record[i]) + member.words);
  }
  CompareOptions options;
  options.threshold = threshold;
  strangers.found.resize(Strangers::steps + 1);
  const Compared compared = compare_all(some, member, options, run);
  for (const Candidate& pair : compared.candidates) {
    if (record[pair.left] != pair.right) ++strangers.found[Strangers::step_of(pair.similarity)];
  }
  if (!compared.too_many)
    strangers.pairs += static_cast<double>(rows) * static_cast<double>(member.count() - 1);
}

Calibration::Calibration(const std::vector<Candidate>& candidates, std::size_t left, std::size_t right,
                         const Strangers& strangers) {
  constexpr std::uint32_t steps = Strangers::steps;
  std::vector<Step> found(steps + 1);
  for (const Candidate& pair : one_to_one(candidates, left, right)) {
    ++found[Strangers::step_of(pair.similarity)].taken;
  }
  std::vector<double> all(steps + 1);
  for (const Candidate& pair : candidates) ++all[Strangers::step_of(pair.similarity)];
  // From the top: pairs of different people are as thick among the records still free as elsewhere.
  const double pairs = static_cast<double>(left) * static_cast<double>(right);
  double gone = 0;
  for (std::size_t i = steps + 1; i-- > 0;) {
    const double free = (static_cast<double>(left) - gone) * (static_cast<double>(right) - gone);
    const double outside = (all[i] - found[i].taken) / pairs;
    const double inside = strangers.pairs > 0 ? strangers.found[i] / strangers.pairs : 0;
    found[i].by_chance = std::max(inside, outside) * free;
    gone += found[i].taken;
  }
  by_step_ = falling(found);
  for (double& share : by_step_) share = 1 - share;
  // Below the least candidate nothing was looked at: no pair there is taken for a match.
  for (std::size_t i = 0; i <= steps && all[i] == 0; ++i) by_step_[i] = 0;
}

double Calibration::probability(const Similarity& similarity) const {
  if (by_step_.empty()) return 0;
  return by_step_[Strangers::step_of(similarity)];
}

std::uint32_t Calibration::threshold() const {
  for (std::uint32_t i = 0; i < by_step_.size(); ++i) {
    if (by_step_[i] >= 0.5) return i * 10'000 / Strangers::steps;
  }
  return 10'001;
}

double weight_of(double probability) {
  constexpr double most = 20;
  if (probability <= 0) return -most;
  if (probability >= 1) return most;
  return std::clamp(std::log2(probability / (1 - probability)), -most, most);
}

std::size_t Parties::place_of(std::size_t i, std::size_t j) const {
  return i * members.size() - i * (i + 1) / 2 + j - i - 1;
}

namespace {

/// Groups of records that grow together.
class Groups {
 public:
  explicit Groups(const Parties& parties) : parties_(parties) {
    for (const Party& member : parties.members) {
      first_.push_back(groups_.size());
      for (std::uint32_t i = 0; i < member.count; ++i) {
        groups_.push_back({{static_cast<std::uint32_t>(first_.size() - 1), i}});
      }
    }
    group_.resize(groups_.size());
    std::iota(group_.begin(), group_.end(), std::size_t{0});
  }

  void join(const Link& link) {
    std::size_t a = group_[number_of({link.left_member, link.pair.left})];
    std::size_t b = group_[number_of({link.right_member, link.pair.right})];
    if (a == b || clash(groups_[a], groups_[b]) || !alike(groups_[a], groups_[b], link)) return;
    if (groups_[a].size() < groups_[b].size()) std::swap(a, b);
    for (const Place& place : groups_[b]) {
      group_[number_of(place)] = a;
      groups_[a].push_back(place);
    }
    groups_[b].clear();
  }

  [[nodiscard]] bool together(const Link& link) const {
    return group_[number_of({link.left_member, link.pair.left})] ==
           group_[number_of({link.right_member, link.pair.right})];
  }

  std::vector<std::vector<Place>> finished() {
    std::vector<std::vector<Place>> out;
    for (auto& group : groups_) {
      if (group.empty()) continue;
      std::sort(group.begin(), group.end());
      out.push_back(std::move(group));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
      return (a.size() > 1) != (b.size() > 1) ? a.size() > 1 : a.front() < b.front();
    });
    return out;
  }

  [[nodiscard]] std::size_t number_of(const Place& place) const {
    return first_[place.member] + place.record;
  }

 private:
  static bool clash(const std::vector<Place>& a, const std::vector<Place>& b) {
    return std::any_of(a.begin(), a.end(), [&](const Place& x) {
      return std::any_of(b.begin(), b.end(), [&](const Place& y) { return x.member == y.member; });
    });
  }

  [[nodiscard]] bool alike(const std::vector<Place>& a, const std::vector<Place>& b, const Link& link) const {
    if (link.key > 0) return true;
    if (a.size() == 1 && b.size() == 1) return link.probability >= 0.5;
    double weight = 0;
    for (const Place& x : a) {
      for (const Place& y : b) weight += weight_of(probability(x, y));
    }
    return weight > 0;
  }

  [[nodiscard]] double probability(Place a, Place b) const {
    if (b < a) std::swap(a, b);
    return parties_.calibrations[parties_.place_of(a.member, b.member)].probability(similarity_of(
        *parties_.members[a.member].filters, a.record, *parties_.members[b.member].filters, b.record));
  }

  const Parties& parties_;
  std::vector<std::size_t> first_;
  std::vector<std::vector<Place>> groups_;
  std::vector<std::size_t> group_;
};

bool before(const Link& a, const Link& b) {
  if (a.key != b.key) return a.key != 0 && (b.key == 0 || a.key < b.key);
  const auto order = a.pair.similarity <=> b.pair.similarity;
  if (order != 0) return order > 0;
  if (a.left_member != b.left_member) return a.left_member < b.left_member;
  if (a.right_member != b.right_member) return a.right_member < b.right_member;
  return more_alike(a.pair, b.pair);
}

}  // namespace

Solved solve(const Parties& parties, std::vector<Link> links) {
  std::sort(links.begin(), links.end(), before);
  Groups groups(parties);
  for (const Link& link : links) {
    if (link.key > 0 || link.probability >= 0.5) groups.join(link);
  }
  std::size_t records = 0;
  for (const Party& member : parties.members) records += member.count;
  std::vector<double> best(records, Link::not_known);
  Solved solved;
  for (const Link& link : links) {
    if (!groups.together(link)) continue;
    solved.links.push_back(link);
    for (const Place& place :
         {Place{link.left_member, link.pair.left}, Place{link.right_member, link.pair.right}}) {
      double& held = best[groups.number_of(place)];
      held = std::max(held, link.probability);
    }
  }
  for (auto& places : groups.finished()) {
    std::vector<double> probabilities;
    for (const Place& place : places) {
      probabilities.push_back(places.size() == 1 ? 1.0 : best[groups.number_of(place)]);
    }
    solved.people.push_back({std::move(places), std::move(probabilities)});
  }
  return solved;
}

}  // namespace outturn::sealed
