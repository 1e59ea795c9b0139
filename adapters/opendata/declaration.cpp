#include "adapters/opendata/declaration.h"

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "adapters/opendata/published_text.h"
#include "engine/values/date.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;
using comparison::PeriodKind;

struct Line {
  std::string_view rest;  ///< behind the words of the statement
  Declaration& out;
};
/// Empty when taken, else what the statement should look like.
using Take = std::string (*)(const Line&);

std::string unquoted(std::string_view text) {
  text = trimmed(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::string(text);
}

std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> out;
  bool quoted = false;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = !quoted;
    if (i < text.size() && (text[i] != ',' || quoted)) continue;
    if (std::string one = unquoted(text.substr(from, i - from)); !one.empty()) out.push_back(std::move(one));
    from = i + 1;
  }
  return out;
}

/// Splits at the first `word` standing alone; nothing where there is none.
std::optional<std::pair<std::string_view, std::string_view>> split_at(std::string_view text,
                                                                      std::string_view word) {
  const std::string between = fmt::format(" {} ", word);
  const std::size_t at = text.find(between);
  if (at == std::string_view::npos) return std::nullopt;
  return std::pair{trimmed(text.substr(0, at)), trimmed(text.substr(at + between.size()))};
}

std::optional<std::int64_t> whole_in(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c != ',') digits += c;
  const auto figure = figure_in(digits);
  if (!figure || figure->places != 0 || figure->digits < 0) return std::nullopt;
  return figure->digits;
}

template <std::string Declaration::*member>
std::string take_text(const Line& line) {
  (line.out.*member) = unquoted(line.rest);
  return "";
}

template <std::vector<std::string> Declaration::*member>
std::string take_list(const Line& line) {
  (line.out.*member) = listed(line.rest);
  return "";
}

std::string take_retrieved(const Line& line) {
  line.out.retrieved = unquoted(line.rest);
  return parse_date(line.out.retrieved) ? "" : "retrieved 2026-11-22";
}

std::string take_header(const Line& line) {
  const auto row = whole_in(line.rest);
  if (!row || *row < 1 || *row > 1000000) return "header in row 4";
  line.out.header_row = static_cast<std::uint32_t>(*row);
  return "";
}

std::string take_header_rows(const Line& line) {
  const std::vector<std::string> rows = listed(line.rest);
  const auto upper = rows.size() == 2 ? whole_in(rows[0]) : std::nullopt;
  const auto lower = rows.size() == 2 ? whole_in(rows[1]) : std::nullopt;
  if (!upper || !lower || *upper < 1 || *lower != *upper + 1 || *lower > 1000000)
    return "header in rows 3, 4";
  line.out.header_row = static_cast<std::uint32_t>(*lower);
  line.out.header_above = true;
  return "";
}

std::string take_area(const Line& line) {
  const std::size_t end = std::min(line.rest.find(' '), line.rest.size());
  line.out.area_is_code = line.rest.substr(0, end);
  line.out.area_is_name = trimmed(line.rest.substr(end));
  return "";
}

std::string take_boundaries(const Line& line) {
  const auto year = whole_in(line.rest);
  if (!year || *year < 1900 || *year > 2199) return "boundaries of 2021";
  line.out.vintage = static_cast<int>(*year);
  return "";
}

std::optional<PeriodKind> kind_in(std::string_view word) {
  if (word == "financial") return PeriodKind::financial_year;
  if (word == "academic") return PeriodKind::academic_year;
  if (word == "tax") return PeriodKind::tax_year;
  if (word == "calendar") return PeriodKind::calendar_year;
  return std::nullopt;
}

std::string take_years(const Line& line) {
  const auto kind = kind_in(line.rest);
  if (!kind) return "years are financial (or academic, tax)";
  line.out.habit.split_year = *kind;
  return "";
}

std::string take_single_years(const Line& line) {
  const auto kind = kind_in(line.rest);
  if (!kind) return "single years are financial (or academic, tax, calendar)";
  line.out.habit.lone_year = *kind;
  return "";
}

std::string take_dates(const Line& line) {
  const std::size_t end = std::min(line.rest.find(' '), line.rest.size());
  const auto months = whole_in(line.rest.substr(0, end));
  if (!months || *months < 1 || *months > 120) return "dates begin 3 months";
  line.out.habit.date_months = static_cast<int>(*months);
  return "";
}

