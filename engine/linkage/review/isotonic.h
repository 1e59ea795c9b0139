// Probabilities put right by what reviewers decided: the rising step function nearest to the decisions.
//
// Pool adjacent violators (Ayer, Brunk, Ewing, Reid & Silverman, Annals of Mathematical Statistics 26 (1955)
// 641-647; for probabilities: Zadrozny & Elkan, KDD 2002). Order of pairs is kept, so that no decision by
// threshold changes but for ties; each decision counts for the pairs it stands for. Applied only when asked.
// Departure: what is said never reaches 0 or 1, since some decisions can't prove "never": it stays within
// half a decision of the ends.
#pragma once

#include <vector>

namespace outturn::linkage {

struct Judgement {
  double probability = 0;  ///< as the link said
  bool same = false;       ///< as the reviewer said
  double stands_for = 1;   ///< pairs
};

class Isotonic {
 public:
  /// Pooled steps: of the probabilities from `from` to `to`, `value` are one person.
  struct Step {
    double from = 0;
    double to = 0;
    double value = 0;
    double stands_for = 0;
  };

  explicit Isotonic(std::vector<Judgement> judgements);

  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  /// Between two steps on the straight line from one to the other; without decisions what was said.
  [[nodiscard]] double probability(double said) const;

 private:
  std::vector<Step> steps_;
  double nearest_ = 0;  ///< to 0 and 1
};

}  // namespace outturn::linkage
