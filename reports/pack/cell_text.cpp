#include "reports/pack/cell_text.h"

#include "engine/explain/cell_reader.h"

namespace outturn::pack {
namespace {

using calc::Kind;

constexpr int most_digits = 15;

}  // namespace

bool is_long(const calc::Column& column, std::size_t row) {
  if (column.type.kind != Kind::decimal && column.type.kind != Kind::whole) return false;
  const std::int64_t held = calc::integer_at(column, row);
  return held > 999'999'999'999'999 || held < -999'999'999'999'999;
}

std::string plain_value(const calc::Column& of, std::size_t row) {
  if (of.type.kind == Kind::exact) return of.values.exact[row].significant(most_digits);
  const std::int64_t held = calc::integer_at(of, row);
  const int places = of.type.kind == Kind::decimal ? of.type.places : 0;
  if (is_long(of, row)) return Exact::scaled(held, places).significant(most_digits);
  std::string text = plain_decimal(held, places);
  if (of.unit == calc::Unit::money || places == 0) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

CellText CellTexts::text(calc::ColumnId id, calc::ColumnId known, std::size_t row) const {
  const calc::Column& of = graph_.column(id);
  if (!calc::cell_known(graph_, id, known, row)) return {std::nullopt, "[x]"};
  if (of.type.kind == Kind::truth) {
    const bool yes = calc::integer_at(of, row) != 0;
    return {yes ? "1" : "0", yes ? "yes" : "no"};
  }
  CellText out{std::nullopt, shown(id, row)};
  const bool key = of.type.kind == Kind::key;
  if (of.type.kind == Kind::text || of.type.kind == Kind::date || (key && calc::integer_at(of, row) != 0))
    out.value = out.shown;
  else if (!key)
    out.value = plain_value(of, row);
  return out;
}

CellText CellTexts::text(calc::ColumnId column, std::size_t row) const {
  return text(column, calc::known_column_of(graph_, column), row);
}

std::string CellTexts::shown(calc::ColumnId id, std::size_t row) const {
  const calc::Column& of = graph_.column(id);
  const bool money = of.unit == calc::Unit::money && of.type.kind == Kind::decimal;
  if (!money || !currency_ || of.type.places != currency_->places)
    return calc::shown_at(graph_, id, row, code_);
  return show_money(calc::integer_at(of, row), *currency_);
}

}  // namespace outturn::pack
