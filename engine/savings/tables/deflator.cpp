#include "engine/savings/tables/deflator.h"

namespace outturn::savings {
namespace {

std::string range_of(const DeflatorSeries& series) {
  return text_of(series.points.front().year) + " to " + text_of(series.points.back().year);
}

Problem wrong_kind(const DeflatorSeries& series, PriceYear year) {
  const std::string own = year.kind == YearKind::financial ? "a financial year" : "a calendar year";
  return problem_at("V20", series.edition.file, {},
                    text_of(year) + " is " + own + ", the deflator of release " + series.edition.edition +
                        " is by " + std::string(name_of(series.kind)) + " years",
                    {"The two series have other values for what looks like the same year."},
                    {"Give the series by " + std::string(name_of(year.kind)) +
                     " years, or find out which year's prices the figure is in."});
}

Problem beyond_series(const DeflatorSeries& series, PriceYear year) {
  return problem_at("V21", series.edition.file, {},
                    "the GDP deflator of release " + series.edition.edition + " has no " + text_of(year),
                    {"It holds " + range_of(series) + ". Nothing is carried on beyond it."},
                    {"Choose a year within it, or a release that reaches further."});
}

Problem unaccepted(const DeflatorSeries& series, const IndexPoint& point) {
  return problem_at("V22", series.edition.file, {},
                    "the GDP deflator of release " + series.edition.edition + " is " +
                        std::string(name_of(point.standing)) + ", so it is used only when you say so",
                    {"Its index for " + text_of(point.year) +
                     " was not read here in HM Treasury's own file: " + series.edition.source + "."},
                    {"Compare it with HM Treasury's file, then accept it; or give that file."});
}

bool usable(const DeflatorSeries& series, PriceYear year, bool accept, Problems& problems) {
  if (year.kind != series.kind) {
    problems.add(wrong_kind(series, year));
    return false;
  }
  const IndexPoint* const found = series.point(year);
  if (found == nullptr) {
    problems.add(beyond_series(series, year));
    return false;
  }
  if (!accept && !may_be_default(found->standing)) {
    problems.add(unaccepted(series, *found));
    return false;
  }
  return true;
}

}  // namespace

std::string_view name_of(IndexStatus status) {
  switch (status) {
    case IndexStatus::outturn:
      return "outturn";
    case IndexStatus::forecast:
      return "forecast";
    case IndexStatus::spliced:
      return "spliced";
  }
  throw Fault("an index status without a name");
}

const IndexPoint* DeflatorSeries::point(PriceYear year) const {
  if (points.empty() || year.kind != kind || year < points.front().year || points.back().year < year)
    return nullptr;
  return &points[static_cast<std::size_t>(year.first - points.front().year.first)];
}

std::string deflator_fault(const DeflatorSeries& series) {
  if (auto fault = edition_fault(series.edition); !fault.empty()) return fault;
  if (series.points.empty()) return "a deflator without a year";
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const IndexPoint& point = series.points[i];
    if (point.year.kind != series.kind) return text_of(point.year) + " is of the other kind of year";
    if (point.index.sign() <= 0) return "the index of " + text_of(point.year) + " is not above 0";
    if (i == 0) continue;
    const IndexPoint& before = series.points[i - 1];
    if (point.year.first != before.year.first + 1)
      return text_of(point.year) + " does not follow " + text_of(before.year);
    if (before.status == IndexStatus::forecast && point.status != IndexStatus::forecast)
      return text_of(point.year) + " is no forecast but stands after one";
    if (point.status == IndexStatus::spliced && before.status != IndexStatus::spliced)
      return text_of(point.year) + " is joined on after an outturn";
  }
  return "";
}

std::optional<Uprating> uprating(const DeflatorSeries& series, PriceYear from, PriceYear to,
                                 bool accept_unverified, Problems& problems) {
  const bool start = usable(series, from, accept_unverified, problems);
  if (!start || !usable(series, to, accept_unverified, problems)) return std::nullopt;
  const IndexPoint& first = *series.point(from);
  const IndexPoint& last = *series.point(to);
  Uprating out;
  out.from = from;
  out.to = to;
  out.factor = last.index / first.index;
  out.release = series.edition.edition;
  out.forecast = first.status == IndexStatus::forecast || last.status == IndexStatus::forecast;
  out.spliced = first.status == IndexStatus::spliced || last.status == IndexStatus::spliced;
  out.standing = weaker(first.standing, last.standing);
  return out;
}

Problem uprated_already(const Price& price, const std::string& file) {
  const Uprating& how = price.uprated.value();
  return problem_at(
      "V23", file, {},
      "this price was uprated already, from " + text_of(how.from) + " to " + text_of(price.year),
      {"Uprating it again would mix two steps, and perhaps two releases (it was done with release " +
       how.release + ")."},
      {"Start from the price as it was found, in prices of " + text_of(how.from) + "."});
}

std::optional<Price> uprate(const Price& price, PriceYear to, const DeflatorSeries& series,
                            bool accept_unverified, Problems& problems) {
  if (price.uprated) {
    problems.add(uprated_already(price, series.edition.file));
    return std::nullopt;
  }
  const auto how = uprating(series, price.year, to, accept_unverified, problems);
  if (!how) return std::nullopt;
  return Price{price.value * how->factor, to, how};
}

std::optional<DeflatorSeries> rebased(const DeflatorSeries& series, PriceYear base, Problems& problems) {
  const IndexPoint* const at = series.point(base);
  if (at == nullptr) {
    problems.add(beyond_series(series, base));
    return std::nullopt;
  }
  DeflatorSeries out = series;
  const Exact scale = Exact(100) / at->index;
  for (IndexPoint& point : out.points) point.index = point.index * scale;
  return out;
}

std::string words_of(const Uprating& uprating) {
  std::string out = "uprated from " + text_of(uprating.from) + " to " + text_of(uprating.to) +
                    " with the GDP deflator of release " + uprating.release;
  std::string marks;
  const auto mark = [&](std::string_view word) { marks += (marks.empty() ? "" : ", ") + std::string(word); };
  if (uprating.forecast) mark("forecast");
  if (uprating.spliced) mark("spliced");
  if (uprating.standing != Standing::verified) mark(name_of(uprating.standing));
  return marks.empty() ? out : out + " (" + marks + ")";
}

}  // namespace outturn::savings
