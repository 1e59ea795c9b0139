#include "adapters/tables/header.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "adapters/tables/header_guess.h"

namespace outturn::tables {
namespace {

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 12;
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) out += (i == 0 ? "" : ", ") + names[i];
  return names.size() > most ? out + fmt::format(" and {} more", names.size() - most) : out;
}

std::string declared(const TableShape& shape) {
  std::vector<std::string> names;
  for (const FactColumn& column : shape.columns) names.push_back(column.name);
  return fmt::format("The contract asks for: {}{}{}.", listed(names), shape.clauses.empty() ? "" : " ",
                     shape.clauses);
}

std::string found(const Record& record) {
  std::vector<std::string> names;
  for (const Cell& cell : record.cells) names.push_back(cell.text.empty() ? "(nothing)" : shown(cell.text));
  return fmt::format("Line {} has: {}.", record.line, listed(names));
}

Advice wrong_delimiter(char delimiter) {
  const char* name = delimiter == ';' ? "semicolons (;)" : delimiter == '\t' ? "tabs" : "upright strokes (|)";
  Advice advice{fmt::format("the cells are separated by {}, not by commas", name),
                {"Tables are read with commas only: what separates cells is never guessed."},
                {"Save the table as \"CSV UTF-8 (comma delimited)\"."},
                {}};
  if (delimiter == ';') {
    advice.mend.emplace_back(
        "Spreadsheets set to a language with decimal commas write semicolons: set it to English first.");
  }
  return advice;
}

Advice title_above(const Record& first, const Record& header) {
  const std::uint32_t last = header.line - 1;
  return {fmt::format("the column names are on line {}, not on line 1", header.line),
          {"The first line of a table must be its column names."},
          {last == first.line ? fmt::format("Delete line {}.", last)
                              : fmt::format("Delete lines {} to {}.", first.line, last)},
          {}};
}

Advice no_known_name(const TableShape& shape, const Record& record) {
  return {"the first line names none of the columns asked for",
          {declared(shape), found(record)},
          {"The first line must be the column names, spelt as in the contract. Is this the right file?"},
          {}};
}

Advice separator_line() {
  return {"the first line is a note to Excel, not the column names",
          {"\"sep=\" is understood by Excel alone."},
          {"Delete the line, and save the table with commas."},
          {}};
}

/// Reads one header; keeps what its steps share.
class HeaderReader {
 public:
  HeaderReader(const TableShape& shape, const Record& record, Complaints& complaints)
      : shape_(shape), record_(record), complaints_(complaints) {
    header_.cells = record.cells.size();
    taken_.resize(record.cells.size());
  }

