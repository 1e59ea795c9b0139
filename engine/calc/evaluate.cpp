#include "engine/calc/evaluate.h"

#include <algorithm>

#include "engine/calc/evaluate_column.h"

namespace outturn::calc {

int guard_places(int digits_before_point, int places, Rounding mode) {
  const bool step = mode == Rounding::towards_zero || mode == Rounding::away_from_zero;
  const int of_twelve = 12 - digits_before_point;
  if (step && of_twelve >= places + 4) return of_twelve;
  return std::max(14 - digits_before_point, places + 3);
}

bool suits_steps(int digits_before_point, int guard) { return digits_before_point + guard <= 12; }

int comparison_places(int digits_before_point) { return std::clamp(15 - digits_before_point, 6, 9); }

Problem too_large(const Graph& graph, ColumnId column, const std::string& file) {
  Problem problem;
  problem.code = "G2";
  problem.file = file;
  problem.span = graph.column(column).span;
  problem.what = "\"" + graph.column(column).name + "\" comes to a number too large to hold exactly";
  problem.why.push_back("Amounts are held as whole minor units up to 18 digits.");
  problem.mend.push_back(
      "Look for an input in the wrong unit (pence for pounds, or a date read as a number).");
  return problem;
}

Evaluation evaluate(Graph& graph, const std::string& file, Problems& problems) {
  Evaluation result;
  result.digits.assign(graph.nodes().size(), 0);
  result.order = evaluation_order(graph, file, problems);
  for (const Component& component : result.order) {
    ColumnEvaluator evaluator(graph, result.digits);
    if (component.block) {
      evaluator.evaluate_block(component.columns);
    } else {
      evaluator.evaluate(component.columns.front());
    }
    const auto& edges = evaluator.knife_edges();
    result.knife_edges.insert(result.knife_edges.end(), edges.begin(), edges.end());
    if (evaluator.overflow()) {
      problems.add(too_large(graph, component.columns.front(), file));
      break;
    }
  }
  return result;
}

}  // namespace outturn::calc
