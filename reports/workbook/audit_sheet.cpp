// Audit: what went in, what it was made with, the clauses, and every distinct formula in words.
#include <algorithm>

#include "reports/workbook/book.h"
#include "reports/workbook/page_block.h"

namespace outturn::workbook {
namespace {

constexpr double words_characters = 56;
constexpr double formula_characters = 50;
constexpr std::uint32_t formula_at = 7;

class AuditSheet {
 public:
  AuditSheet(Book& book, SheetId id) : book_(book), writer_(book.writer), id_(id) {}

  void write() {
    const double widths[] = {26, 26, 13, 13, 13, 13, words_characters, formula_characters};
    for (std::uint32_t i = 0; i < 8; ++i)
      writer_.width(id_, i, i, width_for(static_cast<std::size_t>(widths[i])));
    begin_page(book_, id_, "Audit",
               "What went in, what it was made with, where each clause is used, and every distinct formula.");
    row_ = 2;
    made_with();
    files();
    documents();
    formulas();
    clauses();
    not_calculated();
  }

 private:
  void heading(const std::string& words) {
    ++row_;
    write_heading(writer_, id_, row_++, formula_at, words);
  }

  void headers(const std::vector<std::string>& words) { write_headers(writer_, id_, row_++, words); }

  void text(std::uint32_t column, const std::string& words, Look look = Look::text) {
    if (!words.empty()) writer_.text({id_, row_, column}, made_safe(words), writer_.format(look));
  }

  void made_with() {
    heading("Made with");
    const calc::Record& record = book_.record();
    const std::vector<std::pair<std::string, std::string>> facts{
        {"Program", "Outturn " + record.engine_version},
        {"Run", record.run_id},
        {"As at", to_iso(record.as_at)},
        {"Evidence up to", to_iso(record.cut_off)},
        {"Stored values",
         "Each formula cell holds the value the program worked out exactly; a recalculation must give the "
         "same."},
        {"Recalculation",
         "Our tests recalculate such books with LibreOffice and Gnumeric, every cell, and find no "
         "difference."},
        {"", "Excel itself has not been run; only functions that every Excel since 2010 has are used."}};
    for (const auto& [name, words] : facts) {
      text(0, name, Look::label);
      text(1, words);
      ++row_;
    }
  }

  void files() {
    heading("Files that went in");
    headers({"File", "Fills", "Bytes", "Rows", "Used", "Set aside", "SHA-256", "Rows = used + set aside"});
    const Format number = writer_.format(Look::input, "#,##0");
    const std::uint32_t first = row_;
    for (const calc::FileRecord& file : book_.record().files) {
      text(0, file.name, Look::label);
      text(1, file.input);
      writer_.number({id_, row_, 2}, static_cast<double>(file.bytes), number);
      const auto& rejects = book_.record().rejects;
      const auto aside = std::count_if(rejects.begin(), rejects.end(), [&](const calc::RejectRecord& reject) {
        return reject.file == file.name;
      });
      writer_.number({id_, row_, 3}, static_cast<double>(file.rows), number);
      writer_.number({id_, row_, 4}, static_cast<double>(file.rows_used), number);
      writer_.number({id_, row_, 5}, static_cast<double>(aside), number);
      text(6, file.sha256, Look::source);
      const bool good = file.rows == file.rows_used + static_cast<std::size_t>(aside);
      writer_.formula({id_, row_, 7}, nothing_lost(row_), good ? 1 : 0, writer_.format(Look::check, "0"));
      ++row_;
    }
    if (row_ == first) return;
    writer_.red_when_zero({id_, first, 7, row_ - 1, 7});
    FormulaLine line;
    line.sheet = "Audit";
    line.first_cell = "H" + std::to_string(first + 1);
    line.count = row_ - first;
    line.formula = nothing_lost(first);
    line.name = "Rows = used + set aside";
    line.words = "1 when no row is lost";
    book_.note(std::move(line));
  }

