// Calendars: the days that do not count, one stretch of them to a row.
#include "contracts/parse/table_reader.h"

namespace outturn::language {
namespace {

/// Both dates are obligatory; what is wrong with one is told.
std::optional<Date> row_date(const TableReader& table, const TableCell& cell) {
  TokenCursor c = table.cursor(cell);
  const auto date = take_date(c);
  if (date) end_of_field(c);
  return date;
}

bool headings(const TableReader& table) {
  bool good = table.find("from") && table.find("until");
  const TableCell* wrong = good || table.headings().empty() ? nullptr : &table.headings().front();
  for (const TableCell& heading : table.headings()) {
    if (heading.text == "from" || heading.text == "until" || heading.text == "meaning" ||
        heading.text == "source")
      continue;
    good = false;
    wrong = &heading;
  }
  if (wrong != nullptr) {
    table.tell("S53", wrong->span, "the table of a calendar has the columns from, until, meaning and source",
               {"\"from\" and \"until\" must be there."},
               table.near_heading(*wrong, {"from", "until", "meaning", "source"},
                                  "Write the headings like: | from | until | meaning | source |"));
  }
  return good;
}

}  // namespace

Calendar read_calendar(StatementReader& reader, const SourceFile& source, Problems& problems) {
  Calendar calendar;
  calendar.name = reader.name();
  calendar.span = reader.name_span();
  calendar.clauses = reader.clauses(true);
  reader.end_of_head();
  reader.fields({});
  const TableReader table(reader, source, problems, "| from | until | meaning | source |");
  const bool good = headings(table);
  calendar.damaged = !good || !table.broken_rows().empty();
  if (!good) return calendar;
  const auto meaning = table.find("meaning");
  for (const Line* line : table.rows()) {
    const TableCell& begins = line->cells[*table.find("from")];
    const auto from = row_date(table, begins);
    const auto until = row_date(table, line->cells[*table.find("until")]);
    Calendar::Row row;
    row.span = begins.span;
    row.clauses = table.sources(*line, calendar.clauses);
    if (meaning) row.words = line->cells[*meaning].text;
    calendar.damaged = calendar.damaged || !from || !until;
    if (!from || !until) continue;
    row.from = *from;
    row.until = *until;
    calendar.rows.push_back(std::move(row));
  }
  return calendar;
}

}  // namespace outturn::language