std::string take_group(const Line& line) {
  const auto parts = split_at(line.rest, "from");
  if (!parts || parts->first.empty() || parts->second.empty()) return "group sex from Sex";
  line.out.groups.emplace_back(unquoted(parts->first), unquoted(parts->second));
  return "";
}

std::string take_values_as(const Line& line) {
  const auto parts = split_at(line.rest, "from");
  if (!parts || parts->first.empty() || parts->second.empty()) return "values as age from 0-15, 16-64";
  line.out.values_as = unquoted(parts->first);
  line.out.values = listed(parts->second);
  return "";
}

std::string take_per(const Line& line) {
  const auto per = whole_in(line.rest);
  if (!per || *per < 1) return "rate per 100000";
  line.out.per = *per;
  return "";
}

std::string take_interval(const Line& line) {
  const auto parts = split_at(line.rest, "from");
  const auto both = parts ? listed(parts->second) : std::vector<std::string>();
  if (both.size() != 2) return "interval 95 from lower, upper";
  line.out.intervals.push_back({unquoted(parts->first), both[0], both[1]});
  return "";
}

std::string take_left_out(const Line& line) {
  const auto parts = split_at(line.rest, "where");
  const std::string_view both = parts ? parts->second : line.rest;
  const std::size_t quote = both.starts_with('"') ? both.find('"', 1) : 0;
  const std::size_t end = quote == std::string_view::npos ? quote : both.find(' ', quote);
  if (end == std::string_view::npos) return "leave out area_name TOTAL";
  line.out.left_out.emplace_back(unquoted(both.substr(0, end)), unquoted(both.substr(end)));
  return "";
}

std::string kinds_listed() {
  std::string out;
  for (int i = static_cast<int>(MarkerKind::suppressed); i <= static_cast<int>(MarkerKind::series_break); ++i)
    out += (out.empty() ? "" : ", ") + std::string(name_of(static_cast<MarkerKind>(i)));
  return out;
}

std::string take_marker(const Line& line) {
  const auto parts = split_at(line.rest, "means");
  if (!parts || parts->first.empty()) return "marker * means suppressed, 1 to 7";
  MarkerWord word;
  word.text = unquoted(parts->first);
  const std::size_t comma = std::min(parts->second.find(','), parts->second.size());
  const std::string_view kind = trimmed(parts->second.substr(0, comma));
  for (int i = static_cast<int>(MarkerKind::suppressed); i <= static_cast<int>(MarkerKind::series_break); ++i)
    if (name_of(static_cast<MarkerKind>(i)) == kind) word.kind = static_cast<MarkerKind>(i);
  if (word.kind == MarkerKind::none)
    return fmt::format("marker {} means suppressed\"; other meanings are \"{}", parts->first, kinds_listed());
  if (comma < parts->second.size()) {
    const auto bounds = split_at(parts->second.substr(comma), "to");
    word.least = bounds ? whole_in(trimmed(bounds->first.substr(1))) : std::nullopt;
    word.most = bounds ? whole_in(bounds->second) : std::nullopt;
    if (!word.least || !word.most || *word.least > *word.most) return "marker * means suppressed, 1 to 7";
  }
  line.out.markers.push_back(std::move(word));
  return "";
}

struct Statement {
  std::string_view words;
  Take take;
  bool again;  ///< may stand more than once
};

/// Longer words first, where one begins with another.
constexpr std::array<Statement, 34> statements = {{
    {"publisher", take_text<&Declaration::publisher>, false},
    {"title", take_text<&Declaration::title>, false},
    {"url", take_text<&Declaration::url>, false},
    {"licence", take_text<&Declaration::licence>, false},
    {"retrieved", take_retrieved, false},
    {"release", take_text<&Declaration::release>, false},
    {"sheet", take_text<&Declaration::sheet>, false},
    {"header in row", take_header, false},
    {"header in rows", take_header_rows, false},
    {"area code from", take_text<&Declaration::area_code>, false},
    {"area name from", take_text<&Declaration::area_name>, false},
    {"area type from", take_text<&Declaration::area_type>, false},
    {"area is", take_area, false},
    {"areas are", take_text<&Declaration::level>, false},
    {"boundaries of", take_boundaries, false},
    {"period from", take_list<&Declaration::period>, false},
    {"period is", take_text<&Declaration::period_is>, false},
    {"years are", take_years, false},
    {"single years are", take_single_years, false},
    {"dates begin", take_dates, false},
    {"measure from", take_list<&Declaration::measure>, false},
    {"measure is", take_text<&Declaration::measure_is>, false},
    {"group", take_group, true},
    {"value from", take_list<&Declaration::values>, false},
    {"values from", take_list<&Declaration::values>, false},
    {"values as", take_values_as, false},
    {"numerator from", take_text<&Declaration::numerator>, false},
    {"denominator from", take_text<&Declaration::denominator>, false},
    {"unit from", take_text<&Declaration::unit>, false},
    {"unit is", take_text<&Declaration::unit_is>, false},
    {"rate per", take_per, false},
    {"interval", take_interval, true},
    {"marker", take_marker, true},
    {"leave out", take_left_out, true},
}};

