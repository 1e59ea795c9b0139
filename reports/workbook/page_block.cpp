#include "reports/workbook/page_block.h"

#include <algorithm>

namespace outturn::workbook {

std::string PageBlock::cell(std::uint32_t column, std::uint32_t row) {
  return column_letters(column) + std::to_string(row + 1);
}

std::string PageBlock::fixed(std::uint32_t column, std::uint32_t row) {
  return "$" + column_letters(column) + "$" + std::to_string(row + 1);
}

void write_heading(Writer& writer, SheetId id, std::uint32_t row, std::uint32_t last_column,
                   const std::string& words) {
  constexpr double points = 20;
  writer.height(id, row, points);
  writer.text({id, row, 0}, made_safe(words), writer.format(Look::heading));
  for (std::uint32_t i = 1; i <= last_column; ++i) writer.blank({id, row, i}, writer.format(Look::heading));
}

void write_headers(Writer& writer, SheetId id, std::uint32_t row, const std::vector<std::string>& words) {
  for (std::uint32_t i = 0; i < words.size(); ++i)
    writer.text({id, row, i}, made_safe(words[i]), writer.format(Look::header));
}

double header_height(const std::vector<std::string>& words, double characters) {
  std::size_t lines = 1;
  for (const std::string& one : words) lines = std::max(lines, lines_in(one, characters));
  return row_height(lines) + 2;
}

void PageBlock::heading(const std::string& words) {
  write_heading(writer_, id_, row_++, last_column_, words);
}

void PageBlock::headers(const std::vector<std::string>& words, double characters) {
  writer_.height(id_, row_, header_height(words, characters));
  write_headers(writer_, id_, row_++, words);
}

void PageBlock::text(std::uint32_t column, const std::string& words, Look look) {
  writer_.text({id_, row_, column}, made_safe(words), writer_.format(look));
}

void PageBlock::sentence(const std::string& words, std::size_t characters) {
  for (const std::string& line : broken(words, characters)) {
    text(0, line);
    ++row_;
  }
}

void PageBlock::input(std::uint32_t column, double value, const std::string& number_format) {
  writer_.number({id_, row_, column}, value, writer_.format(Look::input, number_format));
}

void PageBlock::method(std::uint32_t column, double value, const std::string& number_format) {
  writer_.number({id_, row_, column}, value, writer_.format(Look::method, number_format));
}

void PageBlock::formula(std::uint32_t column, const std::string& formula, double stored,
                        const std::string& number_format, const Told& told, Look look) {
  writer_.formula({id_, row_, column}, formula, stored, writer_.format(look, number_format));
  note(column, row_, formula, told);
}

void PageBlock::formula(std::uint32_t column, const std::string& formula, const std::string& stored,
                        const Told& told, Look look) {
  writer_.formula({id_, row_, column}, formula, stored, writer_.format(look));
  note(column, row_, formula, told);
}

void PageBlock::note(std::uint32_t column, std::uint32_t row, const std::string& formula, const Told& told) {
  if (told.cells == 0) return;
  FormulaLine line;
  line.sheet = sheet_;
  line.first_cell = cell(column, row);
  line.count = told.cells;
  line.formula = formula;
  line.name = told.name;
  line.words = told.words;
  book_.note(std::move(line));
}

}  // namespace outturn::workbook
