#include "adapters/tables/csv.h"

#include <algorithm>
#include <array>
#include <deque>

#include "adapters/tables/column_intake.h"
#include "adapters/tables/complaints.h"
#include "adapters/tables/csv_text.h"
#include "adapters/tables/encoding.h"
#include "adapters/tables/header.h"
#include "adapters/tables/row_advice.h"

namespace outturn {
namespace tables {
namespace {

/// Reads one file; keeps what the steps share.
class TableReader {
 public:
  TableReader(const TableShape& shape, const std::string& file, std::string_view bytes,
              const std::string& sha256)
      : bytes_(bytes), complaints_(file) {
    table_.shape = shape;
    table_.file = file;
    table_.sha256 = sha256;
    table_.bytes = bytes.size();
    table_.columns.resize(shape.columns.size());
  }

  Table read(Problems& problems, std::size_t most_problems) {
    if (const auto wrong = wrong_file(bytes_)) {
      complaints_.add(wrong->flaw, Complaints::no_column, wrong->place, [&] { return wrong->advice; });
    } else {
      read_text();
    }
    if (complaints_.any_errors()) forget_rows();
    complaints_.tell(problems, most_problems);
    return std::move(table_);
  }

 private:
  struct FirstFormula {
    Place place;
    std::string text;
  };

  void read_text() {
    RecordReader rows(without_mark(bytes_));
    header_ = read_header(table_.shape, rows, complaints_);
    if (!header_.usable) return;
    begin_columns();
    read_rows(rows);
    tell_row_count();
    tell_notes();
  }

  void begin_columns() {
    table_.unused_columns = header_.unused;
    const auto rows = static_cast<std::size_t>(std::count(bytes_.begin(), bytes_.end(), '\n'));
    table_.lines.reserve(rows);
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      intakes_.emplace_back(table_.shape, table_.shape.columns[i], table_.columns[i],
                            header_.cell_of[i] < 0 ? 0 : rows);
    }
    first_formula_.resize(table_.columns.size());
  }

  // A few records are split ahead of the one being read, so that what their words need is on its
  // way from memory in time: with a million different words this halves the time.
  void read_rows(RecordReader& rows) {
    std::array<Record, 16> ahead;
    std::size_t split = 0;
    std::size_t done = 0;
    for (bool more = true;;) {
      while (more && split - done < ahead.size()) {
        Record& record = ahead[split % ahead.size()];
        more = rows.next(record);
        if (!more) break;
        announce(record);
        ++split;
      }
      if (done == split || !read_record(ahead[done++ % ahead.size()])) return;
    }
  }

  void announce(const Record& record) const {
    if (record.cells.size() != header_.cells) return;
    for (std::size_t i = 0; i < intakes_.size(); ++i) {
      if (header_.cell_of[i] >= 0)
        intakes_[i].announce(record.cells[static_cast<std::size_t>(header_.cell_of[i])]);
    }
  }

  /// False when what follows can't be read either.
  bool read_record(const Record& record) {
    if (record.flaw != Flaw::none) {
      complaints_.add(record.flaw, Complaints::no_column, record.place(record.flaw_at),
                      [&] { return advise_record(record); });
      return record.flaw != Flaw::old_line_ends;
    }
    if (record.cells.front().text.empty() && record.blank()) {
      if (blank_lines_++ == 0) first_blank_ = record.whole_line();
      return true;
    }
    if (blank_lines_ != 0) tell_blank_lines();
    if (record.cells.size() == header_.cells) {
      read_row(record);
    } else {
      complaints_.add(Flaw::ragged_row, Complaints::no_column, record.whole_line(),
                      [&] { return advise_ragged(record, header_.cells); });
    }
    return true;
  }

  void read_row(const Record& record) {
    ++table_.rows;
    table_.lines.push_back(record.line);
    if (table_.rows == 2 && table_.shape.each.empty()) {
      complaints_.add(Flaw::not_one_row, Complaints::no_column, record.whole_line(),
                      [&] { return advise_second_row(table_.shape); });
    }
    for (std::size_t i = 0; i < intakes_.size(); ++i) {
      if (header_.cell_of[i] < 0) continue;
      const Cell& cell = record.cells[static_cast<std::size_t>(header_.cell_of[i])];
      const Finding finding = intakes_[i].take(cell, record.line);
      if (finding.flaw != Flaw::none) tell_cell(i, record, cell, finding);
      if (intakes_[i].formulas() == 1 && first_formula_[i].place.line == 0) {
        first_formula_[i] = {record.place(cell.raw), std::string(cell.text)};
      }
    }
  }

  void tell_cell(std::size_t column, const Record& record, const Cell& cell, const Finding& finding) {
    const ColumnIntake& intake = intakes_[column];
    complaints_.add(finding.flaw, static_cast<int>(column), record.place(cell.raw),
                    [&] { return intake.advise(finding, cell.text); });
  }

  // Empty lines at the end are not told; these have a row below them.
  void tell_blank_lines() {
    complaints_.add(Flaw::blank_line, Complaints::no_column, first_blank_,
                    [&] { return advise_blank(first_blank_.line, blank_lines_); });
    blank_lines_ = 0;
  }

  void tell_row_count() {
    if (table_.rows != 0 || complaints_.any_errors()) return;
    if (table_.shape.each.empty()) {
      complaints_.add(Flaw::not_one_row, Complaints::no_column, top(),
                      [&] { return advise_no_rows(table_.shape); });
    } else {
      complaints_.add_note(Flaw::no_rows, top(), advise_no_rows(table_.shape));
    }
  }

  void tell_notes() {
    if (!table_.unused_columns.empty()) {
      complaints_.add_note(Flaw::unused_columns, top(), advise_unused(table_.unused_columns));
    }
    for (std::size_t i = 0; i < intakes_.size(); ++i) {
      if (intakes_[i].formulas() == 0) continue;
      const FirstFormula& first = first_formula_[i];
      complaints_.add_note(Flaw::formula_text, first.place,
                           advise_formulas(table_.shape.columns[i].name, intakes_[i].formulas(), first.text));
    }
  }

  // The very beginning of the first line.
  [[nodiscard]] Place top() const {
    const std::string_view text = without_mark(bytes_);
    return {1, text.data(), text.substr(0, 0)};
  }

  // A table with errors has no rows, so that nothing can be taken for a result.
  void forget_rows() {
    table_.rows = 0;
    table_.lines.clear();
    for (FactData& data : table_.columns) data = FactData{};
  }

  std::string_view bytes_;
  Complaints complaints_;
  Table table_;
  Header header_;
  std::deque<ColumnIntake> intakes_;
  std::vector<FirstFormula> first_formula_;  ///< by column
  Place first_blank_;
  std::uint32_t blank_lines_ = 0;
};

}  // namespace
}  // namespace tables

Table read_csv(const TableShape& shape, const std::string& file, std::string_view bytes,
               const std::string& sha256, Problems& problems, std::size_t most_problems) {
  return tables::TableReader(shape, file, bytes, sha256).read(problems, most_problems);
}

}  // namespace outturn
