// Published files as text and rows: whatever their encoding, delimiter and quoting.
//
// Unlike evidence (adapters/tables/csv_text.h), which must be written one way, a published file is taken as
// it comes: UTF-8 with or without its mark, Windows-1252, commas, semicolons or tabs, cells over several
// lines. A workbook's sheet becomes such a text with a line for each of its rows. What was met is recorded,
// and what can't be taken is told. It must never know what a column means.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace outturn::opendata {

struct PublishedText {
  std::string sheet;      ///< of a workbook; else empty
  std::string encoding;   ///< "UTF-8", "UTF-8 with mark", "Windows-1252", "workbook"
  std::string owned;      ///< text that had to be made
  std::string_view text;  ///< UTF-8, without mark; into `owned` or the bytes given
};

/// All texts of the bytes: one, or one a sheet of a workbook (only the sheet named, if one is). Empty where
/// errors were added: no text at all (E family, see flaws.h), a spoilt workbook (W10 to W13), no such
/// sheet (O3).
[[nodiscard]] std::deque<PublishedText> texts_of(const std::string& file, std::string_view bytes,
                                                 const std::string& sheet, Problems& problems);

struct PublishedRow {
  std::vector<std::string_view> cells;  ///< without quotes, and without blanks at their ends
  std::uint32_t line = 0;
  bool unclosed = false;  ///< a quote is never closed: the rest of the file went into one cell
  std::deque<std::string> undoubled;

  [[nodiscard]] bool blank() const;
  /// The cell, or nothing where the row is shorter or `column` is -1.
  [[nodiscard]] std::string_view at(int column) const {
    return column < 0 || static_cast<std::size_t>(column) >= cells.size()
               ? std::string_view()
               : cells[static_cast<std::size_t>(column)];
  }
};

/// RFC 4180 but for the delimiter; a quote inside a bare cell is a character like any other.
class PublishedRows {
 public:
  PublishedRows(std::string_view text, char delimiter)
      : at_(text.data()), end_(text.data() + text.size()), delimiter_(delimiter) {}
  bool next(PublishedRow& row);

 private:
  std::string_view bare_cell();
  std::string_view quoted_cell(PublishedRow& row);

  const char* at_;
  const char* end_;
  char delimiter_;
  std::uint32_t line_ = 1;
};

/// Without blanks (no-break ones too) at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace outturn::opendata
