#include "reports/returned/book_facts.h"

namespace outturn::returned {
namespace {

std::string property(const BookCells& book, const std::string& name) {
  const auto found = book.properties.find(name);
  return found == book.properties.end() ? "" : found->second;
}

/// Column A says what, B holds it; of a document, F says whether it was known.
void read_audit(const SheetCells& sheet, const Texts& texts, BookFacts& facts) {
  std::string label;
  std::vector<std::string> known;
  bool left_out = false;
  std::uint32_t row = 0;
  for (const CellContent& cell : sheet.cells) {
    if (cell.row != row) label.clear();
    row = cell.row;
    if (cell.holds != Holds::words) continue;
    const std::string& words = texts[cell.words];
    if (cell.column == 0) label = words;
    if (cell.column == 1 && label == "As at" && !facts.as_at) facts.as_at = parse_date(words);
    if (cell.column == 1 && label == "Evidence up to" && !facts.cut_off) facts.cut_off = parse_date(words);
    if (cell.column == 5 && words == "yes") known.push_back(label);
    if (cell.column == 5 && words == "left out") left_out = true;
  }
  if (left_out) facts.documents = std::move(known);
}

}  // namespace

BookFacts facts_of(const BookCells& book, const Texts& texts) {
  BookFacts facts;
  facts.contract_sha256 = property(book, "Contract SHA-256");
  facts.engine_version = property(book, "Engine version");
  facts.run_id = property(book, "Run");
  for (const SheetCells& sheet : book.sheets) {
    if (sheet.name == "Audit") read_audit(sheet, texts, facts);
  }
  return facts;
}

}  // namespace outturn::returned
