// Baselines that bring a cohort to another's make-up, or set it among many: direct standardisation, case mix,
// funnel.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/comparison/baseline/case_mix_series.h"
#include "engine/comparison/baseline/figures.h"
#include "engine/comparison/baseline/methods.h"
#include "engine/comparison/rates/case_mix.h"
#include "engine/comparison/rates/funnel.h"
#include "engine/comparison/rates/standardised.h"

namespace outturn::comparison {
namespace {

/// The one published row that the cohort is set against.
std::optional<RowAt> one_row(const Making& making) {
  const auto rows = rows_where(making.spec(), making.inputs.tables, false, making.problems);
  if (rows.size() == 1) return rows.front();
  if (!rows.empty())
    making.refuse(fmt::format(
        "{} published rows fit, and one is wanted: {} and {} are two of them; narrow them "
        "with \"where\"",
        rows.size(), place_of(making.inputs.tables, rows[0]), place_of(making.inputs.tables, rows[1])));
  return std::nullopt;
}

std::optional<std::vector<DirectStratum>> direct_strata(const Making& making, Baseline& out) {
  Stratifying by{making.spec(), making.inputs.tables, making.inputs.history};
  by.standard = true;
  by.with_rates = false;
  const auto strata = stratified(by, making.people(), making.problems);
  if (!strata) return std::nullopt;
  std::vector<DirectStratum> direct;
  for (const RowAt& at : rows_where(making.spec(), making.inputs.tables, true, making.problems)) {
    const auto weight = making.inputs.tables[at.table].value.at(at.row);
    const auto found = std::find_if(strata->strata.begin(), strata->strata.end(),
                                    [&](const PeopleStratum& one) { return one.at == at; });
    if (!weight || found == strata->strata.end()) {
      making.refuse(fmt::format("{} of the standard population {}", place_of(making.inputs.tables, at),
                                weight ? "has nobody of the cohort, so no rate to weight" : "has no figure"));
      return std::nullopt;
    }
    direct.push_back({static_cast<double>(found->observed), static_cast<double>(found->people),
                      exact(*weight).to_double()});
    out.rows.push_back(at);
  }
  return direct;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double one : values) sum += one;
  return sum / static_cast<double>(values.size());
}

/// Normal limits about the observed rate with so much spread.
BaselineFigures normal_figures(double people, double observed, double rate, double spread) {
  const double reach = normal_reach(0.95) * spread;
  BaselineFigures out;
  out.people = people;
  out.observed = observed;
  out.expected = people * rate;
  out.expected_range = {out.expected, out.expected};
  out.ratio = observed / out.expected;
  out.observed_rate = observed / people;
  out.expected_rate = rate;
  out.difference = out.observed_rate - rate;
  out.difference_limits = {out.difference - reach, out.difference + reach};
  out.ratio_limits = {1 + out.difference_limits.low / rate, 1 + out.difference_limits.high / rate};
  out.p = normal_two_sided(out.difference / spread);
  return out;
}

std::optional<std::vector<Share>> units(const Making& making, Baseline& out) {
  std::vector<Share> all;
  for (const RowAt& at : rows_where(making.spec(), making.inputs.tables, false, making.problems)) {
    const Published& table = making.inputs.tables[at.table];
    const auto events = table.numerator.at(at.row);
    const auto people = table.denominator.at(at.row);
    if (!events || !people) {
      making.refuse(fmt::format("{} has no numerator or no denominator: a funnel is drawn of counts",
                                place_of(making.inputs.tables, at)));
      return std::nullopt;
    }
    all.push_back({exact(*events).to_double(), exact(*people).to_double()});
    out.rows.push_back(at);
  }
  if (making.problems.has_errors()) return std::nullopt;
  return all;
}

}  // namespace

bool direct_standard(const Making& making, Baseline& out) {
  const auto at = one_row(making);
  if (!at) return false;
  const RowRate published = rate_of(making.inputs.tables[at->table], at->row, making.spec());
  if (!published.rate || published.rate->width() > 0 || !(published.rate->low > 0))
    return making.refuse(published.fault.empty() ? "the published rate is not one figure above 0"
                                                 : published.fault);
  const auto strata = direct_strata(making, out);
  if (!strata) return false;
  const auto made = directly_standardised(*strata);
  if (!made) return making.refuse(made.reason());
  const double rate = published.rate->low;
  BaselineFigures& f = out.figures;
  f.people = making.size();
  f.observed = making.events();
  f.observed_rate = made->rate;
  f.expected_rate = rate;
  f.ratio = made->rate / rate;
  f.ratio_limits = scaled(made->interval, 1 / rate);
  f.expected = f.observed / f.ratio;
  f.expected_range = {f.expected, f.expected};
  f.difference = made->rate - rate;
  f.difference_limits = {made->interval.low - rate, made->interval.high - rate};
  f.interval_words = "Dobson, from Byar's of the count";
  f.p = normal_two_sided(f.difference / std::sqrt(made->variance));
  out.rows.push_back(*at);
  out.parameters.push_back({"Observed rate",
                            "each stratum's rate weighted by the standard population; expected is "
                            "the number that would have given the published rate"});
  out.parameters.push_back(
      {"Interval", "Dobson and others, Stat Med 1991, from Byar's limits of the count (PHE)"});
  out.tests.push_back({"z of the standardised rate against the published", fmt::format("p {:.6g}", f.p)});
  return true;
}

