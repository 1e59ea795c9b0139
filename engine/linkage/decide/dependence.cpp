#include "engine/linkage/decide/dependence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/spread.h"

namespace outturn::linkage {
namespace {

constexpr std::uint64_t most_drawn = 1'000'000;
constexpr std::uint64_t least_drawn = 200'000;
constexpr double least_bits = 1e-4;  // weaker ties are noise
constexpr double prior_pairs =
    20;  // of the levels alone, so that a rare level's neighbour is not learned from few

using Joint = std::vector<std::vector<double>>;  // [level of a][level of b]

struct Counts {
  std::vector<std::vector<Joint>> joint;  // [a][b], a < b
};

Counts counted(const Model& model, const Records& records, const Readings& readings, const Comparer& comparer,
               const Weights& weights, std::uint64_t seed) {
  const std::size_t n = model.comparisons.size();
  Counts counts;
  counts.joint.resize(n, std::vector<Joint>(n));
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      counts.joint[a][b].assign(model.comparisons[a].levels.size(),
                                std::vector<double>(model.comparisons[b].levels.size(), 0));
    }
  }
  std::vector<std::size_t> level(n);
  const std::uint64_t pairs_drawn = std::clamp<std::uint64_t>(20 * records.size(), least_drawn, most_drawn);
  for (std::uint64_t draw = 0; draw < pairs_drawn; ++draw) {
    const std::uint64_t i = spread(seed + 2 * draw) % records.size();
    const std::uint64_t j = spread(seed + 2 * draw + 1) % records.size();
    if (i == j) continue;
    if (!may_pair(model.type, records.dataset[i] == records.dataset[j])) continue;
    const Code* const left = readings.row(std::min(i, j));
    const Code* const right = readings.row(std::max(i, j));
    const Pattern pattern = comparer.pattern(left, right);
    const double different = 1 - probability_of(weights.weight(pattern, left, right));
    for (std::size_t c = 0; c < n; ++c) level[c] = comparer.level_in(pattern, c);
    for (std::size_t a = 0; a < n; ++a) {
      if (model.comparisons[a].levels[level[a]].is_missing) continue;
      for (std::size_t b = a + 1; b < n; ++b) {
        if (!model.comparisons[b].levels[level[b]].is_missing)
          counts.joint[a][b][level[a]][level[b]] += different;
      }
    }
  }
  return counts;
}

double sum_of(const std::vector<double>& row) { return std::accumulate(row.begin(), row.end(), 0.0); }

double mutual_bits(const Joint& joint) {
  std::vector<double> of_b(joint.empty() ? 0 : joint[0].size(), 0);
  double all = 0;
  for (const auto& row : joint) {
    for (std::size_t b = 0; b < row.size(); ++b) of_b[b] += row[b];
    all += sum_of(row);
  }
  double bits = 0;
  for (const auto& row : joint) {
    const double of_a = sum_of(row);
    for (std::size_t b = 0; b < row.size(); ++b) {
      if (row[b] > 0) bits += row[b] / all * std::log2(row[b] * all / (of_a * of_b[b]));
    }
  }
  return bits;
}

Joint turned(const Joint& joint) {
  Joint out(joint[0].size(), std::vector<double>(joint.size()));
  for (std::size_t a = 0; a < joint.size(); ++a) {
    for (std::size_t b = 0; b < joint[a].size(); ++b) out[b][a] = joint[a][b];
  }
  return out;
}

Given given_of(const Joint& joint, const std::vector<double>& alone) {
  Given given = joint;
  for (auto& row : given) {
    const double all = sum_of(row);
    for (std::size_t b = 0; b < row.size(); ++b)
      row[b] = (row[b] + prior_pairs * alone[b]) / (all + prior_pairs);
  }
  return given;
}

/// The strongest ties that make no circle (Kruskal).
std::vector<Dependence::Tie> strongest(std::vector<Dependence::Tie> ties, std::size_t comparisons) {
  std::sort(ties.begin(), ties.end(), [](const auto& x, const auto& y) {
    if (x.bits != y.bits) return x.bits > y.bits;
    return x.a != y.a ? x.a < y.a : x.b < y.b;
  });
  std::vector<std::size_t> tree(comparisons);
  std::iota(tree.begin(), tree.end(), 0U);
  std::vector<Dependence::Tie> kept;
  for (const Dependence::Tie& tie : ties) {
    if (tie.bits < least_bits || tree[tie.a] == tree[tie.b]) continue;
    std::replace(tree.begin(), tree.end(), std::size_t{tree[tie.b]}, std::size_t{tree[tie.a]});
    kept.push_back(tie);
  }
  return kept;
}

}  // namespace

Dependence dependence_of(const Model& model, const Records& records, const Readings& readings,
                         const Comparer& comparer, const Weights& weights, std::uint64_t seed) {
  const std::size_t n = model.comparisons.size();
  const Counts counts = counted(model, records, readings, comparer, weights, seed);
  Dependence out;
  for (const Comparison& comparison : model.comparisons) out.alone.push_back(u_of(comparison));
  std::vector<Dependence::Tie> ties;
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) ties.push_back({a, b, mutual_bits(counts.joint[a][b])});
  }
  out.ties = strongest(std::move(ties), n);
  out.given.resize(n, std::vector<Given>(n));
  for (const Dependence::Tie& tie : out.ties) {
    out.given[tie.a][tie.b] = given_of(counts.joint[tie.a][tie.b], out.alone[tie.b]);
    out.given[tie.b][tie.a] = given_of(turned(counts.joint[tie.a][tie.b]), out.alone[tie.a]);
  }
  return out;
}

}  // namespace outturn::linkage
