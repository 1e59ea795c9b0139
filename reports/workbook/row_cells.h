// Cells of a page that fetch what is worked out, row by row, on a sheet of rows: those of a savings case's
// years, or of approaches. Internal to reports/workbook.
#pragma once

#include "reports/workbook/page_block.h"

namespace outturn::workbook {

class RowCells {
 public:
  RowCells(Book& book, PageBlock& block) : book_(book), block_(block) {}

  [[nodiscard]] const calc::Column& column(calc::ColumnId id) const { return book_.graph().column(id); }
  [[nodiscard]] const calc::Frame& frame(calc::ColumnId id) const {
    return book_.graph().frame(column(id).frame);
  }
  /// "2026-27"
  [[nodiscard]] std::string label(calc::ColumnId id, std::size_t row) const;
  /// The cell of a row where its column stands, with the name of the sheet.
  [[nodiscard]] std::string cell_of(calc::ColumnId id, std::size_t row) const;
  /// Writes a cell that shows it into the block's row.
  void fetch(std::uint32_t at, calc::ColumnId id, std::size_t row, const std::string& number_format,
             const std::string& name) const;

 private:
  Book& book_;
  PageBlock& block_;
};

}  // namespace outturn::workbook
