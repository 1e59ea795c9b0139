#include "engine/calc/sheet_values.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/calc/cells.h"
#include "engine/calc/evaluate_column.h"
#include "engine/calc/sheet_evaluate.h"
#include "engine/values/date.h"

namespace outturn::calc {

class SheetValues::Lease {
 public:
  explicit Lease(std::vector<Chunk>& spare) : spare_(spare) {
    if (spare.empty()) {
      data_ = std::make_unique<double[]>(chunk_rows);
    } else {
      data_ = std::move(spare.back());
      spare.pop_back();
    }
  }
  ~Lease() { spare_.push_back(std::move(data_)); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  double* get() { return data_.get(); }
  double operator[](std::size_t i) const { return data_[i]; }

 private:
  std::vector<Chunk>& spare_;
  Chunk data_;
};

SheetValues::SheetValues(const Graph& graph, const SheetFormula& formula) : graph_(graph), formula_(formula) {
  numbers_.resize(formula.nodes.size(), 0);
  for (std::size_t i = 0; i < formula.nodes.size(); ++i) {
    if (formula.nodes[i].part == Part::number) numbers_[i] = std::strtod(formula.nodes[i].text.c_str(), nullptr);
  }
}

bool SheetValues::wide(ColumnId id) {
  const auto known = wide_.find(id);
  if (known != wide_.end()) return known->second;
  const auto& big = graph_.column(id).values.big;
  constexpr std::int64_t exactly_held = std::int64_t{1} << 53;
  const bool found = std::any_of(big.begin(), big.end(), [](std::int64_t held) { return held > exactly_held || held < -exactly_held; });
  return wide_[id] = found;
}

void SheetValues::read(ColumnId id, std::size_t first, std::size_t count, double* out) {
  const Column& column = graph_.column(id);
  if (column.type.kind == Kind::exact || wide(id)) {
    for (std::size_t i = 0; i < count; ++i) out[i] = cell_number(column, first + i);
    return;
  }
  // Both operands are exact doubles, so the one division is correctly rounded.
  const auto ten = static_cast<double>(power_of_ten(places_of(column.type)));
  with_cells(column.values, [&](const auto* cells) {
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<double>(cells[first + i]) / ten;
  });
}

void SheetValues::values(std::uint32_t id, std::size_t first, std::size_t count, double* out) {
  const SheetNode& node = formula_.nodes[id];
  switch (node.part) {
    case Part::number: std::fill_n(out, count, numbers_[id]); return;
    case Part::text: throw Fault("text has no number");
    case Part::cell: cells(node, first, count, out); return;
    case Part::range: throw Fault("a range is only read by a function");
    case Part::brackets: values(node.args[0], first, count, out); return;
    case Part::infix: infix(node, first, count, out); return;
    case Part::call: call(node, id, first, count, out); return;
  }
}

void SheetValues::cells(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
  switch (node.reach) {
    case Reach::this_row: read(node.column, first, count, out); return;
    case Reach::previous_row:
      if (first == 0) {
        out[0] = 0;
        if (count > 1) read(node.column, 0, count - 1, out + 1);
      } else {
        read(node.column, first - 1, count, out);
      }
      return;
    case Reach::fixed_row: std::fill_n(out, count, cell_number(graph_.column(node.column), node.index - 1)); return;
    case Reach::scalar: std::fill_n(out, count, cell_number(graph_.column(node.column), 0)); return;
    default: throw Fault("a range is no cell");
  }
}

void SheetValues::infix(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
  Lease right(spare_);
  values(node.args[0], first, count, out);
  values(node.args[1], first, count, right.get());
  const double* b = right.get();
  const auto each = [&](auto operation) {
    for (std::size_t i = 0; i < count; ++i) out[i] = operation(out[i], b[i]);
  };
  const std::string& sign = node.text;
  if (sign == "+") each([](double x, double y) { return x + y; });
  else if (sign == "-") each([](double x, double y) { return x - y; });
  else if (sign == "*") each([](double x, double y) { return x * y; });
  else if (sign == "/") each([](double x, double y) { return y == 0 ? 0 : x / y; });
  else if (sign == "^") each([](double x, double y) { return std::pow(x, y); });
  else if (sign == "=") each([](double x, double y) { return x == y ? 1.0 : 0.0; });
  else if (sign == "<>") each([](double x, double y) { return x != y ? 1.0 : 0.0; });
  else if (sign == "<") each([](double x, double y) { return x < y ? 1.0 : 0.0; });
  else if (sign == "<=") each([](double x, double y) { return x <= y ? 1.0 : 0.0; });
  else if (sign == ">") each([](double x, double y) { return x > y ? 1.0 : 0.0; });
  else each([](double x, double y) { return x >= y ? 1.0 : 0.0; });
}

namespace {

/// floor(x), with values a few units in the last place below a whole number counted as it.
double near_floor(double x) {
  const double nearest = std::nearbyint(x);
  return std::fabs(x - nearest) <= std::fabs(x) * 0x1p-50 ? nearest : std::floor(x);
}

double edate(double from, double months) {
  if (from == 0) return 0;
  const auto moved = std::fabs(months) > 120'000 ? std::nullopt : add_months_within(Date{static_cast<std::int32_t>(from)}, static_cast<int>(months));
  return moved ? moved->serial : 0;
}

double apply(Function function, double a, double b, double c) {
  const auto date = [](double serial) { return Date{static_cast<std::int32_t>(serial)}; };
  switch (function) {
    case Function::IF: return a != 0 ? b : c;
    case Function::AND: return a != 0 && b != 0 ? 1 : 0;
    case Function::OR: return a != 0 || b != 0 ? 1 : 0;
    case Function::NOT: return a != 0 ? 0 : 1;
    case Function::MIN: return std::min(a, b);
    case Function::MAX: return std::max(a, b);
    case Function::ROUND: return sheet_round(a, static_cast<int>(b));
    case Function::ROUNDDOWN: return a < 0 ? 0 - near_floor(-a) : near_floor(a);
    case Function::ROUNDUP: return a < 0 ? near_floor(a) : 0 - near_floor(-a);
    case Function::INT: return near_floor(a);
    case Function::MOD: return b == 0 ? 0 : a - b * std::floor(a / b);
    case Function::ABS: return std::fabs(a);
    case Function::SQRT: return std::sqrt(a);
    case Function::EDATE: return edate(a, b);
    case Function::DATEDIF: return a == 0 || b < a ? 0 : whole_months_between(date(a), date(b));
    case Function::YEAR: return a == 0 ? 0 : civil(date(a)).year;
    case Function::MONTH: return a == 0 ? 0 : civil(date(a)).month;
    case Function::EOMONTH: return a == 0 ? 0 : month_end(date(a)).serial;
    case Function::WEEKDAY: return a == 0 ? 0 : weekday(date(a));
    default: throw Fault("no sheet arithmetic for " + std::string(function_name(function)));
  }
}

}  // namespace

void SheetValues::call(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count, double* out) {
  switch (node.function) {
    case Function::INDEX: index(node, first, count, out); return;
    case Function::MATCH: match(node, id, first, count, out); return;
    case Function::SUMIF: sum_if(node, id, first, count, out); return;
    case Function::ISNUMBER:
      for (std::size_t i = 0; i < count; ++i) out[i] = known_at(graph_.column(column_of(node.args[0])), first + i) ? 1 : 0;
      return;
    default: break;
  }
  if (is_range(node.args[0])) {
    std::fill_n(out, count, reduce(node, id));
    return;
  }
  values(node.args[0], first, count, out);
  Lease second(spare_);
  Lease third(spare_);
  const auto given = [&](std::size_t i) { return node.args.size() > i && formula_.nodes[node.args[i]].part != Part::text; };
  if (given(1)) values(node.args[1], first, count, second.get());
  if (given(2)) values(node.args[2], first, count, third.get());
  const double* b = second.get();
  const double* c = third.get();
  switch (node.function) {  // the commonest in loops of their own
    case Function::IF:
      for (std::size_t i = 0; i < count; ++i) out[i] = out[i] != 0 ? b[i] : c[i];
      return;
    case Function::MIN:
      for (std::size_t i = 0; i < count; ++i) out[i] = std::min(out[i], b[i]);
      return;
    case Function::MAX:
      for (std::size_t i = 0; i < count; ++i) out[i] = std::max(out[i], b[i]);
      return;
    case Function::ROUND: {
      const auto places = static_cast<int>(b[0]);
      for (std::size_t i = 0; i < count; ++i) out[i] = sheet_round(out[i], places);
      return;
    }
    default:
      for (std::size_t i = 0; i < count; ++i) out[i] = apply(node.function, out[i], given(1) ? b[i] : 0, given(2) ? c[i] : 0);
  }
}

/// A function of whole columns: one number whatever the row, worked out once.
double SheetValues::reduce(const SheetNode& node, std::uint32_t id) {
  auto& kept = whole_[id];
  if (!kept.empty()) return kept[0];
  const ColumnId column = column_of(node.args[0]);
  const std::size_t rows = graph_.rows(column);
  double result = node.function == Function::ROWS ? static_cast<double>(rows) : 0;
  Lease a(spare_);
  Lease b(spare_);
  for (std::size_t first = 0; first < rows && node.function != Function::ROWS; first += chunk_rows) {
    const std::size_t count = std::min(chunk_rows, rows - first);
    read(column, first, count, a.get());
    if (node.function == Function::SUMPRODUCT) read(column_of(node.args[1]), first, count, b.get());
    for (std::size_t i = 0; i < count; ++i) {
      if (node.function == Function::SUM) result += a[i];
      else if (node.function == Function::SUMPRODUCT) result += a[i] * b[i];
      else if (first + i == 0) result = a[i];
      else result = node.function == Function::MIN ? std::min(result, a[i]) : std::max(result, a[i]);
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
  const std::int64_t offset = range.reach == Reach::above ? 2 : 1;
  const auto rows = static_cast<std::int64_t>(graph_.rows(range.column));
  if (column.type.kind == Kind::exact || wide(range.column)) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t at = static_cast<std::int64_t>(out[i]) - offset;
      out[i] = at < 0 || at >= rows ? 0 : cell_number(column, static_cast<std::size_t>(at));
    }
    return;
  }
  const auto ten = static_cast<double>(power_of_ten(places_of(column.type)));
  with_cells(column.values, [&](const auto* cells) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t at = static_cast<std::int64_t>(out[i]) - offset;
      out[i] = at < 0 || at >= rows ? 0 : static_cast<double>(cells[at]) / ten;
    }
  });
}

