// The sheet's arithmetic: what a spreadsheet program comes to, in doubles, cell by cell.
//
// Every run checks that each formula, given what the cells it reads show, gives what its own cell
// shows. By induction along the order of evaluation the whole workbook then recalculates to the
// engine's figures. The cells read are the nearest doubles of the exact values, as written to the
// file. A disagreement is a fault of ours, unless the cell is a knife-edge.
#pragma once

#include <vector>

#include "engine/base/problem.h"
#include "engine/calc/sheet_form.h"

namespace outturn::calc {

/// The double a cell is written with.
[[nodiscard]] double cell_number(const Column& column, std::size_t row_index);

/// ROUND as spreadsheets do it: a value within a few units in the last place of a half counts as
/// the half, and a half goes away from zero.
[[nodiscard]] double sheet_round(double value, int places);

/// Values of one formula for rows [first, first + count), counted from 0. `out` has count places.
void sheet_values(const Graph& graph, const SheetFormula& formula, std::size_t first, std::size_t count,
                  double* out);

struct Disagreement {
  ColumnId column = none;
  std::size_t row_index = 0;
  double sheet = 0;
  double engine = 0;
};

/// Compares the formula cells of one column; knife-edges are left out. At most `most` are returned.
[[nodiscard]] std::vector<Disagreement> column_disagreements(const Graph& graph, ColumnId column,
                                                             const std::vector<std::uint8_t>& digits,
                                                             const std::vector<KnifeEdge>& knife_edges,
                                                             std::size_t most);

/// Compares every formula cell; knife-edges are left out. A cell that would show an error (#DIV/0!, #N/A,
/// #REF!, #VALUE!...) differs from any number: `sheet` is then not a number. At most `most` are returned.
[[nodiscard]] std::vector<Disagreement> sheet_disagreements(const Graph& graph, const Evaluation& evaluation,
                                                            std::size_t most = 20);

}  // namespace outturn::calc
