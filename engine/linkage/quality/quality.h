// How good a linkage is, where the truth is known for some or all records.
//
// Pairs: precision, recall and F1 with every true pair in the denominator, so that what blocking never
// looked at counts as missed; blocking's own recall apart. People: the same over pairs within a person,
// B-cubed (Bagga & Baldwin 1998), persons exactly right, the largest. Calibration: of pairs said to be
// matches with probability p, the share that are. Truth is used here and nowhere else.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/linkage/records/records.h"

namespace outturn::linkage {

/// A candidate pair and the probability it was given.
struct Judged {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double probability = 0;
};

struct Rates {
  double threshold = 0;
  std::uint64_t right = 0;   ///< pairs taken that are true
  std::uint64_t wrong = 0;   ///< pairs taken that are not
  std::uint64_t missed = 0;  ///< true pairs not taken
  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;
};

struct Band {
  double from = 0;
  double to = 1;
  std::uint64_t pairs = 0;
  std::uint64_t right = 0;
  double expected = 0;  ///< sum of their probabilities
};

struct PeopleQuality {
  Rates pairs;
  double b_cubed_precision = 0;
  double b_cubed_recall = 0;
  std::uint64_t exactly_right = 0;
  std::uint64_t true_people = 0;
  std::uint64_t found_people = 0;
  std::uint64_t largest = 0;
  std::uint64_t largest_true = 0;
};

/// Which records are truly of one person: a code a record; missing where it is not known. Records whose
/// truth is not known are left out everywhere.
class TruthSet {
 public:
  /// `between_only`: pairs within one dataset are not looked for (linking without deduplicating).
  TruthSet(const Records& records, const std::vector<Code>& person, bool between_only);

  [[nodiscard]] std::uint64_t true_pairs() const { return true_pairs_; }
  [[nodiscard]] bool known(std::uint32_t left, std::uint32_t right) const;
  [[nodiscard]] bool is_match(std::uint32_t left, std::uint32_t right) const;

  /// How many of the true pairs `looked_at` says yes to: blocking's recall is their share.
  [[nodiscard]] std::uint64_t count_true(
      const std::function<bool(std::uint32_t left, std::uint32_t right)>& looked_at) const;

  [[nodiscard]] Rates at(const std::vector<Judged>& pairs, double threshold) const;
  [[nodiscard]] Rates best(const std::vector<Judged>& pairs) const;
  [[nodiscard]] std::vector<Band> bands(const std::vector<Judged>& pairs) const;
  /// `person`: of each record, the person found.
  [[nodiscard]] PeopleQuality people(const std::vector<std::uint32_t>& person) const;

 private:
  [[nodiscard]] std::uint64_t pairs_in(const std::vector<std::uint32_t>& group) const;

  const Records& records_;
  const std::vector<Code>& person_;
  bool between_only_;
  std::uint64_t true_pairs_ = 0;
  std::uint64_t true_people_ = 0;
  std::uint64_t largest_true_ = 0;
};

}  // namespace outturn::linkage
