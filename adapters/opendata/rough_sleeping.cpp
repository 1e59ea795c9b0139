// MHCLG rough sleeping snapshot: table 1 of its workbook (a column a year), or a CSV made of it.
//
// The snapshot is of one night between 1 October and 30 November. Small counts are not suppressed. Rows of
// percentages stand between areas, and "Rest of England" has no code. Whether a figure was counted or
// estimated is shown by formatting only, which a table cannot keep. The 2017 rate is per 1,000 households;
// later releases give it per 100,000 people.
#include <algorithm>

#include <fmt/format.h>

#include "adapters/opendata/reading.h"
#include "adapters/tables/characters.h"

namespace outturn::opendata {
namespace {

using comparison::MarkerKind;

const MarkerHabit& sleeping_markers() {
  static const MarkerHabit all = {{"-", MarkerKind::not_available, {}, {}},
                                  {"..", MarkerKind::not_available, {}, {}}};
  return all;
}

struct YearColumn {
  int column = -1;
  int year = 0;
};

std::optional<int> year_in(std::string_view name) {
  if (name.size() < 4 || name.size() > 6) return std::nullopt;
  const auto figure = figure_in(name.substr(0, 4));
  const bool good = figure && figure->places == 0 && figure->digits >= 1998 && figure->digits < 2100;
  return good ? std::optional<int>(static_cast<int>(figure->digits)) : std::nullopt;
}

struct SleepingPlaces {
  int code = -1, name = -1, households = -1, rate = -1;
  std::vector<YearColumn> years;
  int rate_year = 0;
};

SleepingPlaces sleeping_places(const Reading& r) {
  SleepingPlaces at;
  const auto either = [&](const char* first, const char* second) {
    const int found = r.columns.find(first);
    return found >= 0 ? found : r.columns.find(second);
  };
  at.code = either("ONS code", "ons_code");
  at.name = either("Local authority / Region", "area_name");
  for (std::size_t i = 0; i < r.columns.size(); ++i) {
    const std::string& name = r.columns.name(i);
    const int column = static_cast<int>(i);
    if (const auto year = year_in(name)) at.years.push_back({column, *year});
    const bool rate = name.find("rate") != std::string::npos;
    if (rate) at.rate = column;
    if (!rate && name.find("households") != std::string::npos) at.households = column;
    for (std::size_t from = 0; rate && from + 4 <= name.size(); ++from)
      if (at.rate_year == 0) at.rate_year = year_in(std::string_view(name).substr(from, 4)).value_or(0);
  }
  return at;
}

/// Thousands as ones: 23464.262 -> 23464262.
FigureCell in_ones(FigureCell cell) {
  if (!cell.figure) return cell;
  for (int i = 0; i < 3; ++i) {
    if (cell.figure->places > 0) {
      --cell.figure->places;
    } else {
      cell.figure->digits *= 10;
    }
  }
  return cell;
}

std::uint32_t night_of(const Reading& r, int year) {
  return r.intake.period(
      comparison::period_of(fmt::format("autumn {}", year), comparison::PeriodKind::rolling, year, 10, 2));
}

void take_row(const Reading& r, const PublishedRow& row, const SleepingPlaces& at, std::string_view code) {
  Observation seen;
  seen.line = row.line;
  seen.area = r.intake.area({std::string(code), std::string(without_note(row.at(at.name))), "", "", 0});
  seen.measure = r.intake.measure({"people sleeping rough on one night", "count", "persons", 0, {}});
  FigureCell of_rate_year;
  for (const YearColumn& one : at.years) {
    seen.period = night_of(r, one.year);
    const FigureCell cell = read_figure(row.at(one.column), sleeping_markers());
    if (one.year == at.rate_year) of_rate_year = cell;
    r.intake.add(seen, cell, r.columns.written(static_cast<std::size_t>(one.column)));
  }
  if (at.rate < 0 || at.rate_year == 0) return;
  seen.period = night_of(r, at.rate_year);
  seen.measure = r.intake.measure({"rough sleeping rate", "rate", "per 1,000 households", 1000, {}});
  const std::size_t kept = r.intake.add(seen, read_figure(row.at(at.rate), sleeping_markers()), "rate");
  r.intake.numerator(kept, of_rate_year, "count");
  r.intake.denominator(kept, in_ones(read_figure(row.at(at.households), sleeping_markers())), "households");
}

}  // namespace

void read_rough_sleeping(const Reading& r) {
  const SleepingPlaces at = sleeping_places(r);
  PublishedRow row;
  while (r.next(row)) {
    const std::string_view name = row.at(at.name);
    const bool figures = std::any_of(at.years.begin(), at.years.end(),
                                     [&](const YearColumn& one) { return !row.at(one.column).empty(); });
    if (name.starts_with("%") || name.starts_with("per cent")) {
      r.intake.set_aside("percentages of the row above", row.line);
    } else if (!figures || name.empty()) {
      r.intake.set_aside("a note or heading, no figures", row.line);
    } else {
      take_row(r, row, at, row.at(at.code) == "-" ? std::string_view() : row.at(at.code));
    }
  }
}

}  // namespace outturn::opendata
