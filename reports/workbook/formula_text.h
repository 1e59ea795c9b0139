// A column's formula as cells hold it: the text with a place for the row, filled row by row.
#pragma once

#include <string>
#include <vector>

#include "engine/calc/sheet_form.h"
#include "reports/workbook/layout.h"
#include "reports/workbook/parts.h"

namespace outturn::workbook {

/// Text with holes for row numbers: one formula a column, as a person would fill it down.
class FormulaText {
 public:
  FormulaText() = default;
  /// `marked` holds this_row and row_above where a row number stands.
  explicit FormulaText(const std::string& marked);

  static constexpr char this_row = '\x01';
  static constexpr char row_above = '\x02';

  /// The formula with its leading =, in `row` (as people count).
  void write(std::size_t row, std::string& out) const;
  [[nodiscard]] std::string at(std::size_t row) const;
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

 private:
  struct Piece {
    std::string text;
    char hole = 0;
  };
  std::vector<Piece> pieces_;
};

/// Gives references of one formula their addresses. A reference to the right of the formula's own
/// sheet, or to a column that has no place, is a Fault.
class SheetAddresses : public calc::Addresses {
 public:
  SheetAddresses(const calc::Graph& graph, const Layout& layout, std::uint32_t sheet, std::size_t part)
      : graph_(graph), layout_(layout), sheet_(sheet), part_(part) {}
  [[nodiscard]] std::string address(const calc::SheetNode& reference) const override;

 private:
  [[nodiscard]] std::string range(const calc::SheetNode& reference, const Place& place) const;
  [[nodiscard]] std::string prefix(const Place& place, std::size_t part) const;

  const calc::Graph& graph_;
  const Layout& layout_;
  std::uint32_t sheet_;
  std::size_t part_;
};

/// The formula of `column` on its own sheet, for the rows of a part.
[[nodiscard]] FormulaText formula_text(const calc::Run& run, const Layout& layout, calc::ColumnId column,
                                       PartRows rows);

/// "Claims!$F$5:$F$224", seen from a sheet to the right or from Checks; parts are listed with commas.
[[nodiscard]] std::string range_of(const calc::Graph& graph, const Layout& layout, calc::ColumnId column);
/// The same range on one part alone.
[[nodiscard]] std::string range_of(const Layout& layout, calc::ColumnId column, std::size_t part);
/// Column A of a sheet's data rows.
[[nodiscard]] std::string key_range(const SheetPlan& sheet, std::size_t part);

}  // namespace outturn::workbook
