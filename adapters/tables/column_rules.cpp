#include "adapters/tables/column_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/values/rounding.h"

namespace outturn::tables {
namespace {

bool per_hundred(FactType type) { return type == FactType::percent || type == FactType::points; }

// The bound as a scaled number; beyond 64 bits nothing, or everything, is within it.
std::int64_t scaled_bound(const Exact& bound, int places, Rounding mode) {
  if (const auto scaled = round_scaled(bound, places, mode)) return *scaled;
  using Limits = std::numeric_limits<std::int64_t>;
  return bound.sign() < 0 ? Limits::min() : Limits::max();
}

std::int64_t least_scaled(const FactColumn& column) {
  std::int64_t least = column.type == FactType::count ? 0 : std::numeric_limits<std::int64_t>::min();
  if (!column.least) return least;
  const Rounding mode = column.least_excluded ? Rounding::down : Rounding::up;
  const std::int64_t bound = scaled_bound(*column.least, column.places, mode);
  const bool next = column.least_excluded && bound < std::numeric_limits<std::int64_t>::max();
  return std::max(least, next ? bound + 1 : bound);
}

const char* usual_words(FactType type) {
  switch (type) {
    case FactType::key:
      return "key";
    case FactType::link:
      return "link";
    case FactType::text:
      return "text";
    case FactType::count:
      return "count";
    case FactType::number:
      return "number";
    case FactType::money:
      return "money";
    case FactType::percent:
      return "percent";
    case FactType::points:
      return "points";
    case FactType::date:
      return "date";
    case FactType::truth:
      return "truth";
  }
  return "";
}

Exact example_of(FactType type, int places) {
  if (type == FactType::money) return Exact(1300);
  const Exact example = places == 0 ? Exact(12) : Exact::ratio(125, 10);
  return per_hundred(type) ? example / Exact(100) : example;
}

std::string number_form(const ColumnRules& rules) {
  const int places = typed_places(*rules.column);
  if (rules.column->type == FactType::count) return "a whole number, 0 or more";
  const std::string example = as_typed(rules, example_of(rules.column->type, places));
  if (places == 0) return fmt::format("written without decimals, like {}", example);
  return fmt::format("written like {}, with at most {} decimal{}", example, places, places == 1 ? "" : "s");
}

std::string form(const ColumnRules& rules) {
  switch (rules.column->type) {
    case FactType::key:
      return "a name of its own for each " + rules.row_kind;
    case FactType::link:
      return fmt::format("the key of a row of \"{}\"", rules.column->refers_to);
    case FactType::text:
      return "in words";
    case FactType::date:
      return "written year-month-day, like 2011-12-31";
    case FactType::truth:
      return "written yes or no";
    default:
      return number_form(rules);
  }
}

}  // namespace

ColumnRules rules_of(const TableShape& shape, const FactColumn& column) {
  ColumnRules rules;
  rules.column = &column;
  rules.clauses = shape.clauses;
  rules.row_kind = shape.each.empty() ? "row" : shape.each;
  if (is_number(column.type)) {
    rules.least = least_scaled(column);
    if (column.most) rules.most = scaled_bound(*column.most, column.places, Rounding::down);
  }
  return rules;
}

bool is_number(FactType type) {
  return type == FactType::count || type == FactType::number || type == FactType::money || per_hundred(type);
}

bool is_words(FactType type) {
  return type == FactType::key || type == FactType::link || type == FactType::text;
}

int typed_places(const FactColumn& column) {
  return per_hundred(column.type) ? std::max(0, column.places - 2) : column.places;
}

std::string as_typed(const ColumnRules& rules, const Exact& number) {
  const FactType type = rules.column->type;
  const Exact typed = per_hundred(type) ? number * Exact(100) : number;
  std::string text = typed.decimal().value_or(typed.significant(15));
  const int places = type == FactType::money ? rules.column->places : 0;
  if (places > 0) {
    const std::size_t point = text.find('.');
    const std::size_t have = point == std::string::npos ? 0 : text.size() - point - 1;
    if (have == 0) text += '.';
    if (have < static_cast<std::size_t>(places)) text.append(static_cast<std::size_t>(places) - have, '0');
  }
  if (type == FactType::percent) text += '%';
  if (type == FactType::points) text += " points";
  return text;
}

std::string asks_for(const ColumnRules& rules) {
  const FactColumn& column = *rules.column;
  const std::string words = column.type_words.empty() ? usual_words(column.type) : column.type_words;
  return fmt::format("The contract asks for \"{}\" as {}{}{}, {}.", column.name, words,
                     rules.clauses.empty() ? "" : " ", rules.clauses, form(rules));
}

}  // namespace outturn::tables
