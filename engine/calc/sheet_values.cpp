#include "engine/calc/sheet_values.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

#include "engine/calc/cells.h"
#include "engine/calc/evaluate_column.h"
#include "engine/calc/sheet_evaluate.h"
#include "engine/values/date.h"

namespace outturn::calc {

namespace {

/// An error value (#DIV/0!, #N/A, #REF!, #NUM!, #VALUE!). It spreads as in a sheet, so that only an
/// IF that does not look at it can hide it, and it agrees with no number.
constexpr double error_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace

SheetValues::SheetValues(const Graph& graph, const SheetFormula& formula) : graph_(graph), formula_(formula) {
  numbers_.resize(formula.nodes.size(), 0);
  for (std::size_t i = 0; i < formula.nodes.size(); ++i) {
    if (formula.nodes[i].part == Part::number)
      numbers_[i] = std::strtod(formula.nodes[i].text.c_str(), nullptr);
  }
}

bool SheetValues::wide(ColumnId id) {
  const auto known = wide_.find(id);
  if (known != wide_.end()) return known->second;
  const auto& big = graph_.column(id).values.big;
  constexpr std::int64_t exactly_held = std::int64_t{1} << 53;
  const bool found = std::any_of(
      big.begin(), big.end(), [](std::int64_t held) { return held > exactly_held || held < -exactly_held; });
  return wide_[id] = found;
}

void SheetValues::read(ColumnId id, std::size_t first, std::size_t count, double* out) {
  const Column& column = graph_.column(id);
  if (column.type.kind == Kind::exact || wide(id)) {
    for (std::size_t i = 0; i < count; ++i) out[i] = cell_number(column, first + i);
  } else {
    // Both operands are exact doubles, so the one division is correctly rounded.
    const auto ten = static_cast<double>(power_of_ten(places_of(column.type)));
    with_cells(column.values, [&](const auto* cells) {
      for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<double>(cells[first + i]) / ten;
    });
  }
  // What is not known stands as the text [x], which no arithmetic may meet.
  const auto& known = column.values.known;
  for (std::size_t i = 0; i < count && !known.empty(); ++i)
    out[i] = known[first + i] != 0 ? out[i] : error_value;
}

void SheetValues::values(std::uint32_t id, std::size_t first, std::size_t count, double* out) {
  const SheetNode& node = formula_.nodes[id];
  switch (node.part) {
    case Part::number:
      std::fill_n(out, count, numbers_[id]);
      return;
    case Part::text:
      throw Fault("text has no number");
    case Part::cell:
      cells(node, first, count, out);
      return;
    case Part::range:
      throw Fault("a range is only read by a function");
    case Part::brackets:
      values(node.args[0], first, count, out);
      return;
    case Part::infix:
      infix(node, first, count, out);
      return;
    case Part::call:
      call(node, id, first, count, out);
      return;
  }
}

void SheetValues::cells(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
  switch (node.reach) {
    case Reach::this_row:
      read(node.column, first, count, out);
      return;
    case Reach::previous_row:
      if (first == 0) {
        out[0] = error_value;  // the heading
        if (count > 1) read(node.column, 0, count - 1, out + 1);
      } else {
        read(node.column, first - 1, count, out);
      }
      return;
    case Reach::fixed_row:
    case Reach::scalar:
      read(node.column, node.reach == Reach::scalar ? 0 : node.index - 1, 1, out);
      std::fill_n(out, count, out[0]);
      return;
    default:
      throw Fault("a range is no cell");
  }
}

void SheetValues::infix(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
  Lease<double> right(spare_);
  values(node.args[0], first, count, out);
  values(node.args[1], first, count, right.get());
  const double* b = right.get();
  const auto each = [&](auto operation) {
    for (std::size_t i = 0; i < count; ++i) out[i] = operation(out[i], b[i]);
  };
  const std::string& sign = node.text;
  if (sign == "+")
    each([](double x, double y) { return x + y; });
  else if (sign == "-")
    each([](double x, double y) { return x - y; });
  else if (sign == "*")
    each([](double x, double y) { return x * y; });
  else if (sign == "/")
    each([](double x, double y) { return y == 0 ? error_value : x / y; });
  else if (sign == "^")
    each([](double x, double y) { return x == 0 && y == 0 ? error_value : std::pow(x, y); });
  else
    compare(sign, out, b, count);
}

void SheetValues::compare(const std::string& sign, double* left, const double* right, std::size_t count) {
  const auto each = [&](auto holds) {
    // x - x is 0 for numbers and an error for errors, with no branch in the loop.
    for (std::size_t i = 0; i < count; ++i)
      left[i] = (holds(left[i], right[i]) ? 1.0 : 0.0) + (left[i] - left[i]) + (right[i] - right[i]);
  };
  if (sign == "=")
    each([](double x, double y) { return x == y; });
  else if (sign == "<>")
    each([](double x, double y) { return x != y; });
  else if (sign == "<")
    each([](double x, double y) { return x < y; });
  else if (sign == "<=")
    each([](double x, double y) { return x <= y; });
  else if (sign == ">")
    each([](double x, double y) { return x > y; });
  else
    each([](double x, double y) { return x >= y; });
}

namespace {

/// floor(x), with values a few units in the last place below a whole number counted as it.
double near_floor(double x) {
  const double nearest = std::nearbyint(x);
  return std::fabs(x - nearest) <= std::fabs(x) * 0x1p-50 ? nearest : std::floor(x);
}

bool is_date(double serial) { return serial >= earliest_date.serial && serial <= latest_date.serial; }
Date date_of(double serial) { return Date{static_cast<std::int32_t>(serial)}; }

double edate(double from, double months) {
  if (!is_date(from) || !(std::fabs(months) <= 120'000)) return error_value;
  const auto moved = add_months_within(date_of(from), static_cast<int>(months));
  return moved ? moved->serial : error_value;
}

/// The lesser or the greater; an error where either is one.
double pick(bool first, double a, double b) {
  return std::isnan(a) || std::isnan(b) ? error_value : first ? a : b;
}

double apply(Function function, double a, double b, double c) {
  const bool error = std::isnan(a) || std::isnan(b);
  switch (function) {
    case Function::IF:
      return std::isnan(a) ? error_value : a != 0 ? b : c;
    case Function::AND:
      return error ? error_value : a != 0 && b != 0 ? 1 : 0;
    case Function::OR:
      return error ? error_value : a != 0 || b != 0 ? 1 : 0;
    case Function::NOT:
      return error ? error_value : a != 0 ? 0 : 1;
    case Function::MIN:
      return pick(a < b, a, b);
    case Function::MAX:
      return pick(a > b, a, b);
    case Function::ROUND:
      return sheet_round(a, static_cast<int>(b));
    case Function::ROUNDDOWN:
      return a < 0 ? 0 - near_floor(-a) : near_floor(a);
    case Function::ROUNDUP:
      return a < 0 ? near_floor(a) : 0 - near_floor(-a);
    case Function::INT:
      return near_floor(a);
    case Function::MOD:
      return b == 0 ? error_value : a - b * std::floor(a / b);
    case Function::ABS:
      return std::fabs(a);
    case Function::SQRT:
      return std::sqrt(a);
    case Function::EDATE:
      return edate(a, b);
    case Function::DATEDIF:
      return is_date(a) && is_date(b) && a <= b ? whole_months_between(date_of(a), date_of(b)) : error_value;
    case Function::YEAR:
      return is_date(a) ? civil(date_of(a)).year : error_value;
    case Function::MONTH:
      return is_date(a) ? civil(date_of(a)).month : error_value;
    case Function::EOMONTH:
      return is_date(a) ? month_end(date_of(a)).serial : error_value;
    case Function::WEEKDAY:
      return is_date(a) ? weekday(date_of(a)) : error_value;
    default:
      throw Fault("no sheet arithmetic for " + std::string(function_name(function)));
  }
}

}  // namespace

void SheetValues::call(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count,
                       double* out) {
  switch (node.function) {
    case Function::INDEX:
      index(node, first, count, out);
      return;
    case Function::MATCH:
      match(node, id, first, count, out);
      return;
    case Function::SUMIF:
      sum_if(node, id, first, count, out);
      return;
    case Function::ISNUMBER:
      for (std::size_t i = 0; i < count; ++i)
        out[i] = known_at(graph_.column(column_of(node.args[0])), first + i) ? 1 : 0;
      return;
    default:
      break;
  }
  if (is_range(node.args[0])) {
    std::fill_n(out, count, reduce(node, id));
    return;
  }
  values(node.args[0], first, count, out);
  Lease<double> second(spare_);
  Lease<double> third(spare_);
  const auto given = [&](std::size_t i) {
    return node.args.size() > i && formula_.nodes[node.args[i]].part != Part::text;
  };
  if (given(1)) values(node.args[1], first, count, second.get());
  if (given(2)) values(node.args[2], first, count, third.get());
  const double* b = second.get();
  const double* c = third.get();
  switch (node.function) {  // the commonest in loops of their own
    case Function::IF:
      for (std::size_t i = 0; i < count; ++i)
        out[i] = std::isnan(out[i]) ? error_value : out[i] != 0 ? b[i] : c[i];
      return;
    case Function::MIN:
      for (std::size_t i = 0; i < count; ++i) out[i] = pick(out[i] < b[i], out[i], b[i]);
      return;
    case Function::MAX:
      for (std::size_t i = 0; i < count; ++i) out[i] = pick(out[i] > b[i], out[i], b[i]);
      return;
    case Function::ROUND: {
      const auto places = static_cast<int>(b[0]);
      for (std::size_t i = 0; i < count; ++i) out[i] = sheet_round(out[i], places);
      return;
    }
    default:
      for (std::size_t i = 0; i < count; ++i)
        out[i] = apply(node.function, out[i], given(1) ? b[i] : 0, given(2) ? c[i] : 0);
  }
}

/// A function of whole columns: one number whatever the row, worked out once.
double SheetValues::reduce(const SheetNode& node, std::uint32_t id) {
  auto& kept = whole_[id];
  if (!kept.empty()) return kept[0];
  const ColumnId column = column_of(node.args[0]);
  const std::size_t rows = graph_.rows(column);
  bool none_yet = true;
  double result = node.function == Function::ROWS ? static_cast<double>(rows) : 0;
  Lease<double> a(spare_);
  Lease<double> b(spare_);
  for (std::size_t first = 0; first < rows && node.function != Function::ROWS; first += chunk_rows) {
    const std::size_t count = std::min(chunk_rows, rows - first);
    read(column, first, count, a.get());
    if (node.function == Function::SUMPRODUCT) read(column_of(node.args[1]), first, count, b.get());
    for (std::size_t i = 0; i < count; ++i) {
      if (std::isnan(a[i])) continue;  // in a range, text counts for nothing
      if (node.function == Function::SUM)
        result += a[i];
      else if (node.function == Function::SUMPRODUCT)
        result += std::isnan(b[i]) ? 0 : a[i] * b[i];
      else if (std::exchange(none_yet, false))
        result = a[i];
      else
        result = node.function == Function::MIN ? std::min(result, a[i]) : std::max(result, a[i]);
    }
  }
  kept.assign(1, result);
  return result;
}

void SheetValues::index(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
  const SheetNode& range = formula_.nodes[node.args[0]];
  const Column& column = graph_.column(range.column);
  values(node.args[1], first, count, out);
  // The range of `earlier` begins at the header, so its first data row is number 2.
  const double offset = range.reach == Reach::above ? 2 : 1;
  const auto rows = static_cast<double>(graph_.rows(range.column));
  const auto each = [&](auto number) {
    for (std::size_t i = 0; i < count; ++i) {
      const double at = out[i] - offset;
      out[i] = at >= 0 && at < rows ? number(static_cast<std::size_t>(at)) : error_value;
    }
  };
  if (!column.values.known.empty()) {
    each(
        [&](std::size_t at) { return column.values.known[at] != 0 ? cell_number(column, at) : error_value; });
  } else if (column.type.kind == Kind::exact || wide(range.column)) {
    each([&](std::size_t at) { return cell_number(column, at); });
  } else {
    const auto ten = static_cast<double>(power_of_ten(places_of(column.type)));
    with_cells(column.values, [&](const auto* cells) {
      each([&](std::size_t at) { return static_cast<double>(cells[at]) / ten; });
    });
  }
}

void SheetValues::match(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count,
                        double* out) {
  auto& edges = whole_[id];
  const ColumnId column = column_of(node.args[1]);
  if (edges.empty()) {
    edges.resize(graph_.rows(column));
    read(column, 0, edges.size(), edges.data());
  }
  values(node.args[0], first, count, out);
  for (std::size_t i = 0; i < count; ++i) {
    const auto band = std::upper_bound(edges.begin(), edges.end(), out[i]) - edges.begin();
    out[i] = std::isnan(out[i]) || band == 0 ? error_value : static_cast<double>(band);
  }
}

void SheetValues::sum_if(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count,
                         double* out) {
  auto& totals = whole_[id];
  if (totals.empty()) {
    totals.assign(1, 0);
    const Column& keys = graph_.column(column_of(node.args[0]));
    const Column& added = graph_.column(column_of(node.args[2]));
    for (std::size_t i = 0; i < graph_.rows(column_of(node.args[0])); ++i) {
      const auto key = static_cast<std::size_t>(integer_at(keys, i));
      if (key >= totals.size()) totals.resize(key + 1, 0);
      totals[key] += known_at(added, i) ? cell_number(added, i) : 0;
    }
  }
  values(node.args[1], first, count, out);
  for (std::size_t i = 0; i < count; ++i) {
    if (std::isnan(out[i])) continue;
    out[i] = out[i] >= 0 && out[i] < static_cast<double>(totals.size())
                 ? totals[static_cast<std::size_t>(out[i])]
                 : 0;
  }
}

}  // namespace outturn::calc
