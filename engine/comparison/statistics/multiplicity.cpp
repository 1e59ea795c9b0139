#include "engine/comparison/statistics/multiplicity.h"

#include <algorithm>
#include <numeric>

namespace outturn::comparison {
namespace {

/// What the p value of a rank (1: the smallest) is multiplied with.
double factor(Multiplicity rule, double rank, double tests) {
  switch (rule) {
    case Multiplicity::bonferroni:
      return tests;
    case Multiplicity::holm:
    case Multiplicity::hochberg:
      return tests - rank + 1;
    case Multiplicity::benjamini_hochberg:
    case Multiplicity::benjamini_yekutieli:
      return tests / rank;
  }
  return tests;
}

bool steps_up(Multiplicity rule) {
  return rule == Multiplicity::hochberg || rule == Multiplicity::benjamini_hochberg ||
         rule == Multiplicity::benjamini_yekutieli;
}

/// 1 + 1/2 + ... + 1/tests.
double harmonic(std::size_t tests) {
  double sum = 0;
  for (std::size_t k = 1; k <= tests; ++k) sum += 1 / static_cast<double>(k);
  return sum;
}

}  // namespace

Answer<std::vector<double>> corrected(std::span<const double> p, Multiplicity rule) {
  if (p.empty()) return Refusal{"there is no p value"};
  if (!std::all_of(p.begin(), p.end(), [](double value) { return value >= 0 && value <= 1; }))
    return Refusal{"a p value is not between 0 and 1"};
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  const double all = rule == Multiplicity::benjamini_yekutieli ? harmonic(p.size()) : 1;
  std::vector<double> out(p.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    out[order[k]] = std::min(
        1.0, all * factor(rule, static_cast<double>(k + 1), static_cast<double>(p.size())) * p[order[k]]);
  // No p may be corrected past one that was larger (stepping up) or smaller (stepping down).
  if (steps_up(rule))
    for (std::size_t k = order.size() - 1; k > 0; --k)
      out[order[k - 1]] = std::min(out[order[k - 1]], out[order[k]]);
  else
    for (std::size_t k = 1; k < order.size(); ++k) out[order[k]] = std::max(out[order[k]], out[order[k - 1]]);
  return out;
}

}  // namespace outturn::comparison
