// The odds of any two records, whether or not a blocking rule brought them together.
//
// People are formed by what all pairs between two groups say, also those that were never candidates. A pair
// that meets a rule is judged among the pairs of that kind, any other by its evidence alone.
#pragma once

#include <vector>

#include "engine/linkage/block/ready_rule.h"
#include "engine/linkage/decide/mixture.h"

namespace outturn::linkage {

class PairOdds {
 public:
  /// All must outlive this.
  PairOdds(const Model& model, const Readings& readings, const Comparer& comparer, const Weights& weights,
           const Calibrated& calibrated);

  /// log2 of the odds that both rows are of one person, left before right; what each comparison says is put
  /// into `parts` (log2; NaN where a value is missing).
  [[nodiscard]] double of(const Code* left, const Code* right, std::vector<double>& parts) const;
  /// Only the parts, of a pair whose pattern is known.
  void parts_of(Pattern pattern, std::vector<double>& parts) const;

 private:
  const Model& model_;
  const Readings& readings_;
  const Comparer& comparer_;
  const Weights& weights_;
  const Calibrated& calibrated_;
  std::vector<ReadyRule> rules_;
};

}  // namespace outturn::linkage