const Statement* statement_at(std::string_view line) {
  for (const Statement& one : statements)
    if (line.starts_with(one.words) && (line.size() == one.words.size() || line[one.words.size()] == ' '))
      return &one;
  return nullptr;
}

Problem unknown_statement(const SourceFile& source, const Span& place, std::string_view line) {
  std::vector<std::string> names;
  std::string all;
  for (const Statement& one : statements) {
    names.emplace_back(one.words.substr(0, one.words.find(' ')));
    all += (all.empty() ? "" : ", ") + std::string(one.words);
  }
  const std::string first(line.substr(0, line.find(' ')));
  const std::string near = nearest_name(first, names);
  return problem_at(
      "O50", source.name(), place, fmt::format("\"{}\" begins no statement", first),
      {"Statements begin with: " + all + "."},
      {near.empty() ? "Write one of them, or delete the line." : "Did you mean \"" + near + "\"?"});
}

void check_whole(const SourceFile& source, const Declaration& made, Problems& problems) {
  const auto lacks = [&](const char* what, const char* line) {
    problems.add(problem_at("O53", source.name(), {}, fmt::format("the declaration does not say {}", what),
                            {"Without it the rows are no figures of a baseline."},
                            {fmt::format("Add a line such as \"{}\".", line)}));
  };
  if (made.values.empty()) lacks("where the figures are", "value from value");
  if (made.period.empty() && made.period_is.empty() && made.values_as != "period")
    lacks("which period they are of", "period from period");
  if (made.area_code.empty() && made.area_is_code.empty())
    lacks("which area they are of", "area code from area_code");
}

}  // namespace

std::vector<std::string> Declaration::columns() const {
  std::vector<std::string> out = values;
  for (const std::string* one : {&area_code, &area_name, &area_type, &numerator, &denominator, &unit})
    out.push_back(*one);
  out.insert(out.end(), period.begin(), period.end());
  out.insert(out.end(), measure.begin(), measure.end());
  for (const auto& [name, column] : groups) out.push_back(column);
  for (const Limits& one : intervals) out.insert(out.end(), {one.lower, one.upper});
  for (const auto& [column, text] : left_out) out.push_back(column);
  std::vector<std::string> once;
  for (const std::string& one : out)
    if (!one.empty() && std::find(once.begin(), once.end(), one) == once.end()) once.push_back(one);
  return once;
}

std::optional<Declaration> read_declaration(const SourceFile& source, Problems& problems) {
  Declaration made;
  Problems found;
  std::vector<const Statement*> met;
  for (std::uint32_t number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = trimmed(source.line(number));
    if (line.empty() || line.starts_with('#')) continue;
    const Span place{number, 1, static_cast<std::uint32_t>(character_count(line))};
    const Statement* statement = statement_at(line);
    if (statement == nullptr) {
      found.add(unknown_statement(source, place, line));
      continue;
    }
    const std::string_view rest = trimmed(line.substr(statement->words.size()));
    const std::string should =
        rest.empty() ? fmt::format("{} ...", statement->words) : statement->take({rest, made});
    if (!should.empty())
      found.add(problem_at("O51", source.name(), place,
                           fmt::format("\"{}\" can't be taken so", statement->words),
                           {"What stands behind these words is missing or of another form."},
                           {fmt::format("Write it like \"{}\".", should)}));
    if (!statement->again && std::find(met.begin(), met.end(), statement) != met.end())
      found.add(problem_at("O52", source.name(), place, fmt::format("\"{}\" is said twice", statement->words),
                           {"Which of the two holds can't be told."}, {"Delete one of them."}));
    met.push_back(statement);
  }
  if (!found.has_errors()) check_whole(source, made, found);
  problems.append(found);
  if (found.has_errors()) return std::nullopt;
  return made;
}

}  // namespace outturn::opendata