  Header read() {
    for (std::size_t i = 0; i < shape_.columns.size(); ++i)
      header_.cell_of.push_back(cell_named(shape_.columns[i].name));
    tell_nameless();
    for (std::size_t i = 0; i < shape_.columns.size(); ++i) {
      if (header_.cell_of[i] < 0) tell_missing(shape_.columns[i].name);
    }
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      if (!taken_[i]) header_.unused.emplace_back(record_.cells[i].text);
    }
    header_.usable = true;
    return std::move(header_);
  }

 private:
  int cell_named(const std::string& name) {
    int first = -1;
    for (std::size_t i = 0; i < record_.cells.size(); ++i) {
      const Cell& cell = record_.cells[i];
      if (cell.text != name) continue;
      taken_[i] = true;
      if (first < 0) {
        first = static_cast<int>(i);
        tell_blanks(cell);
      } else {
        tell_repeated(cell, first, i);
      }
    }
    return first;
  }

  void tell_blanks(const Cell& cell) {
    if (cell.raw == cell.text || cell.raw.find(' ') == std::string_view::npos) return;
    complaints_.add(Flaw::missing_column, Complaints::no_column, record_.place(cell.raw), [&] {
      return Advice{fmt::format("blanks around the column name \"{}\"", cell.text),
                    {"Column names must be the same to the letter, in every program that reads the table."},
                    {"Delete the blanks."},
                    {}};
    });
  }

  void tell_repeated(const Cell& cell, int first, std::size_t second) {
    complaints_.add(Flaw::repeated_column, Complaints::no_column, record_.place(cell.raw), [&] {
      return Advice{fmt::format("column \"{}\" is there twice", cell.text),
                    {fmt::format("Columns {} and {} both bear the name; which one counts is never guessed.",
                                 first + 1, second + 1)},
                    {"Delete or rename one of them."},
                    {}};
    });
  }

  void tell_nameless() {
    std::vector<std::size_t> nameless;
    for (std::size_t i = 0; i < record_.cells.size(); ++i) {
      if (!record_.cells[i].text.empty()) continue;
      nameless.push_back(i);
      taken_[i] = true;
    }
    if (nameless.empty()) return;
    complaints_.add(Flaw::nameless_column, Complaints::no_column,
                    record_.place(record_.cells[nameless.front()].raw), [&] {
                      const std::string what =
                          nameless.size() == 1
                              ? fmt::format("column {} has no name", nameless.front() + 1)
                              : fmt::format("{} columns have no name, the first is column {}",
                                            nameless.size(), nameless.front() + 1);
                      return Advice{what,
                                    {"Every column needs a name, also one that the contract does not use."},
                                    {"Name the column, or delete it in the spreadsheet (the whole column, "
                                     "even where it looks empty)."},
                                    {}};
                    });
  }

  void tell_missing(const std::string& name) {
    std::vector<std::string> free;
    for (std::size_t i = 0; i < record_.cells.size(); ++i)
      free.emplace_back(taken_[i] ? "" : record_.cells[i].text);
    const int likely = likely_name(name, free);
    if (likely < 0) {
      complaints_.add(Flaw::missing_column, Complaints::no_column, record_.whole_line(), [&] {
        return Advice{fmt::format("column \"{}\" is missing", name),
                      {declared(shape_)},
                      {fmt::format("Add the column. {}", found(record_))},
                      {}};
      });
      return;
    }
    const Cell& cell = record_.cells[static_cast<std::size_t>(likely)];
    taken_[static_cast<std::size_t>(likely)] = true;
    complaints_.add(Flaw::missing_column, Complaints::no_column, record_.place(cell.raw), [&] {
      return Advice{fmt::format("column \"{}\" is missing; is it this one, {}?", name, shown(cell.text)),
                    {"Column names must be the same to the letter: small letters, joined by _."},
                    {fmt::format("Name the column {} if it is the one.", name)},
                    {}};
    });
  }

  const TableShape& shape_;
  const Record& record_;
  Complaints& complaints_;
  Header header_;
  std::vector<bool> taken_;
};

/// What is so wrong with the first record that looking at single names would only confuse.
bool tell_whole(const TableShape& shape, const Record& record, const RecordReader& rows,
                Complaints& complaints) {
  const auto tell = [&](Flaw flaw, Advice advice) {
    complaints.add(flaw, Complaints::no_column, record.whole_line(), [&] { return std::move(advice); });
    return true;
  };
  if (same_names(shape, record) != 0) return false;
  if (small_letters(record.cells.front().text.substr(0, 4)) == "sep=")
    return tell(Flaw::lines_above_header, separator_line());
  if (const auto delimiter = other_delimiter(shape, record))
    return tell(Flaw::other_delimiter, wrong_delimiter(*delimiter));
  if (alike_names(shape, record) != 0) return false;
  if (const auto below = header_below(shape, rows))
    return tell(Flaw::lines_above_header, title_above(record, *below));
  const std::vector<std::string> names = [&] {
    std::vector<std::string> out;
    for (const Cell& cell : record.cells) out.emplace_back(cell.text);
    return out;
  }();
  const bool any_near =
      std::any_of(shape.columns.begin(), shape.columns.end(),
                  [&](const FactColumn& column) { return likely_name(column.name, names) >= 0; });
  return !any_near && tell(Flaw::missing_column, no_known_name(shape, record));
}

}  // namespace

Header read_header(const TableShape& shape, RecordReader& rows, Complaints& complaints) {
  Record record;
  if (!rows.next(record)) return {};
  if (record.flaw != Flaw::none && record.flaw != Flaw::control_character) {
    complaints.add(record.flaw, Complaints::no_column, record.place(record.flaw_at),
                   [&] { return advise_record(record); });
    if (record.flaw != Flaw::cell_over_lines) return {};
  }
  if (tell_whole(shape, record, rows, complaints)) return {};
  if (record.flaw == Flaw::control_character) {
    complaints.add(record.flaw, Complaints::no_column, record.place(record.flaw_at),
                   [&] { return advise_record(record); });
  }
  return HeaderReader(shape, record, complaints).read();
}

}  // namespace outturn::tables
