#include "adapters/opendata/area_lists.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"
#include "engine/comparison/published/area_code.h"

namespace outturn::opendata {
namespace {

using comparison::CodeFlaw;
using comparison::CodeSpan;

/// The first of these columns; -1: none.
int any_of(const Columns& columns, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const int found = columns.find(name); found >= 0) return found;
  return -1;
}

int first_ending(const Columns& columns, std::string_view end) {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns.name(i).ends_with(end)) return static_cast<int>(i);
  return -1;
}

std::optional<Date> day_in(std::string_view text) {
  const comparison::Period period = comparison::read_period(text);
  return period.kind == comparison::PeriodKind::day ? period.start : std::nullopt;
}

struct AreaListPlaces {
  int code, name, start, end;
};

void take_codes(const PublishedRow& row, const AreaListPlaces& at, Told& told, std::vector<CodeSpan>& out) {
  const std::string_view cell = row.at(at.code);
  const CodeFlaw flaw = comparison::code_flaw(cell);
  if (flaw == CodeFlaw::wrong_size)
    told.add(Severity::warning, "O30", cell, row.line, [&] {
      return Saying{fmt::format("the area code {} has {} characters", tables::shown(cell), cell.size()),
                    {"Codes of this kind have 9: a letter and 8 digits."},
                    {fmt::format("Look up the code of {}.", row.at(at.name))}};
    });
  std::vector<std::string> codes = {std::string(cell)};
  if (flaw == CodeFlaw::several) {
    codes = comparison::codes_in(cell);
    told.add(Severity::warning, "O31", cell, row.line, [&] {
      return Saying{fmt::format("{} is several area codes in one cell", tables::shown(cell)),
                    {"They are taken as codes of their own."},
                    {}};
    });
  }
  CodeSpan span{"", std::string(row.at(at.name)), day_in(row.at(at.start)), day_in(row.at(at.end))};
  if (span.end) ++span.end->serial;
  for (const std::string& code : codes) {
    if (code.empty() || flaw == CodeFlaw::other_scheme) continue;
    span.code = code;
    out.push_back(span);
  }
}

/// Column "lsoa11cd" for "lsoa"; exact names ("laua") too.
int column_of(const Columns& columns, const std::string& kind) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& name = columns.name(i);
    if (name == kind) return static_cast<int>(i);
    if (!name.starts_with(kind)) continue;
    const std::string rest = name.substr(kind.size());
    const bool dated = rest.size() == 4 && rest.ends_with("cd");
    if (rest == "cd" || dated) return static_cast<int>(i);
  }
  return -1;
}

int vintage_of(const std::string& column) {
  if (column.size() < 4 || !column.ends_with("cd")) return 0;
  const auto year = figure_in(column.substr(column.size() - 4, 2));
  return year && year->places == 0 ? 2000 + static_cast<int>(year->digits) : 0;
}

void missing_kind(const PublishedFile& file, const Columns& columns, const std::string& kind,
                  Problems& problems) {
  problems.add(problem_at("O2", file.name, {1, 1, 0},
                          fmt::format("the header has no column of codes for \"{}\"", kind),
                          {fmt::format("Its columns are {}.", fmt::join(columns.all_written(), ", "))},
                          {"Name the kind as one of them begins, such as lsoa or lad."}));
}

/// Tells codes that lie in two areas; false when there are some.
bool one_parent_each(const PublishedFile& file, const AreaLookup& lookup, Problems& problems) {
  for (std::size_t i = 1; i < lookup.pairs.size(); ++i) {
    if (lookup.pairs[i].first != lookup.pairs[i - 1].first) continue;
    problems.add(problem_at("O44", file.name, {},
                            fmt::format("{} lies in {} and in {}", lookup.pairs[i].first,
                                        lookup.pairs[i - 1].second, lookup.pairs[i].second),
                            {"A lookup from smaller to larger areas has one larger area for each."},
                            {"Check that the columns are not the other way round."}));
    return false;
  }
  return true;
}

}  // namespace

std::vector<CodeSpan> read_code_list(const PublishedFile& file, Problems& problems) {
  const auto texts = texts_of(file.name, file.bytes, "", problems);
  std::vector<CodeSpan> out;
  if (texts.empty()) return out;
  PublishedRows rows(texts[0].text, ',');
  PublishedRow row;
  if (!rows.next(row)) return out;
  const Columns columns(row);
  AreaListPlaces at{any_of(columns, {"new_la_code", "code", "area_code"}),
                    any_of(columns, {"la_name", "name", "area_name"}),
                    any_of(columns, {"date_of_operation", "date_of_introduction", "date_active"}),
                    any_of(columns, {"date_of_termination", "date_terminated"})};
  if (at.code < 0) at.code = first_ending(columns, "_code");
  if (at.name < 0) at.name = first_ending(columns, "_name");
  if (at.code < 0) {
    missing_kind(file, columns, "code", problems);
    return out;
  }
  Told told(file.name);
  while (rows.next(row))
    if (!row.blank()) take_codes(row, at, told, out);
  told.tell(problems);
  return out;
}

std::optional<std::string> AreaLookup::parent_of(std::string_view code) const {
  const auto at =
      std::lower_bound(pairs.begin(), pairs.end(), code,
                       [](const auto& pair, std::string_view wanted) { return pair.first < wanted; });
  if (at == pairs.end() || at->first != code) return std::nullopt;
  return at->second;
}

std::optional<AreaLookup> read_area_lookup(const PublishedFile& file, const std::string& from,
                                           const std::string& to, Problems& problems) {
  const auto texts = texts_of(file.name, file.bytes, "", problems);
  if (texts.empty()) return std::nullopt;
  PublishedRows rows(texts[0].text, ',');
  PublishedRow row;
  if (!rows.next(row)) return std::nullopt;
  const Columns columns(row);
  const int child = column_of(columns, from);
  const int parent = column_of(columns, to);
  if (child < 0) missing_kind(file, columns, from, problems);
  if (parent < 0) missing_kind(file, columns, to, problems);
  if (child < 0 || parent < 0) return std::nullopt;
  AreaLookup out;
  out.from = columns.written(static_cast<std::size_t>(child));
  out.to = columns.written(static_cast<std::size_t>(parent));
  out.from_vintage = vintage_of(columns.name(static_cast<std::size_t>(child)));
  out.to_vintage = vintage_of(columns.name(static_cast<std::size_t>(parent)));
  while (rows.next(row))
    if (!row.blank()) out.pairs.emplace_back(row.at(child), row.at(parent));
  std::sort(out.pairs.begin(), out.pairs.end());
  out.pairs.erase(std::unique(out.pairs.begin(), out.pairs.end()), out.pairs.end());
  if (!one_parent_each(file, out, problems)) return std::nullopt;
  return out;
}

}  // namespace outturn::opendata
