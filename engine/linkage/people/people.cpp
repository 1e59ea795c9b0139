#include "engine/linkage/people/people.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/base/problem.h"
#include "engine/linkage/people/grouping.h"

namespace outturn::linkage {
namespace {

double probability(double weight) { return 1 / (1 + std::exp2(-weight)); }

SizeBits sizes_found(const People& people) {
  std::vector<std::uint32_t> size(people.count, 0);
  for (const std::uint32_t p : people.person) ++size[p];
  const std::uint32_t largest = size.empty() ? 0 : *std::max_element(size.begin(), size.end());
  std::vector<double> count(static_cast<std::size_t>(largest) * 2 + 2, 0);
  for (const std::uint32_t s : size) count[s] += 1;
  SizeBits bits(count.size(), 0);
  double sum = 0;
  for (std::size_t s = count.size(); s-- > 1;) {
    sum += count[s];
    bits[s] = std::log2((sum + 0.5) / (people.count + 0.5));
  }
  return bits;
}

void put_in_order(std::vector<Edge>& edges) {
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.left != b.left ? a.left < b.left : a.right < b.right;
  });
}

/// Which of the sure pairs made two groups one.
std::vector<bool> take_all(const std::vector<Edge>& edges, const PeopleOptions& options, Grouping& grouping) {
  std::vector<bool> sure_joined;
  for (const auto& [left, right] : options.must) grouping.join(left, right);
  for (const RecordPair& pair : options.sure) sure_joined.push_back(grouping.take_sure(pair));
  for (const Edge& edge : edges) {
    if (edge.weight < options.least_edge) break;
    grouping.take(edge);
  }
  return sure_joined;
}

bool is_left_over(const std::vector<std::uint16_t>& dataset, const Edge& edge, Grouping& grouping) {
  return dataset[edge.left] != dataset[edge.right] && grouping.alone(edge.left) && grouping.alone(edge.right);
}

/// Of two datasets that hold each person once, with few records left on either side, a pair of leftovers is
/// likelier than a pair at large: its odds grow as the matches still expected among the pairs still possible.
double leftover_gain(const std::vector<std::uint16_t>& dataset, const std::vector<Edge>& edges,
                     Grouping& grouping) {
  double size[2] = {0, 0};
  double left_over[2] = {0, 0};
  for (std::uint32_t i = 0; i < dataset.size(); ++i) {
    size[dataset[i]] += 1;
    left_over[dataset[i]] += grouping.alone(i) ? 1 : 0;
  }
  double expected = 0;
  double still = 0;
  for (const Edge& edge : edges) {
    if (dataset[edge.left] == dataset[edge.right]) continue;
    expected += probability(edge.weight);
    if (is_left_over(dataset, edge, grouping)) still += probability(edge.weight);
  }
  if (still <= 0 || expected <= 0) return 0;
  const double gain =
      std::log2(still / (left_over[0] * left_over[1])) - std::log2(expected / (size[0] * size[1]));
  return std::max(gain, 0.0);
}

void take_leftovers(const std::vector<std::uint16_t>& dataset, const std::vector<Edge>& edges, double gain,
                    Grouping& grouping) {
  for (const Edge& edge : edges) {
    if (edge.weight + gain < 0) break;
    if (is_left_over(dataset, edge, grouping) && !grouping.bars(edge.left, edge.right))
      grouping.join_by(edge);
  }
}

}  // namespace

People people_of(const std::vector<std::uint16_t>& dataset, std::vector<Edge> edges, const PairWeight& weight,
                 const PeopleOptions& options) {
  if (!contradicted(dataset.size(), options.must, options.barred).empty())
    throw Fault("people: a pair that must be of one person is barred");
  put_in_order(edges);
  PersonSizes sizes;
  {
    Grouping first(dataset, weight, options, {});
    (void)take_all(edges, options, first);
    sizes.at_least = sizes_found(first.people());
  }
  Grouping second(dataset, weight, options, sizes.at_least);
  std::vector<bool> sure_joined = take_all(edges, options, second);
  if (options.one_to_one) {
    sizes.leftover_gain = leftover_gain(dataset, edges, second);
    take_leftovers(dataset, edges, sizes.leftover_gain, second);
  }
  People people = second.people();
  people.sizes = std::move(sizes);
  people.sure_joined = std::move(sure_joined);
  return people;
}

People people_grown(const std::vector<std::uint16_t>& dataset, const std::vector<std::uint32_t>& standing,
                    std::vector<Edge> edges, const PairWeight& weight, const PeopleOptions& options,
                    const PersonSizes& sizes) {
  put_in_order(edges);
  Grouping grouping(dataset, weight, options, sizes.at_least);
  std::unordered_map<std::uint32_t, std::uint32_t> first;
  for (std::uint32_t i = 0; i < standing.size(); ++i) {
    const auto [at, fresh] = first.try_emplace(standing[i], i);
    if (!fresh) grouping.join(at->second, i);
  }
  std::vector<bool> sure_joined = take_all(edges, options, grouping);
  if (options.one_to_one) take_leftovers(dataset, edges, sizes.leftover_gain, grouping);
  People people = grouping.people();
  people.sizes = sizes;
  people.sure_joined = std::move(sure_joined);
  return people;
}

std::vector<RecordPair> contradicted(std::size_t records, const std::vector<RecordPair>& must,
                                     const std::vector<RecordPair>& barred) {
  std::vector<RecordPair> out;
  if (barred.empty()) return out;
  std::vector<std::uint32_t> rank(records);
  std::vector<std::uint32_t> parent(records);
  boost::disjoint_sets<std::uint32_t*, std::uint32_t*> sets(rank.data(), parent.data());
  for (std::uint32_t i = 0; i < records; ++i) sets.make_set(i);
  for (const auto& [left, right] : must) sets.union_set(left, right);
  for (const RecordPair& pair : barred) {
    if (sets.find_set(pair.first) == sets.find_set(pair.second)) out.push_back(pair);
  }
  return out;
}

std::string people_fault(const People& people, const std::vector<std::uint16_t>& dataset,
                         const PeopleOptions& options) {
  if (people.person.size() != dataset.size()) return "not every record is in a person";
  for (const std::uint32_t person : people.person) {
    if (person >= people.count) return "a person's number is too large";
  }
  std::vector<bool> by_review(people.count, false);  // a reviewer outranks what is known of datasets
  for (const auto& [left, right] : options.must) {
    if (people.person[left] != people.person[right])
      return "two records that a reviewer called one person are apart";
    by_review[people.person[left]] = true;
  }
  for (const auto& [left, right] : options.barred) {
    if (people.person[left] == people.person[right])
      return "two records that a reviewer called two people are one";
  }
  std::vector<std::pair<std::uint32_t, std::uint16_t>> seen;
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    if (!options.once_in.empty() && options.once_in[dataset[i]] && !by_review[people.person[i]])
      seen.emplace_back(people.person[i], dataset[i]);
  }
  std::sort(seen.begin(), seen.end());
  if (std::adjacent_find(seen.begin(), seen.end()) != seen.end()) {
    return "a person is twice in a dataset that holds each once";
  }
  return "";
}

}  // namespace outturn::linkage
