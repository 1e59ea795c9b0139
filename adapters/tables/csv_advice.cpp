// What to say about a line that is not well-formed CSV.
#include <algorithm>

#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "adapters/tables/csv_text.h"

namespace outturn::tables {
namespace {

Advice quote_inside(const Record& record) {
  const char* const before = record.flaw_at.data() - 1;
  const std::string_view ahead(record.start, static_cast<std::size_t>(before + 1 - record.start));
  const std::size_t word = ahead.find_last_not_of(' ');
  const bool after_blank =
      !ahead.empty() && ahead.back() == ' ' && (word == std::string_view::npos || ahead[word] == ',');
  if (after_blank) {
    return {"a blank stands between the comma and the quote",
            {"A quoted cell must begin right after the comma."},
            {"Delete the blank."},
            {}};
  }
  return {"a double quote inside a cell that isn't quoted",
          {"Where a cell holds a quote, the whole cell must be in quotes and the quote doubled: \"a 5\"\" "
           "pipe\"."},
          {"Double the quote and put the cell in quotes, or delete the quote."},
          {}};
}

Advice after_quote(const Record& record) {
  if (record.flaw_at.find_first_not_of(' ') == std::string_view::npos) {
    return {"a blank stands between the closing quote and the comma",
            {"A quoted cell ends with its quote."},
            {"Delete the blank."},
            {}};
  }
  return {fmt::format("{} stands after the quote that closes the cell", shown(record.flaw_at)),
          {"A quoted cell ends with its quote; a quote inside it must be doubled: \"a 5\"\" pipe\"."},
          {"If the quote belongs to the text, double it; otherwise delete what follows it."},
          {}};
}

Advice over_lines(const Record& record) {
  const auto more = std::count(record.flaw_at.begin(), record.flaw_at.end(), '\n');
  return {"a cell runs over the end of its line",
          {fmt::format("Its quote opens on line {} and closes on line {}.", record.place(record.flaw_at).line,
                       record.place(record.flaw_at).line + more),
           "Every row must be one line, so that each figure can be traced to its line."},
          {"Take the line break out of the cell."},
          "Take the line breaks out of these cells."};
}

}  // namespace

Advice advise_record(const Record& record) {
  switch (record.flaw) {
    case Flaw::bare_quote:
      return quote_inside(record);
    case Flaw::text_after_quote:
      return after_quote(record);
    case Flaw::cell_over_lines:
      return over_lines(record);
    case Flaw::unclosed_quote:
      return {fmt::format("the quote opened on line {} is never closed", record.place(record.flaw_at).line),
              {"Without its closing quote nobody can say where the cell ends."},
              {"Close the quote at the end of the cell, or delete the opening one."},
              {}};
    case Flaw::old_line_ends:
      return {"a line ends the way old Macintosh files did (CR alone)",
              {"Lines must end with LF or CR LF, as every program writes them today."},
              {"Save the table again as \"CSV UTF-8 (comma delimited)\", not as \"CSV (Macintosh)\"."},
              {}};
    default:
      break;
  }
  const auto code = static_cast<unsigned char>(record.flaw_at.empty() ? ' ' : record.flaw_at.front());
  return {code == '\t'
              ? std::string("a tab inside a cell")
              : fmt::format("an unprintable control character ({}) inside a cell", code_point_name(code)),
          {"It can't be seen, and a spreadsheet can't keep it as it is."},
          {"Delete it, or write a space."},
          {}};
}

}  // namespace outturn::tables
