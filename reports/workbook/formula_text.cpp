#include "reports/workbook/formula_text.h"

#include <charconv>

#include "engine/base/problem.h"

namespace outturn::workbook {
namespace {

/// First and last data row of a part, as people count; an empty frame keeps one empty row.
std::string rows_between(const std::string& letters, std::size_t rows) {
  const std::size_t first = first_data_row + 1;
  const std::size_t last = first_data_row + std::max<std::size_t>(rows, 1);
  return "$" + letters + "$" + std::to_string(first) + ":$" + letters + "$" + std::to_string(last);
}

}  // namespace

FormulaText::FormulaText(const std::string& marked) {
  Piece piece;
  piece.text = "=";
  for (const char c : marked) {
    if (c != this_row && c != row_above) {
      piece.text += c;
      continue;
    }
    piece.hole = c;
    pieces_.push_back(std::move(piece));
    piece = {};
  }
  pieces_.push_back(std::move(piece));
}

void FormulaText::write(std::size_t row, std::string& out) const {
  char digits[2][24];
  const auto put = [&](int which, std::size_t number) {
    return static_cast<std::size_t>(std::to_chars(digits[which], digits[which] + 24, number).ptr -
                                    digits[which]);
  };
  const std::size_t length[2] = {put(0, row), put(1, row - 1)};
  out.clear();
  for (const Piece& piece : pieces_) {
    out += piece.text;
    if (piece.hole == this_row) out.append(digits[0], length[0]);
    if (piece.hole == row_above) out.append(digits[1], length[1]);
  }
}

std::string FormulaText::at(std::size_t row) const {
  std::string out;
  write(row, out);
  return out;
}

std::string SheetAddresses::prefix(const Place& place, std::size_t part) const {
  if (place.sheet > sheet_) throw Fault("a formula looks to a sheet on its right");
  if (place.sheet == sheet_ && part > part_) throw Fault("a formula looks to a later part of its sheet");
  if (place.sheet == sheet_ && part == part_) return {};
  return sheet_prefix(layout_.sheets[place.sheet].parts[part].name);
}

std::string SheetAddresses::range(const calc::SheetNode& reference, const Place& place) const {
  const SheetPlan& target = layout_.sheets[place.sheet];
  const std::string letters = column_letters(place.column);
  if (reference.reach == calc::Reach::above) {
    const std::string row = std::to_string(first_data_row);
    return prefix(place, part_) + letters + "$" + row + ":" + letters + FormulaText::row_above;
  }
  if (target.is_list()) return prefix(place, 0) + "$" + letters + "$" + std::to_string(place.row + 1);
  std::string out;
  for (std::size_t part = 0; part < target.parts.size(); ++part) {
    if (reference.index != 0 && reference.index != part + 1) continue;
    if (!out.empty()) out += ",";
    out += prefix(place, part) + rows_between(letters, target.parts[part].rows);
  }
  return out;
}

std::string SheetAddresses::address(const calc::SheetNode& reference) const {
  const Place& place = layout_.places[reference.column];
  if (place.sheet == calc::none) throw Fault("no place for column " + graph_.column(reference.column).name);
  const SheetPlan& target = layout_.sheets[place.sheet];
  const std::string letters = column_letters(place.column);
  if (reference.part == calc::Part::range) return range(reference, place);
  if (target.is_list()) {
    static_cast<void>(prefix(place, 0));  // never to the right
    return graph_.column(reference.column).name;
  }
  const std::size_t size = layout_.rows_a_part;
  const auto fixed = [&](std::size_t index) {
    const std::size_t part = index / size;
    return prefix(place, part) + "$" + letters + "$" + std::to_string(first_data_row + 1 + index % size);
  };
  switch (reference.reach) {
    case calc::Reach::this_row:
      return prefix(place, part_) + letters + FormulaText::this_row;
    case calc::Reach::previous_row:
      return prefix(place, part_) + letters + FormulaText::row_above;
    case calc::Reach::fixed_row:
      return fixed(reference.index - 1);
    case calc::Reach::scalar:
      return fixed(0);
    case calc::Reach::whole_column:
    case calc::Reach::above:
      break;
  }
  throw Fault("a range is no cell");
}

FormulaText formula_text(const calc::Run& run, const Layout& layout, calc::ColumnId column, PartRows rows) {
  const calc::SheetFormula formula = calc::sheet_form(run.graph, column, run.evaluation.digits);
  const SheetAddresses addresses(run.graph, layout, layout.places[column].sheet, rows.part);
  return FormulaText(calc::print(for_part(formula, layout, column, rows), addresses));
}

std::string range_of(const calc::Graph& graph, const Layout& layout, calc::ColumnId column) {
  calc::SheetNode reference;
  reference.part = calc::Part::range;
  reference.reach = calc::Reach::whole_column;
  reference.column = column;
  return SheetAddresses(graph, layout, static_cast<std::uint32_t>(layout.sheets.size()), 0)
      .address(reference);
}

std::string range_of(const Layout& layout, calc::ColumnId column, std::size_t part) {
  const Part& rows = layout.sheet_of(column).parts[part];
  return sheet_prefix(rows.name) + rows_between(column_letters(layout.places[column].column), rows.rows);
}

std::string key_range(const SheetPlan& sheet, std::size_t part) {
  return sheet_prefix(sheet.parts[part].name) + rows_between("A", sheet.parts[part].rows);
}

}  // namespace outturn::workbook
