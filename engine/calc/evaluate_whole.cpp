// Whole columns come to one number, or to one number a key.
#include <algorithm>

#include "engine/calc/cells.h"
#include "engine/calc/evaluate_column.h"

namespace outturn::calc {
namespace {

constexpr std::int64_t largest = 999'999'999'999'999'999;

bool fits(__int128 value) { return value >= -largest && value <= largest; }

}  // namespace

void ColumnEvaluator::prepare(NodeId formula) {
  const Node& node = graph_.node(formula);
  switch (node.op) {
    case Op::sum_of:
    case Op::least_of:
    case Op::greatest_of:
    case Op::rows_of:
    case Op::product_sum:
      whole_[formula] = whole(node);
      break;
    case Op::sum_where:
      sum_by_key(node, whole_[formula]);
      break;
    default:
      break;
  }
  for (const NodeId arg : node.args) {
    if (arg != none) prepare(arg);
  }
}

WholeColumn ColumnEvaluator::whole(const Node& node) {
  const Column& column = graph_.column(node.column);
  const std::size_t rows = graph_.rows(node.column);
  WholeColumn out;
  if (node.op == Op::rows_of) {
    out.integer = static_cast<std::int64_t>(rows);
    return out;
  }
  if (node.op == Op::product_sum || column.type.kind == Kind::exact) {
    for (std::size_t i = 0; i < rows; ++i) {
      Exact value = value_at(graph_, node.column, i);
      if (node.op == Op::product_sum) value = value * value_at(graph_, node.second_column, i);
      const bool first = i == 0;
      if (node.op == Op::least_of)
        out.exact = first || value < out.exact ? value : out.exact;
      else if (node.op == Op::greatest_of)
        out.exact = first || out.exact < value ? value : out.exact;
      else
        out.exact = out.exact + value;
    }
    if (node.type.integral())
      out.integer = round_scaled(out.exact, places_of(node.type), Rounding::half_up).value_or(0);
    return out;
  }
  if (rows == 0) return out;
  with_cells(column.values, [&](const auto* cells) {
    if (node.op == Op::least_of) {
      out.integer = *std::min_element(cells, cells + rows);
    } else if (node.op == Op::greatest_of) {
      out.integer = *std::max_element(cells, cells + rows);
    } else {
      __int128 sum = 0;
      for (std::size_t i = 0; i < rows; ++i) sum += cells[i];
      overflow_ |= !fits(sum);
      out.integer = static_cast<std::int64_t>(sum);
    }
  });
  return out;
}

void ColumnEvaluator::sum_by_key(const Node& node, WholeColumn& out) {
  const Column& keys = graph_.column(node.second_column);
  const std::size_t rows = graph_.rows(node.column);
  const bool exact = graph_.column(node.column).type.kind == Kind::exact;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::int64_t key = integer_at(keys, i);
    if (key < 0) throw Fault("a key is never negative");
    const auto place = static_cast<std::size_t>(key);
    if (exact) {
      if (place >= out.exact_by_key.size()) out.exact_by_key.resize(place + 1);
      out.exact_by_key[place] = out.exact_by_key[place] + value_at(graph_, node.column, i);
    } else {
      if (place >= out.by_key.size()) out.by_key.resize(place + 1, 0);
      overflow_ |= __builtin_add_overflow(out.by_key[place], integer_at(graph_.column(node.column), i),
                                          &out.by_key[place]);
    }
  }
}

}  // namespace outturn::calc
