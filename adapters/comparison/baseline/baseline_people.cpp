#include "adapters/comparison/baseline/baseline_people.h"

#include <algorithm>
#include <deque>

#include <fmt/format.h>

#include "adapters/comparison/column_reader.h"
#include "adapters/tables/characters.h"
#include "adapters/tables/complaints.h"
#include "adapters/tables/csv_text.h"
#include "adapters/tables/encoding.h"
#include "adapters/tables/number_cells.h"
#include "adapters/tables/row_advice.h"
#include "adapters/tables/word_cells.h"
#include "engine/comparison/cohort/cohort.h"
#include "engine/facts/word_index.h"

namespace outturn::comparison {
namespace {

using tables::Complaints;
using tables::Flaw;

constexpr std::size_t most_told = 20;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// Cells of one column that can't be taken: how many, and where the first are.
struct Bad {
  std::size_t count = 0;
  std::vector<std::uint32_t> lines;
  std::string first;

  void add(std::string_view text, std::uint32_t line) {
    if (count++ == 0) first = text;
    if (lines.size() < 3) lines.push_back(line);
  }
  [[nodiscard]] std::string where() const {
    return fmt::format("{} {}{}", count == 1 ? "Line" : "Lines", fmt::join(lines, ", "),
                       count > lines.size() ? " and others." : ".");
  }
};

/// A column of words while it is read.
struct Words {
  explicit Words(std::size_t at) : place(at), index(dictionary) {}
  std::size_t place;
  Dictionary dictionary;
  WordIndex index;
  std::vector<std::int32_t> codes;
  Bad missing;

  void take(std::string_view text, std::uint32_t line) {
    if (text.empty()) return missing.add(text, line);
    const std::int32_t code = index.find(text);
    codes.push_back(code < 0 ? index.add_missing(text) : code);
  }
};

class PeopleReader {
 public:
  PeopleReader(const std::string& file, const BaselineColumns& columns, Problems& problems)
      : file_(file), columns_(columns), problems_(problems), complaints_(file) {}

  std::optional<BaselinePeople> read(std::string_view bytes) {
    tables::RecordReader rows(bytes);
    tables::Record record;
    if (!rows.next(record) || !head(record)) return std::nullopt;
    while (rows.next(record)) take(record);
    tell();
    if (problems_.has_errors()) return std::nullopt;
    return people();
  }

 private:
  bool head(const tables::Record& record) {
    for (const tables::Cell& cell : record.cells) names_.emplace_back(cell.text);
    observed_ = place(columns_.observed, "the outcome");
    if (!columns_.score.empty()) score_ = place(columns_.score, "scores");
    if (!columns_.id.empty()) id_ = place(columns_.id, "ids");
    for (const char* known : {"id", "person"})
      if (id_ == nowhere && columns_.id.empty()) id_ = find(known);
    for (const std::string& name : columns_.matched) words_.emplace_back(place(name, "a characteristic"));
    return !problems_.has_errors();
  }

  [[nodiscard]] std::size_t find(const std::string& name) const {
    const auto at = std::find(names_.begin(), names_.end(), name);
    return at == names_.end() ? nowhere : static_cast<std::size_t>(at - names_.begin());
  }

  std::size_t place(const std::string& name, const char* what) {
    const std::size_t at = find(name);
    if (at != nowhere) return at;
    const std::string near = nearest_name(name, names_);
    problems_.add(problem_at(
        "B30", file_, {1, 1, 0}, fmt::format("there is no column \"{}\" for {}", name, what),
        {fmt::format("The columns are: {}.", some_of(names_, 20))},
        {near.empty() ? std::string("Name one of these.") : fmt::format("Did you mean \"{}\"?", near)}));
    return 0;
  }

  void take(const tables::Record& record) {
    if (record.flaw != Flaw::none && record.flaw != Flaw::cell_over_lines) {
      complaints_.add(record.flaw, Complaints::no_column, record.place(record.flaw_at),
                      [&] { return tables::advise_record(record); });
      return;
    }
    if (record.cells.size() == 1 && record.cells[0].text.empty() && names_.size() > 1) return;
    if (record.cells.size() != names_.size()) {
      complaints_.add(Flaw::ragged_row, Complaints::no_column, record.whole_line(),
                      [&] { return tables::advise_ragged(record, names_.size()); });
      return;
    }
    outcome(record.cells[observed_].text, record.line);
    for (Words& one : words_) one.take(record.cells[one.place].text, record.line);
    if (score_ != nowhere) score(record.cells[score_].text, record.line);
    lines_.push_back(record.line);
    if (id_ == nowhere) return;
    out_.ids.emplace_back(record.cells[id_].text);
    if (out_.ids.back().empty()) nameless_.add("", record.line);
  }

