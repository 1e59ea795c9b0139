// The one class that calls libxlsxwriter.
//
// It checks every return code, refuses what a workbook may not hold (numbers that are not finite,
// spoilt UTF-8, control characters, over-long text and formulas, numbers in locked cells, formulas
// in unlocked ones) and counts what it writes. Rows of a sheet are written in order, so that the
// same way serves bounded memory. It must never know what a column or a contract is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/values/date.h"
#include "reports/workbook/style.h"

struct lxw_workbook;
struct lxw_worksheet;

namespace outturn::workbook {

using SheetId = std::uint32_t;

/// A cell, counted from 0.
struct Cell {
  SheetId sheet = 0;
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

/// Cells first..last, both included.
struct Block {
  SheetId sheet = 0;
  std::uint32_t first_row = 0;
  std::uint32_t first_column = 0;
  std::uint32_t last_row = 0;
  std::uint32_t last_column = 0;
};

/// A format with what the writer must know of it.
struct Format {
  lxw_format* handle = nullptr;
  bool unlocked = false;
};

struct Properties {
  std::string title;
  std::string subject;
  std::string comments;
  Date created;
  std::vector<std::pair<std::string, std::string>> custom;
};

struct PageSetup {
  std::string footer_left;
  int pages_wide = 1;
  int pages_tall = 0;               ///< 0: as many as needed
  std::uint32_t repeated_rows = 0;  ///< rows repeated on each page, from the top
  bool repeat_first_column = false;
};

/// What a cell accepts when a person types into it.
enum class Accepts : std::uint8_t { anything, number, whole, date, flag, reading };

struct SheetCounts {
  std::size_t formulas = 0;
  std::size_t inputs = 0;
};

/// Two rows of cells: label, value, from, to, and twice the place along the axis (1, 2).
struct IntervalTable {
  SheetId sheet = 0;
  std::string sheet_name;
  std::uint32_t first_row = 0;
};

class Writer {
 public:
  Writer(const std::string& path, const Properties& properties, bool bounded_memory);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  SheetId add_sheet(const std::string& name);
  Format format(Look look, const std::string& number_format = {});

  void text(Cell cell, const std::string& words, Format format);
  void number(Cell cell, double value, Format format);
  /// `formula` begins with =; `stored` is what the engine came to.
  void formula(Cell cell, const std::string& formula, double stored, Format format);
  void formula(Cell cell, const std::string& formula, const std::string& stored, Format format);
  void blank(Cell cell, Format format);
  void link(Cell cell, const std::string& sheet_name, const std::string& words, Format format);

  void width(SheetId sheet, std::uint32_t first_column, std::uint32_t last_column, double characters);
  void height(SheetId sheet, std::uint32_t row, double points);
  void freeze(SheetId sheet, std::uint32_t rows, std::uint32_t columns);
  void page(SheetId sheet, const PageSetup& setup);
  void accept(Block block, Accepts accepts, int most_readings = 0);
  void red_when_zero(Block block);
  void red_when_words(Block block, const std::string& words);
  /// Two points and their intervals, drawn beneath the table: takes `chart_rows` rows.
  void interval_chart(const IntervalTable& table, const std::string& title, const std::string& number_format);
  /// A series for each column of `values`, named by the cell above it; labels stand in column A beside it.
  void column_chart(Cell at, Block values, const std::string& sheet_name, const std::string& title);
  void line_chart(Cell at, Block values, const std::string& sheet_name, const std::string& title);
  void bar_chart(Cell at, Block values, const std::string& sheet_name, const std::string& title);
  /// A point for each column of `values`: along by its last row, up by its first; named by the cell in
  /// `names_row`.
  void point_chart(Cell at, Block values, std::uint32_t names_row, const std::string& sheet_name,
                   const std::string& title, const std::string& along, const std::string& up);
  static constexpr std::uint32_t chart_rows = 18;  ///< below the two rows
  void define_name(const std::string& name, const std::string& absolute_reference);

  [[nodiscard]] const SheetCounts& counts(SheetId sheet) const { return counts_[sheet]; }
  [[nodiscard]] std::size_t sheets() const { return sheets_.size(); }

  /// Ends the file; throws Fault when it can't be written whole.
  void close();

 private:
  void chart(std::uint8_t type, Cell at, const Block& values, const std::string& sheet_name,
             const std::string& title);
  void done(int code, const char* what) const;
  lxw_format* red();

  lxw_workbook* book_ = nullptr;
  std::vector<lxw_worksheet*> sheets_;
  std::vector<SheetCounts> counts_;
  std::map<std::pair<Look, std::string>, Format> formats_;
};

/// Why `words` can't stand in a cell, or nothing: "has a control character", "is not UTF-8"...
[[nodiscard]] std::string_view text_fault(const std::string& words);
/// True for text that a spreadsheet could take for a formula once exported: = + - @ tab CR first.
[[nodiscard]] bool looks_like_formula(std::string_view words);
/// The same words made fit for a cell: what can't stand is replaced, a leading = gets a mark.
[[nodiscard]] std::string made_safe(const std::string& words);

}  // namespace outturn::workbook
