#include "engine/linkage/people/people.h"

#include <algorithm>
#include <cmath>

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

/// Of two datasets that hold each person once, with few records left on either side, a pair of leftovers is
/// likelier than a pair at large: its odds grow as the matches still expected among the pairs still possible.
double gain_of_leftovers(const std::vector<std::uint16_t>& dataset, const std::vector<Edge>& edges,
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
    expected += probability(edge.weight);
    const bool across = dataset[edge.left] != dataset[edge.right];
    if (!across || !grouping.alone(edge.left) || !grouping.alone(edge.right)) continue;
    still += probability(edge.weight);
  }
  if (still <= 0 || expected <= 0) return 0;
  const double gain =
      std::log2(still / (left_over[0] * left_over[1])) - std::log2(expected / (size[0] * size[1]));
  return std::max(gain, 0.0);
}

void take_leftovers(const std::vector<std::uint16_t>& dataset, const std::vector<Edge>& edges, double gain,
                    Grouping& grouping) {
  for (const Edge& edge : edges) {
    const bool across = dataset[edge.left] != dataset[edge.right];
    if (across && grouping.alone(edge.left) && grouping.alone(edge.right) && edge.weight + gain >= 0)
      grouping.join(edge.left, edge.right);
  }
}

/// The surest first.
void put_in_order(std::vector<Edge>& edges) {
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.left != b.left ? a.left < b.left : a.right < b.right;
  });
}

void take_all(const std::vector<Edge>& edges, const PeopleOptions& options, Grouping& grouping) {
  for (const Edge& edge : edges) {
    if (edge.weight < options.least_edge) break;
    grouping.take(edge);
  }
}

}  // namespace

People people_of(const std::vector<std::uint16_t>& dataset, std::vector<Edge> edges, const PairWeight& weight,
                 const PeopleOptions& options) {
  put_in_order(edges);
  Prevalence prevalence;
  {
    Grouping first(dataset, weight, options, {});
    take_all(edges, options, first);
    prevalence.sizes = sizes_found(first.people());
  }
  Grouping second(dataset, weight, options, prevalence.sizes);
  take_all(edges, options, second);
  if (options.one_to_one) {
    prevalence.leftovers = gain_of_leftovers(dataset, edges, second);
    take_leftovers(dataset, edges, prevalence.leftovers, second);
  }
  People people = second.people();
  people.prevalence = std::move(prevalence);
  return people;
}

People people_among(const std::vector<std::uint16_t>& dataset, std::vector<Edge> edges,
                    const PairWeight& weight, const PeopleOptions& options, const Prevalence& prevalence) {
  put_in_order(edges);
  Grouping grouping(dataset, weight, options, prevalence.sizes);
  take_all(edges, options, grouping);
  if (options.one_to_one) take_leftovers(dataset, edges, prevalence.leftovers, grouping);
  return grouping.people();
}

std::string people_fault(const People& people, const std::vector<std::uint16_t>& dataset,
                         const PeopleOptions& options) {
  if (people.person.size() != dataset.size()) return "not every record is in a person";
  std::vector<std::pair<std::uint32_t, std::uint16_t>> seen;
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    if (people.person[i] >= people.count) return "a person's number is too large";
    if (!options.once_in.empty() && options.once_in[dataset[i]])
      seen.emplace_back(people.person[i], dataset[i]);
  }
  std::sort(seen.begin(), seen.end());
  if (std::adjacent_find(seen.begin(), seen.end()) != seen.end()) {
    return "a person is twice in a dataset that holds each once";
  }
  return "";
}

}  // namespace outturn::linkage
