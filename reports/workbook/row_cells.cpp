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

}  // namespace outturn::workbook
