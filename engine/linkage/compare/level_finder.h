// The levels of one row against all rows after it, found value by value instead of pair by pair.
//
// Of pairs drawn at random nearly all agree in nothing, so it is quicker to look up those that agree: the
// rows that hold a value are listed, days stand in their order, and a measure is taken once for each two
// words, however many rows hold them. What is found is what Comparer::level says of every pair.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/linkage/compare/comparer.h"

namespace outturn::linkage {

class LevelFinder {
 public:
  /// `comparer` and its readings must outlive the finder.
  LevelFinder(const Comparer& comparer, std::size_t comparison, std::vector<const Code*> rows);

  /// A row with its level, which is not the last.
  struct Found {
    std::uint32_t row = 0;
    std::uint8_t level = 0;
  };

  /// One task's search; it remembers measures, so rows that share words are best asked for one after the
  /// other, smaller numbers first.
  class Search {
   public:
    explicit Search(const LevelFinder& finder);

    /// Of rows `first` and after, those whose level with row `first` at the left is not the last, each once.
    [[nodiscard]] std::span<const Found> from(std::uint32_t first);

   private:
    /// Words that a measure finds near enough to one word.
    struct Near {
      Code to = 0;
      std::uint32_t from = 0;  ///< of words that are in this row or after
      bool taken = false;
      std::vector<std::pair<std::uint32_t, double>> values;  ///< a value's place, and the measure
    };
    using Rows = std::vector<std::uint32_t>;

    void find(const ReadyCondition& condition, Rows& out);
    void find_all_of(const ReadyCondition& condition, Rows& out);
    void find_apart(const ReadyCondition& condition, Rows& out) const;
    void find_near(const ReadyCondition& condition, Rows& out);
    void find_by_asking(const ReadyCondition& condition, Rows& out) const;
    void every_row(Rows& out) const;
    const Near& near(std::size_t measure, Code left);

    const LevelFinder& finder_;
    std::uint32_t first_ = 0;
    std::vector<Near> near_;
    std::vector<std::uint8_t> level_;  ///< of each row
    std::vector<Found> found_;
  };

 private:
  /// What the rows hold in one place.
  struct Held {
    std::vector<Code> values;             ///< ascending
    std::vector<std::uint32_t> starts;    ///< of each value, in `rows`; one more at the end
    std::vector<std::uint32_t> rows;      ///< by value, then ascending
    std::vector<std::uint32_t> last_row;  ///< of each value
    std::vector<std::uint32_t> latest;    ///< places of values, those with the latest last row first

    void rows_of(std::size_t value, std::uint32_t from, std::vector<std::uint32_t>& out) const;
    void rows_with(Code value, std::uint32_t from, std::vector<std::uint32_t>& out) const;
  };

  void prepare(const ReadyCondition& condition);
  [[nodiscard]] Held held_at(std::uint16_t slot) const;
  [[nodiscard]] std::size_t measure_of(const ReadyCondition& condition) const;
  [[nodiscard]] Truth truth(const ReadyCondition& condition, std::uint32_t left, std::uint32_t right) const;

  const Readings& readings_;
  const std::vector<ReadyCondition>& levels_;
  std::vector<const Code*> rows_;
  std::vector<Held> held_;  ///< of each slot, where a condition reads it at the right
  std::vector<std::vector<const ReadyCondition*>> measures_;  ///< equal ones together
};

}  // namespace outturn::linkage
