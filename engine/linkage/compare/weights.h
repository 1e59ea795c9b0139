// The weight of a pair: what its levels say together, as Splink adds it up.
//
// weight = log2(prior / (1 - prior)) + sum over comparisons of log2(m / u), and where a level asks for it
// the frequency of the value: agreeing on a rare surname says more than on a common one (Winkler 1989).
// Every part is kept apart so that a person can be shown the sum. Fields are taken as independent here;
// decide/ corrects for that.
#pragma once

#include <vector>

#include "engine/linkage/compare/comparer.h"

namespace outturn::linkage {

/// m and u of a level as used: untrained ones stand at the values Splink gives them, a never observed
/// level's are 1e-6.
struct LevelEvidence {
  double m = 1;
  double u = 1;
  bool trained = false;
};
[[nodiscard]] LevelEvidence evidence_of(const Comparison& comparison, std::size_t level);

/// m (or u) of every level, adding up to 1; 0 where the level means missing.
[[nodiscard]] std::vector<double> m_of(const Comparison& comparison);
[[nodiscard]] std::vector<double> u_of(const Comparison& comparison);

/// One comparison's share of a pair's weight.
struct WeightPart {
  double level = 0;      ///< log2(m / u)
  double frequency = 0;  ///< for how common the agreeing value is
};

class Weights {
 public:
  Weights(const Model& model, const Readings& readings, const Comparer& comparer);

  [[nodiscard]] double prior() const { return prior_; }
  /// Of the levels alone.
  [[nodiscard]] double level_weight(std::size_t comparison, std::size_t level) const {
    return parts_[comparison][level].weight;
  }
  /// For the value both records agree on; 0 where the level asks for none.
  [[nodiscard]] double frequency_weight(std::size_t comparison, std::size_t level, const Code* left,
                                        const Code* right) const;
  /// The same for every level that is exact agreement on a column, asked for or not (never on top of it).
  [[nodiscard]] double value_weight(std::size_t comparison, std::size_t level, const Code* left,
                                    const Code* right) const;
  /// Counts a further record's values (or, with -1, no longer counts them): frequencies are of all counted.
  void count(const Code* row, double times = 1);
  /// Of the whole pair.
  [[nodiscard]] double weight(Pattern pattern, const Code* left, const Code* right) const;
  [[nodiscard]] std::vector<WeightPart> waterfall(Pattern pattern, const Code* left, const Code* right) const;

 private:
  struct Part {
    double weight = 0;
    int frequency = -1;  ///< place in `frequencies_`
    int value = -1;      ///< the same, for value_weight
    double u_exact = 0;
    double share = 1;
    double least = 0;
  };
  struct Frequency {
    std::size_t slot = 0;
    std::vector<double> of_code;  ///< records that have the value
    double known = 0;             ///< that have any
  };
  int frequency_of(const std::string& column, const Readings& readings);
  [[nodiscard]] double for_value(const Part& part, int frequency, const Code* left, const Code* right) const;

  const Comparer* comparer_;
  double prior_;
  std::vector<std::vector<Part>> parts_;
  std::vector<Frequency> frequencies_;
};

/// 2^w / (1 + 2^w) without overflow.
[[nodiscard]] double probability_of(double weight);
/// Its inverse.
[[nodiscard]] double weight_of(double probability);

}  // namespace outturn::linkage
