// A graph calculated and checked in one go: exact values of every column, and the sheet's arithmetic
// held against them as soon as a column is done.
#pragma once

#include "engine/base/tasks.h"
#include "engine/calc/evaluate.h"
#include "engine/calc/sheet_evaluate.h"

namespace outturn::calc {

struct Calculation {
  Evaluation evaluation;
  std::vector<Disagreement> disagreements;  ///< at most one a column; none unless a fault of ours
};

/// As evaluate() and sheet_disagreements(), on as many cores as the runner has.
[[nodiscard]] Calculation calculate(Graph& graph, const std::string& file, Problems& problems,
                                    const TaskRunner& runner = run_in_turn);

}  // namespace outturn::calc
