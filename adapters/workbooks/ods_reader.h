// The sheets of an OpenDocument spreadsheet (content.xml), told element by element: internal to
// adapters/workbooks. Follows OASIS OpenDocument 1.3 part 3, sections 9.1 (tables), 6.1 (white space and
// paragraphs) and 19.385 (value types).
//
// Only values are read. A formula stays unread (its notation is another than in .xlsx) and its stored
// result is taken. What a person does not see in a cell is left out: notes, drawings, cells covered by a
// merged one. It must never know what a column means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/workbooks/sheet_reader.h"

namespace outturn::workbooks {

class OdsReader {
 public:
  /// `most_cells`: one cell may say it stands a million times in each of a million rows.
  OdsReader(returned::BookCells& book, returned::Texts& texts, std::uint64_t most_cells)
      : book_(book), texts_(texts), cells_left_(most_cells) {}
  void begins(std::string_view name, const Attributes& all);
  void ends(std::string_view name);
  void words(std::string_view more);

  [[nodiscard]] bool is_spreadsheet() const { return spreadsheet_; }
  /// Read to the end of the last sheet: the XML reader itself does not miss elements left open.
  [[nodiscard]] bool whole() const { return whole_; }
  /// More cells, or rows or columns further out, than any spreadsheet program holds: reading stopped.
  [[nodiscard]] bool too_many() const { return too_many_; }

 private:
  void begin_cell(const Attributes& all, bool covered);
  void begin_text(std::string_view name, const Attributes& all);
  void end_cell();
  void end_row();
  [[nodiscard]] returned::CellContent content();
  void break_words();

  returned::BookCells& book_;
  returned::Texts& texts_;
  std::uint64_t cells_left_;
  returned::SheetCells* sheet_ = nullptr;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
  std::uint32_t rows_repeated_ = 1;
  std::uint32_t columns_repeated_ = 1;
  std::size_t row_begins_ = 0;  ///< the row's first cell in the sheet
  std::string type_;
  std::string value_;
  std::string text_;
  int unseen_ = 0;      ///< depth inside what is not the cell's own text, or inside no sheet
  int paragraphs_ = 0;  ///< of the open cell
  bool in_cell_ = false;
  bool covered_ = false;
  bool in_paragraph_ = false;
  bool spreadsheet_ = false;
  bool whole_ = false;
  bool too_many_ = false;
};

}  // namespace outturn::workbooks
