#include "reports/returned/effects.h"

#include <array>
#include <charconv>
#include <cmath>

#include "engine/calc/evaluate.h"
#include "engine/calc/evaluate_column.h"

namespace outturn::returned {
namespace {

using calc::ColumnId;
using calc::Kind;

/// A double as the shortest decimal that reads back to it: what a person typed.
std::optional<Exact> exact_of(double number) {
  std::array<char, 400> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), number, std::chars_format::fixed);
  if (end.ec != std::errc()) return std::nullopt;
  return Exact::parse(std::string_view(out.data(), static_cast<std::size_t>(end.ptr - out.data())));
}

constexpr const char* unreadable = "words where a number stands; programs show an error from there on";

}  // namespace

Effects::Effects(const calc::Run& run, const Texts& texts) : run_(run), texts_(texts), graph_(run.graph) {}

std::size_t Effects::row_of_key(calc::FrameId space, const std::string& key) {
  const auto [found, fresh] = keys_.try_emplace(space);
  if (fresh) {
    const calc::Frame& frame = graph_.frame(space);
    for (std::size_t row = 0; row < frame.rows; ++row) found->second.emplace(frame.key(row), row + 1);
  }
  const auto row = found->second.find(key);
  return row == found->second.end() ? 0 : row->second;
}

std::optional<std::int64_t> Effects::integer_of(const calc::Column& column, const CellContent& has) {
  if (column.type.kind == Kind::key) {
    const std::size_t row = has.holds == Holds::words ? row_of_key(column.type.space, texts_[has.words]) : 0;
    if (row == 0) return std::nullopt;
    return static_cast<std::int64_t>(row);
  }
  if (has.holds == Holds::nothing) return 0;  // an empty cell counts as 0 in a sheet
  if (has.holds == Holds::words) return std::nullopt;
  const double scaled =
      has.number * std::pow(10.0, column.type.kind == Kind::decimal ? column.type.places : 0);
  if (!(std::fabs(scaled) < 9e15)) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(std::llround(scaled));
  const bool exactly =
      std::fabs(scaled - static_cast<double>(whole)) <= 1e-9 * std::max(1.0, std::fabs(scaled) * 1e-6);
  if (!exactly) return std::nullopt;
  const bool narrow = column.values.big.empty();
  if (narrow && (whole > 2'000'000'000 || whole < -2'000'000'000)) return std::nullopt;
  if (column.type.kind == Kind::truth && whole != 0 && whole != 1) return std::nullopt;
  return whole;
}

void Effects::remember(ColumnId id, std::size_t row) {
  const calc::Column& column = graph_.column(id);
  Old old{{id, row}, 0, {}, calc::known_at(column, row)};
  if (column.type.kind == Kind::exact) {
    old.exact = column.values.exact[row];
  } else {
    old.integer = calc::integer_at(column, row);
  }
  old_.push_back(std::move(old));
}

std::string Effects::put(ColumnId id, std::size_t row, const CellContent& has) {
  calc::Column& column = graph_.column(id);
  if (column.type.kind == Kind::text) return "words that nothing is calculated with";
  const bool may_be_unknown = !column.values.known.empty();
  const bool unknown = may_be_unknown && has.holds != Holds::number;
  if (unknown && column.type.kind != Kind::key) {
    remember(id, row);
    column.values.known[row] = 0;
    return {};
  }
  if (column.type.kind == Kind::exact) {
    if (has.holds == Holds::words) return unreadable;
    const auto value = exact_of(has.number);
    if (!value) return "a number too large to calculate with";
    remember(id, row);
    column.values.exact[row] = *value;
  } else {
    const auto value = integer_of(column, has);
    if (!value) {
      if (column.type.kind == Kind::key) return "names no row there is";
      if (has.holds == Holds::words) return unreadable;
      return column.type.kind == Kind::truth ? "neither 1 nor 0"
                                             : "more decimal places or digits than the contract has here";
    }
    remember(id, row);
    calc::store_integer(column, row, *value);
  }
  if (may_be_unknown) column.values.known[row] = 1;
  return {};
}

/// Two columns beside a formula: where it is held, and at what.
Effects::Held& Effects::held(ColumnId formula) {
  const auto [found, fresh] = held_.try_emplace(formula);
  if (!fresh) return found->second;
  const std::size_t rows = graph_.rows(formula);
  const auto add = [&](const std::string& tail, calc::Type type) {
    calc::Column column;
    column.name = graph_.column(formula).name + tail;
    column.frame = graph_.column(formula).frame;
    column.type = type;
    calc::make_room(column, rows);
    return graph_.add_column(std::move(column));
  };
  Held& made = found->second;
  made.flags = add("?held", calc::truth_type);
  made.values = add("?held_at", graph_.column(formula).type);
  const calc::NodeId before = graph_.column(formula).formula;
  const calc::NodeId flag = graph_.ref(calc::Op::this_row, made.flags);
  const calc::NodeId value = graph_.ref(calc::Op::this_row, made.values);
  graph_.set_formula(formula, graph_.make(calc::Op::choose, {flag, value, before}));
  return made;
}

std::string Effects::set(Figure figure, const CellContent& has) {
  const calc::Column& column = graph_.column(figure.column);
  if (column.formula == calc::none) {
    if (graph_.frame(column.frame).key_column == figure.column)
      return "the name of a row, which no amount follows";
    return put(figure.column, figure.row, has);
  }
  if (column.type.kind == Kind::text) return "words that nothing is calculated with";
  const Held made = held(figure.column);
  if (std::string why = put(made.values, figure.row, has); !why.empty()) return why;
  remember(made.flags, figure.row);
  graph_.column(made.flags).values.flags[figure.row] = 1;
  return {};
}

std::optional<Exact> Effects::payment_due() {
  Problems problems;
  (void)calc::evaluate(graph_, run_.record.contract_file, problems);
  if (problems.has_errors() || run_.record.total == calc::none) return std::nullopt;
  return calc::value_at(graph_, run_.record.total, 0);
}

std::string Effects::shown(Figure figure) const {
  return calc::shown_at(graph_, figure.column, figure.row, run_.record.currency);
}

void Effects::take_back() {
  for (auto old = old_.rbegin(); old != old_.rend(); ++old) {
    calc::Column& column = graph_.column(old->figure.column);
    if (column.type.kind == Kind::exact) {
      column.values.exact[old->figure.row] = old->exact;
    } else {
      calc::store_integer(column, old->figure.row, old->integer);
    }
    if (!column.values.known.empty()) column.values.known[old->figure.row] = old->known ? 1 : 0;
  }
  old_.clear();
}

void Effects::give_values(calc::Run& run) {
  for (ColumnId id = 0; id < run.graph.columns().size(); ++id)
    run.graph.column(id).values = std::move(graph_.column(id).values);
}

}  // namespace outturn::returned
