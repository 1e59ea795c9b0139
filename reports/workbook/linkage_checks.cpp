// What must hold of a link: its stages add up, and its counts are those of the evidence in this book.
#include <algorithm>

#include "reports/workbook/book.h"

namespace outturn::workbook {
namespace {

/// The first sheet of an input, where the book has one.
const SheetPlan* sheet_of_input(const Book& book, const std::string& input) {
  for (const SheetPlan& sheet : book.layout.sheets) {
    if (sheet.is_list() || sheet.stage != 1) continue;
    if (book.graph().frame(sheet.frame).file == input + ".csv") return &sheet;
  }
  return nullptr;
}

std::string rows_formula(const SheetPlan& sheet) {
  std::string out;
  for (std::size_t part = 0; part < sheet.parts.size(); ++part) {
    out += (part == 0 ? "=ROWS(" : "+ROWS(") + key_range(sheet, part) + ")";
    if (sheet.parts[part].rows == 0) out += "-1";
  }
  return out;
}

CheckLine rows_are(const SheetPlan& sheet, const std::string& what, const std::string& cell,
                   std::int64_t count) {
  CheckLine line;
  line.what = what;
  line.sheet = "Linkage";
  line.value = rows_formula(sheet);
  for (const Part& part : sheet.parts) line.stored += static_cast<double>(part.rows);
  line.expected = "=" + cell;
  line.expected_number = static_cast<double>(count);
  return line;
}

}  // namespace

std::vector<CheckLine> linkage_checks(const Book& book) {
  std::vector<CheckLine> lines;
  if (!book.record().linkage || book.record().linkage->datasets.empty()) return lines;
  const calc::LinkageRecord& link = *book.record().linkage;
  const std::uint32_t total = linkage_total_row(link);
  const LinkageCells cells = linkage_cells(link);
  CheckLine stages;
  stages.what = "Of each member, linked and alone, persons and duplicates add up to its records";
  stages.sheet = "Linkage";
  const std::string flags =
      "Linkage!$I$" + std::to_string(total - link.datasets.size() + 1) + ":$I$" + std::to_string(total);
  stages.value = "=SUM(" + flags + ")";
  stages.stored =
      static_cast<double>(std::count_if(link.datasets.begin(), link.datasets.end(), linkage_adds_up));
  stages.expected = "=ROWS(" + flags + ")";
  stages.expected_number = static_cast<double>(link.datasets.size());
  lines.push_back(std::move(stages));
  CheckLine members;
  members.what = "The members' records add up to the records of the link";
  members.sheet = "Linkage";
  members.value = "=Linkage!$B$" + std::to_string(total + 1);
  for (const calc::LinkedDataset& one : link.datasets) members.stored += static_cast<double>(one.records);
  members.expected = "=" + cells.records;
  members.expected_number = static_cast<double>(link.records);
  lines.push_back(std::move(members));
  if (const SheetPlan* people = sheet_of_input(book, link.people_input))
    lines.push_back(
        rows_are(*people, "Rows of people.csv are the records of the link", cells.records, link.records));
  if (const SheetPlan* persons = sheet_of_input(book, link.persons_input))
    lines.push_back(
        rows_are(*persons, "Rows of persons.csv are the persons of the link", cells.persons, link.persons));
  return lines;
}

}  // namespace outturn::workbook
