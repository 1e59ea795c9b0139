// The pairs of the blocks as a mixture of kinds: matches kept well, matches with many errors, and for each
// blocking rule the different people it brings together. Its shares and the matches' levels are found by
// EM from how often each pattern occurs (Dempster, Laird & Rubin 1977; latent classes for linkage: Winkler
// 1993, Larsen & Rubin, JASA 96 (2001)); what different people look like is given, so that a household
// can't pass for a match. From it comes the probability that holds what it says, and the decision.
#pragma once

#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/linkage/decide/coincidence.h"
#include "engine/linkage/score/score.h"

namespace outturn::linkage {

struct Mixture {
  std::vector<double> match_share;                            ///< [kind of match]
  std::vector<std::vector<std::vector<double>>> match_level;  ///< [kind][comparison][level]
  std::vector<double> other_share;                            ///< [kind of coincidence]
  std::vector<Coincidence> other;                             ///< the same order
  int iterations = 0;
};

/// Fits the mixture to the patterns of all pairs looked at.
[[nodiscard]] Mixture fit_mixture(const Model& model, const Comparer& comparer,
                                  const std::vector<PatternCount>& patterns,
                                  const std::vector<Coincidence>& others);

/// The probability of a match for single pairs.
class Calibrated {
 public:
  Calibrated(const Model& model, const Comparer& comparer, const Weights& weights, const Mixture& mixture,
             const std::vector<PatternCount>& patterns);
  /// log2 of the odds that the two records are of one person.
  [[nodiscard]] double weight(Pattern pattern, const Code* left, const Code* right) const;
  /// The same for a pair that no rule brought together: its evidence, at the odds of a candidate pair.
  [[nodiscard]] double unsought(Pattern pattern, const Code* left, const Code* right) const;

 private:
  /// What a pattern says, whatever the values: worked out once for each.
  struct Said {
    double match = 0;
    std::vector<std::pair<std::uint32_t, double>> other;  ///< kinds that count, and their share of it
  };
  [[nodiscard]] Said said(Pattern pattern) const;
  [[nodiscard]] double product(const std::vector<std::vector<double>>& levels, Pattern pattern) const;
  [[nodiscard]] double of_match(Pattern pattern) const;

  const Model& model_;
  const Comparer& comparer_;
  const Weights& weights_;
  const Mixture& mixture_;
  std::unordered_map<Pattern, Said> known_;
};

/// The probability from which on pairs are taken as matches, such that the expected F1 over the pairs kept
/// is highest if the probabilities hold. No truth is used.
[[nodiscard]] double default_threshold(std::vector<double> probabilities);

}  // namespace outturn::linkage
