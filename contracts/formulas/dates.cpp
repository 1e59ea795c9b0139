#include "contracts/formulas/dates.h"

namespace outturn::compile {

using language::QType;
using language::Quantity;

NodeId in_days(Workings& work, NodeId length, const QType& unit, Span span) {
  if (!unit.is(Quantity::weeks)) return length;
  // Seven days a week: 7 is no unit constant of a formula, so it has a cell.
  ColumnId seven = work.shared("days a week");
  if (seven == none) {
    calc::Column column;
    column.name = work.free_name("days_a_week");
    column.frame = work.scalars;
    column.role = calc::Role::term;
    column.title = "Days a week";
    column.meaning = "calendar";
    column.values.big.push_back(7);
    seven = work.share("days a week", work.add(std::move(column)));
  }
  return work.graph.make(Op::multiply, {work.graph.ref(Op::scalar, seven, span), length}, span);
}

NodeId date_plus(Workings& work, NodeId date, NodeId length, const QType& unit, Span span, bool back) {
  length = in_days(work, length, unit, span);
  if (back) length = work.graph.make(Op::negate, {length}, span);
  return work.graph.make(unit.is(Quantity::months) ? Op::add_months : Op::add_days, {date, length}, span);
}

}  // namespace outturn::compile
