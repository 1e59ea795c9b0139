// Ministry of Justice, proven reoffending: the collected series, a rate a row, by cohort.
//
// A proven reoffence is one committed within a year of the index date and convicted or cautioned within that
// year or six months after it. The binary rate is reoffenders over the cohort; the frequency is reoffences
// over reoffenders. In October 2015 the way of counting changed ("old", "new"): the same year gives 25.3% one
// way and 30.0% the other, so the two are different measures here and nothing joins them. Source: MoJ, "Guide
// to proven reoffending statistics".
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "adapters/opendata/groups.h"
#include "adapters/opendata/reading.h"

namespace outturn::opendata {
namespace {

using comparison::Figure;

struct Rate {
  std::string_view word;
  std::string_view name;
  std::string_view unit;
  std::int64_t per;
  std::string_view numerator;  ///< rates of the same cohort it is made of
  std::string_view denominator;
};

constexpr std::array<Rate, 7> rates = {{
    {"binary", "proven reoffending rate (binary)", "%", 100, "reoffenders", "cohort"},
    {"frequency", "reoffences per reoffender (frequency)", "reoffences per reoffender", 1, "reoffences",
     "reoffenders"},
    {"adjusted", "proven reoffending rate, adjusted by OGRS4", "%", 100, "", ""},
    {"OGRS4", "mean OGRS4 score of the cohort", "%", 0, "", ""},
    {"reoffenders", "reoffenders", "persons", 0, "", ""},
    {"reoffences", "reoffences", "offences", 0, "", ""},
    {"cohort", "offenders in the cohort", "persons", 0, "", ""},
}};

const Rate* rate_named(std::string_view word) {
  for (const Rate& rate : rates)
    if (rate.word == word) return &rate;
  return nullptr;
}

comparison::Measure measure_of(std::string_view method, std::string_view word) {
  comparison::Measure out;
  const Rate* rate = rate_named(word);
  out.id = fmt::format("{}/{}", method, word);
  out.name = fmt::format("{}, {} method", rate == nullptr ? word : rate->name, method);
  if (rate != nullptr) {
    out.unit = rate->unit;
    out.per = rate->per;
  }
  return out;
}

/// One cohort's figures, to put counts beside the rates made of them.
using CohortKey = std::tuple<std::string, std::uint32_t, std::uint32_t>;  // method, period, groups
struct Cohort {
  std::map<std::string, Figure, std::less<>> counts;
  std::vector<std::pair<std::size_t, const Rate*>> rates;
};

struct SeriesPlaces {
  int measure, unit, date, group, rate, value;
};

int months_of(std::string_view temporal_unit) {
  if (temporal_unit == "annual" || temporal_unit == "12-monthly") return 12;
  return temporal_unit == "3-monthly" || temporal_unit == "quarterly" ? 3 : 0;
}

comparison::Period period_of_cohort(std::string_view date, std::string_view temporal_unit) {
  comparison::PeriodHabit habit;
  habit.date_months = months_of(temporal_unit);
  comparison::Period out = comparison::read_period(date, habit);
  out.text = fmt::format("{} {}", date, temporal_unit);
  return out;
}

void put_counts_beside(const std::map<CohortKey, Cohort>& cohorts, Intake& intake) {
  for (const auto& [key, cohort] : cohorts) {
    for (const auto& [row, rate] : cohort.rates) {
      const auto top = cohort.counts.find(rate->numerator);
      const auto bottom = cohort.counts.find(rate->denominator);
      if (top == cohort.counts.end() || bottom == cohort.counts.end()) continue;
      intake.numerator(row, {top->second, {}, false}, rate->numerator);
      intake.denominator(row, {bottom->second, {}, false}, rate->denominator);
    }
  }
}

void take_row(const Reading& r, const PublishedRow& row, const SeriesPlaces& at,
              std::map<CohortKey, Cohort>& cohorts) {
  static const MarkerHabit markers = {{"..", comparison::MarkerKind::not_available, {}, {}},
                                      {"*", comparison::MarkerKind::suppressed, {}, {}},
                                      {"NA", comparison::MarkerKind::not_available, {}, {}}};
  Observation seen;
  seen.line = row.line;
  seen.area = r.intake.area({"K04000001", "England and Wales", "", "", 0});
  seen.period = r.intake.period(period_of_cohort(row.at(at.date), row.at(at.unit)));
  seen.group_set = r.intake.group_set({group_named("offenders", row.at(at.group))});
  seen.measure = r.intake.measure(measure_of(row.at(at.measure), row.at(at.rate)));
  const FigureCell value = read_figure(row.at(at.value), markers);
  const std::size_t kept = r.intake.add(seen, value, "value");
  Cohort& cohort = cohorts[{std::string(row.at(at.measure)), seen.period, seen.group_set}];
  const Rate* rate = rate_named(row.at(at.rate));
  if (rate != nullptr && !rate->numerator.empty()) cohort.rates.emplace_back(kept, rate);
  if (value.figure) cohort.counts.try_emplace(std::string(row.at(at.rate)), *value.figure);
}

}  // namespace

void read_moj_series(const Reading& r) {
  const SeriesPlaces at{r.need("measure"), r.need("temporal_unit"), r.need("date"),
                        r.need("group"),   r.need("rate"),          r.need("value")};
  if (r.told.any_errors()) return;
  std::map<CohortKey, Cohort> cohorts;
  std::map<std::string, std::uint32_t, std::less<>> methods;
  PublishedRow row;
  while (r.next(row)) {
    methods.try_emplace(std::string(row.at(at.measure)), row.line);
    take_row(r, row, at, cohorts);
  }
  put_counts_beside(cohorts, r.intake);
  if (methods.size() < 2) return;
  r.told.once(
      Severity::note, "O46", methods.begin()->second,
      {"the file holds figures by the old and by the new way of counting",
       {"From October 2015 offences are counted differently: one year is 25.3% the old way and 30.0% the "
        "new way. They are kept as different measures, and no series runs from one into the other."},
       {"Use the way of counting that the contract names."}});
}

}  // namespace outturn::opendata
