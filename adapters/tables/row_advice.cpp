#include "adapters/tables/row_advice.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "adapters/tables/complaints.h"

namespace outturn::tables {
namespace {

std::string cells(std::size_t count) { return fmt::format("{} cell{}", count, count == 1 ? "" : "s"); }

bool only(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

// "1" and "300.00" side by side: an amount with a thousands comma that was not quoted.
const Cell* cut_amount(const Record& record) {
  for (std::size_t i = 0; i + 1 < record.cells.size(); ++i) {
    const std::string_view left = record.cells[i].text;
    const std::string_view right = record.cells[i + 1].text;
    const std::string_view digits = left.substr(std::min(left.find_first_of("0123456789"), left.size()));
    const bool group = digits.size() <= 3 && only(digits, "0123456789") && digits[0] != '0' &&
                       only(right.substr(0, 3), "0123456789") && right.size() >= 3;
    if (group && (right.size() == 3 || (right[3] == '.' && only(right.substr(4), "0123456789"))))
      return &record.cells[i];
  }
  return nullptr;
}

bool ends_empty(const Record& record, std::size_t expected) {
  return std::all_of(record.cells.begin() + static_cast<std::ptrdiff_t>(expected), record.cells.end(),
                     [](const Cell& cell) { return cell.text.empty(); });
}

void explain_more(Advice& advice, const Record& record, std::size_t expected) {
  if (ends_empty(record, expected)) {
    advice.why = {"The cells too many, at the end of the line, are empty."};
    advice.mend = {"Take the commas too many off the end of the line."};
    advice.mend_all = "Take the commas too many off the ends of the lines.";
  } else if (const Cell* left = cut_amount(record)) {
    const Cell& right = *(left + 1);
    advice.why = {fmt::format("\"{}\" and \"{}\" look like {},{} cut in two by its comma.", left->text,
                              right.text, left->text, right.text)};
    advice.mend = {fmt::format("Write {}{}, without the comma.", left->text, right.text)};
    advice.mend_all = "Write amounts without thousands commas.";
  } else {
    advice.why = {"A comma inside a cell begins a new one, unless the cell is in double quotes."};
    advice.mend = {"Put the cell with the comma in double quotes, or delete the comma."};
  }
}

}  // namespace

Advice advise_ragged(const Record& record, std::size_t expected) {
  const std::size_t have = record.cells.size();
  Advice advice{fmt::format("this row has {}, the header has {}", cells(have), expected), {}, {}, {}};
  const std::string_view only_cell = have == 1 ? record.cells.front().text : "";
  if (have > expected) {
    explain_more(advice, record, expected);
  } else if (only_cell.find_first_of(";\t|") != std::string_view::npos) {
    advice.why = {"It looks separated by something else than commas."};
    advice.mend = {"Separate its cells by commas, as in the header."};
  } else {
    advice.why = {"An empty cell needs its comma too; a line broken in two shows up like this as well."};
    advice.mend = {fmt::format("Bring the row to {}.", cells(expected))};
  }
  return advice;
}

Advice advise_blank(std::uint32_t first_line, std::uint32_t lines) {
  const bool one = lines == 1;
  return {
      one ? std::string("a line without anything on it, with rows below")
          : fmt::format("{} lines without anything on them, with rows below", lines),
      {"A row may have been lost here, or the rows below may belong to another table."},
      {one ? fmt::format("Delete line {} if nothing is missing.", first_line)
           : fmt::format("Delete lines {} to {} if nothing is missing.", first_line, first_line + lines - 1)},
      "Delete the empty lines if nothing is missing."};
}

Advice advise_no_rows(const TableShape& shape) {
  if (shape.each.empty()) {
    return {"the table has no row",
            {"The contract asks for exactly one row here: it can't do without these figures."},
            {"Add the row below the column names."},
            {}};
  }
  return {"the table has column names but no rows",
          {fmt::format("This is taken to mean that there is no {}.", shape.each)},
          {"Check that this is so."},
          {}};
}

Advice advise_second_row(const TableShape& shape) {
  return {"a second row, where one is asked for",
          {fmt::format("The contract asks for \"{}\" as a table of one row{}{}.", shape.name,
                       shape.clauses.empty() ? "" : " ", shape.clauses)},
          {"Delete the rows that don't belong."},
          {}};
}

Advice advise_unused(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 20); ++i)
    list += (i == 0 ? "" : ", ") + shown(names[i]);
  if (names.size() > 20) list += fmt::format(" and {} more", names.size() - 20);
  return {names.size() == 1 ? std::string("a column that the contract doesn't use")
                            : fmt::format("{} columns that the contract doesn't use", names.size()),
          {"Not read: " + list + "."},
          {},
          {}};
}

Advice advise_formulas(const std::string& column, std::size_t count, std::string_view first) {
  return {count == 1 ? fmt::format("one text in \"{}\" looks like a formula", column)
                     : fmt::format("{} texts in \"{}\" look like formulas", grouped(count), column),
          {fmt::format(
              "The first is {}. They are kept as text, with an apostrophe in front, and never calculated.",
              shown(first))},
          {},
          {}};
}

}  // namespace outturn::tables