  void outcome(std::string_view text, std::uint32_t line) {
    const auto truth = tables::truth_in(text);
    if (text.empty()) return no_outcome_.add(text, line);
    if (!truth) return odd_outcome_.add(text, line);
    out_.observed.push_back(static_cast<std::uint8_t>(*truth));
  }

  void score(std::string_view text, std::uint32_t line) {
    const auto number = number_in(text);
    if (!number || !(*number >= 0 && *number <= 100)) return odd_score_.add(text, line);
    out_.scores.push_back(*number);
  }

  void tell_bad(const Bad& bad, const char* code, const std::string& what, const char* mend) {
    if (bad.count == 0) return;
    problems_.add(problem_at(code, file_, {bad.lines.front(), 1, 0}, what, {bad.where()}, {mend}));
  }

  void tell() {
    complaints_.tell(problems_, most_told);
    const auto cells = [](const Bad& bad) { return people_word(bad.count); };
    constexpr const char* fill = "Fill it in, or agree who is counted: nobody is left out in silence.";
    tell_bad(no_outcome_, "B31",
             fmt::format("{} without a cell in \"{}\"", cells(no_outcome_), columns_.observed), fill);
    tell_bad(odd_outcome_, "B32",
             fmt::format("{} in \"{}\" is neither yes nor no", tables::shown(odd_outcome_.first),
                         columns_.observed),
             "Write yes or no, or 1 or 0.");
    tell_bad(
        odd_score_, "B32",
        fmt::format("{} in \"{}\" is no chance in percent", tables::shown(odd_score_.first), columns_.score),
        "Write a number from 0 to 100, such as 34.5.");
    for (std::size_t i = 0; i < words_.size(); ++i)
      tell_bad(words_[i].missing, "B31",
               fmt::format("{} without a cell in \"{}\"", cells(words_[i].missing), columns_.matched[i]),
               fill);
    tell_bad(nameless_, "B33", fmt::format("{} without an id", cells(nameless_)), "Give each person one.");
    if (!problems_.has_errors() && out_.observed.empty())
      problems_.add(problem_at("B34", file_, {1, 1, 0}, "there are no people in this file", {},
                               {"Give the file that has them."}));
    if (!problems_.has_errors() && id_ != nowhere) repeated();
  }

  static std::string people_word(std::size_t count) {
    return count == 1 ? "a person is" : fmt::format("{} people are", count);
  }

  void repeated() {
    const auto twice = repeated_id(out_.ids);
    if (!twice) return;
    problems_.add(problem_at("B33", file_, {lines_[twice->second], 1, 0},
                             fmt::format("the id {} stands twice, first in line {}",
                                         tables::shown(out_.ids[twice->first]), lines_[twice->first]),
                             {"A person counts once."},
                             {"Take the repeats out, or name another column of ids."}));
  }

  std::optional<BaselinePeople> people() {
    out_.file = file_;
    if (id_ == nowhere)
      for (std::size_t i = 0; i < out_.observed.size(); ++i) out_.ids.push_back(std::to_string(i + 1));
    for (std::size_t i = 0; i < words_.size(); ++i)
      out_.columns.push_back(
          {columns_.matched[i], std::move(words_[i].dictionary.words), std::move(words_[i].codes)});
    return std::move(out_);
  }

  const std::string& file_;
  const BaselineColumns& columns_;
  Problems& problems_;
  Complaints complaints_;
  std::vector<std::string> names_;
  std::size_t observed_ = nowhere, score_ = nowhere, id_ = nowhere;
  std::deque<Words> words_;  // an index points to the dictionary beside it
  std::vector<std::uint32_t> lines_;
  Bad no_outcome_, odd_outcome_, odd_score_, nameless_;
  BaselinePeople out_;
};

}  // namespace

std::optional<BaselinePeople> read_baseline_people(const std::string& file, std::string_view bytes,
                                                   const BaselineColumns& columns, Problems& problems) {
  if (const auto wrong = tables::wrong_file(bytes)) {
    Complaints complaints(file);
    complaints.add(wrong->flaw, Complaints::no_column, wrong->place, [&] { return wrong->advice; });
    complaints.tell(problems, most_told);
    return std::nullopt;
  }
  return PeopleReader(file, columns, problems).read(tables::without_mark(bytes));
}

}  // namespace outturn::comparison
