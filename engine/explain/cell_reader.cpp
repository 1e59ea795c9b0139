#include "engine/explain/cell_reader.h"

#include <algorithm>

#include "engine/base/problem.h"
#include "engine/calc/evaluate_column.h"
#include "engine/values/date.h"
#include "engine/values/show.h"

namespace outturn::calc {
namespace {

std::int64_t whole_part(const Exact& value) { return round_scaled(value, 0, Rounding::half_up).value_or(0); }

std::optional<Date> day(const Exact& value) {
  const std::int64_t serial = whole_part(value);
  if (serial < earliest_date.serial || serial > latest_date.serial) return std::nullopt;
  return Date{static_cast<std::int32_t>(serial)};
}

Exact of_dates(Op op, const Exact& a, const Exact& b) {
  const std::optional<Date> from = day(a);
  if (!from) return 0;
  switch (op) {
    case Op::add_months: {
      const auto made = add_months_within(
          *from, static_cast<int>(std::clamp<std::int64_t>(whole_part(b), -100'000, 100'000)));
      return made ? made->serial : 0;
    }
    case Op::months_between: {
      const std::optional<Date> to = day(b);
      return !to || *to < *from ? 0 : whole_months_between(*from, *to);
    }
    case Op::year:
      return civil(*from).year;
    case Op::month:
      return civil(*from).month;
    case Op::month_end:
      return month_end(*from).serial;
    default:
      return weekday(*from);
  }
}

bool compared(Op op, const Exact& a, const Exact& b) {
  switch (op) {
    case Op::equal:
      return a == b;
    case Op::not_equal:
      return !(a == b);
    case Op::less:
      return a < b;
    case Op::at_most:
      return a <= b;
    case Op::more:
      return a > b;
    default:
      return a >= b;
  }
}

}  // namespace

bool names_a_cell(Op op) {
  return op == Op::this_row || op == Op::scalar || op == Op::fixed_cell || op == Op::previous ||
         op == Op::earlier || op == Op::at_row;
}

std::string row_key(const Frame& frame, std::size_t row_index) {
  return row_index < frame.source_keys.size() ? frame.source_keys[row_index] : frame.key(row_index);
}

std::size_t CellReader::row_read(const Node& node, std::size_t row) {
  const std::size_t rows = graph_.rows(node.column);
  switch (node.op) {
    case Op::this_row:
    case Op::is_known:
      return row < rows ? row : none;
    case Op::scalar:
      return 0;
    case Op::fixed_cell:
      return node.index - 1;
    case Op::previous:
      return row == 0 ? none : row - 1;
    default:
      break;
  }
  const std::int64_t link = whole_part(value(node.args[0], row));
  return link < 1 || static_cast<std::size_t>(link) > rows ? none : static_cast<std::size_t>(link - 1);
}

bool CellReader::holds(NodeId id, std::size_t row) {
  const Node& node = graph_.node(id);
  const Operation& about = operation(node.op);
  switch (node.op) {
    case Op::both:
      return holds(node.args[0], row) && holds(node.args[1], row);
    case Op::either:
      return holds(node.args[0], row) || holds(node.args[1], row);
    case Op::no:
      return !holds(node.args[0], row);
    case Op::is_known:
      return known_at(graph_.column(node.column), row);
    default:
      break;
  }
  if (about.condition) return compared(node.op, value(node.args[0], row), value(node.args[1], row));
  return value(id, row).sign() != 0;
}

Exact CellReader::value(NodeId id, std::size_t row) {
  const Node& node = graph_.node(id);
  const Operation& about = operation(node.op);
  if (node.op == Op::literal) return graph_.literal_value(node);
  if (about.condition) return holds(id, row) ? 1 : 0;
  if (about.reads_column) return reference(node, id, row);
  if (node.op == Op::choose) return value(node.args[holds(node.args[0], row) ? 1 : 2], row);
  return calculated(node, row);
}

Exact CellReader::calculated(const Node& node, std::size_t row) {
  const Exact a = value(node.args[0], row);
  const Exact b = node.args[1] == none ? Exact() : value(node.args[1], row);
  const int places = places_of(node.type);
  switch (node.op) {
    case Op::round:
      return Exact::scaled(round_scaled(a, places, node.mode).value_or(0), places);
    case Op::root:
      return Exact::scaled(rounded_root(a, places), places);
    case Op::negate:
      return -a;
    case Op::absolute:
      return a.abs();
    case Op::whole_quotient:
      return b.sign() == 0 ? Exact() : (a / b).floor();
    case Op::remainder:
      return b.sign() == 0 ? Exact() : a - (a / b).floor() * b;
    case Op::add_days:
      return a + b;
    case Op::add_months:
    case Op::months_between:
    case Op::year:
    case Op::month:
    case Op::month_end:
    case Op::weekday:
      return of_dates(node.op, a, b);
    default:
      return combine_exact(node.op, a, b);
  }
}

Exact CellReader::reference(const Node& node, NodeId id, std::size_t row) {
  if (node.op == Op::band_row) return band(node, row);
  if (node.op == Op::sum_where) return sum_where(node, row);
  if (names_a_cell(node.op)) {
    const std::size_t at = row_read(node, row);
    return at == none ? Exact() : value_at(graph_, node.column, at);
  }
  const auto found = whole_.find(id);
  if (found != whole_.end()) return found->second;
  return whole_[id] = whole_column(node);
}

Exact CellReader::whole_column(const Node& node) {
  const std::size_t rows = graph_.rows(node.column);
  if (node.op == Op::rows_of) return static_cast<std::int64_t>(rows);
  Exact out;
  for (std::size_t i = 0; i < rows; ++i) {
    Exact here = value_at(graph_, node.column, i);
    if (node.op == Op::product_sum) here = here * value_at(graph_, node.second_column, i);
    const bool first = i == 0;
    if (node.op == Op::least_of)
      out = first || here < out ? here : out;
    else if (node.op == Op::greatest_of)
      out = first || out < here ? here : out;
    else
      out = out + here;
  }
  return out;
}

Exact CellReader::band(const Node& node, std::size_t row) {
  const Exact searched = value(node.args[0], row);
  std::size_t low = 0;
  std::size_t high = graph_.rows(node.column);
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (value_at(graph_, node.column, middle) <= searched)
      low = middle + 1;
    else
      high = middle;
  }
  return static_cast<std::int64_t>(low);
}

