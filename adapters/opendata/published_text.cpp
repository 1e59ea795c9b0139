#include "adapters/opendata/published_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/tables/csv_text.h"
#include "adapters/tables/encoding.h"
#include "adapters/workbooks/workbook_file.h"

namespace outturn::opendata {
namespace {

std::string cell_text(const returned::CellContent& cell, const returned::Texts& texts) {
  if (cell.holds == returned::Holds::number) return fmt::format("{}", cell.number);
  if (cell.holds != returned::Holds::words) return "";
  std::string words = texts[cell.words];
  std::replace(words.begin(), words.end(), '\n', ' ');
  std::replace(words.begin(), words.end(), '\r', ' ');
  return tables::csv_cell(words);
}

/// A line for each row of the sheet, blank ones too: line numbers are row numbers.
std::string sheet_text(const returned::SheetCells& sheet, const returned::Texts& texts) {
  std::string out;
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  for (const returned::CellContent& cell : sheet.cells) {
    for (; row < cell.row; ++row, column = 0) out += '\n';
    for (; column < cell.column; ++column) out += ',';
    out += cell_text(cell, texts);
  }
  return out.empty() ? out : out + '\n';
}

std::deque<PublishedText> sheets_of(const std::string& file, std::string_view bytes, const std::string& sheet,
                                    Problems& problems) {
  returned::Texts texts;
  const returned::BookCells book = workbooks::read_spreadsheet(file, bytes, texts, problems);
  std::deque<PublishedText> out;
  std::string names;
  for (const returned::SheetCells& one : book.sheets) {
    names += (names.empty() ? "\"" : ", \"") + one.name + "\"";
    if (!sheet.empty() && one.name != sheet) continue;
    PublishedText& made = out.emplace_back();
    made.sheet = one.name;
    made.encoding = "workbook";
    made.owned = sheet_text(one, texts);
    made.text = made.owned;
  }
  if (out.empty() && !book.sheets.empty())
    problems.add(problem_at("O3", file, {}, "the workbook has no sheet \"" + sheet + "\"",
                            {"Its sheets are " + names + "."}, {"Name the sheet as it is written there."}));
  return out;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  for (;;) {
    if (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
      text.remove_prefix(1);
    } else if (text.starts_with("\xC2\xA0")) {
      text.remove_prefix(2);
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
      text.remove_suffix(1);
    } else if (text.ends_with("\xC2\xA0")) {
      text.remove_suffix(2);
    } else {
      return text;
    }
  }
}

std::deque<PublishedText> texts_of(const std::string& file, std::string_view bytes, const std::string& sheet,
                                   Problems& problems) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0"))
    return sheets_of(file, bytes, sheet, problems);
  std::deque<PublishedText> out(1);
  PublishedText& made = out[0];
  const std::string_view text = tables::without_mark(bytes);
  made.encoding = text.size() == bytes.size() ? "UTF-8" : "UTF-8 with mark";
  made.text = text;
  if (const auto wrong = tables::wrong_file(bytes)) {
    if (wrong->flaw != tables::Flaw::not_utf8 || wrong->advice.what.starts_with("the file ends")) {
      problems.add(problem_at(fmt::format("E{}", static_cast<int>(wrong->flaw)), file,
                              {wrong->place.line, 0, 0}, wrong->advice.what, wrong->advice.why,
                              wrong->advice.mend));
      return {};
    }
    made.encoding = "Windows-1252";
    made.owned = tables::utf8_of_windows(bytes);
    made.text = made.owned;
  }
  return out;
}

bool PublishedRow::blank() const {
  return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return cell.empty(); });
}

bool PublishedRows::next(PublishedRow& row) {
  if (at_ == end_) return false;
  row.cells.clear();
  row.undoubled.clear();
  row.unclosed = false;
  row.line = line_;
  for (;;) {
    row.cells.push_back(at_ != end_ && *at_ == '"' ? quoted_cell(row) : bare_cell());
    if (at_ == end_ || *at_ != delimiter_) break;
    ++at_;
  }
  if (at_ != end_) {
    if (*at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n') ++at_;
    ++at_;
    ++line_;
  }
  return true;
}

std::string_view PublishedRows::bare_cell() {
  const char* const start = at_;
  while (at_ != end_ && *at_ != delimiter_ && *at_ != '\n' && *at_ != '\r') ++at_;
  return trimmed({start, static_cast<std::size_t>(at_ - start)});
}

std::string_view PublishedRows::quoted_cell(PublishedRow& row) {
  const char* const start = ++at_;
  std::string made;
  const char* piece = start;
  for (;; ++at_) {
    if (at_ == end_) {
      row.unclosed = true;
      break;
    }
    if (*at_ == '\n') ++line_;
    if (*at_ != '"') continue;
    if (at_ + 1 == end_ || at_[1] != '"') break;
    made.append(piece, at_ + 1);
    piece = at_ + 2;
    ++at_;
  }
  const char* const close = at_;
  while (at_ != end_ && *at_ != delimiter_ && *at_ != '\n' && *at_ != '\r') ++at_;
  if (made.empty()) return trimmed({start, static_cast<std::size_t>(close - start)});
  made.append(piece, close);
  return trimmed(row.undoubled.emplace_back(std::move(made)));
}

}  // namespace outturn::opendata
