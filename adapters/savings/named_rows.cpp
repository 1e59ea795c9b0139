#include "adapters/savings/named_rows.h"

#include <map>

#include <fmt/format.h>

#include "adapters/opendata/figure_cells.h"
#include "engine/base/letters.h"

namespace outturn::savings {
namespace {

const std::map<std::string_view, std::string Edition::*>& edition_words() {
  static const std::map<std::string_view, std::string Edition::*> all = {{"title", &Edition::title},
                                                                         {"edition", &Edition::edition},
                                                                         {"publisher", &Edition::publisher},
                                                                         {"licence", &Edition::licence},
                                                                         {"source", &Edition::source},
                                                                         {"retrieved", &Edition::retrieved},
                                                                         {"valid from", &Edition::valid_from},
                                                                         {"valid to", &Edition::valid_to},
                                                                         {"note", &Edition::note}};
  return all;
}

}  // namespace

NamedRows::NamedRows(const TableFile& file, std::string_view text, const Edition& told)
    : rows_(take_edition(text), ',') {
  for (const auto& [word, member] : edition_words())
    if (!(told.*member).empty()) edition_.*member = told.*member;
  edition_.file = file.name;
  edition_.sha256 = file.sha256;
  edition_.given = file.given;
  if (edition_.title.empty()) edition_.title = file.name;
  if (edition_.edition.empty()) edition_.edition = "as given";
  opendata::PublishedRow header;
  if (rows_.next(header))
    for (const std::string_view name : header.cells) columns_.push_back(lower(name));
}

std::string_view NamedRows::take_edition(std::string_view text) {
  while (text.starts_with("#")) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(1, end == std::string_view::npos ? end : end - 1);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      const auto word = edition_words().find(opendata::trimmed(line.substr(0, colon)));
      if (word != edition_words().end())
        edition_.*(word->second) = std::string(opendata::trimmed(line.substr(colon + 1)));
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++above_;
  }
  return text;
}

bool NamedRows::next() {
  while (rows_.next(row_))
    if (!row_.blank()) return true;
  return false;
}

int NamedRows::find(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i] == column) return static_cast<int>(i);
  return -1;
}

std::optional<Exact> number_at(const NamedRows& rows, std::string_view column, bool needed,
                               Problems& problems) {
  const std::string_view text = rows.at(column);
  if (text.empty() && !needed) return std::nullopt;
  if (const auto cell = opendata::read_figure(text, {}); cell.figure) return comparison::exact(*cell.figure);
  problems.add(problem_at("V3", rows.edition().file, {rows.line(), 0, 0},
                          text.empty() ? "no " + std::string(column) + " is given"
                                       : "\"" + std::string(text) + "\" is no " + std::string(column),
                          {"A number is needed there."}, {"Write it as 9800 or 9800.50."}));
  return std::nullopt;
}

std::optional<Exact> percent_at(const NamedRows& rows, std::string_view column, bool needed,
                                Problems& problems) {
  const auto number = number_at(rows, column, needed, problems);
  if (!number) return std::nullopt;
  return *number / Exact(100);
}

Standing standing_at(const NamedRows& rows) {
  if (rows.edition().given) return Standing::given;
  return standing_from(rows.at("standing")).value_or(Standing::unverified);
}

bool need_columns(const NamedRows& rows, const std::vector<std::string>& columns, Problems& problems) {
  bool all = true;
  for (const std::string& column : columns) {
    if (rows.has(column)) continue;
    all = false;
    std::vector<std::string> mend = {"Add the column."};
    if (const auto near = nearest_name(column, rows.columns()); !near.empty())
      mend = {fmt::format("Is it \"{}\"? Then name it \"{}\".", near, column)};
    problems.add(problem_at("V4", rows.edition().file, {rows.line(), 0, 0},
                            "the table has no column \"" + column + "\"", {}, mend));
  }
  return all;
}

bool sound(const Edition& edition, const std::string& fault, Problems& problems) {
  if (fault.empty()) return true;
  if (!edition.given) throw Fault("shipped table \"" + edition.file + "\": " + fault);
  problems.add(problem_at("V9", edition.file, {}, "this table can't be used: " + fault, {},
                          {"Mend it in the file and read it again."}));
  return false;
}

}  // namespace outturn::savings
