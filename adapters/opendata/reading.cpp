#include "adapters/opendata/reading.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/tables/characters.h"

namespace outturn::opendata {

std::string column_name(std::string_view written) {
  std::string out;
  bool blank = false;
  for (const char c : tables::small_letters(trimmed(written))) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank && blank && !out.empty()) out += ' ';
    if (!is_blank) out += c;
    blank = is_blank;
  }
  const std::size_t bracket = out.rfind(" [");
  if (out.ends_with(']') && bracket != std::string::npos && bracket > 0) out.erase(bracket);
  return out;
}

Columns::Columns(const PublishedRow& header) {
  for (const std::string_view cell : header.cells) {
    names_.push_back(column_name(cell));
    written_.emplace_back(cell);
  }
  while (!names_.empty() && names_.back().empty()) {  // blank columns at the right
    names_.pop_back();
    written_.pop_back();
  }
}

void Columns::put_below(const Columns& above) {
  const std::size_t size = std::max(written_.size(), above.size());
  names_.resize(size);
  written_.resize(size);
  std::string upper;
  for (std::size_t i = 0; i < size; ++i) {
    if (i < above.size() && !above.written(i).empty()) upper = above.written(i);
    if (upper.empty()) continue;
    written_[i] = written_[i].empty() ? upper : upper + " " + written_[i];
    names_[i] = column_name(written_[i]);
  }
}

int Columns::find(std::string_view name) const {
  const std::string wanted = column_name(name);
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (names_[i] == wanted) return static_cast<int>(i);
  return -1;
}

int Columns::begins(std::string_view name) const {
  const std::string wanted = column_name(name);
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (names_[i].starts_with(wanted)) return static_cast<int>(i);
  return -1;
}

bool Reading::next(PublishedRow& row) const {
  do {
    if (!rows.next(row)) return false;
  } while (row.blank());
  intake.record_read();
  if (row.unclosed) {
    told.once(Severity::error, "O6", row.line,
              {"a quote that opens here is never closed",
               {"Everything up to the end of the file went into one cell: rows may be missing."},
               {"Fetch the file again; it may have been cut off."}});
  } else if (row.cells.size() < columns.size() && text.sheet.empty()) {
    told.add(Severity::warning, "O5", "", row.line, [&] {
      return Saying{
          fmt::format("a row of {} cells where the header has {}", row.cells.size(), columns.size()),
          {"The cells that are missing are taken as empty."},
          {"If it is the last row, the file may have been cut off; fetch it again."}};
    });
  }
  return true;
}

int Reading::need(std::string_view name) const {
  const int found = columns.find(name);
  if (found < 0) {
    told.once(Severity::error, "O2", header_line,
              {fmt::format("the header has no column \"{}\"", name),
               {"This format needs it; without it the rows can't be told apart."},
               {"Fetch the file with this column, or read it by a declaration."}});
  }
  return found;
}

}  // namespace outturn::opendata
