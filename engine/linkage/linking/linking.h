// Linking from end to end: records and a model in, pairs, probabilities and people out.
//
// The one door to the parts: readings are worked out, u sampled and m trained where the model lacks them,
// pairs of the blocks weighed, their probabilities calibrated, the decision taken, people formed. Every
// figure is a function of records, model and seed: not of the order of rows or files, nor of threads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/tasks.h"
#include "engine/linkage/block/blocks.h"
#include "engine/linkage/compare/never.h"
#include "engine/linkage/decide/mixture.h"
#include "engine/linkage/people/people.h"
#include "engine/linkage/score/score.h"

namespace outturn::linkage {

struct LinkingOptions {
  std::uint64_t seed = 1;
  double u_pairs = 1e6;     ///< about how many random pairs u is estimated from
  bool train = false;       ///< estimates u, m and the prior anew, even where the model has them
  bool own_levels = false;  ///< the model is of a specification: levels never seen get small values
  std::vector<BlockingRule>
      passes;                    ///< deterministic: pairs that agree on these are one person's, in this order
  std::vector<bool> once_in;     ///< of each dataset: it holds no person twice; empty: found out for links
  std::vector<RecordPair> must;  ///< what reviewers decided: one person
  std::vector<RecordPair> barred;  ///< and: two people
};

/// A deterministic pass and what it did.
struct PassResult {
  std::string rule;
  std::uint64_t pairs = 0;   ///< that agree on it and on no earlier pass
  std::uint64_t joined = 0;  ///< that made two groups one
};

/// One pair of the blocks.
struct LinkedPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  Pattern pattern = 0;
  double weight = 0;       ///< as the model adds it up
  double calibrated = 0;   ///< log2 of the odds that hold
  double probability = 0;  ///< the same as a probability
};

/// All that a full linkage learned, by which further records are judged later, one batch or one record.
struct Learned {
  Model model;  ///< trained
  Mixture mixture;
  PersonSizes sizes;
  std::vector<std::string> once_in;  ///< datasets that hold each person once
  bool one_to_one = false;
};

/// Candidate pairs with lower odds (log2) are of no use to anybody: no leftover makes up for them.
inline constexpr double least_useful_odds = -15;

/// Of each comparison, how differing again and again counts (PeopleOptions::repeats): much where one person's
/// records seldom differ.
[[nodiscard]] std::vector<double> repeats_of(const Model& model);

/// What a pair's weight is made of, in the order it is added.
struct Waterfall {
  double prior = 0;
  std::vector<WeightPart> parts;  ///< of each comparison
  double correction = 0;          ///< for fields that go together, and for what blocking made agree
  double total = 0;               ///< the calibrated weight
};

class Linking {
 public:
  Linking(Model model, const Records& records, TaskRunner run, const LinkingOptions& options);
  ~Linking();
  Linking(const Linking&) = delete;
  Linking& operator=(const Linking&) = delete;

  /// What comparing will cost, before it is done.
  [[nodiscard]] const std::vector<RuleCost>& costs() const;
  /// Levels that no pair of these records can reach.
  [[nodiscard]] std::vector<NeverLevel> never() const;
  /// Pairs whose model's weight is below are counted and not kept. All, if not called.
  void keep_from(double weight);
  /// Trains, weighs, calibrates, decides.
  void link();
  /// Instead of weighing: pairs whose weights came from elsewhere (Splink on Spark); levels are found again.
  void link_given(const std::vector<ScoredPair>& pairs);

  [[nodiscard]] const Model& model() const;
  [[nodiscard]] const Records& records() const;
  [[nodiscard]] const std::vector<LinkedPair>& pairs() const;
  [[nodiscard]] const Scored& scored() const;
  [[nodiscard]] const People& people() const;
  [[nodiscard]] const Mixture& mixture() const;
  [[nodiscard]] const Dependence& dependence() const;
  /// What each deterministic pass did, in their order.
  [[nodiscard]] const std::vector<PassResult>& passes() const;
  [[nodiscard]] const std::vector<bool>& once_in() const;
  [[nodiscard]] Learned learned() const;
  /// The probability from which on a pair is taken as a match by itself; people are formed by their whole.
  [[nodiscard]] double threshold() const;
  /// How sure it is that a record belongs to its person: by its mean weight with the person's other records.
  /// nullopt for a record alone.
  [[nodiscard]] std::optional<double> belonging(std::uint32_t record) const;
  [[nodiscard]] Waterfall waterfall(const LinkedPair& pair) const;
  /// log2 of the odds that any two records are of one person, left before right, as persons are formed by it.
  [[nodiscard]] double weigh(std::uint32_t left, std::uint32_t right, std::vector<double>& parts) const;
  /// The rules that persons were formed by.
  [[nodiscard]] const PeopleOptions& people_options() const;
  /// The first blocking rule that brings the two together; nullopt for none.
  [[nodiscard]] std::optional<std::size_t> rule_of(std::uint32_t left, std::uint32_t right) const;
  /// Splink's numbers of the pair's levels.
  [[nodiscard]] std::vector<int> gammas(Pattern pattern) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace outturn::linkage
