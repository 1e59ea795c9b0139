// HM Treasury, GDP deflators at market prices: by financial year, by calendar year, or a plain year and
// value.
//
// The two series have other values for what looks like the same year, so they are two measures. The index is
// rebased with every release: figures of two releases are never put together. Source: HMT, "GDP deflators:
// user guide".
#include <fmt/format.h>

#include "adapters/opendata/reading.h"

namespace outturn::opendata {
namespace {

using comparison::PeriodKind;

struct Series {
  int year = -1;
  int index = -1;
  bool financial = false;
};

std::vector<Series> series_in(const Columns& columns) {
  std::vector<Series> out;
  Series open;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& name = columns.name(i);
    const bool index = name.find("deflator") != std::string::npos || name == "value";
    if (index && open.year < 0 && i > 0) open.year = static_cast<int>(i) - 1;
    if (name.ends_with("year") && name.find("previous") == std::string::npos) {
      open = {static_cast<int>(i), -1, name.find("financial") != std::string::npos};
    } else if (index && open.index < 0) {
      open.index = static_cast<int>(i);
      out.push_back(open);
    }
  }
  return out;
}

void take_cell(const Reading& r, const PublishedRow& row, const Series& at) {
  const FigureCell cell = read_figure(row.at(at.index), {});
  const comparison::Period period = comparison::read_period(row.at(at.year));
  if (!cell.figure || !period.start) {
    r.intake.set_aside("a note or heading, no figures", row.line);
    return;
  }
  const bool financial = period.kind == PeriodKind::financial_year;
  if (financial != at.financial && at.financial) {
    r.told.add(Severity::warning, "O20", "financial", row.line, [&] {
      return Saying{
          fmt::format("\"{}\" stands under financial years but is a calendar year", row.at(at.year)),
          {"The two series have other values."},
          {"Look at the file."}};
    });
  }
  Observation seen;
  seen.line = row.line;
  seen.area = r.intake.area({"K02000001", "United Kingdom", "", "", 0});
  seen.period = r.intake.period(period);
  seen.measure =
      r.intake.measure({financial ? "GDP deflator, financial years" : "GDP deflator, calendar years",
                        financial ? "financial" : "calendar",
                        "index",
                        0,
                        {}});
  r.intake.add(seen, cell, "GDP deflator");
}

}  // namespace

void read_deflators(const Reading& r) {
  const std::vector<Series> all = series_in(r.columns);
  if (all.empty()) static_cast<void>(r.need("GDP deflator at market prices"));
  PublishedRow row;
  while (r.next(row))
    for (const Series& one : all) take_cell(r, row, one);
}

}  // namespace outturn::opendata
