// Puts a pair of records into one level of each comparison.
//
// The conditions of a model, made ready for millions of pairs: readings are places in a record's row, a
// measure that several levels bound is taken once, and only as exactly as the loosest bound needs.
// Unknown (a reading is missing) is kept apart from false, as SQL does, so that NOT means the same here.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/linkage/compare/readings.h"
#include "engine/linkage/measures/measures.h"
#include "engine/linkage/model/model.h"

namespace outturn::linkage {

/// The level of every comparison, packed: equal patterns are equal in every comparison.
using Pattern = std::uint64_t;

enum class Truth : std::int8_t { no, yes, unknown };

/// The measure says more the more alike two values are.
[[nodiscard]] bool wants_more(Condition::Kind kind);

/// One condition, ready.
class ReadyCondition {
 public:
  ReadyCondition(const Condition& condition, const Readings& readings);
  [[nodiscard]] Truth of(const Code* left, const Code* right, const Readings& readings) const;

 private:
  friend class Comparer;
  friend class LevelFinder;
  Condition::Kind kind_;
  bool beyond_ = false;
  std::uint8_t measure_ = 0;  ///< which of a comparison's measures, from 1; 0: its own
  std::uint16_t left_ = 0;
  std::uint16_t right_ = 0;
  double bound_ = 0;
  double loosest_ = 0;              ///< of all levels that bound the same measure
  std::vector<double> thresholds_;  ///< of all levels, for jaro_winkler
  std::shared_ptr<const JaroWinklerSteps> steps_;
  std::vector<ReadyCondition> of_;

  struct Taken;
  [[nodiscard]] Truth truth(const Code* left, const Code* right, const Readings& readings,
                            Taken& taken) const;
  [[nodiscard]] double measured(const Word& a, const Word& b) const;
  [[nodiscard]] bool bounds(double value) const;
  [[nodiscard]] bool same_measure(const ReadyCondition& other) const;
  [[nodiscard]] bool is_measure() const;
  static void share_measures(const std::vector<ReadyCondition*>& measures);
  void collect_measures(std::vector<ReadyCondition*>& into);
};

class Comparer {
 public:
  /// `readings` must be of the same model, and outlive the comparer.
  Comparer(const Model& model, const Readings& readings);

  [[nodiscard]] std::size_t comparisons() const { return comparisons_.size(); }
  /// Place of the pair's level in the comparison's levels.
  [[nodiscard]] std::size_t level(std::size_t comparison, const Code* left, const Code* right) const;
  [[nodiscard]] Pattern pattern(const Code* left, const Code* right) const;
  [[nodiscard]] std::size_t level_in(Pattern pattern, std::size_t comparison) const {
    return (pattern >> shift_[comparison]) & mask_[comparison];
  }
  /// The pattern with one comparison's level put in.
  [[nodiscard]] Pattern with(Pattern pattern, std::size_t comparison, std::size_t level) const;
  /// Bits a pattern takes; more than 64 can't be used.
  [[nodiscard]] static std::size_t bits(const Model& model);

 private:
  friend class LevelFinder;
  struct Ready {
    std::vector<ReadyCondition> levels;
    int plain = -1;  ///< the reading whose missing and equal are the first two levels, told by its code alone
  };
  [[nodiscard]] static int plain_reading(const Ready& ready, const Readings& readings);
  const Readings* readings_;
  std::vector<Ready> comparisons_;
  std::vector<std::uint8_t> shift_;
  std::vector<std::uint64_t> mask_;
};

}  // namespace outturn::linkage
