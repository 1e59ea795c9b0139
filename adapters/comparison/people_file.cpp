#include "adapters/comparison/people_file.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "adapters/comparison/column_reader.h"
#include "adapters/comparison/people_layout.h"
#include "adapters/tables/characters.h"
#include "adapters/tables/complaints.h"
#include "adapters/tables/csv_text.h"
#include "adapters/tables/encoding.h"
#include "adapters/tables/row_advice.h"

namespace outturn::comparison {
namespace {

using tables::Complaints;
using tables::Flaw;

constexpr std::size_t most_told = 20;

/// Reads the lines of a file, or of a part of it.
class LinesReader {
 public:
  LinesReader(const std::string& file, const Layout& layout) : layout_(layout), complaints_(file) {
    for (const Wanted& w : layout.wanted)
      readers_.push_back(std::make_unique<ColumnReader>(w.named.column, w.named.use));
  }

  void read(tables::RecordReader rows) {
    for (tables::Record record; rows.next(record);) take(record);
  }
  void reserve(std::size_t people) {
    ids_.reserve(people);
    for (const auto& reader : readers_) reader->reserve(people);
  }

  /// Nothing to complain of.
  [[nodiscard]] bool sound() const {
    return !complaints_.any_errors() && nameless_.empty() &&
           std::all_of(readers_.begin(), readers_.end(), [](const auto& reader) { return reader->sound(); });
  }
  /// Takes the lines after its own; false when they do not go together.
  [[nodiscard]] bool append(LinesReader& next) {
    for (std::size_t c = 0; c < readers_.size(); ++c)
      if (!readers_[c]->append(*next.readers_[c])) return false;
    std::move(next.ids_.begin(), next.ids_.end(), std::back_inserter(ids_));
    return true;
  }

  void tell(const std::string& file, Problems& problems) const;
  [[nodiscard]] Cohort cohort();

 private:
  void take(const tables::Record& record) {
    if (record.flaw != Flaw::none && record.flaw != Flaw::cell_over_lines) {
      complaints_.add(record.flaw, Complaints::no_column, record.place(record.flaw_at),
                      [&] { return tables::advise_record(record); });
      return;
    }
    if (record.cells.size() == 1 && record.cells[0].text.empty() && layout_.width > 1) return;  // blank line
    if (record.cells.size() != layout_.width) {
      complaints_.add(Flaw::ragged_row, Complaints::no_column, record.whole_line(),
                      [&] { return tables::advise_ragged(record, layout_.width); });
      return;
    }
    for (std::size_t c = 0; c < readers_.size(); ++c)
      readers_[c]->take(record.cells[layout_.wanted[c].place].text, record.line);
    if (layout_.id == nowhere) return;
    ids_.emplace_back(record.cells[layout_.id].text);
    if (ids_.back().empty()) nameless_.push_back(record.line);
  }

