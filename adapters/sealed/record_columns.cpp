#include "adapters/sealed/record_columns.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "adapters/tables/csv_text.h"
#include "adapters/tables/encoding.h"

namespace outturn::sealed {
namespace {

using tables::Record;

class ColumnsReader {
 public:
  ColumnsReader(const std::string& file, const std::vector<std::string>& wanted, Problems& problems)
      : file_(file), wanted_(wanted), problems_(problems) {}

  std::optional<RecordColumns> read(std::string_view bytes) {
    if (const auto wrong = tables::wrong_file(bytes)) {
      refuse(wrong->place.line, wrong->advice.what, wrong->advice.why, wrong->advice.mend);
      return std::nullopt;
    }
    tables::RecordReader reader(tables::without_mark(bytes));
    Record record;
    if (!reader.next(record) || !header(record)) return std::nullopt;
    while (reader.next(record)) {
      if (!record.blank()) row(record);
    }
    whole_columns();
    if (failed_) return std::nullopt;
    return std::move(found_);
  }

 private:
  bool header(const Record& record) {
    std::vector<std::string> names;
    for (const auto& cell : record.cells) names.emplace_back(cell.text);
    cells_ = names.size();
    found_.columns = wanted_.empty() ? names : wanted_;
    for (const std::string& column : found_.columns) {
      const auto at = std::find(names.begin(), names.end(), column);
      if (at == names.end()) {
        const std::string near = nearest_name(column, names);
        refuse(
            1, fmt::format("the file has no column \"{}\", which the schema reads", column), {},
            {near.empty() ? "Give the column this name, or agree with all members on another schema."
                          : fmt::format("Is \"{}\" meant? Columns must be named as in the schema.", near)});
      } else if (std::find(at + 1, names.end(), column) != names.end()) {
        refuse(1, fmt::format("two columns of the file are called \"{}\"", column), {}, {"Rename one."});
      }
      cell_of_.push_back(static_cast<std::size_t>(at - names.begin()));
    }
    return !failed_;
  }

  void row(Record& record) {
    if (record.flaw != tables::Flaw::none) {
      const tables::Advice advice = tables::advise_record(record);
      return refuse(record.line, "this line can't be read as CSV", {}, advice.mend);
    }
    if (record.cells.size() != cells_) {
      return refuse(
          record.line,
          fmt::format("this line has {} cells where the header has {}", record.cells.size(), cells_), {},
          {"Look for a comma inside a value that stands without quotes."});
    }
    std::vector<std::string_view> values;
    for (const std::size_t cell : cell_of_) values.push_back(kept(record, record.cells[cell].text));
    if (!wanted_.empty()) name(values.front(), record.line);
    found_.rows.push_back(std::move(values));
  }

  /// A cell with doubled quotes lives in the record only: it is moved.
  std::string_view kept(const Record& record, std::string_view text) {
    const bool moved = std::any_of(
        record.undoubled.begin(), record.undoubled.end(),
        [&](const std::string& s) { return text.data() >= s.data() && text.data() <= s.data() + s.size(); });
    return moved ? std::string_view(found_.unquoted.emplace_back(text)) : text;
  }

  void name(std::string_view id, std::uint32_t line) {
    if (id.empty()) {
      return refuse(line, fmt::format("this record has no \"{}\"", found_.columns.front()), {},
                    {"Every record needs a name of its own, so that results can be brought back to it."});
    }
    const auto [before, is_new] = lines_.emplace(id, line);
    if (is_new) return;
    refuse(line,
           fmt::format("this record has the same \"{}\" as line {}", found_.columns.front(), before->second),
           {}, {"Give each record a name of its own."});
  }

  void whole_columns() {
    if (found_.rows.empty() && !failed_) refuse(0, "the file has no records", {}, {});
    for (std::size_t i = 0; i < found_.columns.size() && !failed_ && !wanted_.empty(); ++i) {
      const bool ever = std::any_of(found_.rows.begin(), found_.rows.end(),
                                    [&](const auto& row) { return !row[i].empty(); });
      if (!ever) {
        problems_.add({Severity::warning,
                       "P5",
                       file_,
                       {},
                       fmt::format("column \"{}\" is empty", found_.columns[i]),
                       {"It tells nothing about anybody, and the filters are the emptier for it."},
                       {}});
      }
    }
  }

  void refuse(std::uint32_t line, std::string what, std::vector<std::string> why,
              std::vector<std::string> mend) {
    failed_ = true;
    if (++told_ > most_told) return;
    problems_.add(problem_at("P4", file_, {line, line == 0 ? 0U : 1U, 0}, std::move(what), std::move(why),
                             std::move(mend)));
  }

  static constexpr std::size_t most_told = 20;
  const std::string& file_;
  const std::vector<std::string>& wanted_;
  Problems& problems_;
  RecordColumns found_;
  std::vector<std::size_t> cell_of_;
  std::size_t cells_ = 0;
  std::unordered_map<std::string_view, std::uint32_t> lines_;
  std::size_t told_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<RecordColumns> read_columns(const std::string& file, std::string_view bytes,
                                          const std::vector<std::string>& wanted, Problems& problems) {
  return ColumnsReader(file, wanted, problems).read(bytes);
}

}  // namespace outturn::sealed
