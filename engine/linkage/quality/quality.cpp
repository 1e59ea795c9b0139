#include "engine/linkage/quality/quality.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace outturn::linkage {
namespace {

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

/// Records of each group together, groups of those whose value is known only.
template <class Value>
std::vector<std::vector<std::uint32_t>> groups_of(const std::vector<Value>& value,
                                                  const std::vector<Code>& known) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < value.size(); ++i) {
    if (known[i] != missing) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return value[a] < value[b]; });
  std::vector<std::vector<std::uint32_t>> groups;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || value[order[i]] != value[order[i - 1]]) groups.emplace_back();
    groups.back().push_back(order[i]);
  }
  return groups;
}

}  // namespace

double Rates::precision() const {
  return share(static_cast<double>(right), static_cast<double>(right + wrong));
}
double Rates::recall() const {
  return share(static_cast<double>(right), static_cast<double>(right + missed));
}
double Rates::f1() const {
  return share(2 * static_cast<double>(right), static_cast<double>(2 * right + wrong + missed));
}

TruthSet::TruthSet(const Records& records, const std::vector<Code>& person, bool between_only)
    : records_(records), person_(person), between_only_(between_only) {
  for (const auto& group : groups_of(person, person)) {
    true_pairs_ += pairs_in(group);
    ++true_people_;
    largest_true_ = std::max<std::uint64_t>(largest_true_, group.size());
  }
}

std::uint64_t TruthSet::pairs_in(const std::vector<std::uint32_t>& group) const {
  const auto count = [](std::uint64_t n) { return n * (n - 1) / 2; };
  std::uint64_t pairs = count(group.size());
  if (!between_only_) return pairs;
  std::vector<std::uint64_t> of(records_.datasets.size(), 0);
  for (const std::uint32_t record : group) ++of[records_.dataset[record]];
  for (const std::uint64_t n : of) pairs -= n > 0 ? count(n) : 0;
  return pairs;
}

bool TruthSet::known(std::uint32_t left, std::uint32_t right) const {
  return person_[left] != missing && person_[right] != missing;
}

bool TruthSet::is_match(std::uint32_t left, std::uint32_t right) const {
  return known(left, right) && person_[left] == person_[right];
}

std::uint64_t TruthSet::count_true(const std::function<bool(std::uint32_t, std::uint32_t)>& looked_at) const {
  std::uint64_t found = 0;
  for (const auto& group : groups_of(person_, person_)) {
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j) {
        if (between_only_ && records_.dataset[group[i]] == records_.dataset[group[j]]) continue;
        found += looked_at(group[i], group[j]) ? 1 : 0;
      }
    }
  }
  return found;
}

Rates TruthSet::at(const std::vector<Judged>& pairs, double threshold) const {
  Rates rates;
  rates.threshold = threshold;
  for (const Judged& pair : pairs) {
    if (pair.probability < threshold || !known(pair.left, pair.right)) continue;
    ++(is_match(pair.left, pair.right) ? rates.right : rates.wrong);
  }
  rates.missed = true_pairs_ - std::min(true_pairs_, rates.right);
  return rates;
}

Rates TruthSet::best(const std::vector<Judged>& pairs) const {
  std::vector<Judged> order = pairs;
  std::sort(order.begin(), order.end(),
            [](const Judged& a, const Judged& b) { return a.probability > b.probability; });
  Rates best;
  Rates now;
  best.missed = true_pairs_;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (known(order[i].left, order[i].right))
      ++(is_match(order[i].left, order[i].right) ? now.right : now.wrong);
    if (i + 1 < order.size() && order[i + 1].probability == order[i].probability) continue;
    now.threshold = order[i].probability;
    now.missed = true_pairs_ - std::min(true_pairs_, now.right);
    if (now.f1() > best.f1()) best = now;
  }
  return best;
}

std::vector<Band> TruthSet::bands(const std::vector<Judged>& pairs) const {
  static constexpr std::array<double, 9> edges{0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1};
  std::vector<Band> bands;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) bands.push_back({edges[i], edges[i + 1], 0, 0, 0});
  for (const Judged& pair : pairs) {
    if (!known(pair.left, pair.right)) continue;
    std::size_t at = 0;
    while (at + 1 < bands.size() && pair.probability >= bands[at].to) ++at;
    ++bands[at].pairs;
    bands[at].expected += pair.probability;
    if (is_match(pair.left, pair.right)) ++bands[at].right;
  }
  return bands;
}

PeopleQuality TruthSet::people(const std::vector<std::uint32_t>& person) const {
  PeopleQuality quality;
  quality.true_people = true_people_;
  quality.largest_true = largest_true_;
  std::vector<std::uint64_t> size_of_true;
  for (const Code p : person_) {
    if (p == missing) continue;
    const auto at = static_cast<std::size_t>(p);
    if (at >= size_of_true.size()) size_of_true.resize(at + 1, 0);
    ++size_of_true[at];
  }
  double records = 0;
  for (const auto& group : groups_of(person, person_)) {
    ++quality.found_people;
    quality.largest = std::max<std::uint64_t>(quality.largest, group.size());
    std::map<Code, std::vector<std::uint32_t>> by_truth;
    for (const std::uint32_t record : group) by_truth[person_[record]].push_back(record);
    std::uint64_t right = 0;
    for (const auto& [truth, members] : by_truth) {
      const auto n = static_cast<double>(members.size());
      right += pairs_in(members);
      quality.b_cubed_precision += n * n / static_cast<double>(group.size());
      quality.b_cubed_recall += n * n / static_cast<double>(size_of_true[static_cast<std::size_t>(truth)]);
      records += n;
    }
    quality.pairs.right += right;
    quality.pairs.wrong += pairs_in(group) - right;
    const bool whole = by_truth.size() == 1 &&
                       size_of_true[static_cast<std::size_t>(by_truth.begin()->first)] == group.size();
    quality.exactly_right += whole ? 1 : 0;
  }
  quality.pairs.missed = true_pairs_ - std::min(true_pairs_, quality.pairs.right);
  quality.b_cubed_precision = share(quality.b_cubed_precision, records);
  quality.b_cubed_recall = share(quality.b_cubed_recall, records);
  return quality;
}

}  // namespace outturn::linkage
