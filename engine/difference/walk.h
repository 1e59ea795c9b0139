// From a figure that moved down to the changes it stands on.
//
// Internal to engine/difference. One side at a time, in the order of evaluation, so that every cell
// is settled after the cells it reads: linear in cells, and no recursion however long a chain of rows
// is. Of an IF the branch taken is followed, of a condition what decides it, of the smaller or larger
// of two the one that won; and only cells that moved themselves. Sets of causes are kept once each and
// cut at a few, since a running total stands on all rows before it.
#pragma once

#include <map>
#include <unordered_map>

#include "engine/difference/changes.h"
#include "engine/explain/cell_reader.h"

namespace outturn::difference {

using SetId = std::uint32_t;

/// Sets of changes, each kept once; 0 is the empty one.
class CauseSets {
 public:
  explicit CauseSets(const Changes& changes) : changes_(changes), sets_(1) {}
  SetId of(std::uint32_t change);
  SetId both(SetId a, SetId b);
  [[nodiscard]] const std::vector<Causes>& all() const { return sets_; }

 private:
  SetId kept(Causes set);

  const Changes& changes_;
  std::vector<Causes> sets_;
  std::map<std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>, SetId> known_;
  std::unordered_map<std::uint64_t, SetId> united_;
};

class Walk {
 public:
  Walk(const Pairing& pairing, const Changes& changes, CauseSets& sets, std::size_t side);
  /// The causes of a cell; the empty set where it did not move, or only because rows stand otherwise.
  [[nodiscard]] SetId of(ColumnId column, std::size_t row_index);

 private:
  void settle(ColumnId column, std::size_t row_index);
  [[nodiscard]] SetId input(ColumnId column, std::size_t row_index);
  [[nodiscard]] SetId of_moved_link(ColumnId column, std::size_t row_index);
  [[nodiscard]] SetId of_row_given(FrameId frame, std::size_t row_index);
  [[nodiscard]] SetId reads(NodeId node, std::size_t row_index);
  [[nodiscard]] SetId condition(NodeId node, std::size_t row_index);
  [[nodiscard]] SetId winner(const calc::Node& node, std::size_t row_index);
  [[nodiscard]] SetId of_all_args(const calc::Node& node, std::size_t row_index);
  [[nodiscard]] SetId band(NodeId node, std::size_t row_index);
  [[nodiscard]] SetId whole(ColumnId column);
  [[nodiscard]] SetId rows_come_and_gone(FrameId frame);
  [[nodiscard]] SetId where_key(const calc::Node& node, std::size_t row_index);

  const Pairing& pairing_;
  const Changes& changes_;
  CauseSets& sets_;
  std::size_t side_;
  const calc::Graph& graph_;
  calc::CellReader reader_;
  std::vector<std::vector<ColumnId>> given_;  ///< evidence columns of each frame
  std::vector<std::vector<SetId>> settled_;   ///< of calculated columns in which anything moved
  std::unordered_map<ColumnId, SetId> whole_;
  std::unordered_map<FrameId, SetId> come_and_gone_;
  std::map<std::pair<ColumnId, ColumnId>, std::unordered_map<std::int64_t, SetId>> by_key_;
};

}  // namespace outturn::difference
