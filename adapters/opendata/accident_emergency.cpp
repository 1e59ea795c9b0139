// NHS England, A&E attendances and emergency admissions: its monthly CSV (a column a figure), and the
// collected series (a row a provider, month and type).
//
// The monthly file ends with a row TOTAL that adds up all others. Providers are NHS organisations: their
// codes are no area codes, and change when trusts merge.
#include <fmt/format.h>

#include "adapters/opendata/groups.h"
#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;

const MarkerHabit& emergency_markers() {
  static const MarkerHabit all = {{"*", MarkerKind::suppressed, {}, {}},
                                  {"-", MarkerKind::suppressed, {}, {}},
                                  {":", MarkerKind::suppressed, {}, {}},
                                  {"NA", MarkerKind::not_available, {}, {}}};
  return all;
}

bool is_total(std::string_view text) { return tables::small_letters(text) == "total"; }

}  // namespace

void read_ae_monthly(const Reading& r) {
  const int period = r.need("Period");
  const int code = r.need("Org Code");
  const int parent = r.columns.find("Parent Org");
  const int name = r.need("Org name");
  if (r.told.any_errors()) return;
  PublishedRow row;
  while (r.next(row)) {
    if (is_total(row.at(period)) || is_total(row.at(code)) || is_total(row.at(name)) ||
        is_total(row.at(parent))) {
      r.intake.set_aside("the total of all other rows", row.line);
      continue;
    }
    Observation seen;
    seen.line = row.line;
    seen.area = r.intake.area(
        {std::string(row.at(code)), std::string(row.at(name)), "provider", std::string(row.at(parent)), 0});
    seen.period = r.intake.period_read(row.at(period));
    for (std::size_t i = 0; i < r.columns.size(); ++i) {
      const int column = static_cast<int>(i);
      if (column == period || column == code || column == parent || column == name ||
          r.columns.name(i).empty())
        continue;
      seen.measure = r.intake.measure({r.columns.written(i), "", "", 0, {}});
      r.intake.add(seen, read_figure(row.at(column), emergency_markers()), r.columns.written(i));
    }
  }
}

void read_ae_series(const Reading& r) {
  const int period = r.need("period");
  const int code = r.need("org_code");
  const int type = r.need("type");
  const struct {
    const char* id;
    const char* name;
    int column;
  } measures[] = {{"attendances", "A&E attendances", r.need("attendances")},
                  {"breaches", "A&E attendances over four hours", r.need("breaches")},
                  {"admissions", "emergency admissions by A&E", r.need("admissions")}};
  if (r.told.any_errors()) return;
  comparison::PeriodHabit monthly;
  monthly.date_months = 1;
  PublishedRow row;
  while (r.next(row)) {
    Observation seen;
    seen.line = row.line;
    seen.area = r.intake.area({std::string(row.at(code)), "", "provider", "", 0});
    seen.period = r.intake.period_read(row.at(period), monthly);
    seen.group_set = r.intake.group_set({group_named("A&E type", row.at(type))});
    for (const auto& one : measures) {
      seen.measure = r.intake.measure({one.name, one.id, "", 0, {}});
      r.intake.add(seen, read_figure(row.at(one.column), emergency_markers()), one.id);
    }
  }
}

}  // namespace outturn::opendata
