// What any part of a formula comes to in one row of a finished run, and how a person would read it.
//
// Reports need the parts of a formula ("the cap less what was paid before: £500.00"), which the
// evaluator does not keep. This reads finished columns and works out one row exactly, in the same
// arithmetic; tests/explain holds it against every column of the golden workbooks.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/calc/graph.h"

namespace outturn::calc {

class CellReader {
 public:
  CellReader(const Graph& graph, std::string currency) : graph_(graph), currency_(std::move(currency)) {}

  [[nodiscard]] Exact value(NodeId node, std::size_t row_index);
  [[nodiscard]] bool holds(NodeId node, std::size_t row_index);
  /// Where a reference reads: the row index in the frame of its column; none where a link points nowhere.
  [[nodiscard]] std::size_t row_read(const Node& reference, std::size_t row_index);

  /// A cell as a person reads it; "[x]" also where the column's own "known" column says so.
  [[nodiscard]] std::string shown_cell(ColumnId column, std::size_t row_index);
  /// What a part of a formula comes to, in its unit.
  [[nodiscard]] std::string shown(NodeId node, std::size_t row_index);
  [[nodiscard]] std::string shown_amount(const Exact& value, Unit unit) const;
  [[nodiscard]] const Graph& graph() const { return graph_; }

 private:
  [[nodiscard]] Exact reference(const Node& node, NodeId id, std::size_t row_index);
  [[nodiscard]] Exact whole_column(const Node& node);
  [[nodiscard]] Exact band(const Node& node, std::size_t row_index);
  [[nodiscard]] Exact sum_where(const Node& node, std::size_t row_index);
  [[nodiscard]] Exact calculated(const Node& node, std::size_t row_index);

  const Graph& graph_;
  std::string currency_;
  std::unordered_map<NodeId, Exact> whole_;
  /// Sums by key of a column and its key column, made once: a row each would be quadratic.
  std::map<std::pair<ColumnId, ColumnId>, std::unordered_map<std::int64_t, Exact>> by_key_;
};

/// True when the node names one cell: of this row, a linked row, a scalar, a row of a table.
[[nodiscard]] bool names_a_cell(Op op);
/// The unit a part of a formula is read in.
[[nodiscard]] Unit unit_of(const Graph& graph, NodeId node);
/// The column that is 1 where this formula's value is known and 0 where it is not; none: always known.
[[nodiscard]] ColumnId known_column_of(const Graph& graph, ColumnId column);
/// False for an unknown input and for a calculated cell of something unknown; a date of 0 is none.
[[nodiscard]] bool cell_known(const Graph& graph, ColumnId column, ColumnId known_column,
                              std::size_t row_index);
/// The source's own key where the frame has one, else the engine's.
[[nodiscard]] std::string row_key(const Frame& frame, std::size_t row_index);

}  // namespace outturn::calc
