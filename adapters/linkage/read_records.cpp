#include "adapters/linkage/read_records.h"

#include <algorithm>

#include "adapters/tables/complaints.h"
#include "adapters/tables/csv_text.h"
#include "adapters/tables/encoding.h"

namespace outturn::linkage {
namespace {

using tables::Complaints;
using tables::Flaw;

constexpr std::size_t most_told = 20;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// What a member's file may have and a payment's evidence may not.
bool loses_nothing(Flaw flaw) {
  return flaw == Flaw::none || flaw == Flaw::cell_over_lines || flaw == Flaw::control_character ||
         flaw == Flaw::bare_quote;
}

std::vector<std::string> names_in(const tables::Record& record) {
  std::vector<std::string> names;
  for (const tables::Cell& cell : record.cells) names.emplace_back(cell.text);
  return names;
}

std::size_t place_in(const std::vector<std::string>& names, const std::string& name) {
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? nowhere : static_cast<std::size_t>(at - names.begin());
}

bool is_text(const InputFile& input, Problems& problems) {
  const auto wrong = tables::wrong_file(input.bytes);
  if (!wrong) return true;
  Complaints complaints(input.file);
  complaints.add(wrong->flaw, Complaints::no_column, wrong->place, [&] { return wrong->advice; });
  complaints.tell(problems, most_told);
  return false;
}

/// A column that Splink's forename-and-surname comparison asks its users to make: "A_B_concat" of A and B.
struct Joined {
  std::string name, first, second;
};

std::optional<Joined> joined_of(const std::string& column, const std::vector<std::string>& present) {
  const std::string_view end = "_concat";
  if (!column.ends_with(end)) return std::nullopt;
  const std::string both = column.substr(0, column.size() - end.size());
  for (std::size_t at = both.find('_'); at != std::string::npos; at = both.find('_', at + 1)) {
    Joined joined{column, both.substr(0, at), both.substr(at + 1)};
    if (place_in(present, joined.first) != nowhere && place_in(present, joined.second) != nowhere)
      return joined;
  }
  return std::nullopt;
}

Problem absent(const std::string& column, const std::vector<InputFile>& inputs,
               const std::vector<std::string>& present) {
  const std::string like = nearest_name(column, present);
  std::vector<std::string> mend;
  if (!like.empty()) mend.push_back("Did you mean \"" + like + "\"?");
  mend.push_back("Name the column in the file's first line so, or the file's own name in the specification.");
  return problem_at("LK1", inputs.front().file, {1, 1, 1},
                    "column \"" + column + "\" is in none of the files",
                    {"The specification or model compares it."}, mend);
}

/// The wanted columns that files have, and how the others are made; problems for those that can't be.
std::vector<Joined> settle(Wanted& wanted, const std::vector<InputFile>& inputs,
                           const std::vector<std::string>& present, Problems& problems) {
  std::vector<Joined> made;
  std::vector<std::string> read;
  const auto read_too = [&](const std::string& column) {
    if (place_in(read, column) == nowhere) read.push_back(column);
  };
  for (const std::string& column : wanted.columns) {
    if (place_in(present, column) != nowhere) {
      read_too(column);
    } else if (const auto joined = joined_of(column, present)) {
      made.push_back(*joined);
      read_too(joined->first);
      read_too(joined->second);
    } else {
      problems.add(absent(column, inputs, present));
    }
  }
  wanted.columns = std::move(read);
  return made;
}

/// Reads the rows of one file into the builder.
class FileReader {
 public:
  FileReader(const InputFile& input, const Wanted& wanted, RecordsBuilder& builder)
      : input_(input), builder_(builder), complaints_(input.file), rows_(tables::without_mark(input.bytes)) {
    tables::Record header;
    if (!rows_.next(header)) return;
    width_ = header.cells.size();
    const auto names = names_in(header);
    id_ = wanted.id.empty() ? nowhere : place_in(names, wanted.id);
    numbered_ = wanted.id.empty();
    for (const std::string& column : wanted.columns) places_.push_back(place_in(names, column));
  }

  void read(Problems& problems) {
    builder_.begin_dataset(input_.name);
    if (!numbered_ && id_ == nowhere) {
      problems.add(problem_at("LK2", input_.file, {1, 1, 1}, "the column of ids is not in this file", {},
                              {"Every file needs it: it names the record in the results."}));
      return;
    }
    for (tables::Record record; rows_.next(record);) take(record);
    if (rows_read_ == 0 && !complaints_.any_errors()) {
      problems.add(problem_at("LK3", input_.file, {1, 1, 1}, "there are no records in this file", {},
                              {"Give the file that has them, or leave it out."}));
    }
    complaints_.tell(problems, most_told);
  }

