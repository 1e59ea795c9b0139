#include "engine/calc/sheet_evaluate.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "engine/calc/evaluate_column.h"
#include "engine/values/date.h"

namespace outturn::calc {

double cell_number(const Column& column, std::size_t row_index) {
  if (column.type.kind == Kind::exact) return column.values.exact[row_index].to_double();
  const std::int64_t held = integer_at(column, row_index);
  const int places = places_of(column.type);
  constexpr std::int64_t exactly_held = std::int64_t{1} << 53;
  if (held > exactly_held || held < -exactly_held) return Exact::scaled(held, places).to_double();
  // Both operands are exact doubles, so the one division is correctly rounded.
  return static_cast<double>(held) / static_cast<double>(power_of_ten(places));
}

namespace {

constexpr std::array<double, 19> tens{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
                                      1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

/// floor(x), with values a few units in the last place below a whole number counted as it.
double near_floor(double x) {
  const double nearest = std::nearbyint(x);
  return std::fabs(x - nearest) <= std::fabs(x) * 0x1p-50 ? nearest : std::floor(x);
}

}  // namespace

double sheet_round(double value, int places) {
  const double ten = tens[static_cast<std::size_t>(places)];
  const double size = std::fabs(value) * ten;
  if (!(size < 0x1p52)) return value;
  double whole = std::floor(size);
  if (size - whole >= 0.5 - size * 0x1p-50) whole += 1;
  const double rounded = whole / ten;
  return value < 0 ? 0 - rounded : rounded;
}

namespace {

class SheetEvaluator {
 public:
  SheetEvaluator(const Graph& graph, const SheetFormula& formula) : graph_(graph), formula_(formula) {}

  void values(std::uint32_t id, std::size_t first, std::size_t count, double* out) {
    const SheetNode& node = formula_.nodes[id];
    switch (node.part) {
      case Part::number: std::fill_n(out, count, std::strtod(node.text.c_str(), nullptr)); return;
      case Part::text: throw Fault("text has no number");
      case Part::cell: cells(node, first, count, out); return;
      case Part::range: throw Fault("a range is only read by a function");
      case Part::brackets: values(node.args[0], first, count, out); return;
      case Part::infix: infix(node, first, count, out); return;
      case Part::call: call(node, first, count, out); return;
    }
  }

 private:
  using Chunk = std::vector<double>;

  void cells(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
    const Column& column = graph_.column(node.column);
    switch (node.reach) {
      case Reach::this_row: read(column, first, count, out); return;
      case Reach::previous_row:
        for (std::size_t i = 0; i < count; ++i) out[i] = first + i == 0 ? 0 : cell_number(column, first + i - 1);
        return;
      case Reach::fixed_row: std::fill_n(out, count, cell_number(column, node.index - 1)); return;
      case Reach::scalar: std::fill_n(out, count, cell_number(column, 0)); return;
      default: throw Fault("a range is no cell");
    }
  }

  static void read(const Column& column, std::size_t first, std::size_t count, double* out) {
    const double ten = tens[static_cast<std::size_t>(places_of(column.type))];
    constexpr std::int64_t exactly_held = std::int64_t{1} << 53;
    const Values& v = column.values;
    if (!v.flags.empty()) {
      for (std::size_t i = 0; i < count; ++i) out[i] = v.flags[first + i];
    } else if (!v.small.empty()) {
      for (std::size_t i = 0; i < count; ++i) out[i] = v.small[first + i];
    } else if (!v.big.empty() && std::all_of(&v.big[first], &v.big[first] + count, [&](std::int64_t held) {
                 return held <= exactly_held && held >= -exactly_held;
               })) {
      for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<double>(v.big[first + i]) / ten;
    } else {
      for (std::size_t i = 0; i < count; ++i) out[i] = cell_number(column, first + i);
    }
  }

