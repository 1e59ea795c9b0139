// Points: the knots as a table, and a place on the line between two of them (design/columns.md C2).
#include <algorithm>

#include "contracts/compile/terms.h"

namespace outturn::compile {

using language::Quantity;

/// What holds before the first knot or beyond the last; none where the line goes on.
ColumnId Compiler::beyond_term(const language::Points& points, const language::Points::End& end,
                               const char* where) {
  if (end.continues) return none;
  const QType result = language::held(points.result_type, minor_places_);
  calc::Column term = term_column(free_name(points.name + "_" + where), scalars_, type_of(result),
                                  unit_of(result), in_words(points.name) + " " + where);
  term.unit_words = unit_words(result);
  term.meaning = std::string("what holds ") + where + " the " +
                 (where == std::string("below") ? "first" : "last") + " knot of " + in_words(points.name);
  term.clauses = shown(end.clauses);
  term.span = end.span;
  store(term, end.value);
  return add(std::move(term));
}

void Compiler::knot_frame(const language::Points& points, KnotFrame& made) {
  const int places = std::max(points.knot_places, places_looked_up(contract_, points.name));
  calc::Frame frame;
  frame.name = points.name;
  frame.title = in_words(points.name);
  frame.meaning = "knots of a line: between two of them it rises evenly with " + points.measured;
  frame.is_table = true;
  frame.rows = points.knots.size();
  for (std::size_t i = 0; i < points.knots.size(); ++i) {
    frame.keys.push_back("K" + std::to_string(i + 1));
    frame.row_clauses.push_back(clause_words(points.knots[i].clauses));
    frame.lines.push_back(points.knots[i].span.line);
  }
  made.frame = graph_.add_frame(std::move(frame));
  const auto named = [&](const std::string& what) { return free_name(points.name + "_" + what); };
  const QType result = language::held(points.result_type, minor_places_);
  calc::Column knot =
      term_column(named("knot"), made.frame, calc::decimal_type(std::max(points.knot_places, 1)),
                  unit_of(points.measured_type), "From " + points.measured);
  knot.meaning = "where a line begins and the one before it ends";
  knot.unit_words = unit_words(points.measured_type);
  calc::Column pays = term_column(named(points.result), made.frame, type_of(result), unit_of(result),
                                  in_words(points.result));
  pays.unit_words = unit_words(result);
  for (const auto& row : points.knots) {
    store(knot, row.at);
    store(pays, row.value);
  }
  calc::Column half = term_column(named("half_unit"), scalars_, calc::decimal_type(places + 1),
                                  calc::Unit::plain, "Half a unit of " + points.measured);
  half.meaning = "half of the last decimal place looked up: a knot itself belongs to the line it begins";
  store(half, Exact::ratio(1, 2) / Exact(power_of_ten(places)));
  for (calc::Column* column : {&knot, &pays, &half})
    column->clauses = shown(points.clauses), column->span = points.span;
  made.knot = add(std::move(knot));
  made.pays = add(std::move(pays));
  const ColumnId half_id = add(std::move(half));
  made.below = beyond_term(points, points.below, "below");
  made.above = beyond_term(points, points.above, "above");
  const auto formula = [&](const char* what, calc::Type type, const char* title, NodeId of) {
    calc::Column column = term_column(named(what), made.frame, type, calc::Unit::plain, title);
    column.role = calc::Role::formula;
    column.clauses = shown(points.clauses);
    column.span = points.span;
    return add(std::move(column), of);
  };
  const auto here = [&](ColumnId column) { return graph_.ref(Op::this_row, column); };
  made.edge = formula("edge", calc::decimal_type(places + 1), "Edge searched",
                      graph_.make(Op::subtract, {here(made.knot), graph_.ref(Op::scalar, half_id)}));
  // The last knot begins no line of its own: its slope is that of the line that ends there.
  const NodeId row = here(row_number(made.frame));
  const NodeId one = graph_.literal(Exact(1));
  const NodeId next = graph_.make(Op::add, {row, one});
  const auto rise = [&](ColumnId column) {
    return graph_.make(Op::subtract, {graph_.linked(Op::at_row, column, next), here(column)});
  };
  const auto rise_before = [&](ColumnId column) {
    return graph_.make(Op::subtract, {here(column), graph_.ref(Op::previous, column)});
  };
  const NodeId last = graph_.make(Op::equal, {row, graph_.ref(Op::rows_of, made.knot)});
  made.slope =
      formula("slope", calc::exact_type, "Slope",
              graph_.make(Op::choose,
                          {last, graph_.make(Op::divide, {rise_before(made.pays), rise_before(made.knot)}),
                           graph_.make(Op::divide, {rise(made.pays), rise(made.knot)})}));
  graph_.column(made.slope).meaning =
      "what one whole unit of " + points.measured + " adds along the line that begins here";
  calc::Column check =
      term_column(named("knots_rise"), made.frame, calc::truth_type, calc::Unit::flag, "Knots rise");
  check.role = calc::Role::check;
  const NodeId rising = graph_.make(Op::more, {here(made.knot), graph_.ref(Op::previous, made.knot)});
  const ColumnId rise_id =
      add(std::move(check),
          graph_.make(Op::choose, {graph_.make(Op::equal, {row, one}), graph_.truth(true), rising}));
  run_.record.checks.push_back({rise_id, "the knots of " + points.name + " rise"});
}

/// A formula that others read more than once gets a column, unless it is one already.
NodeId Compiler::in_a_column(NodeId formula, const QType& type, const std::string& name,
                             const std::string& title, Scope& scope, Span span) {
  const Op here = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const Op op = graph_.node(formula).op;
  if (op == Op::this_row || op == Op::scalar) return formula;
  calc::Column column = column_of(scope, name, graph_.node(formula).type);
  column.unit = unit_of(type);
  column.unit_words = unit_words(type);
  column.title = title;
  return graph_.ref(here, add(std::move(column), formula), span);
}

/// y + (x - x0) * slope on the line whose knot is the last one reached.
Lowered Compiler::lower_points(const Expr& expr, Scope& scope) {
  const language::Points& points = *names_.points(expr.word);
  const KnotFrame& made = points_[static_cast<std::size_t>(&points - contract_.points.data())];
  const Span span = expr.span;
  Scope at = scope;
  at.clauses = shown(points.clauses);
  const Lowered of = lower(*expr.args[0], scope);
  const NodeId x = in_a_column(guarded(of, span), expr.args[0]->type, scope.owner + "_" + points.measured,
                               in_words(points.measured), at, span);
  const NodeId first = graph_.cell(made.knot, 1, span);
  const NodeId reached = graph_.make(Op::at_least, {x, first}, span);
  const NodeId found = graph_.linked(Op::band_row, made.edge, x, span);
  calc::Column line = column_of(at, scope.owner + "_line", calc::whole_type);
  line.unit = calc::Unit::row_number;
  line.title = "Line of " + in_words(points.name);
  line.meaning = "row of " + in_words(points.name) + " whose line holds for " + points.measured;
  const Op here = scope.frame == scalars_ ? Op::scalar : Op::this_row;
  const NodeId row = graph_.ref(
      here, add(std::move(line), graph_.make(Op::choose, {reached, found, graph_.literal(Exact(1))}, span)),
      span);
  const NodeId beyond_knot =
      graph_.make(Op::subtract, {x, graph_.linked(Op::at_row, made.knot, row, span)}, span);
  const NodeId rise =
      graph_.make(Op::multiply, {beyond_knot, graph_.linked(Op::at_row, made.slope, row, span)}, span);
  calc::Column on_line = column_of(at, scope.owner + "_on_line", calc::exact_type);
  on_line.unit = unit_of(expr.type);
  on_line.unit_words = unit_words(expr.type);
  on_line.title = "On the line";
  on_line.meaning = "what the line through the knots of " + in_words(points.name) + " gives";
  NodeId value =
      graph_.ref(here,
                 add(std::move(on_line),
                     graph_.make(Op::add, {graph_.linked(Op::at_row, made.pays, row, span), rise}, span)),
                 span);
  if (made.above != none) {
    const auto last = static_cast<std::uint32_t>(points.knots.size());
    const NodeId past = graph_.make(Op::more, {x, graph_.cell(made.knot, last, span)}, span);
    value = graph_.make(Op::choose, {past, graph_.ref(Op::scalar, made.above, span), value}, span);
  }
  if (made.below != none)
    value = graph_.make(Op::choose, {reached, value, graph_.ref(Op::scalar, made.below, span)}, span);
  return {value, of.known};
}

}  // namespace outturn::compile