 private:
  void take(const tables::Record& record) {
    if (!loses_nothing(record.flaw)) {
      complaints_.add(record.flaw, Complaints::no_column, record.place(record.flaw_at),
                      [&] { return tables::advise_record(record); });
      return;
    }
    if (record.blank()) return;
    if (record.cells.size() != width_) {
      complaints_.add(Flaw::ragged_row, Complaints::no_column, record.whole_line(),
                      [&] { return ragged(record); });
      return;
    }
    ++rows_read_;
    cells_.clear();
    for (const std::size_t place : places_) {
      cells_.push_back(place == nowhere ? std::string_view() : record.cells[place].text);
    }
    if (!numbered_ && record.cells[id_].text.empty()) {
      complaints_.add(Flaw::missing, static_cast<int>(id_), record.whole_line(), [] {
        return tables::Advice{"this record has no id", {}, {"Give it one: results name records by it."}, ""};
      });
      return;
    }
    builder_.add(numbered_ ? std::to_string(rows_read_) : record.cells[id_].text, cells_);
  }

  [[nodiscard]] tables::Advice ragged(const tables::Record& record) const {
    return {"this row has " + std::to_string(record.cells.size()) + " cells, the first line has " +
                std::to_string(width_),
            {"A comma within a value needs double quotes round the value; a file cut short ends so too."},
            {"Save the file again from its source."},
            ""};
  }

  const InputFile& input_;
  RecordsBuilder& builder_;
  Complaints complaints_;
  tables::RecordReader rows_;
  std::size_t width_ = 0;
  std::size_t id_ = nowhere;
  bool numbered_ = false;
  std::vector<std::size_t> places_;
  std::vector<std::string_view> cells_;
  std::size_t rows_read_ = 0;
};

void tell_repeats(const std::vector<InputFile>& inputs, const std::vector<RepeatedId>& repeated,
                  Problems& problems) {
  constexpr std::size_t named = 3;
  for (std::size_t i = 0; i < repeated.size() && i < named; ++i) {
    const auto input = std::find_if(inputs.begin(), inputs.end(),
                                    [&](const InputFile& f) { return f.name == repeated[i].dataset; });
    std::vector<std::string> why{"Results name a record by its id, so it must be the only one of its file."};
    if (repeated.size() > named) why.push_back(std::to_string(repeated.size()) + " ids are repeated in all.");
    problems.add(problem_at(
        "LK4", input->file, {},
        "the id \"" + repeated[i].id + "\" stands for " + std::to_string(repeated[i].times) + " records",
        std::move(why), {"Give each record an id of its own, or name another column of ids."}));
  }
}

}  // namespace

std::vector<std::string> header_of(const InputFile& input, Problems& problems) {
  if (!is_text(input, problems)) return {};
  tables::RecordReader rows(tables::without_mark(input.bytes));
  tables::Record header;
  if (!rows.next(header) || header.blank()) return {};
  const std::vector<std::string> names = names_in(header);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) ==
        names.begin() + static_cast<std::ptrdiff_t>(i)) {
      continue;
    }
    problems.add(problem_at("LK5", input.file, {1, 1, 1}, "two columns are called \"" + names[i] + "\"", {},
                            {"Give each column a name of its own."}));
  }
  return names;
}

std::optional<Records> read_records(const std::vector<InputFile>& inputs, Wanted wanted, Problems& problems) {
  std::vector<std::string> present;
  for (const InputFile& input : inputs) {
    for (const std::string& name : header_of(input, problems)) present.push_back(name);
  }
  if (problems.has_errors()) return std::nullopt;
  const std::vector<Joined> made = settle(wanted, inputs, present, problems);
  if (problems.has_errors()) return std::nullopt;
  RecordsBuilder builder(wanted.columns);
  for (const InputFile& input : inputs) FileReader(input, wanted, builder).read(problems);
  std::vector<RepeatedId> repeated;
  Records records = builder.finish(repeated);
  tell_repeats(inputs, repeated, problems);
  if (problems.has_errors()) return std::nullopt;
  for (const Joined& joined : made) join_columns(records, joined.name, joined.first, joined.second);
  return records;
}

}  // namespace outturn::linkage
