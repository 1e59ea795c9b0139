#include "engine/linkage/draws/draws.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include "engine/base/spread.h"
#include "engine/linkage/draws/parts.h"

namespace outturn::linkage {
namespace {

/// FNV-1a: the same on every machine.
std::uint64_t stable_hash(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return (hash ^ 0xFFU) * 1099511628211U;
}

/// log2 of the odds of a number drawn evenly between 0 and 1: logistic noise.
double noise(double even) { return std::log2(even / (1 - even)); }

/// One part of the records in one draw.
class DrawnPart {
 public:
  DrawnPart(const DrawGround& ground, const DrawOptions& options, const Kernels& kernels)
      : ground_(ground),
        kernels_(kernels),
        seed_(spread(options.seed)),
        limit_(std::log2((1 - options.least) / options.least)) {}

  /// Adds the part's records that are with others than decided.
  void draw(const UncertainPart& part, std::uint32_t number, std::vector<DrawnRecord>& out) {
    draw_ = spread(seed_ ^ number);
    std::vector<Edge> edges;
    for (const PartPair& pair : part.pairs) {
      const std::uint32_t left = part.records[pair.left];
      const std::uint32_t right = part.records[pair.right];
      if (!varies(left, right, pair.weight)) {
        edges.push_back({pair.left, pair.right, pair.weight});
      } else if (const double even = evenly(left, right); even >= pair.joins_from) {
        edges.push_back({pair.left, pair.right, pair.weight + noise(even)});
      }
    }
    std::vector<std::uint16_t> dataset;
    for (const std::uint32_t record : part.records) dataset.push_back(ground_.dataset[record]);
    std::vector<std::uint32_t> standing(part.records.size());
    std::iota(standing.begin(), standing.end(), 0U);
    const People people = people_grown(
        dataset, standing, std::move(edges),
        [&](std::uint32_t l, std::uint32_t r, std::vector<double>& parts) {
          const std::uint32_t left = part.records[l];
          const std::uint32_t right = part.records[r];
          const double weight = ground_.weight(left, right, parts);
          return varies(left, right, weight) ? weight + noise(evenly(left, right)) : weight;
        },
        part.rules, ground_.decided.sizes);
    tell_changes(part, people, out);
  }

 private:
  [[nodiscard]] bool varies(std::uint32_t left, std::uint32_t right, double weight) const {
    return std::abs(weight) <= limit_ && kernels_.first[left] != kernels_.first[right];
  }

  /// A number between 0 and 1, the same for all pairs of two kernels.
  [[nodiscard]] double evenly(std::uint32_t left, std::uint32_t right) const {
    const std::uint32_t a = kernels_.first[left];
    const std::uint32_t b = kernels_.first[right];
    const std::uint64_t bits =
        spread(spread(draw_ ^ ground_.stable[std::min(a, b)]) ^ ground_.stable[std::max(a, b)]);
    return (static_cast<double>(bits >> 11U) + 0.5) * 0x1p-53;
  }

  /// Groups that no decided person equals, record for record.
  void tell_changes(const UncertainPart& part, const People& people, std::vector<DrawnRecord>& out) const {
    const std::size_t n = part.records.size();
    std::vector<std::uint32_t> first(people.count, UINT32_MAX);
    std::vector<std::uint32_t> size(people.count, 0);
    std::vector<bool> same(people.count, true);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t p = people.person[i];
      first[p] = std::min(first[p], part.records[i]);
      ++size[p];
      same[p] = same[p] && ground_.decided.person[part.records[i]] == ground_.decided.person[first[p]];
    }
    for (std::size_t i = 0; i < n; ++i)
      if (size[people.person[i]] != part.decided_size[i]) same[people.person[i]] = false;
    if (std::all_of(same.begin(), same.end(), [](bool b) { return b; })) return;
    const std::vector<std::optional<double>> belonging = belongings(part, people, size);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t p = people.person[i];
      if (!same[p]) out.push_back({part.records[i], first[p], belonging[i]});
    }
  }

  [[nodiscard]] std::vector<std::optional<double>> belongings(const UncertainPart& part, const People& people,
                                                              const std::vector<std::uint32_t>& size) const {
    std::vector<double> sum(part.records.size(), 0);
    std::vector<double> seen(part.records.size(), 0);
    for (const PartPair& pair : part.pairs) {
      const std::uint32_t left = pair.left;
      const std::uint32_t right = pair.right;
      if (people.person[left] != people.person[right]) continue;
      for (const std::uint32_t i : {left, right}) {
        sum[i] += probability_of(pair.weight);
        seen[i] += 1;
      }
    }
    std::vector<std::optional<double>> out(part.records.size());
    for (std::size_t i = 0; i < out.size(); ++i)
      if (size[people.person[i]] > 1) out[i] = seen[i] > 0 ? sum[i] / seen[i] : 0.5;
    return out;
  }

  const DrawGround& ground_;
  const Kernels& kernels_;
  std::uint64_t seed_;
  double limit_;
  std::uint64_t draw_ = 0;
};

}  // namespace

Draws draw_people(const DrawGround& ground, const DrawOptions& options, const TaskRunner& run) {
  Draws draws;
  draws.options = options;
  const Kernels kernels = kernels_of(ground, options.least);
  const UncertainParts parts = uncertain_parts(ground, options.least);
  draws.uncertain_pairs = parts.uncertain_pairs;
  draws.certain_and_wrong = parts.certain_and_wrong;
  for (const UncertainPart& part : parts.parts) draws.records += part.records.size();
  draws.each.resize(options.draws);
  std::vector<Task> tasks;
  for (std::uint32_t d = 0; d < options.draws; ++d) {
    tasks.push_back({[&, d] {
                       DrawnPart drawn(ground, options, kernels);
                       for (const UncertainPart& part : parts.parts) drawn.draw(part, d + 1, draws.each[d]);
                       std::sort(draws.each[d].begin(), draws.each[d].end(),
                                 [](const auto& a, const auto& b) { return a.record < b.record; });
                     },
                     {}});
  }
  run(tasks);
  return draws;
}

Draws draw_people(const Linking& linking, const DrawOptions& options, const TaskRunner& run) {
  const Records& records = linking.records();
  std::vector<std::uint64_t> stable(records.size());
  for (std::size_t i = 0; i < records.size(); ++i)
    stable[i] =
        stable_hash(records.ids[i], stable_hash(records.datasets[records.dataset[i]], 14695981039346656037U));
  std::vector<Edge> pairs;
  pairs.reserve(linking.pairs().size());
  for (const LinkedPair& pair : linking.pairs()) pairs.push_back({pair.left, pair.right, pair.calibrated});
  const PairWeight weight = [&](std::uint32_t l, std::uint32_t r, std::vector<double>& parts) {
    return linking.weigh(l, r, parts);
  };
  return draw_people({records.dataset, stable, pairs, weight, linking.people_options(), linking.people()},
                     options, run);
}

}  // namespace outturn::linkage
