#include "adapters/opendata/tidy_csv.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "adapters/tables/csv_text.h"

namespace outturn::opendata {
namespace {

using comparison::Area;
using comparison::Figure;
using comparison::Group;
using comparison::GroupSubject;
using comparison::Marker;
using comparison::Measure;
using comparison::Period;
using comparison::Published;
using comparison::PublishedInterval;

std::vector<std::string> group_names(const Published& table) {
  std::vector<std::string> out;
  for (const Group& group : table.groups)
    if (std::find(out.begin(), out.end(), group.name) == out.end()) out.push_back(group.name);
  return out;
}

std::string cell(std::string_view text) { return tables::csv_cell(text) + ','; }
std::string cell(const std::optional<Figure>& figure) { return (figure ? text_of(*figure) : "") + ','; }
std::string cell(const std::optional<std::int64_t>& whole) {
  return whole ? fmt::format("{},", *whole) : std::string(",");
}
std::string whole_or_nothing(std::int64_t number, std::int64_t nothing) {
  return number == nothing ? "," : fmt::format("{},", number);
}

std::string area_cells(const Area& area) {
  return cell(area.code) + cell(area.name) + cell(area.level) + cell(area.type) +
         whole_or_nothing(area.vintage, 0);
}

std::string period_cells(const Period& period) {
  std::string out = cell(period.text) + cell(name_of(period.kind));
  if (!period.start) return out + ",,";
  return out + cell(to_iso(*period.start)) + cell(to_iso(Date{period.end->serial - 1}));
}

std::string measure_cells(const Measure& measure) {
  return cell(measure.id) + cell(measure.name) + cell(measure.unit) + whole_or_nothing(measure.per, 0);
}

std::string group_cells(const Published& table, const std::vector<std::uint32_t>& set,
                        const std::vector<std::string>& names) {
  std::string out;
  const Group* ages = nullptr;
  for (const std::string& name : names) {
    std::string_view value;
    for (const std::uint32_t group : set)
      if (table.groups[group].name == name) value = table.groups[group].value;
    out += cell(value);
  }
  for (const std::uint32_t group : set)
    if (table.groups[group].subject == GroupSubject::age) ages = &table.groups[group];
  if (ages == nullptr) return out + ",,";
  return out + whole_or_nothing(ages->age_from, -1) + whole_or_nothing(ages->age_to, -1);
}

std::string header_of(const Published& table, const std::vector<std::string>& names) {
  std::string out =
      "area_code,area_name,area_level,area_type,boundaries,period,period_kind,first_day,last_day,measure_id,"
      "measure,unit,per,";
  for (const std::string& name : names) out += cell("group: " + name);
  out += "age_from,age_to,value,numerator,denominator,";
  for (const PublishedInterval& one : table.intervals) out += fmt::format("lower_{0},upper_{0},", one.level);
  return out + "marker,marker_text,hidden_from,hidden_to,line,publisher,licence,retrieved,sha256\n";
}

template <class List, class Cells>
std::vector<std::string> each(const List& list, const Cells& cells) {
  std::vector<std::string> out;
  for (const auto& one : list) out.push_back(cells(one));
  return out;
}

}  // namespace

std::string tidy_csv(const Published& table) {
  const std::vector<std::string> names = group_names(table);
  const auto areas = each(table.areas, area_cells);
  const auto periods = each(table.periods, period_cells);
  const auto measures = each(table.measures, measure_cells);
  const auto sets = each(table.group_sets, [&](const auto& set) { return group_cells(table, set, names); });
  const auto markers = each(table.markers, [](const Marker& one) {
    return cell(name_of(one.kind)) + cell(one.text) + cell(one.least) + cell(one.most);
  });
  const comparison::PublishedSource& s = table.source;
  const std::string source = cell(s.publisher) + cell(s.licence) + cell(s.retrieved) + s.sha256 + '\n';
  std::string out = header_of(table, names);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    out += areas[table.area[row]] + periods[table.period[row]] + measures[table.measure[row]] +
           sets[table.group_set[row]];
    out += cell(table.value.at(row)) + cell(table.numerator.at(row)) + cell(table.denominator.at(row));
    for (const PublishedInterval& one : table.intervals)
      out += cell(one.lower.at(row)) + cell(one.upper.at(row));
    out += markers[table.marker[row]];
    out += fmt::format("{},", table.line[row]) + source;
  }
  return out;
}

}  // namespace outturn::opendata
