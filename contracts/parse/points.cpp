// Points: a line through knots, and what holds before the first and beyond the last.
#include <algorithm>

#include "contracts/parse/table_reader.h"

namespace outturn::language {
namespace {

using Q = Quantity;

/// Takes an amount's unit over into the column's; false when it is of another.
bool joins(QType& column, const TypedNumber& amount, int& places) {
  if (column.is(Q::none)) column = amount.type;
  if (!one_kind(column, amount.type)) return false;
  if (amount.type.is(Q::number)) column.quantity = Q::number;
  places = std::max(places, amount.type.places);
  return true;
}

bool headings(const TableReader& table, Points& points) {
  const auto& said = table.headings();
  if (said.empty()) return false;
  const bool third = said.size() == 2 || (said.size() == 3 && said[2].text == "source");
  if (!third || said[0].text == "source" || said[1].text == "source") {
    table.tell("S27", said.back().span,
               "the table of points has one column that is measured, one that is given, and \"source\"", {},
               {"Write the headings like: | reduction | pays | source |"});
    return false;
  }
  points.measured = said[0].text;
  points.result = said[1].text;
  return true;
}

bool knot_cell(const TableReader& table, const TableCell& cell, QType& type, int& places, Exact& out) {
  const auto amount = table.amount(cell);
  if (!amount) {
    table.tell("T9", cell.span, "a knot is an amount, a percentage or a number",
               {"Here stands \"" + cell.text + "\"."}, {"Write it like 20%, £3,200,000.00 or 12."});
    return false;
  }
  if (amount->type.is(Q::none)) return false;
  if (!joins(type, *amount, places)) {
    table.tell("T9", cell.span,
               "this knot has " + phrase(amount->type) + " here, and those above have " + phrase(type), {},
               {"Write all of them in the same unit."});
    return false;
  }
  out = amount->value;
  return true;
}

void end_of_line(TokenCursor& c, Points& points, Points::End& end, const char* where) {
  end.span = c.place();
  if (c.take_word("continues")) {
    end.continues = true;
  } else if (const auto amount = parse_amount(c)) {
    end.span = amount->span;
    if (!amount->type.is(Q::none) && !joins(points.result_type, *amount, points.value_places)) {
      c.problem("T9", amount->span,
                "this is " + phrase(amount->type) + ", and the knots give " + phrase(points.result_type), {},
                {"Write all of them in the same unit."});
      points.damaged = true;
    }
    end.value = amount->value;
  } else {
    c.problem("S25", c.place(), "what holds there is missing", {"Here stands " + described(c.peek()) + "."},
              {std::string("Write it like: ") + where + " £0.00, or: " + where +
               " continues, where the line goes on."});
    points.damaged = true;
    while (!c.done()) c.take();
  }
  end.clauses = take_clauses(c);
  if (end.clauses.empty()) end.clauses = points.clauses;
}

}  // namespace

Points read_points(StatementReader& reader, const SourceFile& source, Problems& problems) {
  Points points;
  points.name = reader.name();
  points.span = points.below.span = points.above.span = reader.name_span();
  points.clauses = points.below.clauses = points.above.clauses = reader.clauses(true);
  reader.end_of_head();
  const TableReader table(reader, source, problems, "| reduction | pays | source |");
  points.damaged = !headings(table, points) || !table.broken_rows().empty();
  if (!points.measured.empty()) {
    for (const Line* line : table.rows()) {
      Points::Knot knot;
      knot.span = line->cells[0].span;
      knot.value_span = line->cells[1].span;
      knot.clauses = table.sources(*line, points.clauses);
      const bool at = knot_cell(table, line->cells[0], points.measured_type, points.knot_places, knot.at);
      const bool value =
          knot_cell(table, line->cells[1], points.result_type, points.value_places, knot.value);
      points.damaged = points.damaged || !at || !value;
      if (at && value) points.knots.push_back(std::move(knot));
    }
  }
  reader.fields({{"below", [&](TokenCursor& c) { end_of_line(c, points, points.below, "below"); }},
                 {"above", [&](TokenCursor& c) { end_of_line(c, points, points.above, "above"); }}});
  reader.missing("below", "below £0.00, or: below continues");
  reader.missing("above", "above continues, or above an amount that holds beyond the last knot");
  points.result_type.places = points.value_places;
  return points;
}

}  // namespace outturn::language
