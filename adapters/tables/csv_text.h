// CSV text into records and cells with their places, after RFC 4180; what the cells mean is not
// known here. Cells are views into the file's bytes: nothing is copied but cells with doubled quotes.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/tables/flaws.h"

namespace outturn::tables {

struct Cell {
  std::string_view text;  ///< without quotes and without spaces at its ends
  std::string_view raw;   ///< the bytes in the file between the commas
  bool plain = true;      ///< printable ASCII only
};

/// A line of cells. `flaw` is the first thing wrong with it as text; its cells can't be trusted then.
struct Record {
  std::vector<Cell> cells;
  std::uint32_t line = 0;
  const char* start = nullptr;
  const char* end = nullptr;  ///< before the line end
  Flaw flaw = Flaw::none;
  std::string_view flaw_at;
  std::deque<std::string> undoubled;  ///< cells whose doubled quotes were made single

  [[nodiscard]] bool blank() const;
  /// Where a part of this record is.
  [[nodiscard]] Place place(std::string_view part) const;
  /// The whole of its first line.
  [[nodiscard]] Place whole_line() const;
};

class RecordReader {
 public:
  /// `text` is UTF-8 without byte order mark and outlives the reader.
  explicit RecordReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  /// Reads the next record; false at the end of the text.
  bool next(Record& record);

 private:
  Cell bare_cell(Record& record);
  Cell quoted_cell(Record& record);
  /// After the opening quote: the bytes up to the closing one.
  std::string_view quoted_text(Record& record, bool& doubled, bool& plain);
  bool over_lines(Record& record, const char* opened);
  [[nodiscard]] bool at_line_end(const char* at) const;

  const char* at_;
  const char* end_;
  std::uint32_t line_ = 1;
};

/// The text as a cell to write: in double quotes where it would not be read back as it is.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// What to say about a record's flaw.
[[nodiscard]] Advice advise_record(const Record& record);

}  // namespace outturn::tables
