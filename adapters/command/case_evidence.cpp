#include "adapters/command/case_evidence.h"

#include <algorithm>

#include "adapters/tables/csv.h"
#include "adapters/tables/csv_text.h"

namespace outturn::command {
namespace {

using language::TableCell;

/// "in quotation marks" as in a contract's tables.
std::string without_quotes(const std::string& text) {
  return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2)
                                                                       : text;
}

/// The case's rows as the bytes of a CSV file, and where in the case file each cell stands.
class WrittenOut {
 public:
  WrittenOut(const language::CaseEvidence& evidence, const std::vector<std::string>& unknown) {
    for (const language::Line& line : evidence.rows) {
      lines_.push_back({line.number, {}});
      std::string row;
      for (const TableCell& cell : line.cells) add(row, without_quotes(cell.text), cell.span);
      for (const std::string& name : unknown) add(row, lines_.size() == 1 ? name : "[x]", evidence.span);
      bytes_ += row + "\n";
    }
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] std::uint32_t line(std::uint32_t of_csv) const {
    return of_csv >= 1 && of_csv <= lines_.size() ? lines_[of_csv - 1].number : 0;
  }
  /// A place in the bytes as a place in the case file.
  [[nodiscard]] Span place(Span of_csv) const {
    if (of_csv.line < 1 || of_csv.line > lines_.size()) return of_csv;
    const auto& cells = lines_[of_csv.line - 1].cells;
    for (auto cell = cells.rbegin(); cell != cells.rend(); ++cell) {
      if (cell->first <= of_csv.column) return cell->second;
    }
    return {line(of_csv.line), 1, 1};
  }

 private:
  void add(std::string& row, const std::string& text, Span span) {
    if (!lines_.back().cells.empty()) row += ',';
    lines_.back().cells.emplace_back(static_cast<std::uint32_t>(character_count(row)) + 1, span);
    row += tables::csv_cell(text);
  }

  struct WrittenLine {
    std::uint32_t number;
    std::vector<std::pair<std::uint32_t, Span>> cells;  ///< column in the bytes, place in the case file
  };
  std::string bytes_;
  std::vector<WrittenLine> lines_;
};

/// "Line 2 has it first": lines of the bytes named in words, as lines of the case file.
std::string with_lines(std::string text, const WrittenOut& written) {
  for (const char* word : {"Line ", "line "}) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
      const std::size_t digits = at + 5;
      const std::size_t end = std::min(text.find_first_not_of("0123456789", digits), text.size());
      if (end == digits || end - digits > 6) continue;
      const std::uint32_t line =
          written.line(static_cast<std::uint32_t>(std::stoul(text.substr(digits, end - digits))));
      if (line != 0) text.replace(digits, end - digits, std::to_string(line));
    }
  }
  return text;
}

}  // namespace

Table table_of_case(TableShape shape, const language::CaseEvidence& evidence, const SourceFile& source,
                    Problems& problems) {
  std::vector<std::string> unknown;
  for (FactColumn& column : shape.columns) {
    const auto& headings = evidence.rows.front().cells;
    if (column.type != FactType::key) column.may_be_unknown = true;
    const bool listed = std::any_of(headings.begin(), headings.end(),
                                    [&](const TableCell& cell) { return cell.text == column.name; });
    if (!listed) unknown.push_back(column.name);
  }
  const WrittenOut written(evidence, unknown);
  Problems own;
  Table table = read_csv(shape, source.name(), written.bytes(), "", own);
  for (Problem problem : own.list()) {
    problem.span = written.place(problem.span);
    for (auto* sentences : {&problem.why, &problem.mend}) {
      for (std::string& sentence : *sentences) sentence = with_lines(sentence, written);
    }
    problems.add(std::move(problem));
  }
  for (std::uint32_t& line : table.lines) line = written.line(line);
  return table;
}

std::vector<Table> tables_of_case(const std::vector<TableShape>& shapes, const language::Case& one,
                                  const std::vector<Table>& folder, const SourceFile& source,
                                  Problems& problems) {
  std::vector<Table> tables;
  for (const TableShape& shape : shapes) {
    const auto own = std::find_if(one.evidence.begin(), one.evidence.end(),
                                  [&](const auto& e) { return e.input == shape.name; });
    if (own != one.evidence.end()) {
      tables.push_back(table_of_case(shape, *own, source, problems));
      continue;
    }
    const auto given = std::find_if(folder.begin(), folder.end(),
                                    [&](const Table& table) { return table.shape.name == shape.name; });
    if (given != folder.end()) tables.push_back(*given);
  }
  return tables;
}

}  // namespace outturn::command