bool case_mix(const Making& making, Baseline& out) {
  const auto rows = rows_where(making.spec(), making.inputs.tables, false, making.problems);
  if (making.problems.has_errors()) return false;
  const auto cohorts = scored_rows(making.spec(), making.inputs.tables, rows);
  if (!cohorts) return making.refuse(cohorts.reason());
  const auto base = base_of(making.spec().base, making.inputs.tables, *cohorts);
  if (!base) return making.refuse(base.reason());
  const double score = mean(making.people().scores);
  const double expected = base->rate + score - base->score;
  if (!(expected > 0 && expected < 100))
    return making.refuse(
        fmt::format("the base rate {:.1f}% less its score {:.1f}% and with the cohort's {:.1f}% is "
                    "no rate",
                    base->rate, base->score, score));
  const auto figures = binomial_figures(making.size(), making.events(), expected / 100);
  if (!figures) return making.refuse(figures.reason());
  out.figures = *figures;
  for (const ScoredRow& one : base->cohorts)
    out.rows.insert(out.rows.end(), {one.rate, one.score, one.people});
  const auto adjusted = case_mix_adjusted(100 * out.figures.observed_rate, score, base->score);
  if (adjusted)
    out.extra.push_back({"adjusted_rate", fmt::format("{:.{}f}%", *adjusted, making.spec().decimals)});
  out.parameters.push_back(
      {"Expected", fmt::format("base rate {:.6g}% + mean score of the cohort {:.6g}% - base score "
                               "{:.6g}% (Ministry of Justice, Guide to proven reoffending "
                               "statistics)",
                               base->rate, score, base->score)});
  out.parameters.push_back(
      {"Interval", "of the observed rate, exact binomial; base and scores count as known"});
  out.tests.push_back({"Exact binomial against the expected rate", fmt::format("p {:.6g}", out.figures.p)});
  return true;
}

bool funnel(const Making& making, Baseline& out) {
  const auto all = units(making, out);
  if (!all) return false;
  const auto spread = overdispersion(*all);
  if (!spread) return making.refuse(spread.reason());
  const double n = making.size();
  const double centre = spread->centre;
  const double chance = centre * (1 - centre) / n;
  out.figures = normal_figures(n, making.events(), centre, std::sqrt(chance + spread->tau_squared));
  out.figures.interval_words = "normal, with the variance between areas added";
  const auto limits = funnel_with_overdispersion(centre, n, spread->tau_squared);
  const auto plain = funnel_of_proportion(centre, n);
  if (!limits || !plain) return making.refuse(limits ? plain.reason() : limits.reason());
  const int places = making.spec().decimals;
  out.extra.push_back({"limit_low", fmt::format("{:.{}f}%", 100 * limits->low, places)});
  out.extra.push_back({"limit_high", fmt::format("{:.{}f}%", 100 * limits->high, places)});
  out.parameters.push_back(
      {"Funnel", fmt::format("average {:.6g}% of {} areas; 95 % limits for {} people {} to {} with "
                             "chance alone (PHE, Wilson), {} to {} with the variance between "
                             "areas added",
                             100 * centre, all->size(), n, percent(plain->low), percent(plain->high),
                             percent(limits->low), percent(limits->high))});
  out.parameters.push_back(
      {"Overdispersion", fmt::format("phi {:.6g}, tau squared {:.6g}, z winsorised at 10% "
                                     "(Spiegelhalter, Stat Med 2005)",
                                     spread->phi, spread->tau_squared)});
  const double z = out.figures.difference / std::sqrt(chance);
  out.tests.push_back({"z with the variance between areas", fmt::format("p {:.6g}", out.figures.p)});
  out.tests.push_back({"z with chance alone", fmt::format("z {:.6g}, p {:.6g}", z, normal_two_sided(z))});
  return true;
}

}  // namespace outturn::comparison
