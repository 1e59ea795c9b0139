#include "adapters/opendata/summary.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/tables/complaints.h"

namespace outturn::opendata {
namespace {

using comparison::exact;
using comparison::Figure;
using comparison::Group;
using comparison::Marker;
using comparison::Measure;
using comparison::Period;
using comparison::PeriodKind;
using comparison::Published;
using comparison::Rederivable;
using tables::grouped;

struct MeasureSummary {
  const Measure* measure = nullptr;
  std::size_t rows = 0;
  std::size_t known = 0;
  std::optional<Figure> lowest;
  std::optional<Figure> highest;
};

struct PeriodSummary {
  std::size_t count = 0;
  std::optional<Date> first;
  std::optional<Date> last;
};

struct Seen {
  std::vector<MeasureSummary> measures;
  std::map<std::string, std::size_t> levels;  ///< areas by level
  std::map<PeriodKind, PeriodSummary> periods;
  std::vector<std::pair<std::string, std::vector<const Group*>>> groups;  ///< by name
  std::vector<std::size_t> markers;                                       ///< rows by marker
};

void look_at_row(const Published& table, std::size_t row, Seen& seen) {
  MeasureSummary& measure = seen.measures[table.measure[row]];
  ++measure.rows;
  ++seen.markers[table.marker[row]];
  const auto value = table.value.at(row);
  if (!value) return;
  ++measure.known;
  if (!measure.lowest || exact(*value) < exact(*measure.lowest)) measure.lowest = value;
  if (!measure.highest || exact(*value) > exact(*measure.highest)) measure.highest = value;
}

void look_at_period(const Period& period, Seen& seen) {
  PeriodSummary& kind = seen.periods[period.kind];
  ++kind.count;
  if (!period.start) return;
  if (!kind.first || *period.start < *kind.first) kind.first = period.start;
  const Date last{period.end->serial - 1};
  if (!kind.last || last > *kind.last) kind.last = last;
}

Seen look_at(const Published& table) {
  Seen seen;
  for (const Measure& measure : table.measures) seen.measures.push_back({&measure, 0, 0, {}, {}});
  seen.markers.assign(table.markers.size(), 0);
  for (std::size_t row = 0; row < table.rows(); ++row) look_at_row(table, row, seen);
  for (const comparison::Area& area : table.areas)
    ++seen.levels[!area.level.empty() ? area.level : area.type.empty() ? "level unknown" : area.type];
  for (const Period& period : table.periods) look_at_period(period, seen);
  for (const Group& group : table.groups) {
    auto at = std::find_if(seen.groups.begin(), seen.groups.end(),
                           [&](const auto& one) { return one.first == group.name; });
    if (at == seen.groups.end()) at = seen.groups.insert(at, {group.name, {}});
    at->second.push_back(&group);
  }
  return seen;
}

constexpr std::size_t most_listed = 8;
constexpr std::size_t most_measures = 16;

std::string source_lines(const Published& table) {
  const comparison::PublishedSource& s = table.source;
  std::string out = fmt::format("{}\n  {}\n", s.file, s.title);
  const auto said = [](const std::string& text) { return text.empty() ? "not said" : text; };
  out += fmt::format("  publisher {}; licence {}; retrieved {}{}\n", said(s.publisher), said(s.licence),
                     said(s.retrieved), s.release.empty() ? "" : "; release " + s.release);
  if (!s.url.empty()) out += fmt::format("  {}\n", s.url);
  out += fmt::format("  read as {}, {}, {} records of {} columns, sha256 {}\n", s.reader, s.encoding,
                     grouped(s.records), s.columns, s.sha256.empty() ? "not told" : s.sha256);
  return out;
}

std::string marker_lines(const Published& table, const Seen& seen) {
  std::string out;
  for (std::size_t i = 1; i < table.markers.size(); ++i) {
    const Marker& marker = table.markers[i];
    if (seen.markers[i] == 0) continue;
    out += fmt::format("    {:>9}  {}", grouped(seen.markers[i]), name_of(marker.kind));
    if (!marker.text.empty()) out += fmt::format(" \"{}\"", marker.text);
    if (marker.least && marker.most)
      out += fmt::format(", which stands for {} to {}", *marker.least, *marker.most);
    out += '\n';
  }
  return out.empty() ? out : "  Figures with a marker\n" + out;
}

std::string period_lines(const Seen& seen) {
  std::string out = "  Periods\n";
  for (const auto& [kind, periods] : seen.periods) {
    out += fmt::format("    {:>9}  {}", grouped(periods.count), name_of(kind));
    if (periods.first) out += fmt::format(", {} to {}", to_iso(*periods.first), to_iso(*periods.last));
    out += '\n';
  }
  return out;
}

std::string group_lines(const Seen& seen) {
  std::string out;
  for (const auto& [name, values] : seen.groups) {
    out += fmt::format("    {}: ", name);
    for (std::size_t i = 0; i < std::min(values.size(), most_listed); ++i)
      out += fmt::format("{}{}", i == 0 ? "" : ", ", values[i]->value.empty() ? "(empty)" : values[i]->value);
    if (values.size() > most_listed) out += fmt::format(" and {} more", values.size() - most_listed);
    out += '\n';
  }
  return out.empty() ? out : "  Groups\n" + out;
}

std::string unit_of(const Measure& measure) {
  std::string out = measure.unit;
  if (measure.per > 1 && measure.unit != "%" && measure.unit.find("per ") == std::string::npos)
    out += fmt::format("{}per {}", out.empty() ? "" : ", ", measure.per);
  return out;
}

std::string measure_lines(const Seen& seen) {
  std::string out =
      fmt::format("  Measures {:>29} {:>9} {:>14} {:>14}  unit\n", "rows", "known", "lowest", "highest");
  std::size_t listed = 0;
  for (const MeasureSummary& one : seen.measures) {
    if (one.rows == 0 || ++listed > most_measures) continue;
    out +=
        fmt::format("    {}{}{}\n", one.measure->id, one.measure->id.empty() ? "" : "  ", one.measure->name);
    out += fmt::format("    {:>34} {:>9} {:>14} {:>14}  {}\n", grouped(one.rows), grouped(one.known),
                       one.lowest ? text_of(*one.lowest) : "", one.highest ? text_of(*one.highest) : "",
                       unit_of(*one.measure));
    if (one.measure->rederivable == Rederivable::yes)
      out += "        its numerator and denominator give the value in every row\n";
    if (one.measure->rederivable == Rederivable::no)
      out +=
          "        its numerator and denominator do not give the value (standardised or adjusted): the "
          "published "
          "value is used\n";
  }
  return out;
}

nlohmann::ordered_json source_json(const comparison::PublishedSource& s) {
  return {{"file", s.file},         {"title", s.title},    {"publisher", s.publisher},
          {"licence", s.licence},   {"url", s.url},        {"retrieved", s.retrieved},
          {"release", s.release},   {"format", s.format},  {"reader", s.reader},
          {"encoding", s.encoding}, {"bytes", s.bytes},    {"sha256", s.sha256},
          {"records", s.records},   {"columns", s.columns}};
}

nlohmann::ordered_json measure_json(const MeasureSummary& one) {
  static constexpr const char* told[] = {"untold", "yes", "no"};
  nlohmann::ordered_json out = {{"id", one.measure->id},     {"name", one.measure->name},
                                {"unit", one.measure->unit}, {"per", one.measure->per},
                                {"rows", one.rows},          {"with_value", one.known}};
  out["counts_give_value"] = told[static_cast<int>(one.measure->rederivable)];
  if (one.lowest) out["lowest"] = text_of(*one.lowest);
  if (one.highest) out["highest"] = text_of(*one.highest);
  return out;
}

}  // namespace

std::string summary_text(const Published& table) {
  const Seen seen = look_at(table);
  std::string out = source_lines(table);
  const std::size_t known = table.value.known();
  out += fmt::format("\n  {} figures, {} with a value, {} without\n", grouped(table.rows()), grouped(known),
                     grouped(table.rows() - known));
  out += fmt::format("  Areas\n");
  for (const auto& [level, count] : seen.levels) out += fmt::format("    {:>9}  {}\n", grouped(count), level);
  out += period_lines(seen) + group_lines(seen) + measure_lines(seen) + marker_lines(table, seen);
  if (!table.set_aside.empty()) out += "  Records left out\n";
  for (const comparison::SetAside& one : table.set_aside)
    out += fmt::format("    {:>9}  {} (first: line {})\n", grouped(one.records), one.reason, one.first_line);
  return out;
}

std::string summary_json(const Published& table) {
  const Seen seen = look_at(table);
  nlohmann::ordered_json out;
  out["source"] = source_json(table.source);
  out["rows"] = table.rows();
  out["with_value"] = table.value.known();
  out["areas"] = table.areas.size();
  for (const auto& [level, count] : seen.levels) out["areas_by_level"][level] = count;
  for (const auto& [kind, periods] : seen.periods) {
    nlohmann::ordered_json& one = out["periods"][std::string(name_of(kind))];
    one["count"] = periods.count;
    if (!periods.first) continue;
    one["first_day"] = to_iso(*periods.first);
    one["last_day"] = to_iso(*periods.last);
  }
  out["measures"] = nlohmann::ordered_json::array();
  for (const MeasureSummary& one : seen.measures)
    if (one.rows > 0) out["measures"].push_back(measure_json(one));
  out["groups"] = nlohmann::ordered_json::object();
  for (const auto& [name, values] : seen.groups)
    for (const Group* group : values) out["groups"][name].push_back(group->value);
  out["markers"] = nlohmann::ordered_json::array();
  for (std::size_t i = 1; i < table.markers.size(); ++i) {
    const Marker& marker = table.markers[i];
    nlohmann::ordered_json one = {
        {"kind", name_of(marker.kind)}, {"text", marker.text}, {"rows", seen.markers[i]}};
    if (marker.least) one["least"] = *marker.least;
    if (marker.most) one["most"] = *marker.most;
    if (seen.markers[i] > 0) out["markers"].push_back(one);
  }
  out["left_out"] = nlohmann::ordered_json::array();
  for (const comparison::SetAside& one : table.set_aside)
    out["left_out"].push_back(
        {{"reason", one.reason}, {"records", one.records}, {"first_line", one.first_line}});
  return out.dump(2);
}

}  // namespace outturn::opendata