  void infix(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
    Chunk right(count);
    values(node.args[0], first, count, out);
    values(node.args[1], first, count, right.data());
    const auto each = [&](auto operation) {
      for (std::size_t i = 0; i < count; ++i) out[i] = operation(out[i], right[i]);
    };
    const std::string& sign = node.text;
    if (sign == "+") each([](double a, double b) { return a + b; });
    else if (sign == "-") each([](double a, double b) { return a - b; });
    else if (sign == "*") each([](double a, double b) { return a * b; });
    else if (sign == "/") each([](double a, double b) { return b == 0 ? 0 : a / b; });
    else if (sign == "^") each([](double a, double b) { return std::pow(a, b); });
    else if (sign == "=") each([](double a, double b) { return a == b ? 1.0 : 0.0; });
    else if (sign == "<>") each([](double a, double b) { return a != b ? 1.0 : 0.0; });
    else if (sign == "<") each([](double a, double b) { return a < b ? 1.0 : 0.0; });
    else if (sign == "<=") each([](double a, double b) { return a <= b ? 1.0 : 0.0; });
    else if (sign == ">") each([](double a, double b) { return a > b ? 1.0 : 0.0; });
    else each([](double a, double b) { return a >= b ? 1.0 : 0.0; });
  }

  const Column& column_of(std::uint32_t range) const { return graph_.column(formula_.nodes[range].column); }
  std::size_t rows_of(std::uint32_t range) const { return graph_.rows(formula_.nodes[range].column); }

  double total(std::uint32_t range) const {
    double sum = 0;
    for (std::size_t i = 0; i < rows_of(range); ++i) sum += cell_number(column_of(range), i);
    return sum;
  }

  /// A function of whole columns: one number whatever the row.
  double reduce(const SheetNode& node) const {
    const std::uint32_t range = node.args[0];
    const Column& column = column_of(range);
    double best = rows_of(range) == 0 ? 0 : cell_number(column, 0);
    switch (node.function) {
      case Function::SUM: return total(range);
      case Function::ROWS: return static_cast<double>(rows_of(range));
      case Function::SUMPRODUCT: {
        double sum = 0;
        for (std::size_t i = 0; i < rows_of(range); ++i) sum += cell_number(column, i) * cell_number(column_of(node.args[1]), i);
        return sum;
      }
      default:
        for (std::size_t i = 1; i < rows_of(range); ++i) {
          const double next = cell_number(column, i);
          best = node.function == Function::MIN ? std::min(best, next) : std::max(best, next);
        }
        return best;
    }
  }

  [[nodiscard]] bool reads_range(const SheetNode& node) const {
    return !node.args.empty() && formula_.nodes[node.args[0]].part == Part::range;
  }

  void call(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
    switch (node.function) {
      case Function::INDEX: index(node, first, count, out); return;
      case Function::MATCH: match(node, first, count, out); return;
      case Function::SUMIF: sum_if(node, first, count, out); return;
      case Function::ISNUMBER: {
        const SheetNode& cell = formula_.nodes[node.args[0]];
        for (std::size_t i = 0; i < count; ++i) out[i] = known_at(graph_.column(cell.column), first + i) ? 1 : 0;
        return;
      }
      default: break;
    }
    if (reads_range(node)) {
      std::fill_n(out, count, reduce(node));
      return;
    }
    values(node.args[0], first, count, out);
    Chunk second;
    Chunk third;
    if (node.args.size() > 1 && formula_.nodes[node.args[1]].part != Part::text) {
      second.resize(count);
      values(node.args[1], first, count, second.data());
    }
    if (node.args.size() > 2 && formula_.nodes[node.args[2]].part != Part::text) {
      third.resize(count);
      values(node.args[2], first, count, third.data());
    }
    for (std::size_t i = 0; i < count; ++i) {
      out[i] = apply(node.function, out[i], second.empty() ? 0 : second[i], third.empty() ? 0 : third[i]);
    }
  }

  static double apply(Function function, double a, double b, double c) {
    // Both branches of an IF are computed here: a date read in the one not taken may be none.
    const auto of_date = [&](auto of) -> double {
      if (!(a >= earliest_date.serial && a <= latest_date.serial)) return 0;
      return of(Date{static_cast<std::int32_t>(a)});
    };
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
      case Function::EDATE:
        return of_date([&](Date from) -> double {
          const auto made = add_months_within(from, static_cast<int>(std::clamp(b, -1e5, 1e5)));
          return made ? made->serial : 0;
        });
      case Function::DATEDIF:
        if (!(b >= a && b <= latest_date.serial)) return 0;
        return of_date([&](Date from) { return whole_months_between(from, Date{static_cast<std::int32_t>(b)}); });
      case Function::YEAR: return of_date([](Date day) { return civil(day).year; });
      case Function::MONTH: return of_date([](Date day) { return civil(day).month; });
      case Function::EOMONTH: return of_date([](Date day) { return month_end(day).serial; });
      case Function::WEEKDAY: return of_date([](Date day) { return weekday(day); });
      default: throw Fault("no sheet arithmetic for " + std::string(function_name(function)));
    }
  }

