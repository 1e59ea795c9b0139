// Points: at least two knots, each further on than the one before.
#include "contracts/check/parts.h"

namespace outturn::language {

using Q = Quantity;

void check_points(Points& points, const ExpressionChecker& tell) {
  if (points.result_type.is(Q::money)) {
    tell.currency_sign(points.result_type.of, points.span);
    tell.whole_minor_units(points.value_places, points.span);
  }
  if (points.measured_type.is(Q::money)) tell.currency_sign(points.measured_type.of, points.span);
  points.measured_type.of.clear();
  points.result_type.of.clear();
  if (points.damaged) return;  // a row left out would show as a knot too few
  if (points.knots.size() == 1) {
    tell.problem("D30", points.knots[0].span, "one knot makes no line", {},
                 {"Add the knot where the line ends."});
  }
  for (std::size_t i = 1; i < points.knots.size(); ++i) {
    const Points::Knot& before = points.knots[i - 1];
    const Points::Knot& knot = points.knots[i];
    if (before.at < knot.at) continue;
    const bool same = before.at == knot.at;
    const std::string at = shown_edge(points.measured_type, knot.at);
    tell.problem("D31", knot.span,
                 same ? "two knots stand at " + at : "the knot at " + at + " stands behind a later one",
                 {"The other stands at line " + std::to_string(before.span.line) + "."},
                 {same ? "Keep one of them; what jumps is said by \"bands\"."
                       : "Put the knots in order, the smallest first."});
  }
}

}  // namespace outturn::language