  static std::string nothing_lost(std::uint32_t row) {
    const std::string at = std::to_string(row + 1);
    std::string formula = "=IF(D";
    formula.append(at).append("=E").append(at).append("+F").append(at).append(",1,0)");
    return formula;
  }

  void documents() {
    if (book_.record().documents.empty()) return;
    heading("Documents");
    headers({"Document", "Title", "", "", "", "Known", "By, date, address", ""});
    for (const calc::DocumentRecord& document : book_.record().documents) {
      text(0, document.id, Look::label);
      text(1, document.title);
      text(5, document.known ? "yes" : "left out");
      text(6, joined({document.by, document.dated, document.address}, "  "));
      ++row_;
    }
  }

  void formulas() {
    std::size_t cells = 0;
    for (const FormulaLine& line : book_.formulas) cells += line.count;
    heading("Distinct formulas: " + counted(book_.formulas.size()) + ", in " + counted(cells, "cell"));
    headers({"First cell", "Heading", "Cells", "Clause", "", "", "In words",
             "Formula of the first cell, after ="});
    for (const FormulaLine& line : book_.formulas) {
      if (line.sheet != "Cover") formula(line);
    }
    for (const FormulaLine& line : book_.formulas) {
      if (line.sheet == "Cover") formula(line);  // they only repeat
    }
  }

  void formula(const FormulaLine& line) {
    const std::string shown = line.formula.substr(1);
    const std::size_t lines = std::max({lines_in(line.words, words_characters),
                                        lines_in(shown, formula_characters), lines_in(line.name, 24)});
    if (lines > 1) writer_.height(id_, row_, row_height(lines));
    writer_.link({id_, row_, 0}, line.sheet, line.sheet + "!" + line.first_cell, writer_.format(Look::link));
    text(1, line.name, Look::words);
    text(2, counted(line.count), Look::words);
    text(3, line.clauses);
    text(6, line.words, Look::words);
    text(7, shown, Look::words);
    ++row_;
  }

  void clauses() {
    if (book_.record().clauses.empty()) return;
    heading("Clauses, and where each is used");
    headers({"Clause", "Name", "Kind", "Line", "As written", "", "", ""});
    for (const calc::ClauseRecord& clause : book_.record().clauses) {
      text(0, clause.clause, Look::label);
      text(1, clause.name);
      text(2, clause.kind);
      if (clause.line > 0) text(3, "line " + std::to_string(clause.line));
      text(4, clause.quote);
      ++row_;
    }
  }

  void not_calculated() {
    if (book_.record().not_calculated.empty()) return;
    heading("In the documents but not calculated here");
    headers({"Clause", "Why", "", "", "", "", "", ""});
    for (const calc::NotCalculated& note : book_.record().not_calculated) {
      text(0, note.clause, Look::label);
      for (const std::string& line : broken(note.words, 140)) {
        text(1, line);
        ++row_;
      }
    }
  }

  Book& book_;
  Writer& writer_;
  SheetId id_;
  std::uint32_t row_ = 0;
};

}  // namespace

void audit_sheet(Book& book, SheetId id) { AuditSheet(book, id).write(); }

void rejects_sheet(Book& book, SheetId id) {
  Writer& writer = book.writer;
  begin_sheet(book, id, "Rejects", "Every row of the evidence that was read but not used, and why.",
              {{"File", "", 28}, {"Line", "", 14}, {"Verdict", "", 30}, {"Why it was not used", "", 60}});
  std::uint32_t row = first_data_row;
  for (const calc::RejectRecord& reject : book.record().rejects) {
    writer.height(id, row, row_height(lines_in(reject.reason, 60)));
    writer.text({id, row, 0}, made_safe(reject.file), writer.format(Look::text));
    writer.text({id, row, 1}, "line " + std::to_string(reject.line), writer.format(Look::text));
    writer.text(
        {id, row, 2},
        std::string(calc::verdict_words(calc::Verdict::undecided)).append(": ").append(calc::set_aside_code),
        writer.format(Look::text));
    writer.text({id, row++, 3}, made_safe(reject.reason), writer.format(Look::words));
  }
}

}  // namespace outturn::workbook