Exact CellReader::sum_where(const Node& node, std::size_t row) {
  auto [sums, fresh] = by_key_.try_emplace({node.column, node.second_column});
  for (std::size_t i = 0; fresh && i < graph_.rows(node.column); ++i) {
    Exact& sum = sums->second[integer_at(graph_.column(node.second_column), i)];
    sum = sum + value_at(graph_, node.column, i);
  }
  const auto found = sums->second.find(whole_part(value(node.args[0], row)));
  return found == sums->second.end() ? Exact() : found->second;
}

Unit unit_of(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  if (node.type.kind == Kind::truth) return Unit::flag;
  if (node.type.kind == Kind::date) return Unit::date;
  const Operation& about = operation(node.op);
  if (about.reads_column) {
    const Unit own = graph.column(node.column).unit;
    const bool plain = about.type == TypeRule::whole || own == Unit::flag;  // flags added up are a count
    if (node.op != Op::product_sum) return plain ? Unit::plain : own;
    const Unit other = graph.column(node.second_column).unit;
    return own == Unit::money || other == Unit::money ? Unit::money : Unit::plain;
  }
  const auto of = [&](std::size_t i) {
    return node.args[i] == none ? Unit::plain : unit_of(graph, node.args[i]);
  };
  switch (node.op) {
    case Op::add:
    case Op::subtract:
    case Op::least:
    case Op::greatest: {
      const Unit first = of(0);
      if (first == Unit::date || first == Unit::flag) return Unit::plain;
      return first == Unit::plain ? of(1) : first;
    }
    case Op::choose:
      return of(1) == Unit::plain ? of(2) : of(1);
    case Op::multiply:
      return of(0) == Unit::money || of(1) == Unit::money ? Unit::money : Unit::plain;
    case Op::divide:
      return of(0) == Unit::money && of(1) != Unit::money ? Unit::money : Unit::plain;
    case Op::negate:
    case Op::absolute:
    case Op::round:
      return of(0);
    default:
      return Unit::plain;
  }
}

std::string CellReader::shown_amount(const Exact& value, Unit unit) const {
  const auto number = [](const Exact& any) {
    if (any.is_whole() && any.abs() < Exact(power_of_ten(15))) return grouped_decimal(whole_part(any), 0);
    const auto finite = any.decimal();
    return finite && finite->size() <= 14 ? *finite : any.significant(10) + "...";
  };
  switch (unit) {
    case Unit::flag:
      return value.sign() != 0 ? "yes" : "no";
    case Unit::date: {
      const auto shown = day(value);
      return shown ? to_iso(*shown) : "no date";
    }
    case Unit::percent:
      return number(value * Exact(100)) + "%";
    case Unit::points:
      return number(value * Exact(100)) + " points";
    case Unit::row_number:
      return value.is_whole() ? plain_decimal(whole_part(value), 0) : number(value);
    case Unit::money: {
      const auto currency = currency_by_code(currency_);
      if (!currency) return currency_ + " " + number(value);
      const auto held = round_scaled(value, currency->places, Rounding::half_up);
      if (held && Exact::scaled(*held, currency->places) == value) return show_money(*held, *currency);
      return (value.sign() < 0 ? "-" : "") + currency->symbol + number(value.abs());
    }
    default:
      return number(value);
  }
}

std::string CellReader::shown_cell(ColumnId column, std::size_t row) {
  if (!cell_known(graph_, column, known_column_of(graph_, column), row)) return "[x]";
  return shown_at(graph_, column, row, currency_);
}

std::string CellReader::shown(NodeId id, std::size_t row) {
  const Node& node = graph_.node(id);
  if (names_a_cell(node.op)) {
    const std::size_t at = row_read(node, row);
    return at == none ? "none" : shown_cell(node.column, at);
  }
  return shown_amount(value(id, row), unit_of(graph_, id));
}

ColumnId known_column_of(const Graph& graph, ColumnId id) {
  const Column& column = graph.column(id);
  if (column.formula == none) return none;
  const Node& root = graph.node(column.formula);
  if (root.op != Op::choose) return none;
  const Node& asked = graph.node(root.args[0]);
  if (asked.op != Op::this_row && asked.op != Op::scalar) return none;
  const Node& otherwise = graph.node(root.args[2]);
  const bool nothing = otherwise.op == Op::literal && graph.literal_value(otherwise).sign() == 0;
  const Column& known = graph.column(asked.column);
  return nothing && known.frame == column.frame && known.name == column.name + "_known" ? asked.column : none;
}

bool cell_known(const Graph& graph, ColumnId id, ColumnId known_column, std::size_t row) {
  const Column& column = graph.column(id);
  if (!known_at(column, row)) return false;
  if (known_column != none && integer_at(graph.column(known_column), row) == 0) return false;
  return column.type.kind != Kind::date || integer_at(column, row) != 0;
}

}  // namespace outturn::calc
