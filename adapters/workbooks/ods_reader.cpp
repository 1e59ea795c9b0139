#include "adapters/workbooks/ods_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace outturn::workbooks {
namespace {

using returned::CellContent;
using returned::Holds;

// What spreadsheet programs hold: 2^20 rows of 2^14 columns. Files pad their last row and column to these.
constexpr std::uint32_t most_rows = 1U << 20;
constexpr std::uint32_t most_columns = 1U << 14;

/// Elements whose words are no part of a cell's text, or whose tables are no sheets.
constexpr std::array<std::string_view, 9> unseen = {"annotation",   "shapes",          "frame",
                                                    "custom-shape", "ruby-text",       "note",
                                                    "dde-links",    "tracked-changes", "object"};

bool is_unseen(std::string_view name) {
  return std::find(unseen.begin(), unseen.end(), name) != unseen.end();
}

/// A positive whole number, at most 2^21; 1 where nothing is said.
std::uint32_t repeated(std::string_view text) {
  std::uint64_t out = 1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty()) return 1;
  if (read.ec == std::errc::result_out_of_range) return 2 * most_rows;
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(out, 1, 2 * most_rows));
}

/// Which attribute has the value of a type (19.385).
std::string_view value_attribute(std::string_view type) {
  if (type == "float" || type == "percentage" || type == "currency") return "value";
  if (type == "date") return "date-value";
  if (type == "time") return "time-value";
  if (type == "boolean") return "boolean-value";
  return "string-value";
}

/// A date is often written with the hour zero.
std::string_view without_midnight(std::string_view date) {
  const std::size_t hour = date.find('T');
  if (hour == std::string_view::npos) return date;
  return date.find_first_not_of("T0:.Z", hour) == std::string_view::npos ? date.substr(0, hour) : date;
}

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

void OdsReader::begins(std::string_view name, const Attributes& all) {
  if (too_many_) return;
  if (name == "spreadsheet") spreadsheet_ = true;
  if (unseen_ > 0 || is_unseen(name)) {
    unseen_ += is_unseen(name) ? 1 : 0;
  } else if (name == "table") {
    sheet_ = &book_.sheets.emplace_back();
    sheet_->name = value_of(all, "name");
    row_ = 0;
  } else if (sheet_ == nullptr) {
    return;
  } else if (name == "table-row") {
    rows_repeated_ = repeated(value_of(all, "number-rows-repeated"));
    column_ = 0;
    row_begins_ = sheet_->cells.size();
  } else if (name == "table-cell" || name == "covered-table-cell") {
    begin_cell(all, name == "covered-table-cell");
  } else if (in_cell_) {
    begin_text(name, all);
  }
}

void OdsReader::begin_cell(const Attributes& all, bool covered) {
  in_cell_ = true;
  covered_ = covered;
  columns_repeated_ = repeated(value_of(all, "number-columns-repeated"));
  type_ = value_of(all, "value-type");
  // Programs before 2013 wrote a formula's error as the number 0.
  if (value_of(all, "calcext:value-type") == "error") type_ = "string";
  value_ = value_of(all, value_attribute(type_));
  text_.clear();
  paragraphs_ = 0;
  in_paragraph_ = false;
}

void OdsReader::begin_text(std::string_view name, const Attributes& all) {
  if (name == "p" || name == "h") {
    if (paragraphs_++ > 0) break_words();
    in_paragraph_ = true;
  } else if (name == "s") {
    text_.append(std::min(repeated(value_of(all, "c")), most_columns), ' ');
  } else if (name == "tab") {
    text_ += ' ';
  } else if (name == "line-break") {
    break_words();
  }
}

void OdsReader::break_words() {
  while (!text_.empty() && text_.back() == ' ') text_.pop_back();
  text_ += '\n';
}

void OdsReader::ends(std::string_view name) {
  if (too_many_) return;
  if (is_unseen(name)) {
    if (unseen_ > 0) --unseen_;
  } else if (unseen_ == 0 && name == "spreadsheet") {
    whole_ = sheet_ == nullptr;
  } else if (unseen_ > 0 || sheet_ == nullptr) {
    return;
  } else if (name == "table") {
    sheet_ = nullptr;
  } else if (name == "table-row") {
    end_row();
  } else if (name == "table-cell" || name == "covered-table-cell") {
    end_cell();
  } else if (name == "p" || name == "h") {
    in_paragraph_ = false;
  }
}

CellContent OdsReader::content() {
  CellContent cell;
  cell.row = row_;
  if (covered_) return cell;
  const std::string_view number = value_attribute(type_) == "value" ? std::string_view(value_) : "";
  if (!number.empty() &&
      std::from_chars(number.data(), number.data() + number.size(), cell.number).ec == std::errc()) {
    cell.holds = Holds::number;
    return cell;
  }
  if (type_ == "boolean") {  // as .xlsx holds it
    cell.holds = Holds::number;
    cell.number = value_ == "true" ? 1 : 0;
    return cell;
  }
  while (!text_.empty() && text_.back() == ' ') text_.pop_back();
  cell.words = texts_.kept(value_.empty() ? text_ : type_ == "date" ? without_midnight(value_) : value_);
  cell.holds = cell.words == 0 ? Holds::nothing : Holds::words;
  return cell;
}

void OdsReader::end_cell() {
  in_cell_ = false;
  CellContent cell = content();
  if (cell.holds != Holds::nothing) {
    too_many_ = columns_repeated_ > cells_left_ || column_ + columns_repeated_ > most_columns;
    if (too_many_) return;
    cells_left_ -= columns_repeated_;
    for (std::uint32_t i = 0; i < columns_repeated_; ++i) {
      cell.column = column_ + i;
      sheet_->cells.push_back(cell);
    }
  }
  column_ = std::min(column_ + columns_repeated_, most_columns);
}

void OdsReader::end_row() {
  const std::size_t width = sheet_->cells.size() - row_begins_;
  if (width > 0) {
    const std::uint64_t more = width * std::uint64_t{rows_repeated_ - 1};
    too_many_ = more > cells_left_ || row_ + rows_repeated_ > most_rows;
    if (too_many_) return;
    cells_left_ -= more;
    for (std::uint32_t i = 1; i < rows_repeated_; ++i) {
      for (std::size_t at = 0; at < width; ++at) {
        CellContent cell = sheet_->cells[row_begins_ + at];
        cell.row = row_ + i;
        sheet_->cells.push_back(cell);
      }
    }
  }
  row_ = std::min(row_ + rows_repeated_, most_rows);
}

void OdsReader::words(std::string_view more) {
  if (!in_paragraph_ || unseen_ > 0 || too_many_) return;
  for (const char c : more) {
    if (!is_white(c)) text_ += c;
    if (is_white(c) && !text_.empty() && text_.back() != ' ' && text_.back() != '\n') text_ += ' ';
  }
}

}  // namespace outturn::workbooks