void SheetValues::match(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count, double* out) {
  auto& edges = whole_[id];
  const ColumnId column = column_of(node.args[1]);
  if (edges.empty()) {
    edges.resize(graph_.rows(column));
    read(column, 0, edges.size(), edges.data());
  }
  values(node.args[0], first, count, out);
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = static_cast<double>(std::upper_bound(edges.begin(), edges.end(), out[i]) - edges.begin());
  }
}

void SheetValues::sum_if(const SheetNode& node, std::uint32_t id, std::size_t first, std::size_t count, double* out) {
  auto& totals = whole_[id];
  if (totals.empty()) {
    totals.assign(1, 0);
    const Column& keys = graph_.column(column_of(node.args[0]));
    const Column& added = graph_.column(column_of(node.args[2]));
    for (std::size_t i = 0; i < graph_.rows(column_of(node.args[0])); ++i) {
      const auto key = static_cast<std::size_t>(integer_at(keys, i));
      if (key >= totals.size()) totals.resize(key + 1, 0);
      totals[key] += cell_number(added, i);
    }
  }
  values(node.args[1], first, count, out);
  for (std::size_t i = 0; i < count; ++i) {
    const auto key = static_cast<std::size_t>(out[i]);
    out[i] = key < totals.size() ? totals[key] : 0;
  }
}

}  // namespace outturn::calc
