// Department for Education, Explore Education Statistics: a data file with its metadata.
//
// Filters narrow down whom a row is about, indicators are its figures; NAME.meta.csv says which column is
// which, and without it they are told apart by what stands in them. Every filter should have an item Total:
// adding it to its parts would count pupils twice. A local authority has two codes, of which the new one
// joins. Source: DfE analytical services, "Open data standards" (dfe-published-data-qa checks the same).
#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "adapters/opendata/groups.h"
#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;

const MarkerHabit& ees_markers() {
  static const MarkerHabit all = {{"c", MarkerKind::suppressed, {}, {}},
                                  {"x", MarkerKind::not_available, {}, {}},
                                  {"z", MarkerKind::not_applicable, {}, {}},
                                  {"low", MarkerKind::low, {}, {}},
                                  {"k", MarkerKind::low, {}, {}},
                                  {"u", MarkerKind::unreliable, {}, {}}};
  return all;
}

/// What DfE's standard forbids, since nobody can tell what is meant.
bool is_forbidden(std::string_view text) {
  static constexpr std::array<std::string_view, 7> all = {"N/A", "n/a", ".", "..", "-", ":", "~"};
  return std::find(all.begin(), all.end(), text) != all.end();
}

struct Level {
  std::string_view level;  ///< as geographic_level says it, in small letters
  const char* code;
  const char* name;
};
constexpr std::array<Level, 17> levels = {{
    {"national", "country_code", "country_name"},
    {"regional", "region_code", "region_name"},
    {"local authority", "new_la_code", "la_name"},
    {"local authority district", "lad_code", "lad_name"},
    {"rsc region", "", "rsc_region_lead_name"},
    {"parliamentary constituency", "pcon_code", "pcon_name"},
    {"local skills improvement plan area", "lsip_code", "lsip_name"},
    {"local enterprise partnership", "local_enterprise_partnership_code",
     "local_enterprise_partnership_name"},
    {"english devolved area", "english_devolved_area_code", "english_devolved_area_name"},
    {"opportunity area", "opportunity_area_code", "opportunity_area_name"},
    {"ward", "ward_code", "ward_name"},
    {"mat", "trust_id", "trust_name"},
    {"sponsor", "sponsor_id", "sponsor_name"},
    {"school", "school_urn", "school_name"},
    {"provider", "provider_ukprn", "provider_name"},
    {"institution", "institution_id", "institution_name"},
    {"police force area", "pfa_code", "pfa_name"},
}};

bool is_place(const std::string& name) {
  static constexpr std::array<std::string_view, 6> others = {"time_period",      "time_identifier",
                                                             "geographic_level", "old_la_code",
                                                             "school_laestab",   "planning_area_code"};
  if (std::find(others.begin(), others.end(), name) != others.end() || name == "planning_area_name")
    return true;
  return std::any_of(levels.begin(), levels.end(),
                     [&](const Level& one) { return name == one.code || name == one.name; });
}

struct Indicator {
  int column = -1;
  comparison::Measure measure;
  std::uint32_t number = 0;
};
struct Filter {
  int column = -1;
  std::string name;
  bool has_total = false;
};
struct Plan {
  std::vector<Indicator> indicators;
  std::vector<Filter> filters;
};

void set_unit(comparison::Measure& measure, std::string_view unit) {
  measure.unit = unit;
  if (unit == "%") measure.per = 100;
}

/// By NAME.meta.csv: col_name, col_type, label, ..., indicator_unit.
Plan plan_by_metadata(const Reading& r) {
  Plan plan;
  PublishedRows rows(r.options.metadata, ',');
  PublishedRow row;
  if (!rows.next(row)) return plan;
  const Columns columns(row);
  const int name = columns.find("col_name");
  const int type = columns.find("col_type");
  while (rows.next(row)) {
    if (row.at(name).empty()) continue;
    const int column = r.columns.find(row.at(name));
    if (column < 0) {
      r.told.once(Severity::warning, "O49", r.header_line,
                  {fmt::format("the metadata names \"{}\", which is no column of the file", row.at(name)),
                   {},
                   {"Take both from the same release."}});
      continue;
    }
    const std::string label(row.at(columns.find("label")));
    if (row.at(type) == "Filter") {
      plan.filters.push_back({column, label.empty() ? std::string(row.at(name)) : label, false});
    } else {
      Indicator one{column, {label, std::string(row.at(name)), "", 0, {}}, 0};
      set_unit(one.measure, row.at(columns.find("indicator_unit")));
      plan.indicators.push_back(one);
    }
  }
  return plan;
}

/// Without metadata: a column of which every cell is a figure, a marker or empty is an indicator.
Plan plan_by_content(const Reading& r) {
  std::vector<bool> figures(r.columns.size(), true);
  PublishedRows rows = r.rows;  // a copy: the rows are read again later
  PublishedRow row;
  while (rows.next(row)) {
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const std::string_view cell = row.at(static_cast<int>(i));
      if (figures[i] && !is_forbidden(cell) &&
          read_figure(cell, ees_markers()).marker.kind == MarkerKind::unread)
        figures[i] = false;
    }
  }
  Plan plan;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const std::string& name = r.columns.name(i);
    if (is_place(name)) continue;
    if (!figures[i]) {
      plan.filters.push_back({static_cast<int>(i), name, false});
      continue;
    }
    Indicator one{static_cast<int>(i), {name, name, "", 0, {}}, 0};
    if (name.ends_with("_percent") || name.ends_with("_pct")) set_unit(one.measure, "%");
    plan.indicators.push_back(one);
  }
  r.told.once(
      Severity::note, "O48", r.header_line,
      {"the file came without its metadata",
       {fmt::format("Columns were told apart by what stands in them: {} of figures, {} of groups. Labels and "
                    "units are not known.",
                    plan.indicators.size(), plan.filters.size())},
       {"Put NAME.meta.csv of the same release beside it."}});
  return plan;
}

