// What all sheets have in common: title, purpose, headings, widths, freezing, printing.
#include <algorithm>

#include "engine/base/source.h"
#include "reports/workbook/book.h"

namespace outturn::workbook {

void Book::note(FormulaLine line) {
  ++line_of(line.sheet).distinct;
  formulas.push_back(std::move(line));
}

SheetLine& Book::line_of(const std::string& sheet) {
  const auto found =
      std::find_if(sheets.begin(), sheets.end(), [&](const SheetLine& line) { return line.name == sheet; });
  if (found == sheets.end()) throw Fault("no sheet " + sheet);
  return *found;
}

std::vector<std::string> broken(const std::string& words, std::size_t characters) {
  std::vector<std::string> lines;
  std::string line;
  std::string word;
  std::size_t in_line = 0;  // characters; counted once a word, however long the line
  const auto end_line = [&] {
    lines.push_back(std::move(line));
    line.clear();
    in_line = 0;
  };
  const auto put_word = [&] {
    if (word.empty()) return;
    const std::size_t in_word = character_count(word);
    if (!line.empty() && in_line + 1 + in_word > characters) end_line();
    in_line += line.empty() ? in_word : 1 + in_word;
    line += line.empty() ? word : " " + word;
    word.clear();
  };
  for (const char c : words) {
    if (c != ' ' && c != '\n') {
      word += c;
      continue;
    }
    put_word();
    if (c == '\n') end_line();
  }
  put_word();
  end_line();
  return lines;
}

std::size_t lines_in(const std::string& words, double characters) {
  // Widths count digits; running words of Arial take about three quarters of that (measured in
  // print), and a line must never be cut.
  const auto whole = static_cast<std::size_t>(std::max(characters, 4.0) * 1.2);
  std::size_t lines = 0;
  for (const std::string& line : broken(words, whole)) lines += 1 + (character_count(line) / (whole + 1));
  return lines;
}

double row_height(std::size_t lines) {
  return 14.0 * static_cast<double>(std::max<std::size_t>(lines, 1)) + 2;
}

namespace {

void print_setup(Book& book, SheetId id, double total_width, bool table) {
  PageSetup setup;
  // Narrower than this in print, nobody reads it: then a page more in width, the key repeated.
  constexpr double readable = 230;
  setup.pages_wide = std::max(1, static_cast<int>((total_width + readable - 1) / readable));
  setup.footer_left = "Run " + book.record().run_id;
  if (table) {
    setup.repeated_rows = first_data_row;
    setup.repeat_first_column = true;
  }
  book.writer.page(id, setup);
}

void top_rows(Book& book, SheetId id, const std::string& title, const std::string& purpose) {
  Writer& writer = book.writer;
  writer.height(id, 0, 24);
  writer.text({id, 0, 0}, made_safe(title), writer.format(Look::title));
  writer.link({id, 1, 0}, "Contents", "Contents", writer.format(Look::link));
  writer.text({id, 1, 1}, made_safe(purpose), writer.format(Look::purpose));
}

}  // namespace

void begin_sheet(Book& book, SheetId id, const std::string& name, const std::string& purpose,
                 const std::vector<Heading>& headings) {
  Writer& writer = book.writer;
  std::vector<double> characters;
  double total = 0;
  std::size_t marker_lines = 0;
  std::size_t header_lines = 1;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    double wide = std::clamp(headings[i].characters, 8.0, 60.0);
    for (const std::string& word : broken(headings[i].words, 1)) {
      wide = std::max(wide, static_cast<double>(std::min<std::size_t>(character_count(word), 24)) + 1);
    }
    characters.push_back(wide);
    const double width = width_for(static_cast<std::size_t>(wide));
    total += width;
    writer.width(id, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i), width);
    if (!headings[i].marker.empty())
      marker_lines = std::max(marker_lines, lines_in(headings[i].marker, wide * 1.25));
    header_lines = std::max(header_lines, lines_in(headings[i].words, wide * 0.9));
  }
  writer.freeze(id, first_data_row, 1);
  print_setup(book, id, total, true);
  top_rows(book, id, name, purpose);
  writer.height(
      id, 2, marker_lines == 0 ? 6 : 12.0 * static_cast<double>(std::min<std::size_t>(marker_lines, 12)) + 4);
  for (std::size_t i = 0; marker_lines > 0 && i < headings.size(); ++i) {
    writer.text({id, 2, static_cast<std::uint32_t>(i)}, made_safe(headings[i].marker),
                writer.format(Look::marker));
  }
  writer.height(id, heading_row, row_height(header_lines) + 3);
  for (std::size_t i = 0; i < headings.size(); ++i) {
    writer.text({id, heading_row, static_cast<std::uint32_t>(i)}, made_safe(headings[i].words),
                writer.format(Look::header));
  }
}

void begin_page(Book& book, SheetId id, const std::string& title, const std::string& purpose) {
  print_setup(book, id, 0, false);
  top_rows(book, id, title, purpose);
}

}  // namespace outturn::workbook
