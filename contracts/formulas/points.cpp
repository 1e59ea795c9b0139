#include "contracts/formulas/points.h"

#include "contracts/formulas/formulas.h"
#include "contracts/frames/words.h"

namespace outturn::compile {

namespace {

class PointsLine : FormulaMaker {
 public:
  PointsLine(const Ground& on, const Expr& expr, const Scope& scope)
      : FormulaMaker(on),
        expr_(expr),
        points_(*names_.points(expr.word)),
        made_(tables_.points[static_cast<std::size_t>(&points_ - contract_.points.data())]),
        span_(expr.span),
        scope_(scope) {
    scope_.clauses = shown(points_.clauses);
  }

  Lowered value(const Scope& scope) {
    const Lowered of = formulas_.lower(*expr_.args[0], scope);
    const NodeId x =
        work_.in_a_column(guarded(graph_, of, span_), expr_.args[0]->type,
                          scope_.owner + "_" + points_.measured, in_words(points_.measured), scope_, span_);
    const NodeId reached = graph_.make(Op::at_least, {x, graph_.cell(made_.knot, 1, span_)}, span_);
    NodeId value = on_line(x, line_reached(x, reached));
    if (made_.above != none) {
      const auto last = static_cast<std::uint32_t>(points_.knots.size());
      const NodeId past = graph_.make(Op::more, {x, graph_.cell(made_.knot, last, span_)}, span_);
      value = graph_.make(Op::choose, {past, graph_.ref(Op::scalar, made_.above, span_), value}, span_);
    }
    if (made_.below != none)
      value = graph_.make(Op::choose, {reached, value, graph_.ref(Op::scalar, made_.below, span_)}, span_);
    return {value, of.known};
  }

 private:
  NodeId kept(calc::Column column, NodeId formula) {
    return graph_.ref(work_.here(scope_.frame), work_.add(std::move(column), formula), span_);
  }

  /// The row of the last knot reached; the first line goes on below it.
  NodeId line_reached(NodeId x, NodeId reached) {
    calc::Column line = work_.column_of(scope_, scope_.owner + "_line", calc::whole_type);
    line.unit = calc::Unit::row_number;
    line.title = "PointsLine of " + in_words(points_.name);
    line.meaning = "row of " + in_words(points_.name) + " whose line holds for " + points_.measured;
    const NodeId found = graph_.linked(Op::band_row, made_.edge, x, span_);
    return kept(std::move(line), graph_.make(Op::choose, {reached, found, graph_.literal(Exact(1))}, span_));
  }

  NodeId on_line(NodeId x, NodeId row) {
    const NodeId beyond_knot =
        graph_.make(Op::subtract, {x, graph_.linked(Op::at_row, made_.knot, row, span_)}, span_);
    const NodeId rise =
        graph_.make(Op::multiply, {beyond_knot, graph_.linked(Op::at_row, made_.slope, row, span_)}, span_);
    calc::Column column =
        work_.column_for_type(scope_, scope_.owner + "_on_line", calc::exact_type, expr_.type);
    column.title = "On the line";
    column.meaning = "what the line through the knots of " + in_words(points_.name) + " gives";
    return kept(std::move(column),
                graph_.make(Op::add, {graph_.linked(Op::at_row, made_.pays, row, span_), rise}, span_));
  }

  const Expr& expr_;
  const language::Points& points_;
  const KnotFrame& made_;
  const Span span_;
  Scope scope_;  ///< under the clauses of the points
};

}  // namespace

Lowered lower_points(const Ground& on, const Expr& expr, const Scope& scope) {
  return PointsLine(on, expr, scope).value(scope);
}

}  // namespace outturn::compile
