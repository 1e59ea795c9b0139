#include "engine/linkage/decide/pair_odds.h"

#include <algorithm>
#include <cmath>

namespace outturn::linkage {

PairOdds::PairOdds(const Model& model, const Readings& readings, const Comparer& comparer,
                   const Weights& weights, const Calibrated& calibrated)
    : model_(model), readings_(readings), comparer_(comparer), weights_(weights), calibrated_(calibrated) {
  for (const BlockingRule& rule : model.rules) rules_.emplace_back(rule, readings);
}

void PairOdds::parts_of(Pattern pattern, std::vector<double>& parts) const {
  parts.resize(comparer_.comparisons());
  for (std::size_t c = 0; c < parts.size(); ++c) {
    const std::size_t level = comparer_.level_in(pattern, c);
    parts[c] =
        model_.comparisons[c].levels[level].is_missing ? std::nan("") : weights_.level_weight(c, level);
  }
}

double PairOdds::of(const Code* left, const Code* right, std::vector<double>& parts) const {
  const Pattern pattern = comparer_.pattern(left, right);
  parts_of(pattern, parts);
  const bool sought = std::any_of(rules_.begin(), rules_.end(),
                                  [&](const ReadyRule& rule) { return rule.meets(left, right, readings_); });
  return sought ? calibrated_.weight(pattern, left, right) : calibrated_.unsought(pattern, left, right);
}

}  // namespace outturn::linkage
