#include "engine/comparison/matching/coarsened.h"

#include <algorithm>
#include <cmath>

#include "engine/comparison/matching/exact_keys.h"

namespace outturn::comparison {
namespace {

std::uint32_t sturges_bins(std::size_t people) {
  return static_cast<std::uint32_t>(std::ceil(std::log2(static_cast<double>(people)) + 1));
}

std::vector<std::uint32_t> bins_of(const std::vector<double>& numbers, std::uint32_t bins) {
  const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
  std::vector<double> bounds;  // between bins
  const double width = (*most - *least) / bins;
  for (std::uint32_t bin = 1; bin < bins; ++bin) bounds.push_back(*least + bin * width);
  std::vector<std::uint32_t> codes(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i)
    codes[i] = static_cast<std::uint32_t>(std::upper_bound(bounds.begin(), bounds.end(), numbers[i]) -
                                          bounds.begin());
  return codes;
}

void refine_by(const Covariate& covariate, ExactKeys& keys) {
  if (covariate.is_factor()) {
    const std::vector<std::uint32_t> codes(covariate.codes.begin(), covariate.codes.end());
    refine(keys, codes, static_cast<std::uint32_t>(covariate.levels.size()));
    return;
  }
  const std::uint32_t bins = sturges_bins(covariate.numbers.size());
  refine(keys, bins_of(covariate.numbers, bins), bins);
}

}  // namespace

void cut_into_cells(const Cohort& cohort, const std::vector<const Covariate*>& covariates, Matched& matched) {
  ExactKeys keys = exact_keys(cohort.exact, cohort.size());
  for (const Covariate* covariate : covariates) refine_by(*covariate, keys);
  std::vector<std::uint8_t> groups(keys.count, 0);  // 1: others, 2: treated, 3: both
  for (std::size_t i = 0; i < cohort.size(); ++i) groups[keys.key[i]] |= cohort.treated[i] != 0 ? 2U : 1U;
  std::vector<std::int32_t> number(keys.count, -1);
  std::int32_t next = 0;
  matched.stratum.assign(cohort.size(), -1);
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    std::int32_t& own = number[keys.key[i]];
    if (groups[keys.key[i]] != 3) continue;
    if (own < 0) own = next++;
    matched.stratum[i] = own;
  }
}

}  // namespace outturn::comparison
