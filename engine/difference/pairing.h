// Which row and which column of one run stands for which of the other, and which cells differ.
//
// Internal to engine/difference. Tables of the contract are paired by their keys, evidence by the
// source's own keys. Rows without a key of their own are paired by all their cells, then by keys and
// dates, then by keys alone, so that a corrected date is a change and not a row gone and a row new.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/calc/record.h"

namespace outturn::difference {

using calc::ColumnId;
using calc::FrameId;
using calc::NodeId;
using calc::none;

inline constexpr std::size_t before = 0;
inline constexpr std::size_t after = 1;
[[nodiscard]] inline std::size_t other(std::size_t side) { return 1 - side; }

/// Both runs, by side.
using Runs = std::array<const calc::Run*, 2>;

class Pairing {
 public:
  explicit Pairing(Runs runs);

  [[nodiscard]] const calc::Run& run(std::size_t side) const { return *runs_[side]; }
  [[nodiscard]] const calc::Graph& graph(std::size_t side) const { return runs_[side]->graph; }
  /// none where the other run has none.
  [[nodiscard]] FrameId frame(std::size_t side, FrameId id) const { return sides_[side].frames[id]; }
  [[nodiscard]] ColumnId column(std::size_t side, ColumnId id) const { return sides_[side].columns[id]; }
  [[nodiscard]] std::size_t row(std::size_t side, FrameId frame, std::size_t row_index) const;
  /// True where the cell differs, or the other run has no such cell.
  [[nodiscard]] bool moved(std::size_t side, ColumnId column, std::size_t row_index) const {
    const auto& flags = sides_[side].moved[column];
    return !flags.empty() && flags[row_index] != 0;
  }
  [[nodiscard]] bool any_moved(std::size_t side, ColumnId column) const {
    return !sides_[side].moved[column].empty();
  }
  /// Of a column of row numbers: the kind of row they number; none when nothing follows them.
  [[nodiscard]] FrameId link_target(std::size_t side, ColumnId column) const {
    return sides_[side].targets[column];
  }

 private:
  struct Side {
    std::vector<FrameId> frames;
    std::vector<ColumnId> columns;
    std::vector<std::vector<std::uint32_t>> rows;
    std::vector<std::vector<std::uint8_t>> moved;
    std::vector<FrameId> targets;
  };
  void pair_frames();
  void pair_columns();
  void pair_rows(FrameId frame);
  void pair_by(FrameId frame, const std::array<std::vector<std::string>, 2>& signs);
  void pair_by_keys(FrameId frame);
  [[nodiscard]] std::string sign(std::size_t side, ColumnId column, std::size_t row_index) const;
  void find_targets(std::size_t side);
  void find_moved(std::size_t side);
  [[nodiscard]] bool differs(std::size_t side, ColumnId column, std::size_t row_index) const;
  [[nodiscard]] bool same_row(std::size_t side, FrameId frame, std::int64_t number,
                              std::int64_t other_number) const;

  Runs runs_;
  std::array<Side, 2> sides_;
};

/// Inputs whose values only number rows, or follow from where rows stand: nobody wrote them.
[[nodiscard]] bool follows_rows(const calc::Column& column);

/// True when two formulas say the same of columns of the same names.
[[nodiscard]] bool same_formula(const calc::Graph& a, NodeId in_a, const calc::Graph& b, NodeId in_b);

}  // namespace outturn::difference
