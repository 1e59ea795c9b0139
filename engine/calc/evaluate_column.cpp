// Evaluation by whole columns: a few thousand rows at a time, operation by operation.
#include "engine/calc/evaluate_column.h"

#include <algorithm>
#include <functional>
#include <type_traits>
#include <utility>

#include "engine/calc/cells.h"
#include "engine/values/date.h"

namespace outturn::calc {

void ColumnEvaluator::evaluate(ColumnId id) {
  Column& column = graph_.column(id);
  const std::size_t rows = graph_.rows(id);
  make_room(column, rows);
  prepare(column.formula);
  Lease<std::int64_t> chunk(spare_);
  for (std::size_t first = 0; first < rows; first += chunk_rows) {
    const RowRange range{first, std::min(chunk_rows, rows - first)};
    if (column.type.kind == Kind::exact) {
      exacts(column.formula, range, &column.values.exact[first]);
      continue;
    }
    ints_at(column.formula, places_of(column.type), range, chunk.get());
    for (std::size_t i = 0; i < range.count; ++i) keep(column, first + i, chunk[i]);
  }
  finish(id);
}

void ColumnEvaluator::ints_at(NodeId id, int places, RowRange rows, std::int64_t* out) {
  ints(id, rows, out);
  const int have = places_of(graph_.node(id).type);
  if (have == places) return;
  for (std::size_t i = 0; i < rows.count; ++i) out[i] = scaled_up(out[i], have, places);
}

void ColumnEvaluator::ints(NodeId id, RowRange rows, std::int64_t* out) {
  const Node& node = graph_.node(id);
  const Operation& row = operation(node.op);
  if (row.reads_column) return reference(node, rows, out);
  if (row.condition && row.arity == 2 && node.op != Op::both && node.op != Op::either) {
    return compare(node, id, rows, out);
  }
  switch (node.op) {
    case Op::literal:
      std::fill_n(out, rows.count,
                  *round_scaled(graph_.literal_value(node), places_of(node.type), Rounding::half_up));
      return;
    case Op::round:
    case Op::root:
      return round(node, id, rows, out);
    case Op::choose:
      return choose(id, rows, out);
    case Op::negate:
    case Op::absolute:
    case Op::no:
    case Op::year:
    case Op::month:
    case Op::month_end:
    case Op::weekday:
      ints(node.args[0], rows, out);
      for (std::size_t i = 0; i < rows.count; ++i) out[i] = combine(node.op, out[i], 0);
      return;
    default:
      return binary(node, rows, out);
  }
}

void ColumnEvaluator::binary(const Node& node, RowRange rows, std::int64_t* out) {
  // A product keeps the places of its decimal operand; all else is brought to the result's places.
  const bool own_places = node.op == Op::multiply || node.type.kind == Kind::date ||
                          node.type.kind == Kind::truth || operation(node.op).type == TypeRule::whole;
  const int places = places_of(node.type);
  Lease<std::int64_t> right(spare_);
  if (own_places) {
    ints(node.args[0], rows, out);
    ints(node.args[1], rows, right.get());
  } else {
    ints_at(node.args[0], places, rows, out);
    ints_at(node.args[1], places, rows, right.get());
  }
  bool overflow = false;
  switch (node.op) {  // the commonest get loops of their own, which the compiler can widen
    case Op::both:
      for (std::size_t i = 0; i < rows.count; ++i) out[i] &= right[i];
      return;
    case Op::either:
      for (std::size_t i = 0; i < rows.count; ++i) out[i] |= right[i];
      return;
    case Op::add:
      for (std::size_t i = 0; i < rows.count; ++i)
        overflow |= __builtin_add_overflow(out[i], right[i], &out[i]);
      break;
    case Op::subtract:
      for (std::size_t i = 0; i < rows.count; ++i)
        overflow |= __builtin_sub_overflow(out[i], right[i], &out[i]);
      break;
    case Op::least:
      for (std::size_t i = 0; i < rows.count; ++i) out[i] = std::min(out[i], right[i]);
      return;
    case Op::greatest:
      for (std::size_t i = 0; i < rows.count; ++i) out[i] = std::max(out[i], right[i]);
      return;
    default:
      for (std::size_t i = 0; i < rows.count; ++i) out[i] = combine(node.op, out[i], right[i]);
  }
  overflow_ |= overflow;
}

namespace {

bool holds(Op op, int order) {
  switch (op) {
    case Op::equal:
      return order == 0;
    case Op::not_equal:
      return order != 0;
    case Op::less:
      return order < 0;
    case Op::at_most:
      return order <= 0;
    case Op::more:
      return order > 0;
    default:
      return order >= 0;
  }
}

}  // namespace

void ColumnEvaluator::compare(const Node& node, NodeId id, RowRange rows, std::int64_t* out) {
  const Type a = graph_.node(node.args[0]).type;
  const Type b = graph_.node(node.args[1]).type;
  if (a.integral() && b.integral()) {
    const int places = std::max(places_of(a), places_of(b));
    Lease<std::int64_t> right(spare_);
    ints_at(node.args[0], places, rows, out);
    ints_at(node.args[1], places, rows, right.get());
    const auto each = [&](auto holding) {
      for (std::size_t i = 0; i < rows.count; ++i) out[i] = holding(out[i], right[i]) ? 1 : 0;
    };
    switch (node.op) {
      case Op::equal:
        return each(std::equal_to<>());
      case Op::not_equal:
        return each(std::not_equal_to<>());
      case Op::less:
        return each(std::less<>());
      case Op::at_most:
        return each(std::less_equal<>());
      case Op::more:
        return each(std::greater<>());
      default:
        return each(std::greater_equal<>());
    }
  }
  std::vector<Exact> left(rows.count);
  std::vector<Exact> right(rows.count);
  exacts(node.args[0], rows, left.data());
  exacts(node.args[1], rows, right.data());
  for (std::size_t i = 0; i < rows.count; ++i) {
    const Exact difference = left[i] - right[i];
    out[i] = holds(node.op, difference.sign()) ? 1 : 0;
    note_comparison(id, left[i], right[i], rows.first + i);
  }
}

void ColumnEvaluator::round(const Node& node, NodeId id, RowRange rows, std::int64_t* out) {
  const Type from = graph_.node(node.args[0]).type;
  if (node.op == Op::round && from.integral() && places_of(from) <= places_of(node.type)) {
    return ints_at(node.args[0], places_of(node.type), rows, out);
  }
  std::vector<Exact> values(rows.count);
  const NodeId outer = std::exchange(rounding_, id);
  exacts(node.args[0], rows, values.data());
  rounding_ = outer;
  for (std::size_t i = 0; i < rows.count; ++i) {
    out[i] = is_wanted(rows.first + i) ? round_one(node, id, values[i], rows.first + i) : 0;
  }
}

/// Both branches are computed for whole chunks, but a spreadsheet's IF looks at one of them only: what
/// is not taken is neither noted nor too large.
void ColumnEvaluator::choose(NodeId id, RowRange rows, std::int64_t* out) {
  const Node& node = graph_.node(id);
  const int places = places_of(node.type);
  Lease<std::int64_t> taken(spare_);
  Lease<std::int64_t> not_taken(spare_);
  ints(node.args[0], rows, taken.get());
  std::size_t count = 0;
  std::size_t other_count = 0;
  for (std::size_t i = 0; i < rows.count; ++i) {
    const bool wanted = is_wanted(rows.first + i);
    not_taken.get()[i] = wanted && taken[i] == 0 ? 1 : 0;
    taken.get()[i] = wanted && taken[i] != 0 ? 1 : 0;
    count += static_cast<std::size_t>(taken[i]);
    other_count += static_cast<std::size_t>(not_taken[i]);
  }
  if (other_count == 0) return ints_at(node.args[1], places, rows, out);
  if (count == 0) return ints_at(node.args[2], places, rows, out);

  const Wanted outer = wanted_;
  const bool overflow_before = std::exchange(overflow_, false);
  Lease<std::int64_t> otherwise(spare_);
  wanted_ = {taken.get(), rows.first};
  ints_at(node.args[1], places, rows, out);
  wanted_ = {not_taken.get(), rows.first};
  ints_at(node.args[2], places, rows, otherwise.get());
  wanted_ = outer;
  for (std::size_t i = 0; i < rows.count; ++i) out[i] = taken[i] != 0 ? out[i] : otherwise[i];
  if (overflow_) {  // in a branch that may not be taken: row by row takes the taken one alone
    overflow_ = false;
    for (std::size_t i = 0; i < rows.count; ++i)
      out[i] = is_wanted(rows.first + i) ? row_int(id, rows.first + i) : 0;
  }
  overflow_ |= overflow_before;
}

void ColumnEvaluator::reference(const Node& node, RowRange rows, std::int64_t* out) {
  const Column& column = graph_.column(node.column);
  switch (node.op) {
    case Op::this_row:
      with_cells(column.values, [&](const auto* cells) { std::copy_n(cells + rows.first, rows.count, out); });
      return;
    case Op::scalar:
      std::fill_n(out, rows.count, integer_at(column, 0));
      return;
    case Op::fixed_cell:
      std::fill_n(out, rows.count, integer_at(column, node.index - 1));
      return;
    case Op::previous:
      for (std::size_t i = 0; i < rows.count; ++i) {
        const std::size_t row = rows.first + i;
        out[i] = row == 0 ? 0 : integer_at(column, row - 1);
      }
      return;
    case Op::earlier:
    case Op::at_row:
      ints(node.args[0], rows, out);
      with_cells(column.values, [&](const auto* cells) {
        const auto all = static_cast<std::int64_t>(graph_.rows(node.column));
        for (std::size_t i = 0; i < rows.count; ++i)
          out[i] = out[i] < 1 || out[i] > all ? 0 : std::int64_t{cells[out[i] - 1]};
      });
      return;
    case Op::is_known:
      for (std::size_t i = 0; i < rows.count; ++i) out[i] = known_at(column, rows.first + i) ? 1 : 0;
      return;
    case Op::band_row:
      return band(node, rows, out);
    case Op::sum_where: {
      const WholeColumn& totals = whole_.at(static_cast<NodeId>(&node - graph_.nodes().data()));
      ints(node.args[0], rows, out);
      for (std::size_t i = 0; i < rows.count; ++i) {
        const auto key = static_cast<std::size_t>(out[i]);
        out[i] = key < totals.by_key.size() ? totals.by_key[key] : 0;
      }
      return;
    }
    default:  // a whole column come to one number
      std::fill_n(out, rows.count, whole_.at(static_cast<NodeId>(&node - graph_.nodes().data())).integer);
  }
}

void ColumnEvaluator::band(const Node& node, RowRange rows, std::int64_t* out) {
  const Column& edges = graph_.column(node.column);
  const int own = places_of(edges.type);
  const int places = std::max(own, places_of(graph_.node(node.args[0]).type));
  ints_at(node.args[0], places, rows, out);
  for (std::size_t i = 0; i < rows.count; ++i) {
    std::size_t low = 0;
    std::size_t high = graph_.rows(node.column);
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (scaled_up(integer_at(edges, middle), own, places) <= out[i])
        low = middle + 1;
      else
        high = middle;
    }
    out[i] = static_cast<std::int64_t>(low);
  }
}

void ColumnEvaluator::exacts(NodeId id, RowRange rows, Exact* out) {
  const Node& node = graph_.node(id);
  if (node.type.integral()) {
    Lease<std::int64_t> chunk(spare_);
    ints(id, rows, chunk.get());
    const int places = places_of(node.type);
    for (std::size_t i = 0; i < rows.count; ++i) out[i] = Exact::scaled(chunk[i], places);
    return;
  }
  if (operation(node.op).arity == 2 && !operation(node.op).reads_column) {
    std::vector<Exact> right(rows.count);
    exacts(node.args[0], rows, out);
    exacts(node.args[1], rows, right.data());
    for (std::size_t i = 0; i < rows.count; ++i) {
      note_terms(node.op, out[i], right[i], rows.first + i);
      out[i] = combine_exact(node.op, out[i], right[i]);
    }
    return;
  }
  // What is left is rare or already a single value: row by row.
  for (std::size_t i = 0; i < rows.count; ++i) out[i] = row_exact(id, rows.first + i);
}

}  // namespace outturn::calc