  void index(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
    const SheetNode& range = formula_.nodes[node.args[0]];
    const Column& column = graph_.column(range.column);
    values(node.args[1], first, count, out);
    // The range of `earlier` begins at the header, so its first data row is number 2.
    const double offset = range.reach == Reach::above ? 2 : 1;
    const auto rows = static_cast<double>(graph_.rows(range.column));
    for (std::size_t i = 0; i < count; ++i) {
      const double at = out[i] - offset;
      out[i] = !(at >= 0 && at < rows) ? 0 : cell_number(column, static_cast<std::size_t>(at));
    }
  }

  void match(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
    const std::size_t rows = rows_of(node.args[1]);
    Chunk edges(rows);
    read(column_of(node.args[1]), 0, rows, edges.data());
    values(node.args[0], first, count, out);
    for (std::size_t i = 0; i < count; ++i) {
      out[i] = static_cast<double>(std::upper_bound(edges.begin(), edges.end(), out[i]) - edges.begin());
    }
  }

  void sum_if(const SheetNode& node, std::size_t first, std::size_t count, double* out) {
    if (totals_.empty()) {
      const Column& keys = column_of(node.args[0]);
      for (std::size_t i = 0; i < rows_of(node.args[0]); ++i) {
        const auto key = static_cast<std::size_t>(integer_at(keys, i));
        if (key >= totals_.size()) totals_.resize(key + 1, 0);
        totals_[key] += cell_number(column_of(node.args[2]), i);
      }
    }
    values(node.args[1], first, count, out);
    for (std::size_t i = 0; i < count; ++i) {
      const double key = out[i];
      out[i] = key >= 0 && key < static_cast<double>(totals_.size()) ? totals_[static_cast<std::size_t>(key)] : 0;
    }
  }

  const Graph& graph_;
  const SheetFormula& formula_;
  std::vector<double> totals_;
};

bool agrees(Type type, double sheet, double engine) {
  if (sheet == engine) return true;
  if (type.kind != Kind::exact) return false;
  // An unrounded cell may differ in its last bits; every reader rounds it with a guard.
  return std::fabs(sheet - engine) <= 1e-12 * std::max(1.0, std::fabs(engine));
}

}  // namespace

void sheet_values(const Graph& graph, const SheetFormula& formula, std::size_t first, std::size_t count, double* out) {
  SheetEvaluator(graph, formula).values(formula.root, first, count, out);
}

std::vector<Disagreement> sheet_disagreements(const Graph& graph, const Evaluation& evaluation, std::size_t most) {
  constexpr std::size_t chunk_rows = 4096;
  std::set<std::pair<ColumnId, std::size_t>> edges;
  for (const KnifeEdge& edge : evaluation.knife_edges) edges.emplace(edge.column, edge.row_index);
  std::vector<Disagreement> found;
  std::vector<double> chunk(chunk_rows);
  for (ColumnId id = 0; id < graph.columns().size(); ++id) {
    const Column& column = graph.column(id);
    if (column.formula == none) continue;
    const SheetFormula formula = sheet_form(graph, id, evaluation.digits);
    SheetEvaluator evaluator(graph, formula);
    for (std::size_t first = 0; first < graph.rows(id); first += chunk_rows) {
      const std::size_t count = std::min(chunk_rows, graph.rows(id) - first);
      evaluator.values(formula.root, first, count, chunk.data());
      for (std::size_t i = 0; i < count; ++i) {
        const double engine = cell_number(column, first + i);
        if (agrees(column.type, chunk[i], engine) || edges.contains({id, first + i})) continue;
        found.push_back({id, first + i, chunk[i], engine});
        if (found.size() == most) return found;
      }
    }
  }
  return found;
}

}  // namespace outturn::calc
