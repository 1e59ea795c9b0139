// Reading and storing single values of a column.
#include "engine/calc/evaluate_column.h"
#include "engine/values/date.h"
#include "engine/values/show.h"

namespace outturn::calc {

void make_room(Column& column, std::size_t rows) {
  Values& values = column.values;
  switch (column.type.kind) {
    case Kind::truth:
      values.flags.assign(rows, 0);
      break;
    case Kind::date:
    case Kind::key:
      values.small.assign(rows, 0);
      break;
    case Kind::whole:
      if (column.compact) {
        values.small.assign(rows, 0);
      } else {
        values.big.assign(rows, 0);
      }
      break;
    case Kind::decimal:
      values.big.assign(rows, 0);
      break;
    case Kind::exact:
      values.exact.assign(rows, Exact());
      break;
    case Kind::text:
      throw Fault("text is never calculated: " + column.name);
  }
}

void store_integer(Column& column, std::size_t row_index, std::int64_t value) {
  Values& values = column.values;
  if (!values.flags.empty()) {
    values.flags[row_index] = value != 0 ? 1 : 0;
  } else if (!values.small.empty()) {
    values.small[row_index] = static_cast<std::int32_t>(value);
  } else {
    values.big[row_index] = value;
  }
}

std::int64_t integer_at(const Column& column, std::size_t row_index) {
  const Values& values = column.values;
  if (!values.big.empty()) return values.big[row_index];
  if (!values.small.empty()) return values.small[row_index];
  return values.flags[row_index];
}

bool known_at(const Column& column, std::size_t row_index) {
  return column.values.known.empty() || column.values.known[row_index] != 0;
}

Exact value_at(const Graph& graph, ColumnId id, std::size_t row_index) {
  const Column& column = graph.column(id);
  if (column.type.kind == Kind::exact) return column.values.exact[row_index];
  return Exact::scaled(integer_at(column, row_index), places_of(column.type));
}

namespace {

std::string shown_exact(const Exact& value, Unit unit) {
  const bool percent = unit == Unit::percent || unit == Unit::points;
  const Exact shown = percent ? value * Exact(100) : value;
  const auto finite = shown.decimal();
  std::string text = finite && finite->size() <= 16 ? *finite : shown.significant(12);
  if (unit == Unit::percent) return text + "%";
  if (unit == Unit::points) return text + " points";
  return text;
}

std::string shown_number(const Column& column, std::int64_t held, const std::string& currency) {
  const int places = places_of(column.type);
  switch (column.unit) {
    case Unit::money:
      if (const auto known = currency_by_code(currency)) {
        Currency as_held = *known;
        as_held.places = places;
        return show_money(held, as_held);
      }
      return currency + " " + grouped_decimal(held, places);
    case Unit::percent:
      // What a contract rounds is shown with all the places it is rounded to; a term as it is written.
      if (column.role == Role::formula && places >= 2) return show_percent(held, places);
      return shown_exact(Exact::scaled(held, places), Unit::percent);
    case Unit::points:
      return shown_exact(Exact::scaled(held, places), Unit::points);
    case Unit::row_number:
      return plain_decimal(held, places);
    default:
      return grouped_decimal(held, places);
  }
}

/// The source's own key where there is one, since that is what a reader knows.
std::string shown_key(const Frame& frame, std::int64_t row) {
  if (row < 1 || static_cast<std::size_t>(row) > frame.rows) return "none";
  const auto index = static_cast<std::size_t>(row - 1);
  return frame.source_keys.empty() ? frame.key(index) : frame.source_keys[index];
}

}  // namespace

std::string shown_at(const Graph& graph, ColumnId id, std::size_t row_index, const std::string& currency) {
  const Column& column = graph.column(id);
  if (!known_at(column, row_index)) return "[x]";
  switch (column.type.kind) {
    case Kind::text:
      return column.values.dictionary[static_cast<std::size_t>(column.values.small[row_index])];
    case Kind::exact:
      return shown_exact(column.values.exact[row_index], column.unit);
    case Kind::date:
      return to_iso(Date{static_cast<std::int32_t>(integer_at(column, row_index))});
    case Kind::truth:
      return integer_at(column, row_index) != 0 ? "yes" : "no";
    case Kind::key:
      return shown_key(graph.frame(column.type.space), integer_at(column, row_index));
    case Kind::whole:
    case Kind::decimal:
      break;
  }
  return shown_number(column, integer_at(column, row_index), currency);
}

}  // namespace outturn::calc
