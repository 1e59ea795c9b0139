#include "engine/comparison/baseline/case_mix_series.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "engine/comparison/rates/case_mix.h"

namespace outturn::comparison {
namespace {

struct Figures {
  std::optional<RowAt> rate, score, people;
};

bool is_measure(const Published& table, std::size_t row, const std::string& name) {
  const Measure& measure = table.measures[table.measure[row]];
  return !name.empty() && (measure.name == name || measure.id == name);
}

double value_at(const std::vector<Published>& tables, RowAt at) {
  return exact(*tables[at.table].value.at(at.row)).to_double();
}

std::int64_t days(const Period& period) { return period.end->serial - period.start->serial; }

}  // namespace

Answer<std::vector<ScoredRow>> scored_rows(const BaselineSpec& spec, const std::vector<Published>& tables,
                                           const std::vector<RowAt>& rows) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, Figures> cohorts;  // by table and period
  for (const RowAt& at : rows) {
    const Published& table = tables[at.table];
    if (!table.value.at(at.row)) continue;
    Figures& of = cohorts[{at.table, table.period[at.row]}];
    for (const auto& [name, place] :
         {std::pair{&spec.rate_measure, &of.rate}, std::pair{&spec.score_measure, &of.score},
          std::pair{&spec.people_measure, &of.people}}) {
      if (!is_measure(table, at.row, *name)) continue;
      if (*place)
        return Refusal{fmt::format(
            "\"{}\" stands twice for {}: {} and {}; say which is meant with a \"where\" line", *name,
            table.periods[table.period[at.row]].text, place_of(tables, **place), place_of(tables, at))};
      *place = at;
    }
  }
  std::vector<ScoredRow> out;
  for (const auto& [key, of] : cohorts) {
    if (!of.rate || !of.score || !of.people) continue;
    out.push_back({*of.rate, *of.score, *of.people, value_at(tables, *of.rate), value_at(tables, *of.score),
                   value_at(tables, *of.people), key.second});
  }
  if (out.empty())
    return Refusal{fmt::format("no period has all of \"{}\", \"{}\" and \"{}\"", spec.rate_measure,
                               spec.score_measure, spec.people_measure)};
  return out;
}

Answer<ScoredBase> base_of(const std::string& base, const std::vector<Published>& tables,
                           const std::vector<ScoredRow>& cohorts) {
  const Period whole = read_period(base);
  if (!whole.start || !whole.end) return Refusal{fmt::format("the base \"{}\" is no period", base)};
  ScoredBase out;
  std::int64_t shortest = 0;
  for (const ScoredRow& one : cohorts) {
    const Period& period = tables[one.rate.table].periods[one.period];
    if (!period.start || !period.end || *period.start < *whole.start || *whole.end < *period.end) continue;
    if (shortest == 0 || days(period) < shortest) shortest = days(period);
  }
  // Quarters have 90 to 92 days.
  std::int64_t covered = 0;
  std::vector<ScoredCohort> scores;
  double weighted = 0;
  double people = 0;
  for (const ScoredRow& one : cohorts) {
    const Period& period = tables[one.rate.table].periods[one.period];
    if (!period.start || !period.end || *period.start < *whole.start || *whole.end < *period.end) continue;
    if (days(period) > shortest + shortest / 8) continue;
    covered += days(period);
    out.cohorts.push_back(one);
    scores.push_back({one.people_count, one.score_percent});
    weighted += one.people_count * one.rate_percent;
    people += one.people_count;
  }
  if (out.cohorts.empty()) return Refusal{fmt::format("no published cohort lies in the base {}", base)};
  if (covered != days(whole))
    return Refusal{
        fmt::format("the published cohorts in {} cover {} of its {} days", base, covered, days(whole))};
  const Answer<double> score = base_score(scores);
  if (!score) return Refusal{score.reason()};
  out.score = *score;
  out.rate = weighted / people;
  return out;
}

}  // namespace outturn::comparison
