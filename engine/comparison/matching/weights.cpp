#include "engine/comparison/matching/weights.h"

#include <algorithm>
#include <array>

namespace outturn::comparison {
namespace {

void scale_groups(const Cohort& cohort, std::vector<double>& weights) {
  std::array<double, 2> sum{};
  std::array<double, 2> people{};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum[cohort.treated[i]] += weights[i];
    people[cohort.treated[i]] += weights[i] > 0 ? 1 : 0;
  }
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) weights[i] *= people[cohort.treated[i]] / sum[cohort.treated[i]];
}

}  // namespace

void weigh_sets(const Cohort& cohort, Matched& matched) {
  matched.weights.assign(cohort.size(), 0);
  for (std::size_t t = 0; t < matched.treated.size(); ++t) {
    const std::size_t partners = matched.partner_count(t);
    if (partners == 0) continue;
    matched.weights[matched.treated[t]] = 1;
    for (std::uint32_t p = matched.first[t]; p < matched.first[t + 1]; ++p)
      matched.weights[matched.partners[p]] += 1 / static_cast<double>(partners);
  }
  scale_groups(cohort, matched.weights);
}

void weigh_strata(const Cohort& cohort, Matched& matched) {
  const std::int32_t last = *std::max_element(matched.stratum.begin(), matched.stratum.end());  // -1: none
  std::vector<std::array<double, 2>> people(static_cast<std::size_t>(last + 1), {0, 0});
  for (std::size_t i = 0; i < cohort.size(); ++i)
    if (matched.stratum[i] >= 0) ++people[static_cast<std::size_t>(matched.stratum[i])][cohort.treated[i]];
  matched.weights.assign(cohort.size(), 0);
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (matched.stratum[i] < 0) continue;
    const auto& [comparison, treated] = people[static_cast<std::size_t>(matched.stratum[i])];
    if (comparison == 0 || treated == 0) {
      matched.stratum[i] = -1;
      continue;
    }
    const double own = cohort.treated[i] != 0 ? treated : comparison;
    if (matched.estimand == Estimand::everyone)
      matched.weights[i] = (comparison + treated) / own;
    else
      matched.weights[i] = cohort.treated[i] != 0 ? 1 : treated / comparison;
  }
  scale_groups(cohort, matched.weights);
}

}  // namespace outturn::comparison
