// Cells of a page that fetch what is worked out elsewhere: row by row on a sheet of rows (those of a savings
// case's years, or of approaches), or once. Internal to reports/workbook.
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

  /// A single value, by its name; where it may be not known, these words stand in its place.
  void single(std::uint32_t at, calc::ColumnId id, const std::string& name, const std::string& unknown) const;
  /// =IF(x_known=1,...,"words"), or plainly what it is where it is always known.
  [[nodiscard]] std::string if_known(calc::ColumnId id, const std::string& then,
                                     const std::string& words) const;
  [[nodiscard]] bool is_known(calc::ColumnId id) const;

 private:
  Book& book_;
  PageBlock& block_;
};

}  // namespace outturn::workbook