  const Layout& layout_;
  Complaints complaints_;
  std::vector<std::unique_ptr<ColumnReader>> readers_;  ///< parallel to the wanted columns
  std::vector<std::string> ids_;
  std::vector<std::uint32_t> nameless_;  ///< lines
};

void LinesReader::tell(const std::string& file, Problems& problems) const {
  complaints_.tell(problems, most_told);
  for (const auto& reader : readers_) reader->tell(file, problems);
  if (!nameless_.empty())
    problems.add(problem_at("E203", file, {nameless_.front(), 1, 0},
                            nameless_.size() == 1
                                ? "a person has no id"
                                : fmt::format("{} people have no id", tables::grouped(nameless_.size())),
                            {"Pairs are told by their ids."}, {"Give each person one of their own."}));
}

Cohort LinesReader::cohort() {
  Cohort cohort;
  cohort.treated = readers_[0]->flags();
  cohort.ids = std::move(ids_);
  if (layout_.id == nowhere)
    for (std::size_t i = 0; i < cohort.treated.size(); ++i) cohort.ids.push_back(std::to_string(i + 1));
  for (std::size_t c = 1; c < readers_.size(); ++c) {
    const Wanted& wanted = layout_.wanted[c];
    if (wanted.what == "an outcome") cohort.outcomes.push_back(readers_[c]->outcome());
    if (wanted.what == "a covariate")
      cohort.covariates.push_back(readers_[c]->covariate(wanted.named.called));
    if (wanted.what == "an exact key") cohort.exact.push_back(readers_[c]->covariate(wanted.named.called));
    readers_[c].reset();
  }
  return cohort;
}

/// The text cut into parts at line ends: for files without quotes, in which no cell goes over lines.
std::vector<std::string_view> parts_of(std::string_view text) {
  constexpr std::size_t parts = 8;
  std::vector<std::string_view> cut;
  for (std::size_t part = parts; part > 0 && !text.empty(); --part) {
    const std::size_t end = text.find('\n', text.size() / part);
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    cut.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return cut;
}

/// Reads a large plain file in parts side by side. nullptr where anything is to be told: lines have their
/// numbers only when the file is read from its beginning.
std::unique_ptr<LinesReader> read_in_parts(const std::string& file, const Layout& layout,
                                           std::string_view text, const TaskRunner& run) {
  constexpr std::size_t large = 1 << 20;
  if (text.size() < large || text.find('"') != std::string_view::npos) return nullptr;
  const std::vector<std::string_view> parts = parts_of(text);
  std::vector<std::unique_ptr<LinesReader>> readers;
  std::vector<Task> tasks;
  for (const std::string_view part : parts) {
    readers.push_back(std::make_unique<LinesReader>(file, layout));
    tasks.push_back(
        {[reader = readers.back().get(), part] { reader->read(tables::RecordReader(part)); }, {}});
  }
  run(tasks);
  for (std::size_t part = 0; part < readers.size(); ++part) {
    if (!readers[part]->sound()) return nullptr;
    if (part > 0 && !readers[0]->append(*readers[part])) return nullptr;
    if (part > 0) readers[part].reset();
  }
  return std::move(readers[0]);
}

/// The line that a person stands in.
std::uint32_t line_of(std::string_view bytes, std::size_t person) {
  tables::RecordReader rows(bytes);
  tables::Record record;
  (void)rows.next(record);
  for (std::size_t i = 0; rows.next(record);) {
    if (record.blank()) continue;
    if (i++ == person) return record.line;
  }
  return 0;
}

void tell_repeated(const std::string& file, std::string_view bytes, const Cohort& cohort,
                   Problems& problems) {
  const auto repeated = repeated_id(cohort.ids);
  if (!repeated) return;
  problems.add(problem_at(
      "E207", file, {line_of(bytes, repeated->second), 1, 0},
      fmt::format("the id {} stands twice, first in line {}", tables::shown(cohort.ids[repeated->first]),
                  line_of(bytes, repeated->first)),
      {"A person counts once."}, {"Take the repeats out, or name another column of ids with --id."}));
}

void tell_groups(const std::string& file, const std::string& column, const Cohort& cohort,
                 Problems& problems) {
  const std::size_t treated = cohort.treated_count();
  if (cohort.size() == 0) {
    problems.add(problem_at("E208", file, {1, 1, 0}, "there are no people in this file", {},
                            {"Give the file that has them."}));
  } else if (treated == 0 || treated == cohort.size()) {
    problems.add(
        problem_at("E208", file, {1, 1, 0},
                   treated == 0 ? "nobody in this file took part" : "there is nobody to compare with",
                   {fmt::format("\"{}\" is {} in all {} rows.", column, treated == 0 ? "0" : "1",
                                tables::grouped(cohort.size()))},
                   {"Give a file with both groups in it."}));
  }
}

bool is_text(const std::string& file, std::string_view bytes, Problems& problems) {
  const auto wrong = tables::wrong_file(bytes);
  if (!wrong) return true;
  Complaints complaints(file);
  complaints.add(wrong->flaw, Complaints::no_column, wrong->place, [&] { return wrong->advice; });
  complaints.tell(problems, most_told);
  return false;
}

}  // namespace

std::optional<Cohort> read_people(const std::string& file, std::string_view bytes,
                                  const PeopleColumns& columns, Problems& problems, const TaskRunner& run) {
  if (!is_text(file, bytes, problems)) return std::nullopt;
  bytes = tables::without_mark(bytes);
  tables::RecordReader rows(bytes);
  tables::Record header;
  std::vector<std::string> names;
  if (rows.next(header))
    for (const tables::Cell& cell : header.cells) names.emplace_back(cell.text);
  const Layout layout = layout_of(file, names, columns, problems);
  if (problems.has_errors()) return std::nullopt;
  const std::size_t begin =
      std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(header.end - bytes.data()) + 1);
  auto reader = read_in_parts(file, layout, bytes.substr(begin), run);
  if (!reader) {
    reader = std::make_unique<LinesReader>(file, layout);
    reader->read(rows);
  }
  reader->tell(file, problems);
  if (problems.has_errors()) return std::nullopt;
  Cohort cohort = reader->cohort();
  tell_groups(file, columns.treated, cohort, problems);
  tell_repeated(file, bytes, cohort, problems);
  if (problems.has_errors()) return std::nullopt;
  return cohort;
}

}  // namespace outturn::comparison
