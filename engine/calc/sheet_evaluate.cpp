#include "engine/calc/sheet_evaluate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "engine/calc/evaluate_column.h"
#include "engine/calc/sheet_values.h"

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

double sheet_round(double value, int places) {
  static constexpr std::array<double, 19> tens{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                               1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
  const double ten = tens[static_cast<std::size_t>(places)];
  const double size = std::fabs(value) * ten;
  if (!(size < 0x1p52)) return value;
  auto whole = static_cast<double>(static_cast<std::int64_t>(size));  // faster than floor, and size >= 0
  if (size - whole >= 0.5 - size * 0x1p-50) whole += 1;
  const double rounded = whole / ten;
  return value < 0 ? 0 - rounded : rounded;
}

void sheet_values(const Graph& graph, const SheetFormula& formula, std::size_t first, std::size_t count,
                  double* out) {
  SheetValues values(graph, formula);
  for (std::size_t done = 0; done < count; done += chunk_rows) {
    values.values(first + done, std::min(chunk_rows, count - done), out + done);
  }
}

namespace {

bool agrees(Type type, double sheet, double engine) {
  if (sheet == engine) return true;
  if (type.kind != Kind::exact) return false;
  // An unrounded cell may differ in its last bits; every reader rounds it with a guard.
  return std::fabs(sheet - engine) <= 1e-12 * std::max(1.0, std::fabs(engine));
}

}  // namespace

std::vector<Disagreement> column_disagreements(const Graph& graph, ColumnId id,
                                               const std::vector<std::uint8_t>& digits,
                                               const std::vector<KnifeEdge>& knife_edges, std::size_t most) {
  const Column& column = graph.column(id);
  std::vector<Disagreement> found;
  std::set<std::size_t> edges;
  for (const KnifeEdge& edge : knife_edges) {
    if (edge.column == id) edges.insert(edge.row_index);
  }
  const SheetFormula formula = sheet_form(graph, id, digits);
  SheetValues values(graph, formula);
  std::vector<double> sheet(chunk_rows);
  std::vector<double> engine(chunk_rows);
  for (std::size_t first = 0; first < graph.rows(id); first += chunk_rows) {
    const std::size_t count = std::min(chunk_rows, graph.rows(id) - first);
    values.values(first, count, sheet.data());
    values.read(id, first, count, engine.data());
    for (std::size_t i = 0; i < count; ++i) {
      if (agrees(column.type, sheet[i], engine[i]) || edges.contains(first + i)) continue;
      found.push_back({id, first + i, sheet[i], engine[i]});
      if (found.size() == most) return found;
    }
  }
  return found;
}

std::vector<Disagreement> sheet_disagreements(const Graph& graph, const Evaluation& evaluation,
                                              std::size_t most) {
  std::vector<Disagreement> found;
  for (ColumnId id = 0; id < graph.columns().size() && found.size() < most; ++id) {
    if (graph.column(id).formula == none) continue;
    const auto own =
        column_disagreements(graph, id, evaluation.digits, evaluation.knife_edges, most - found.size());
    found.insert(found.end(), own.begin(), own.end());
  }
  return found;
}

}  // namespace outturn::calc
