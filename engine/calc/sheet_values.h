// One formula's values in doubles, a few thousand rows at a time: internal to sheet_evaluate.
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/calc/lease.h"
#include "engine/calc/sheet_form.h"

namespace outturn::calc {

class SheetValues {
 public:
  SheetValues(const Graph& graph, const SheetFormula& formula);

  /// Values of rows [first, first + count), count at most chunk_rows.
  void values(std::size_t first, std::size_t count, double* out) { values(formula_.root, first, count, out); }
  /// The column's own cells as written.
  void read(ColumnId column, std::size_t first, std::size_t count, double* out);

 private:
  void values(std::uint32_t id, std::size_t first, std::size_t count, double* out);
  void cells(const SheetNode& node, std::size_t first, std::size_t count, double* out);
  static void compare(const std::string& sign, double* left, const double* right, std::size_t count);
  void infix(const SheetNode& node, std::size_t first, std::size_t count, double* out);
  void call(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count, double* out);
  void index(const SheetNode& node, std::size_t first, std::size_t count, double* out);
  void match(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count, double* out);
  void sum_if(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count, double* out);
  double reduce(const SheetNode& node, std::uint32_t id);
  /// True when some held integer is too large for a double to hold exactly.
  bool wide(ColumnId column);
  [[nodiscard]] bool is_range(std::uint32_t id) const { return formula_.nodes[id].part == Part::range; }
  [[nodiscard]] ColumnId column_of(std::uint32_t id) const { return formula_.nodes[id].column; }

  const Graph& graph_;
  const SheetFormula& formula_;
  std::vector<double> numbers_;                                   ///< of number nodes
  std::unordered_map<std::uint32_t, std::vector<double>> whole_;  ///< by node: a total, totals by key, edges
  std::unordered_map<ColumnId, bool> wide_;
  std::vector<Lease<double>::Chunk> spare_;
};

}  // namespace outturn::calc
