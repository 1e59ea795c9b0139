// Ministry of Justice, proven reoffending: the overview CSV of the years before the change of October 2015.
//
// One row a cohort and group: offenders, reoffenders, reoffences. Words carry letters that only sort them
// ("b. 10 to 14"); these are taken off. Groups are read in the pair category and subcategory; the rates are
// made of the counts beside them, which is how they are defined.
#include <fmt/format.h>

#include "adapters/opendata/groups.h"
#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;

const MarkerHabit& overview_markers() {
  static const MarkerHabit all = {{"*", MarkerKind::suppressed, {}, {}},
                                  {"-", MarkerKind::zero, {}, {}},
                                  {"..", MarkerKind::not_available, {}, {}},
                                  {"NA", MarkerKind::not_available, {}, {}}};
  return all;
}

/// "b. 10 to 14" -> "10 to 14".
std::string_view without_letter(std::string_view text) {
  const bool lettered = text.size() > 3 && text[1] == '.' && text[2] == ' ';
  return trimmed(lettered ? text.substr(3) : text);
}

struct OverviewPlaces {
  int cohort, category, who, first, second, offenders, reoffenders, reoffences;
};

void add_group(std::vector<comparison::Group>& groups, std::string_view name, std::string_view value) {
  value = without_letter(value);
  if (value.empty() || value == "NA") return;
  groups.push_back(group_named(name, value));
}

void take_row(const Reading& r, const PublishedRow& row, const OverviewPlaces& at) {
  Observation seen;
  seen.line = row.line;
  seen.area = r.intake.area({"K04000001", "England and Wales", "", "", 0});
  seen.period = r.intake.period_read(row.at(at.cohort));
  const std::string category(without_letter(row.at(at.category)));
  std::vector<comparison::Group> groups = {group_named("category", category)};
  add_group(groups, "offenders", row.at(at.who));
  add_group(groups, category, row.at(at.first));
  add_group(groups, category + ", second", row.at(at.second));
  seen.group_set = r.intake.group_set(groups);
  const struct {
    const char* id;
    const char* name;
    int column;
  } counts[] = {{"old/cohort", "offenders in the cohort, old method", at.offenders},
                {"old/reoffenders", "reoffenders, old method", at.reoffenders},
                {"old/reoffences", "reoffences, old method", at.reoffences}};
  for (const auto& one : counts) {
    seen.measure = r.intake.measure({one.name, one.id, "", 0, {}});
    FigureCell cell = read_figure(row.at(one.column), overview_markers());
    if (cell.marker.kind == MarkerKind::zero) cell.figure = comparison::Figure{0, 0};
    const std::size_t kept = r.intake.add(seen, cell, one.id);
    if (one.column == at.reoffenders && at.offenders >= 0)
      r.intake.denominator(kept, read_figure(row.at(at.offenders), overview_markers()), "offenders");
  }
}

}  // namespace

void read_moj_overview(const Reading& r) {
  const OverviewPlaces at{r.need("cohort"),       r.need("category"),     r.need("adult_juvenile"),
                          r.need("subcategory1"), r.need("subcategory2"), r.need("offenders"),
                          r.need("reoffenders"),  r.need("reoffences")};
  if (r.told.any_errors()) return;
  PublishedRow row;
  while (r.next(row)) take_row(r, row, at);
}

}  // namespace outturn::opendata
