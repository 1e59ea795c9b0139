// How one column is evaluated: internal to engine/calc; most readers want evaluate.h.
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/calc/evaluate.h"
#include "engine/calc/lease.h"

namespace outturn::calc {

/// Rows [first, first + count) counted from 0.
struct RowRange {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// Places of the integer an integral type holds.
[[nodiscard]] inline int places_of(Type type) { return type.kind == Kind::decimal ? type.places : 0; }

/// Makes room for `rows` values of the column's type.
void make_room(Column& column, std::size_t rows);
void store_integer(Column& column, std::size_t row_index, std::int64_t value);

/// The problem told when a column's numbers do not fit.
[[nodiscard]] Problem too_large(const Graph& graph, ColumnId column, const std::string& file);

/// The exact form of an operation of two operands; a division by 0 gives 0 (see evaluate.h).
[[nodiscard]] Exact combine_exact(Op op, const Exact& a, const Exact& b);

/// Results of the formula's uses of whole columns, computed once before its rows.
struct WholeColumn {
  std::int64_t integer = 0;          ///< sum, least, greatest, number of rows
  Exact exact;                       ///< the same where the column is exact
  std::vector<std::int64_t> by_key;  ///< sum_where: total of each key value
  std::vector<Exact> exact_by_key;
};

class ColumnEvaluator {
 public:
  /// `digits` as Evaluation::digits; only those of the columns evaluated are written.
  ColumnEvaluator(Graph& graph, std::vector<std::uint8_t>& digits) : graph_(graph), digits_(digits) {}

  /// A column that reads no row of itself: by chunks.
  void evaluate(ColumnId column);
  /// A block: row by row, columns in the given order.
  void evaluate_block(const std::vector<ColumnId>& columns);
  [[nodiscard]] const std::vector<KnifeEdge>& knife_edges() const { return knife_edges_; }
  /// True once a number did not fit.
  [[nodiscard]] bool overflow() const { return overflow_; }

 private:
  void prepare(NodeId formula);
  WholeColumn whole(const Node& node);
  void sum_by_key(const Node& node, WholeColumn& out);
  void finish(ColumnId column);
  void keep(Column& column, std::size_t row_index, std::int64_t value);
  void note_rounding(const Node& node, NodeId id, const Exact& value, std::size_t row_index);
  void note_comparison(NodeId id, const Exact& left, const Exact& right, std::size_t row_index);
  void note_size(NodeId id, const Exact& value);
  void note_terms(Op op, const Exact& left, const Exact& right, std::size_t row_index);

  // By chunk.
  void ints(NodeId id, RowRange rows, std::int64_t* out);
  void ints_at(NodeId id, int places, RowRange rows, std::int64_t* out);
  void exacts(NodeId id, RowRange rows, Exact* out);
  void reference(const Node& node, RowRange rows, std::int64_t* out);
  void binary(const Node& node, RowRange rows, std::int64_t* out);
  void compare(const Node& node, NodeId id, RowRange rows, std::int64_t* out);
  void round(const Node& node, NodeId id, RowRange rows, std::int64_t* out);
  void choose(NodeId id, RowRange rows, std::int64_t* out);
  void band(const Node& node, RowRange rows, std::int64_t* out);

  // By row.
  std::int64_t row_int(NodeId id, std::size_t row);
  std::int64_t row_int_at(NodeId id, int places, std::size_t row);
  Exact row_exact(NodeId id, std::size_t row);
  std::int64_t row_reference(const Node& node, NodeId id, std::size_t row);

  std::int64_t scaled_up(std::int64_t value, int from, int to);
  std::int64_t round_one(const Node& node, NodeId id, const Exact& value, std::size_t row);
  std::int64_t combine(Op op, std::int64_t a, std::int64_t b);
  std::size_t linked_row(const Node& node, std::int64_t link) const;

  /// Rows of the chunk whose results will be read; no rows given: all of them.
  struct Wanted {
    const std::int64_t* rows = nullptr;
    std::size_t first = 0;
  };
  [[nodiscard]] bool is_wanted(std::size_t row) const {
    return wanted_.rows == nullptr || wanted_.rows[row - wanted_.first] != 0;
  }

  struct Candidate {
    NodeId node;
    std::size_t row_index;
    Exact value;
  };

  Graph& graph_;
  std::vector<std::uint8_t>& digits_;
  std::vector<KnifeEdge> knife_edges_;
  std::unordered_map<NodeId, WholeColumn> whole_;
  std::vector<Lease<std::int64_t>::Chunk> spare_;
  std::vector<Candidate> candidates_;
  std::vector<Candidate> thresholds_;
  Wanted wanted_;
  NodeId rounding_ = none;  ///< the `round` whose operand is being worked out
  bool overflow_ = false;
};

}  // namespace outturn::calc
