// OHID Fingertips: the CSV of its API (all_data/csv) and of its download buttons.
//
// Its values may be age-standardised, and nothing in the file says which: whether counts give the value is
// found from the figures themselves (tell_rederivable). Rows of categories (deprivation deciles, ethnic
// groups) repeat areas that stand there whole, and England comes once for every parent asked for.
#include <algorithm>

#include <fmt/format.h>

#include "adapters/opendata/groups.h"
#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;

struct FingertipsPlaces {
  int id, indicator, code, name, type, sex, age, category_type, category, period, value, low95, high95,
      low998, high998, count, denominator, note;
};

FingertipsPlaces places_of(const Reading& r) {
  return {r.need("Indicator ID"),
          r.need("Indicator Name"),
          r.need("Area Code"),
          r.need("Area Name"),
          r.need("Area Type"),
          r.need("Sex"),
          r.need("Age"),
          r.need("Category Type"),
          r.need("Category"),
          r.need("Time period"),
          r.need("Value"),
          r.columns.find("Lower CI 95.0 limit"),
          r.columns.find("Upper CI 95.0 limit"),
          r.columns.find("Lower CI 99.8 limit"),
          r.columns.find("Upper CI 99.8 limit"),
          r.need("Count"),
          r.need("Denominator"),
          r.columns.find("Value note")};
}

/// "Value suppressed for disclosure control due to small count" and its kin.
MarkerKind kind_of_note(std::string_view note) {
  const std::string small = tables::small_letters(note);
  const auto has = [&](const char* part) { return small.find(part) != std::string::npos; };
  if (has("suppress") || has("disclosure")) return MarkerKind::suppressed;
  if (has("not applicable")) return MarkerKind::not_applicable;
  if (has("estimated")) return MarkerKind::estimated;
  if (has("cannot be calculated") || has("not available") || has("missing") || has("no data"))
    return MarkerKind::not_available;
  if (has("caution") || has("quality") || has("reliab")) return MarkerKind::unreliable;
  return MarkerKind::none;
}

bool is_asked(const std::vector<std::string>& asked, std::string_view given) {
  return asked.empty() || std::find(asked.begin(), asked.end(), given) != asked.end();
}

void tell_other_than_asked(const Reading& r, const PublishedRow& row, const FingertipsPlaces& at) {
  if (!is_asked(r.options.indicators, row.at(at.id))) {
    r.told.add(Severity::error, "O41", row.at(at.id), row.line, [&] {
      return Saying{
          fmt::format("indicator {} was not asked for", row.at(at.id)),
          {fmt::format("Asked was {}. The service gives its standard set when it does not understand "
                       "a request, and says nothing.",
                       fmt::join(r.options.indicators, ", "))},
          {"Check the address the file was fetched from."}};
    });
  }
  if (!is_asked(r.options.area_types, row.at(at.type))) {
    r.told.add(Severity::error, "O41", row.at(at.type), row.line, [&] {
      return Saying{fmt::format("areas of the type \"{}\" were not asked for", row.at(at.type)),
                    {fmt::format("Asked was {}.", fmt::join(r.options.area_types, ", "))},
                    {"Check the address the file was fetched from."}};
    });
  }
}

std::uint32_t groups_of(const Reading& r, const PublishedRow& row, const FingertipsPlaces& at) {
  std::vector<comparison::Group> groups = {group_named("Sex", row.at(at.sex)),
                                           group_named("Age", row.at(at.age))};
  if (!row.at(at.category_type).empty())
    groups.push_back(group_named(row.at(at.category_type), row.at(at.category)));
  return r.intake.group_set(groups);
}

void take_row(const Reading& r, const PublishedRow& row, const FingertipsPlaces& at) {
  Observation seen;
  seen.line = row.line;
  seen.area = r.intake.area(
      {std::string(row.at(at.code)), std::string(row.at(at.name)), "", std::string(row.at(at.type)), 0});
  seen.period = r.intake.period_read(row.at(at.period));
  comparison::Measure measure;
  measure.name = row.at(at.indicator);
  measure.id = row.at(at.id);
  seen.measure = r.intake.measure(measure);
  seen.group_set = groups_of(r, row, at);
  FigureCell value = read_figure(row.at(at.value), {});
  const std::string_view note = row.at(at.note);
  if (!note.empty() && (value.marker.kind == MarkerKind::none || value.marker.kind == MarkerKind::empty)) {
    const MarkerKind kind = kind_of_note(note);
    const bool hides = kind == MarkerKind::suppressed || kind == MarkerKind::not_available ||
                       kind == MarkerKind::not_applicable;
    if (kind != MarkerKind::none && !(hides && value.figure))
      value.marker = {kind, std::string(note), {}, {}};
  }
  const std::size_t kept = r.intake.add(seen, value, "Value");
  r.intake.numerator(kept, read_figure(row.at(at.count), {}), "Count");
  r.intake.denominator(kept, read_figure(row.at(at.denominator), {}), "Denominator");
  r.intake.limits(kept, "95.0", read_figure(row.at(at.low95), {}), read_figure(row.at(at.high95), {}));
  r.intake.limits(kept, "99.8", read_figure(row.at(at.low998), {}), read_figure(row.at(at.high998), {}));
}

}  // namespace

void read_fingertips(const Reading& r) {
  const FingertipsPlaces at = places_of(r);
  if (r.told.any_errors()) return;
  PublishedRow row;
  while (r.next(row)) {
    tell_other_than_asked(r, row, at);
    if (!row.at(at.category_type).empty() && !r.options.categories) {
      r.intake.set_aside("of a category (deprivation, ethnic group...): its area stands there whole",
                         row.line);
      continue;
    }
    take_row(r, row, at);
  }
}

}  // namespace outturn::opendata
