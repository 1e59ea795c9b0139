// A sheet read like a page, written row by row from above: headings, tables, facts, each formula noted once
// for the Audit sheet. Internal to reports/workbook.
#pragma once

#include <string>
#include <vector>

#include "engine/values/exact.h"
#include "reports/workbook/book.h"

namespace outturn::workbook {

/// What a formula is called on the Audit sheet, and what it says.
struct Told {
  std::string name;
  std::string words;
  std::size_t cells = 1;  ///< it stands in so many, this one first; 0: noted already
};

/// A heading across columns A to `last_column`, and its underline.
void write_heading(Writer& writer, SheetId id, std::uint32_t row, std::uint32_t last_column,
                   const std::string& words);
/// The headings of a table's columns.
void write_headers(Writer& writer, SheetId id, std::uint32_t row, const std::vector<std::string>& words);

/// Of the row they stand in, where the columns are so many characters wide.
[[nodiscard]] double header_height(const std::vector<std::string>& words, double characters);

class PageBlock {
 public:
  PageBlock(Book& book, SheetId id, std::string sheet, std::uint32_t last_column)
      : book_(book), writer_(book.writer), id_(id), sheet_(std::move(sheet)), last_column_(last_column) {}

  /// A line across all columns.
  void heading(const std::string& words);
  void headers(const std::vector<std::string>& words, double characters = 12);
  void label(const std::string& words) { text(0, words, Look::label); }
  void text(std::uint32_t column, const std::string& words, Look look = Look::text);
  /// Words over several cells' width, wrapped by hand into rows of their own.
  void sentence(const std::string& words, std::size_t characters = 130);
  void input(std::uint32_t column, double value, const std::string& number_format);
  void method(std::uint32_t column, double value, const std::string& number_format);
  void method(std::uint32_t column, const Exact& value, const std::string& number_format) {
    method(column, value.to_double(), number_format);
  }
  void formula(std::uint32_t column, const std::string& formula, double stored,
               const std::string& number_format, const Told& told, Look look = Look::formula);
  void formula(std::uint32_t column, const std::string& formula, const std::string& stored, const Told& told,
               Look look = Look::formula);
  /// In the two cells that an interval's chart reads.
  void places_in_chart(double place) {
    input(4, place, "0");
    input(5, place, "0");
  }
  void next(std::uint32_t rows = 1) { row_ += rows; }
  void at_row(std::uint32_t row) { row_ = row; }
  [[nodiscard]] std::uint32_t row() const { return row_; }
  /// "E13" of this row.
  [[nodiscard]] std::string cell(std::uint32_t column) const { return cell(column, row_); }
  [[nodiscard]] static std::string cell(std::uint32_t column, std::uint32_t row);
  /// "$E$13".
  [[nodiscard]] static std::string fixed(std::uint32_t column, std::uint32_t row);
  /// Of cells written before, of which this one is the first.
  void note(std::uint32_t column, std::uint32_t row, const std::string& formula, const Told& told);

 private:
  Book& book_;
  Writer& writer_;
  SheetId id_;
  std::string sheet_;
  std::uint32_t last_column_;
  std::uint32_t row_ = 3;
};

}  // namespace outturn::workbook
