#include "engine/linkage/people/grouping.h"

#include <algorithm>
#include <cmath>

namespace outturn::linkage {
namespace {

constexpr std::size_t most_asked = 4096;  // pairs between two groups; of more an even selection is asked

}  // namespace

void Grouping::Parts::clear() {
  sum.assign(sum.size(), 0);
  seen.assign(seen.size(), 0);
}

void Grouping::Parts::add(const std::vector<double>& parts, double times) {
  sum.resize(parts.size(), 0);
  seen.resize(parts.size(), 0);
  for (std::size_t p = 0; p < parts.size(); ++p) {
    if (std::isnan(parts[p])) continue;
    sum[p] += parts[p] * times;
    seen[p] += times;
  }
}

Grouping::Grouping(const std::vector<std::uint16_t>& dataset, const PairWeight& weight,
                   const PeopleOptions& options, SizeBits at_least)
    : dataset_(dataset),
      weight_(weight),
      options_(options),
      at_least_(std::move(at_least)),
      rank_(dataset.size()),
      parent_(dataset.size()),
      next_(dataset.size()),
      size_(dataset.size(), 1),
      sets_(rank_.data(), parent_.data()) {
  for (std::uint32_t i = 0; i < dataset.size(); ++i) {
    sets_.make_set(i);
    next_[i] = i;
  }
  for (const auto& [left, right] : options.barred) {
    barred_.emplace_back(left, right);
    barred_.emplace_back(right, left);
  }
  std::sort(barred_.begin(), barred_.end());
}

bool Grouping::bars(std::uint32_t left, std::uint32_t right) {
  if (barred_.empty()) return false;
  std::uint32_t a = sets_.find_set(left);
  std::uint32_t b = sets_.find_set(right);
  if (size_[b] < size_[a]) std::swap(a, b);
  for (const std::uint32_t record : members(a)) {
    auto at = std::lower_bound(barred_.begin(), barred_.end(), RecordPair{record, 0});
    for (; at != barred_.end() && at->first == record; ++at) {
      if (sets_.find_set(at->second) == b) return true;
    }
  }
  return false;
}

void Grouping::take(const Edge& edge) {
  const std::uint32_t a = sets_.find_set(edge.left);
  const std::uint32_t b = sets_.find_set(edge.right);
  if (a == b) return;
  if (bars(a, b)) {
    ++barred_count_;
    return;
  }
  if (size_[a] == 1 && size_[b] == 1) return take_two(edge);
  const std::vector<std::uint32_t> left = members(a);
  const std::vector<std::uint32_t> right = members(b);
  if (share_a_dataset(left, right)) {
    ++kept_apart_;
    return;
  }
  const double mean = mean_between(left, right) + repeated_disagreement();
  if (mean + size_bits(left.size(), right.size()) < options_.least_mean) {
    ++refused_;
    return;
  }
  join_by(edge);
}

/// Two records alone: most edges, and nothing more is to be asked of them.
void Grouping::take_two(const Edge& edge) {
  if (!options_.once_in.empty() && options_.once_in[dataset_[edge.left]] &&
      dataset_[edge.left] == dataset_[edge.right]) {
    ++kept_apart_;
  } else if (edge.weight + size_bits(1, 1) < options_.least_mean) {
    ++refused_;
  } else {
    join_by(edge);
  }
}

void Grouping::join_by(const Edge& edge) {
  join(edge.left, edge.right);
  joined_.push_back(edge);
}

bool Grouping::take_sure(const RecordPair& pair) {
  const std::uint32_t a = sets_.find_set(pair.first);
  const std::uint32_t b = sets_.find_set(pair.second);
  if (a == b || bars(a, b) || share_a_dataset(members(a), members(b))) return false;
  join(a, b);
  return true;
}

void Grouping::join(std::uint32_t left, std::uint32_t right) {
  const std::uint32_t a = sets_.find_set(left);
  const std::uint32_t b = sets_.find_set(right);
  if (a == b) return;
  std::swap(next_[a], next_[b]);
  const std::uint32_t size = size_[a] + size_[b];
  sets_.link(a, b);
  size_[sets_.find_set(a)] = size;
}

std::vector<std::uint32_t> Grouping::members(std::uint32_t root) const {
  std::vector<std::uint32_t> out{root};
  for (std::uint32_t i = next_[root]; i != root; i = next_[i]) out.push_back(i);
  std::sort(out.begin(), out.end());
  return out;
}

bool Grouping::share_a_dataset(const std::vector<std::uint32_t>& a,
                               const std::vector<std::uint32_t>& b) const {
  if (options_.once_in.empty()) return false;
  return std::any_of(a.begin(), a.end(), [&](std::uint32_t i) {
    return options_.once_in[dataset_[i]] &&
           std::any_of(b.begin(), b.end(), [&](std::uint32_t j) { return dataset_[j] == dataset_[i]; });
  });
}

double Grouping::mean_between(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  const std::size_t all = a.size() * b.size();
  const std::size_t step = std::max<std::size_t>(all / most_asked, 1);
  double sum = 0;
  double asked = 0;
  between_.clear();
  for (std::size_t k = 0; k < all; k += step) {
    const std::uint32_t i = a[k / b.size()];
    const std::uint32_t j = b[k % b.size()];
    sum += weight_(std::min(i, j), std::max(i, j), parts_);
    asked += 1;
    between_.add(parts_, static_cast<double>(step));
  }
  return sum / asked;
}

/// What speaks against, seen again and again, weighs more than once: two NINOs written five times each are
/// no slip of the pen. The square root of the pairs that could be compared is the records on each side.
double Grouping::repeated_disagreement() const {
  double extra = 0;
  for (std::size_t p = 0; p < std::min(between_.sum.size(), options_.repeats.size()); ++p) {
    if (between_.seen[p] == 0 || between_.sum[p] >= 0) continue;
    const double times = std::sqrt(between_.seen[p]);
    const double counted = std::pow(std::min(times, options_.counts_in_full), options_.repeats[p]) *
                           std::max(times / options_.counts_in_full, 1.0);
    extra += between_.sum[p] / between_.seen[p] * (counted - 1);
  }
  return extra;
}

/// Nothing where sizes fall off evenly (each further record as likely as the one before) or where one person
/// in twenty has as many; else what a person of this many records lacks against that.
double Grouping::size_bits(std::size_t a, std::size_t b) const {
  if (at_least_.size() < 3) return 0;
  const auto bits = [&](std::size_t n) { return at_least_[std::min(n, at_least_.size() - 1)]; };
  constexpr double seldom = -4.32;  // log2 of 1 in 20
  if (bits(a + b) > seldom) return 0;
  return options_.sizes_count * std::min(0.0, bits(a + b) - bits(a) - bits(b) - bits(2));
}

People Grouping::people() {
  constexpr std::uint32_t none = UINT32_MAX;
  People people;
  std::vector<std::uint32_t> number(dataset_.size(), none);
  people.person.resize(dataset_.size());
  for (std::uint32_t i = 0; i < dataset_.size(); ++i) {
    std::uint32_t& n = number[sets_.find_set(i)];
    if (n == none) n = people.count++;
    people.person[i] = n;
  }
  people.refused = refused_;
  people.kept_apart = kept_apart_;
  people.barred = barred_count_;
  people.joined = joined_;
  return people;
}

}  // namespace outturn::linkage
