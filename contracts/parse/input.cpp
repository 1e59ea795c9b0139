// Inputs: the columns of an evidence file, one to a row of the table.
#include "contracts/parse/name_rules.h"
#include "contracts/parse/table_reader.h"

namespace outturn::language {
namespace {

using Q = Quantity;

FactType fact_type(const QType& type) {
  switch (type.quantity) {
    case Q::money:
      return FactType::money;
    case Q::percent:
      return FactType::percent;
    case Q::points:
      return FactType::points;
    case Q::number:
    case Q::rate:
      return FactType::number;
    case Q::count:
    case Q::days:
    case Q::weeks:
    case Q::months:
      return FactType::count;
    case Q::date:
      return FactType::date;
    case Q::truth:
      return FactType::truth;
    case Q::code:
      return FactType::link;
    case Q::key:
      return type.own ? FactType::key : FactType::link;
    default:
      return FactType::text;
  }
}

/// The amount behind "at least", "at most" or "more than", of the column's own unit.
bool limit_amount(TokenCursor& c, const QType& type, std::optional<Exact>& limit) {
  const auto amount = parse_amount(c);
  if (!amount) return false;
  const bool whole_number = amount->type.is(Q::count) || amount->type.is(Q::number);
  const bool fits = comparable(type, amount->type) || amount->type.quantity == type.quantity ||
                    (whole_number && (type.is(Q::rate) || type.duration()));
  if (!fits) {
    c.problem("T8", amount->span,
              "this limit is " + phrase(amount->type) + ", and the column holds " + phrase(type), {},
              {"Write the limit in the unit of the column."});
  }
  limit = amount->value;
  return true;
}

/// ", may be unknown", ", at least 0", ", more than 0", ", at most 100".
void limits(TokenCursor& c, const QType& type, FactColumn& fact) {
  while (c.take_mark(",")) {
    const Span at = c.place();
    if (c.take_word("may")) {
      if (c.take_word("be") && c.take_word("unknown")) {
        fact.may_be_unknown = true;
        continue;
      }
    } else if (c.take_word("at")) {
      const bool least = c.take_word("least");
      if ((least || c.take_word("most")) && limit_amount(c, type, least ? fact.least : fact.most)) continue;
    } else if (c.take_word("more") && c.take_word("than") && limit_amount(c, type, fact.least)) {
      fact.least_excluded = true;
      continue;
    }
    c.problem("S34", at, "this limit can't be read", {},
              {"Behind the type can stand: may be unknown, at least 0, more than 0, at most 100."});
    while (!c.done()) c.take();
    return;
  }
  end_of_field(c);
}

/// "start-date" could be start_date.
Mend name_like(std::string text) {
  for (char& c : text) c = c == '-' || c == ' ' ? '_' : c;
  if (shaped_like_a_name(text))
    return Mend{"Names are words of letters joined by _: write " + text + "."}.instead(text);
  return {"Names are words of letters joined by _, such as achieved_date."};
}

/// "person.joined" behind "by": what the column is worked out from.
void path(TokenCursor& c, InputColumn& column) {
  do {
    column.by_spans.push_back(c.place());
    column.by.push_back(take_step(c, "a column", "key of quarters by achieved_date"));
  } while (!column.by.back().empty() && c.take_mark("."));
  if (!column.by.back().empty()) return;
  column.by.clear();
  column.type = {};
  while (!c.done()) c.take();
}

struct ColumnCells {
  const TableCell* name;
  const TableCell* type;
  const TableCell* meaning;
};

InputColumn input_column(const TableReader& table, const ColumnCells& cells) {
  InputColumn column;
  column.fact.name = cells.name->text;
  column.fact.declared = cells.name->span;
  if (cells.meaning != nullptr) column.meaning = cells.meaning->text;
  if (cells.type == nullptr) return column;  // of a broken row: of no type, it goes with everything
  column.fact.type_words = cells.type->text;
  column.type_span = cells.type->span;
  TokenCursor c = table.cursor(*cells.type);
  const auto type = parse_type(c);
  if (!type) return column;
  column.type = *type;
  if (column.type.exact) {
    table.tell("T6", cells.type->span, "evidence is never exact",
               {"What comes in is written with so many decimal places."},
               {"Write it like: number with 2 decimal places."});
  }
  column.type.exact = false;
  if (c.take_word("by")) path(c, column);
  limits(c, column.type, column.fact);
  column.fact.type = fact_type(column.type);
  column.fact.places = column.type.places;
  column.fact.refers_to = column.type.is(Q::rate) ? "" : column.type.of;
  column.type.nullable = column.fact.may_be_unknown;
  return column;
}

void columns(Input& input, const TableReader& table, const SourceFile& source, Problems& problems) {
  const auto name_at = table.find("column");
  const auto type_at = table.find("type");
  const auto meaning_at = table.find("meaning");
  if (table.headings().empty()) return;
  bool other = false;
  for (const TableCell& heading : table.headings()) {
    if (heading.text == "column" || heading.text == "type" || heading.text == "meaning") continue;
    other = true;
    table.tell("S35", heading.span, "the table of an input has no column \"" + heading.text + "\"", {},
               table.near_heading(heading, {"column", "type", "meaning"},
                                  "Its headings are: | column | type | meaning |"));
  }
  if (!name_at || !type_at) {
    if (other) return;
    table.tell(
        "S35", table.headings().front().span,
        std::string("the table of an input has no column \"") + (name_at ? "type" : "column") + "\" here", {},
        {"Its headings are: | column | type | meaning |"});
    return;
  }
  const auto keep = [&](const Line& row, bool whole) {
    const TableCell* name = *name_at < row.cells.size() ? &row.cells[*name_at] : nullptr;
    if (name == nullptr) return;
    if (!shaped_like_a_name(name->text)) {
      table.tell("N1", name->span,
                 name->text.empty() ? "this column has no name"
                                    : "\"" + name->text + "\" can't be the name of a column",
                 {}, name_like(name->text));
      return;
    }
    check_name(source, name->text, name->span, NameOf::column, problems);
    input.columns.push_back(input_column(table, {name, whole ? &row.cells[*type_at] : nullptr,
                                                 whole && meaning_at ? &row.cells[*meaning_at] : nullptr}));
  };
  for (const Line* row : table.rows()) keep(*row, true);
  for (const Line* row : table.broken_rows()) keep(*row, false);
}

}  // namespace

Input read_evidence(StatementReader& reader, const SourceFile& source, Problems& problems,
                    std::map<std::string, StatementReader::Handler> own_lines) {
  Input input;
  input.name = reader.name();
  input.span = reader.name_span();
  input.each = reader.each();
  input.each_span = reader.each_span();
  input.clauses = reader.clauses(true);
  reader.end_of_head();
  const TableReader table(reader, source, problems, "| column | type | meaning |");
  columns(input, table, source, problems);
  const auto order = [&](TokenCursor& f) {
    Order taken = take_order(f);
    input.order = std::move(taken.names);
    input.order_spans = std::move(taken.spans);
  };
  const auto dated = [&](TokenCursor& f) {
    if (!take_needed(f, "by", "dated by achieved_date")) return;
    input.dated_span = f.place();
    input.dated_by = take_name(f, "a date column", "dated by achieved_date");
  };
  const auto decided = [&](TokenCursor& f) {
    const char* example = "decided by checked_by on checked_on";
    if (!take_needed(f, "by", example)) return;
    input.decided_by_span = f.place();
    input.decided_by = take_name(f, "a column of words", example);
    if (input.decided_by.empty() || !take_needed(f, "on", example)) return;
    input.decided_on_span = f.place();
    input.decided_on = take_name(f, "a date column", example);
  };
  own_lines.insert({{"in", order}, {"dated", dated}, {"decided", decided}});
  reader.fields(own_lines);
  return input;
}

Input read_input(StatementReader& reader, const SourceFile& source, Problems& problems) {
  return read_evidence(reader, source, problems, {});
}

}  // namespace outturn::language
