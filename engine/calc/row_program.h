// A block's formulas as a short list of steps on whole numbers, run row by row.
//
// Blocks (running totals, caps) can't be computed a column at a time, since each row reads what
// earlier rows came to. Their formulas are nearly always whole-number arithmetic; as steps on a
// small stack they run some ten times faster than by walking the formula. Formulas with rationals
// inside are left to the evaluator's own walk.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/calc/graph.h"

namespace outturn::calc {

class RowProgram {
 public:
  /// Steps for the block's columns in order; nullopt when some part is no whole-number arithmetic.
  /// Columns read must have room for all rows, and those outside the block be finished.
  static std::optional<RowProgram> compile(Graph& graph, const std::vector<ColumnId>& columns);

  /// Fills the block's columns; true when a number did not fit.
  [[nodiscard]] bool run(std::size_t rows);

 private:
  enum class Code : std::uint8_t {
    constant,
    this_row,
    above,
    linked,
    gathered,
    remembered,
    scale,
    add,
    subtract,
    multiply,
    least,
    greatest,
    negate,
    equal,
    not_equal,
    less,
    at_most,
    more,
    at_least,
    both,
    either,
    no,
    choose,
    store,
    remember
  };
  enum class Width : std::uint8_t { flags, small, big };
  struct Step {
    Code code;
    Width width = Width::big;
    std::int64_t number = 0;  ///< constant, scale factor, rows of a linked column
    const void* cells = nullptr;
    const std::int32_t* links = nullptr;  ///< of gathered: the link column itself
    void* out = nullptr;
  };

  bool add_formula(const Graph& graph, NodeId id);
  bool add_at(const Graph& graph, NodeId id, int places);
  bool add_reference(const Graph& graph, const Node& node);
  void push(Code code, std::int64_t number = 0);
  static Width width_of(const Values& values);
  static void prefetch(const Step& step, std::int64_t link);
  static std::int64_t load(const Step& step, std::size_t row);

  /// Where a column of the block is remembered by key, so that "the row above of the same person" is
  /// found in one small table instead of anywhere in a long column.
  struct Memory {
    const std::int32_t* keys = nullptr;  ///< null: nothing is remembered
    ColumnId key_column = none;
    std::size_t keys_possible = 0;
    std::vector<ColumnId> slots;
  };
  bool remembered(const Graph& graph, const Node& node);

  std::vector<Step> steps_;
  std::vector<ColumnId> block_;
  Memory memory_;
};

}  // namespace outturn::calc
