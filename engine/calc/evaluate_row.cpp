// Evaluation row by row: blocks, and what is shared with evaluation by chunks.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/calc/evaluate_column.h"
#include "engine/calc/row_program.h"
#include "engine/values/date.h"

namespace outturn::calc {

/// Past this a power has more digits than anybody could want.
constexpr std::int64_t most_power = 1000;

Exact combine_exact(Op op, const Exact& a, const Exact& b) {
  switch (op) {
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::multiply:
      return a * b;
    case Op::divide:
      return b.sign() == 0 ? Exact(0) : a / b;
    case Op::least:
      return b < a ? b : a;
    case Op::greatest:
      return a < b ? b : a;
    case Op::power: {
      const auto parts = b.small();
      if (!parts || !b.is_whole()) throw Fault("a power must be whole");
      if (std::abs(parts->num) > most_power) return Exact(0);  // guarded by whoever asks, as a divisor of 0
      const auto exponent = static_cast<int>(parts->num);
      return exponent < 0 && a.sign() == 0 ? Exact(0) : a.power(exponent);
    }
    default:
      throw Fault("'" + std::string(operation(op).name) + "' has no exact form");
  }
}

std::int64_t ColumnEvaluator::scaled_up(std::int64_t value, int from, int to) {
  if (from == to) return value;
  std::int64_t result = 0;
  overflow_ |= __builtin_mul_overflow(value, power_of_ten(to - from), &result);
  return result;
}

std::int64_t ColumnEvaluator::combine(Op op, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  // 0 is a date not known, which only a branch not taken reads.
  const auto of_date = [&](auto function) -> std::int64_t {
    if (a == 0) return 0;
    if (a < earliest_date.serial || a > latest_date.serial) {
      overflow_ = true;
      return 0;
    }
    return function(Date{static_cast<std::int32_t>(a)});
  };
  switch (op) {
    case Op::add:
    case Op::add_days:
      overflow_ |= __builtin_add_overflow(a, b, &result);
      return result;
    case Op::subtract:
      overflow_ |= __builtin_sub_overflow(a, b, &result);
      return result;
    case Op::multiply:
      overflow_ |= __builtin_mul_overflow(a, b, &result);
      return result;
    case Op::negate:
      return -a;
    case Op::absolute:
      return a < 0 ? -a : a;
    case Op::no:
      return a == 0 ? 1 : 0;
    case Op::both:
      return a & b;
    case Op::either:
      return a | b;
    case Op::least:
      return std::min(a, b);
    case Op::greatest:
      return std::max(a, b);
    case Op::whole_quotient:
      return b == 0 ? 0 : (a - ((a % b) + b) % b) / b;
    case Op::remainder:
      return b == 0 ? 0 : ((a % b) + b) % b;  // the sign of the divisor, as MOD
    case Op::add_months:
      return of_date([&](Date from) -> std::int64_t {
        const auto months = static_cast<int>(std::clamp<std::int64_t>(b, -100'000, 100'000));
        const auto made = add_months_within(from, months);
        overflow_ |= !made.has_value();
        return made ? made->serial : 0;
      });
    case Op::months_between:
      if (b < a || b > latest_date.serial) return 0;
      return of_date(
          [&](Date from) { return whole_months_between(from, Date{static_cast<std::int32_t>(b)}); });
    case Op::year:
      return of_date([](Date day) { return civil(day).year; });
    case Op::month:
      return of_date([](Date day) { return civil(day).month; });
    case Op::month_end:
      return of_date([](Date day) { return month_end(day).serial; });
    case Op::weekday:
      return of_date([](Date day) { return weekday(day); });
    default:
      throw Fault("'" + std::string(operation(op).name) + "' has no whole-number form");
  }
}

std::size_t ColumnEvaluator::linked_row(const Node& node, std::int64_t link) const {
  // A link of 0 is only met in the branch of an `if` that is not taken.
  const auto rows = static_cast<std::int64_t>(graph_.rows(node.column));
  return link < 1 || link > rows ? static_cast<std::size_t>(none) : static_cast<std::size_t>(link - 1);
}

void ColumnEvaluator::evaluate_block(const std::vector<ColumnId>& columns) {
  const std::size_t rows = graph_.rows(columns.front());
  for (const ColumnId id : columns) {
    make_room(graph_.column(id), rows);
    prepare(graph_.column(id).formula);
  }
  // What does not fit there may lie in a branch not taken: the walk below looks at taken ones only.
  if (auto program = RowProgram::compile(graph_, columns); program && !program->run(rows)) return;
  for (std::size_t row = 0; row < rows; ++row) {
    for (const ColumnId id : columns) {
      Column& column = graph_.column(id);
      if (column.type.kind == Kind::exact) {
        column.values.exact[row] = row_exact(column.formula, row);
      } else {
        keep(column, row, row_int_at(column.formula, places_of(column.type), row));
      }
    }
  }
  for (const ColumnId id : columns) finish(id);
}

std::int64_t ColumnEvaluator::row_int_at(NodeId id, int places, std::size_t row) {
  return scaled_up(row_int(id, row), places_of(graph_.node(id).type), places);
}

std::int64_t ColumnEvaluator::row_int(NodeId id, std::size_t row) {
  const Node& node = graph_.node(id);
  const Operation& about = operation(node.op);
  if (about.reads_column) return row_reference(node, id, row);
  const int places = places_of(node.type);
  switch (node.op) {
    case Op::literal:
      return *round_scaled(graph_.literal_value(node), places, Rounding::half_up);
    case Op::choose:
      return row_int_at(node.args[row_int(node.args[0], row) != 0 ? 1 : 2], places, row);
    case Op::both:
      return row_int(node.args[0], row) != 0 ? row_int(node.args[1], row) : 0;
    case Op::either:
      return row_int(node.args[0], row) != 0 ? 1 : row_int(node.args[1], row);
    case Op::round:
    case Op::root: {
      const Type from = graph_.node(node.args[0]).type;
      if (node.op == Op::round && from.integral() && places_of(from) <= places)
        return row_int_at(node.args[0], places, row);
      const NodeId outer = std::exchange(rounding_, id);
      const Exact value = row_exact(node.args[0], row);
      rounding_ = outer;
      return round_one(node, id, value, row);
    }
    case Op::add:
    case Op::subtract:
    case Op::least:
    case Op::greatest:
      return combine(node.op, row_int_at(node.args[0], places, row), row_int_at(node.args[1], places, row));
    default:
      break;
  }
  if (about.arity == 1) return combine(node.op, row_int(node.args[0], row), 0);
  if (about.condition) {
    std::int64_t held = 0;
    compare(node, id, RowRange{row, 1}, &held);
    return held;
  }
  return combine(node.op, row_int(node.args[0], row), row_int(node.args[1], row));
}

std::int64_t ColumnEvaluator::row_reference(const Node& node, NodeId id, std::size_t row) {
  const Column& column = graph_.column(node.column);
  switch (node.op) {
    case Op::this_row:
      return integer_at(column, row);
    case Op::scalar:
      return integer_at(column, 0);
    case Op::previous:
      return row == 0 ? 0 : integer_at(column, row - 1);
    case Op::earlier:
    case Op::at_row: {
      const std::size_t at = linked_row(node, row_int(node.args[0], row));
      return at == none ? 0 : integer_at(column, at);
    }
    default: {
      std::int64_t value = 0;
      reference(graph_.node(id), RowRange{row, 1}, &value);
      return value;
    }
  }
}

Exact ColumnEvaluator::row_exact(NodeId id, std::size_t row) {
  const Node& node = graph_.node(id);
  if (node.type.integral()) return Exact::scaled(row_int(id, row), places_of(node.type));
  const Operation& about = operation(node.op);
  if (!about.reads_column) {
    switch (node.op) {
      case Op::literal:
        return graph_.literal_value(node);
      case Op::choose:
        return row_exact(node.args[row_int(node.args[0], row) != 0 ? 1 : 2], row);
      case Op::negate:
        return -row_exact(node.args[0], row);
      case Op::absolute:
        return row_exact(node.args[0], row).abs();
      default: {
        const Exact left = row_exact(node.args[0], row);
        const Exact right = row_exact(node.args[1], row);
        note_terms(node.op, left, right, row);
        return combine_exact(node.op, left, right);
      }
    }
  }
  const auto& values = graph_.column(node.column).values.exact;
  switch (node.op) {
    case Op::this_row:
      return values[row];
    case Op::scalar:
      return values[0];
    case Op::fixed_cell:
      return values[node.index - 1];
    case Op::previous:
      return row == 0 ? Exact() : values[row - 1];
    case Op::earlier:
    case Op::at_row: {
      const std::size_t at = linked_row(node, row_int(node.args[0], row));
      return at == none ? Exact() : values[at];
    }
    case Op::sum_where: {
      const auto key = static_cast<std::size_t>(row_int(node.args[0], row));
      const auto& totals = whole_.at(id).exact_by_key;
      return key < totals.size() ? totals[key] : Exact();
    }
    default:
      return whole_.at(id).exact;
  }
}

std::int64_t ColumnEvaluator::round_one(const Node& node, NodeId id, const Exact& value, std::size_t row) {
  const int places = places_of(node.type);
  if (node.op == Op::root) return rounded_root(value, places);
  // A decimal is rounded once in a sheet, so only steps of other modes have a guard to fall in.
  const bool guarded = node.mode != Rounding::half_up || !graph_.node(node.args[0]).type.integral();
  if (guarded && is_wanted(row)) note_rounding(node, id, value, row);
  const auto result = round_scaled(value, places, node.mode);
  overflow_ |= !result.has_value();
  return result.value_or(0);
}

void ColumnEvaluator::keep(Column& column, std::size_t row, std::int64_t value) {
  const bool narrow = !column.values.small.empty();
  overflow_ |= narrow && value != static_cast<std::int32_t>(value);
  overflow_ |= column.type.kind == Kind::date && (value < 0 || value > latest_date.serial);
  store_integer(column, row, value);
}

void ColumnEvaluator::note_size(NodeId id, const Exact& value) {
  std::uint8_t& digits = digits_[id];
  while (digits < 18 && !(value.abs() < Exact(power_of_ten(digits)))) ++digits;
}

/// A difference of large unrounded values is small, but in a sheet it keeps their noise.
void ColumnEvaluator::note_terms(Op op, const Exact& left, const Exact& right, std::size_t row) {
  if (rounding_ == none || (op != Op::add && op != Op::subtract) || !is_wanted(row)) return;
  note_size(rounding_, left);
  note_size(rounding_, right);
}

void ColumnEvaluator::note_rounding(const Node& node, NodeId id, const Exact& value, std::size_t row) {
  note_size(id, value);
  // The widest guard there can be; the true one is known when the column's largest value is.
  const int places = places_of(node.type);
  if (near_edge(value, places, node.mode, places + 3)) candidates_.push_back({id, row, value});
}

void ColumnEvaluator::note_comparison(NodeId id, const Exact& left, const Exact& right, std::size_t row) {
  if (!is_wanted(row)) return;
  note_size(id, left);
  note_size(id, right);
  const Exact distance = (left - right).abs();
  if (distance.sign() != 0 && distance < Exact::scaled(5, 1 + comparison_places(18))) {
    thresholds_.push_back({id, row, distance});
  }
}

void ColumnEvaluator::finish(ColumnId id) {
  const auto in_order = [](std::vector<Candidate>& list) {
    const auto place = [](const Candidate& c) { return std::pair(c.row_index, c.node); };
    std::sort(list.begin(), list.end(),
              [&](const Candidate& a, const Candidate& b) { return place(a) < place(b); });
    list.erase(std::unique(list.begin(), list.end(),
                           [&](const Candidate& a, const Candidate& b) { return place(a) == place(b); }),
               list.end());
  };
  in_order(candidates_);
  in_order(thresholds_);
  for (const Candidate& candidate : candidates_) {
    const Node& node = graph_.node(candidate.node);
    const int places = places_of(node.type);
    const int guard = guard_places(digits_[candidate.node], places, node.mode);
    if (!near_edge(candidate.value, places, node.mode, guard)) continue;
    knife_edges_.push_back({id, candidate.row_index,
                            "the value before rounding, " + candidate.value.significant(17) +
                                ", lies within the guard of an edge"});
  }
  for (const Candidate& candidate : thresholds_) {
    const int places = comparison_places(digits_[candidate.node]);
    if (!(candidate.value < Exact::scaled(5, places + 1))) continue;
    knife_edges_.push_back({id, candidate.row_index,
                            "the two values compared differ by only " + candidate.value.significant(3)});
  }
  candidates_.clear();
  thresholds_.clear();
}

}  // namespace outturn::calc