void tell_left_over(const Reading& r, const Plan& plan) {
  for (std::size_t i = 0; i < r.columns.size(); ++i) {
    const int column = static_cast<int>(i);
    const auto used = [&](const auto& list) {
      return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.column == column; });
    };
    if (is_place(r.columns.name(i)) || used(plan.indicators) || used(plan.filters)) continue;
    r.told.once(Severity::warning, "O49", r.header_line,
                {fmt::format("the metadata says nothing of the column \"{}\"", r.columns.written(i)),
                 {"It is left out. If it tells rows apart, they will seem to contradict each other."},
                 {"Take both from the same release."}});
  }
}

struct EesPlaces {
  int time_period, time_identifier, level;
};

std::uint32_t area_of(const Reading& r, const PublishedRow& row, const EesPlaces& at) {
  const std::string_view word = row.at(at.level);
  const std::string level = tables::small_letters(word);
  comparison::Area area;
  area.type = word;
  for (const Level& one : levels) {
    if (one.level != level) continue;
    if (*one.code != '\0') area.code = row.at(r.columns.find(one.code));
    area.name = row.at(r.columns.find(one.name));
  }
  if (area.name.empty() && area.code.empty()) area.name = word;
  if (level == "school" || level == "institution" || level == "provider") area.level = level;
  return r.intake.area(std::move(area));
}

void tell_forbidden(const Reading& r, FigureCell& cell, const Indicator& indicator, std::uint32_t line) {
  if (cell.marker.kind != MarkerKind::unread || !is_forbidden(cell.marker.text)) return;
  r.told.add(Severity::warning, "O11", indicator.measure.id, line, [&] {
    return Saying{fmt::format("\"{}\" in \"{}\" is a marker DfE's own standard forbids", cell.marker.text,
                              indicator.measure.id),
                  {"It may mean missing, not applicable or nil; it is taken as not available, not as 0."},
                  {"Ask the publisher which of c, x, z or low is meant."}};
  });
  cell.marker.kind = MarkerKind::not_available;
}

/// Rows of a level whose column of codes the file lacks: their areas can't be told apart.
bool lacks_codes(const Reading& r, const PublishedRow& row, const EesPlaces& at) {
  const std::string level = tables::small_letters(row.at(at.level));
  for (const Level& one : levels) {
    if (one.level != level || r.columns.find(one.code) >= 0 || r.columns.find(one.name) >= 0) continue;
    r.told.add(Severity::error, "O2", level, row.line, [&] {
      return Saying{fmt::format("rows of the level \"{}\", but no column \"{}\"", row.at(at.level), one.code),
                    {"Their areas can't be told apart; these rows are left out."},
                    {"Fetch the file with its geography columns."}};
    });
    r.intake.set_aside(
        fmt::format("of the level \"{}\", without columns that say which area", row.at(at.level)), row.line);
    return true;
  }
  return false;
}

void take_row(const Reading& r, const PublishedRow& row, const EesPlaces& at, Plan& plan) {
  if (lacks_codes(r, row, at)) return;
  Observation seen;
  seen.line = row.line;
  seen.area = area_of(r, row, at);
  seen.period =
      r.intake.period(comparison::read_ees_period(row.at(at.time_period), row.at(at.time_identifier)));
  std::vector<comparison::Group> groups;
  for (Filter& filter : plan.filters) {
    groups.push_back(group_named(filter.name, row.at(filter.column)));
    filter.has_total = filter.has_total || groups.back().total;
  }
  seen.group_set = r.intake.group_set(groups);
  for (const Indicator& one : plan.indicators) {
    seen.measure = one.number;
    FigureCell cell = read_figure(row.at(one.column), ees_markers());
    tell_forbidden(r, cell, one, row.line);
    r.intake.add(seen, cell, one.measure.id);
  }
}

}  // namespace

void read_ees(const Reading& r) {
  const EesPlaces at{r.need("time_period"), r.need("time_identifier"), r.need("geographic_level")};
  if (r.told.any_errors()) return;
  Plan plan = r.options.metadata.empty() ? plan_by_content(r) : plan_by_metadata(r);
  if (!r.options.metadata.empty()) tell_left_over(r, plan);
  for (Indicator& one : plan.indicators) one.number = r.intake.measure(one.measure);
  PublishedRow row;
  while (r.next(row)) take_row(r, row, at, plan);
  for (const Filter& filter : plan.filters) {
    if (filter.has_total) continue;
    r.told.once(
        Severity::note, "O47", r.header_line,
        {fmt::format("\"{}\" has no item Total", filter.name),
         {"There is no headline figure across it, and its items may overlap: their sum need not be it."},
         {"Name the item wanted."}});
  }
}

}  // namespace outturn::opendata
