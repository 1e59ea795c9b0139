#include "reports/workbook/row_cells.h"

#include "engine/calc/sheet_evaluate.h"
#include "engine/explain/cell_reader.h"

namespace outturn::workbook {

std::string RowCells::label(calc::ColumnId id, std::size_t row) const {
  return calc::row_key(frame(id), row);
}

std::string RowCells::cell_of(calc::ColumnId id, std::size_t row) const {
  return address_of(book_.layout, id, row, true);
}

void RowCells::fetch(std::uint32_t at, calc::ColumnId id, std::size_t row, const std::string& number_format,
                     const std::string& name) const {
  const std::size_t rows = frame(id).rows;
  block_.formula(at, "=" + cell_of(id, row), calc::cell_number(column(id), row), number_format,
                 {name, column(id).meaning, row == 0 ? rows : 0}, Look::cross_link);
}

void RowCells::single(std::uint32_t at, calc::ColumnId id, const std::string& name,
                      const std::string& unknown) const {
  const calc::Column& one = column(id);
  const Told told{name, one.meaning, 1};
  const bool always = calc::known_column_of(book_.graph(), id) == calc::none;
  const std::string formula = if_known(id, one.name, unknown);
  if (!is_known(id)) return block_.formula(at, formula, unknown, told);
  block_.formula(at, formula, calc::cell_number(one, 0), number_format(one, book_.record().currency), told,
                 always ? Look::cross_link : Look::formula);
}

std::string RowCells::if_known(calc::ColumnId id, const std::string& then, const std::string& words) const {
  const calc::ColumnId known = calc::known_column_of(book_.graph(), id);
  if (known == calc::none) return "=" + then;
  return "=IF(" + column(known).name + "=1," + then + ",\"" + words + "\")";
}

bool RowCells::is_known(calc::ColumnId id) const {
  return calc::cell_known(book_.graph(), id, calc::known_column_of(book_.graph(), id), 0);
}

}  // namespace outturn::workbook
