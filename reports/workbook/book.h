// The workbook being written: the run, where everything stands, and the list of what was written.
//
// Internal to reports/workbook. Each *_sheet function writes one kind of sheet; workbook.cpp says in
// which order. What the Audit and Contents sheets tell is gathered here as it is written.
#pragma once

#include <string>
#include <vector>

#include "engine/calc/record.h"
#include "reports/workbook/formula_text.h"
#include "reports/workbook/layout.h"
#include "reports/workbook/writer.h"

namespace outturn::workbook {

/// One distinct formula, for the Audit sheet.
struct FormulaLine {
  std::string sheet;
  std::string first_cell;
  std::size_t count = 1;
  std::string formula;  ///< as in its first cell, with =
  std::string name;     ///< heading of the column or name of the value
  std::string words;
  std::string clauses;
};

/// A line of Contents.
struct SheetLine {
  std::string name;
  SheetId id = 0;
  std::string purpose;
  std::size_t rows = 0;
  std::size_t distinct = 0;
};

struct Book {
  const calc::Run& run;
  const Layout& layout;
  Writer& writer;
  Problems& problems;
  std::vector<std::vector<SheetId>> ids;  ///< of each part of each sheet of the layout
  std::vector<FormulaLine> formulas;
  std::vector<SheetLine> sheets;

  [[nodiscard]] const calc::Graph& graph() const { return run.graph; }
  [[nodiscard]] const calc::Record& record() const { return run.record; }
  /// Notes a formula and counts it on its sheet.
  void note(FormulaLine line);
  SheetLine& line_of(const std::string& sheet);
};

/// A heading of a sheet's row 4 and what row 3 says of it.
struct Heading {
  std::string words;
  std::string marker;
  double characters = 12;  ///< of the longest cell below
};

/// Rows 1 to 4, widths, freeze, page set-up. Must be called before any other row is written.
void begin_sheet(Book& book, SheetId id, const std::string& name, const std::string& purpose,
                 const std::vector<Heading>& headings);
/// Rows 1 and 2 and page set-up of a sheet that is read like a page.
void begin_page(Book& book, SheetId id, const std::string& title, const std::string& purpose);

void rows_sheet(Book& book, std::uint32_t sheet, std::size_t part);
void list_sheet(Book& book, std::uint32_t sheet);

/// One line of Checks: a value that must equal what is expected.
struct CheckLine {
  std::string what;
  std::string sheet;  ///< where to look
  std::string value;  ///< formula with =
  double stored = 0;
  std::string expected;  ///< formula with =, or empty: `expected_number` is an input
  double expected_number = 0;
  std::string number_format;
  [[nodiscard]] bool good() const { return stored == expected_number; }
};
/// Of everything but the comparisons (comparison_plan.h).
std::vector<CheckLine> check_lines(const Book& book);
void checks_sheet(Book& book, SheetId id, const std::vector<CheckLine>& lines);

/// Of the Linkage sheet: the row of all members (from 0), and the cells of records and persons.
struct LinkageCells {
  std::string records;
  std::string persons;
  std::string low;  ///< of the payment due over draws; empty: not drawn
  std::string high;
};
[[nodiscard]] std::uint32_t linkage_total_row(const calc::LinkageRecord& link);
[[nodiscard]] LinkageCells linkage_cells(const calc::LinkageRecord& link);
[[nodiscard]] bool linkage_adds_up(const calc::LinkedDataset& one);
std::vector<CheckLine> linkage_checks(const Book& book);
void linkage_sheet(Book& book, SheetId id);

void cover_sheet(Book& book, SheetId id, bool all_good);
void contents_sheet(Book& book, SheetId id);
void audit_sheet(Book& book, SheetId id);
void rejects_sheet(Book& book, SheetId id);
void notes_sheet(Book& book, SheetId id);

/// What an auditor does with the book, for the Cover.
[[nodiscard]] std::vector<std::string> steps_to_check();

/// Lines of at most `characters` characters, broken between words.
[[nodiscard]] std::vector<std::string> broken(const std::string& words, std::size_t characters);
/// Lines `words` takes in a wrapped cell of that width.
[[nodiscard]] std::size_t lines_in(const std::string& words, double characters);
/// Height in points of a row of so many lines of text.
[[nodiscard]] double row_height(std::size_t lines);

}  // namespace outturn::workbook
