// Any CSV or workbook, by its declaration.
#include "adapters/opendata/declared.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/opendata/declaration.h"
#include "adapters/opendata/groups.h"

namespace outturn::opendata {
namespace {

struct DeclaredPlaces {
  int code, name, type, numerator, denominator, unit;
  std::vector<int> period, measure, groups, values, lower, upper, left_out;
};

std::vector<int> all_of(const Reading& r, const std::vector<std::string>& names) {
  std::vector<int> out;
  for (const std::string& name : names) out.push_back(r.need(name));
  return out;
}

DeclaredPlaces places_of(const Reading& r, const Declaration& d) {
  const auto maybe = [&](const std::string& name) { return name.empty() ? -1 : r.need(name); };
  DeclaredPlaces at{maybe(d.area_code),
                    maybe(d.area_name),
                    maybe(d.area_type),
                    maybe(d.numerator),
                    maybe(d.denominator),
                    maybe(d.unit),
                    all_of(r, d.period),
                    all_of(r, d.measure),
                    {},
                    all_of(r, d.values),
                    {},
                    {},
                    {}};
  for (const auto& [name, column] : d.groups) at.groups.push_back(r.need(column));
  for (const auto& [column, text] : d.left_out) at.left_out.push_back(r.need(column));
  for (const Declaration::Limits& one : d.intervals) {
    at.lower.push_back(r.need(one.lower));
    at.upper.push_back(r.need(one.upper));
  }
  return at;
}

std::string joined(const PublishedRow& row, const std::vector<int>& columns, const char* between) {
  std::string out;
  for (const int column : columns) {
    if (!out.empty() && !row.at(column).empty()) out += between;
    out += row.at(column);
  }
  return out;
}

bool is_left_out(const Reading& r, const Declaration& d, const DeclaredPlaces& at, const PublishedRow& row) {
  for (std::size_t i = 0; i < at.left_out.size(); ++i) {
    if (row.at(at.left_out[i]) != d.left_out[i].second) continue;
    r.intake.set_aside(fmt::format("{} is {}", d.left_out[i].first, d.left_out[i].second), row.line);
    return true;
  }
  return false;
}

std::uint32_t area_of(const Reading& r, const Declaration& d, const DeclaredPlaces& at,
                      const PublishedRow& row) {
  if (!d.area_is_code.empty()) return r.intake.area({d.area_is_code, d.area_is_name, d.level, "", d.vintage});
  return r.intake.area({std::string(row.at(at.code)), std::string(row.at(at.name)), d.level,
                        std::string(row.at(at.type)), d.vintage});
}

void take_value(const Reading& r, const Declaration& d, const DeclaredPlaces& at, const PublishedRow& row,
                std::size_t which, Observation seen) {
  const std::string& column = d.values[which];
  std::vector<comparison::Group> groups;
  for (std::size_t g = 0; g < at.groups.size(); ++g)
    groups.push_back(group_named(d.groups[g].first, row.at(at.groups[g])));
  const bool several = d.values.size() > 1;
  const bool as_period = d.values_as == "period";
  if (!d.values_as.empty() && !as_period) groups.push_back(group_named(d.values_as, column));
  seen.group_set = r.intake.group_set(groups);
  const std::string period = !d.period_is.empty() ? d.period_is
                             : as_period          ? std::string(without_note(column))
                                                  : joined(row, at.period, " ");
  seen.period = r.intake.period_read(period, d.habit);
  comparison::Measure measure;
  measure.name = d.measure_is.empty() ? joined(row, at.measure, ", ") : d.measure_is;
  if (d.values_as.empty() && (several || measure.name.empty()))
    measure.name += (measure.name.empty() ? "" : ", ") + column;
  measure.unit = d.unit_is.empty() ? std::string(row.at(at.unit)) : d.unit_is;
  measure.per = d.per;
  seen.measure = r.intake.measure(measure);
  const std::size_t kept = r.intake.add(seen, read_figure(row.at(at.values[which]), d.markers), column);
  if (which > 0) return;
  r.intake.numerator(kept, read_figure(row.at(at.numerator), d.markers), d.numerator);
  r.intake.denominator(kept, read_figure(row.at(at.denominator), d.markers), d.denominator);
  for (std::size_t i = 0; i < at.lower.size(); ++i)
    r.intake.limits(kept, d.intervals[i].level, read_figure(row.at(at.lower[i]), d.markers),
                    read_figure(row.at(at.upper[i]), d.markers));
}

}  // namespace

void read_declared(const Reading& r, const Declaration& d) {
  const DeclaredPlaces at = places_of(r, d);
  if (r.told.any_errors()) return;
  PublishedRow row;
  while (r.next(row)) {
    if (is_left_out(r, d, at, row)) continue;
    Observation seen;
    seen.line = row.line;
    seen.area = area_of(r, d, at, row);
    for (std::size_t which = 0; which < at.values.size(); ++which) take_value(r, d, at, row, which, seen);
  }
}

}  // namespace outturn::opendata
