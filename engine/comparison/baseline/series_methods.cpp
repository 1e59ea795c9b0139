// Baselines of published series: how one went on, and how areas moved against others.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/comparison/baseline/methods.h"
#include "engine/comparison/regression/series.h"

namespace outturn::comparison {
namespace {

/// One value of a series.
struct Point {
  Date start;
  RowAt at;
  std::string area;
  double value = 0;
};

bool broken(const Making& making, const std::string& what, const std::string& why, const char* mend) {
  making.problems.add(problem_at("B22", making.spec().file, {}, what, {why}, {mend}));
  return false;
}

/// A row's figure: the value, or numerator over denominator where the specification says so.
std::optional<double> figure_at(const Making& making, RowAt at) {
  const Published& table = making.inputs.tables[at.table];
  if (making.spec().rate.from_counts) {
    const RowRate rate = rate_of(table, at.row, making.spec());
    if (!rate.rate || rate.rate->width() > 0) return std::nullopt;
    return rate.rate->low;
  }
  const auto value = table.value.at(at.row);
  if (!value) return std::nullopt;
  return exact(*value).to_double();
}

/// The rows that are left, each with its day and value; false when one has none.
bool points(const Making& making, std::vector<Point>& out) {
  for (const RowAt& at : rows_where(making.spec(), making.inputs.tables, false, making.problems)) {
    const Published& table = making.inputs.tables[at.table];
    const Period& period = table.periods[table.period[at.row]];
    const Area& area = table.areas[table.area[at.row]];
    const auto value = figure_at(making, at);
    if (!period.start || !value)
      return broken(making, fmt::format("a series wants a figure and a day of every row"),
                    fmt::format("{} has no {}.", place_of(making.inputs.tables, at),
                                value ? "period that can be read" : "figure"),
                    "Leave such rows out with \"where\", or take a series that is whole.");
    out.push_back({*period.start, at, area.code.empty() ? area.name : area.code, *value});
  }
  std::sort(out.begin(), out.end(), [](const Point& a, const Point& b) {
    return a.start != b.start ? a.start < b.start : a.at < b.at;
  });
  return !making.problems.has_errors();
}

std::optional<Date> start_of(const Making& making) {
  const std::string& text = making.spec().starts;
  if (const auto day = parse_date(text)) return day;
  const Period period = read_period(text);
  if (!period.start)
    broken(making, fmt::format("\"{}\" is no period", text), "It is what follows \"starts\".",
           "Write it like 2014 Q1, 2014/15 or 2014-01-01.");
  return period.start;
}

/// Steps between the periods are the same, to the days that months differ by.
bool evenly_spaced(const Making& making, const std::vector<Point>& all) {
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto step = all[i].start.serial - all[i - 1].start.serial;
    const auto first = all[1].start.serial - all[0].start.serial;
    if (step == 0)
      return broken(making, fmt::format("two rows are of the period that begins on {}", to_iso(all[i].start)),
                    fmt::format("They are {} and {}.", place_of(making.inputs.tables, all[i - 1].at),
                                place_of(making.inputs.tables, all[i].at)),
                    "Say which area, measure and group is meant with \"where\".");
    if (step > first + first / 8 || step < first - first / 8)
      return broken(making, fmt::format("the series has a gap before {}", to_iso(all[i].start)),
                    "A trend is worked out over periods of equal length, none missing.",
                    "Take a series without a gap.");
  }
  return true;
}

void coefficients(Baseline& out, const LeastSquares& fit, const Covariance& errors) {
  for (std::size_t k = 0; k < fit.names.size(); ++k)
    out.coefficients.push_back({fit.names[k], fit.coefficients[k], errors.se(k)});
}

void figures(Baseline& out, const CoefficientTest& test, double observed) {
  BaselineFigures& f = out.figures;
  f.observed_rate = observed;
  f.difference = test.estimate;
  f.expected_rate = observed - test.estimate;
  f.difference_limits = test.interval;
  f.p = test.p;
}

std::string test_words(const CoefficientTest& test) {
  return fmt::format("{:.6g} (standard error {:.6g}, 95 % from {:.6g} to {:.6g}, p {:.6g})", test.estimate,
                     test.se, test.interval.low, test.interval.high, test.p);
}

struct Named {
  const char* term;
  const char* test;
  const char* column;
};

/// One coefficient as a test, and with its interval among the figures.
void of_coefficient(const Making& making, Baseline& out, const LeastSquares& fit, const Covariance& errors,
                    const Named& named) {
  const std::size_t place = fit.place(named.term);
  const auto test = coefficient_test(fit.coefficients[place], errors.se(place), fit.df());
  if (!test) return;
  out.tests.push_back({named.test, test_words(*test)});
  const std::string column = named.column;
  const int places = making.spec().decimals;
  out.extra.push_back({column, fmt::format("{:.{}f}", test->estimate, places)});
  out.extra.push_back({column + "_low", fmt::format("{:.{}f}", test->interval.low, places)});
  out.extra.push_back({column + "_high", fmt::format("{:.{}f}", test->interval.high, places)});
}

}  // namespace

bool trend(const Making& making, Baseline& out) {
  std::vector<Point> all;
  const auto starts = start_of(making);
  if (!starts || !points(making, all) || !evenly_spaced(making, all)) return false;
  std::vector<double> values;
  for (const Point& one : all) values.push_back(one.value);
  const auto before = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const Point& one) { return one.start < *starts; }));
  const auto fit = interrupted_time_series(values, before);
  if (!fit) return making.refuse(fit.reason());
  const auto errors = newey_west_covariance(*fit, making.spec().lag, true);
  if (!errors) return making.refuse(errors.reason());
  const auto after = static_cast<double>(values.size() - before);
  // Mean over the periods after: the change of level, and of slope as often as it has worked on average.
  std::vector<double> parts(fit->names.size(), 0);
  parts[fit->place("level")] = 1;
  parts[fit->place("since")] = (after + 1) / 2;
  const auto test = combination_test(*fit, *errors, parts, fit->df());
  if (!test) return making.refuse(test.reason());
  double observed = 0;
  for (std::size_t i = before; i < values.size(); ++i) observed += values[i] / after;
  // What the fit leaves over of the mean is nothing, for constant and slope are both its own after the start.
  figures(out, *test, observed);
  coefficients(out, *fit, *errors);
  for (const Point& one : all) out.rows.push_back(one.at);
  out.parameters.push_back(
      {"Periods", fmt::format("{} before {}, {} from then on", before, to_iso(*starts), after)});
  out.parameters.push_back({"Model",
                            "level and slope before, change of both after (Wagner and others, J Clin Pharm "
                            "Ther 2002); errors by Newey and West (Econometrica 1987), Bartlett weights, no "
                            "prewhitening, times n/(n-k), Student's t"});
  const auto watson = durbin_watson(*fit);
  if (watson)
    out.parameters.push_back(
        {"Correlation of neighbours", fmt::format("Durbin-Watson {:.4g} (2: none)", *watson)});
  out.tests.push_back({"Mean difference after the start", test_words(*test)});
  of_coefficient(making, out, *fit, *errors, {"level", "Change of level", "level"});
  of_coefficient(making, out, *fit, *errors, {"since", "Change of slope", "slope"});
  return true;
}

bool difference_by_area(const Making& making, Baseline& out) {
  std::vector<Point> all;
  const auto starts = start_of(making);
  if (!starts || !points(making, all)) return false;
  const std::vector<std::string>& treated = making.spec().treated;
  std::map<std::string, std::uint32_t> unit_of;
  std::map<Date, std::uint32_t> period_of;
  for (const Point& one : all) period_of.emplace(one.start, 0);
  std::uint32_t number = 0;
  for (auto& [start, period] : period_of) period = ++number;
  Panel panel;
  double observed = 0;
  double count = 0;
  for (const Point& one : all) {
    const bool took_part = std::find(treated.begin(), treated.end(), one.area) != treated.end();
    const bool later = !(one.start < *starts);
    panel.unit.push_back(
        unit_of.emplace(one.area, static_cast<std::uint32_t>(unit_of.size() + 1)).first->second);
    panel.period.push_back(period_of.at(one.start));
    panel.treated.push_back(took_part ? 1 : 0);
    panel.after.push_back(later ? 1 : 0);
    panel.value.push_back(one.value);
    out.rows.push_back(one.at);
    if (!took_part || !later) continue;
    observed += one.value;
    ++count;
  }
  for (const std::string& area : treated)
    if (unit_of.find(area) == unit_of.end())
      return broken(making, fmt::format("the area \"{}\" has no published row", area),
                    "It is named after \"treated\".", "Write its code as it is published.");
  if (count == 0)
    return broken(making, fmt::format("no area with the programme has a row from {} on", to_iso(*starts)),
                  "There is nothing to compare then.", "Take a later edition of the published file.");
  const auto fit = difference_in_differences(panel);
  if (!fit) return making.refuse(fit.reason());
  const auto errors = clustered_covariance(*fit, panel.unit);
  if (!errors) return making.refuse(errors.reason());
  const double df = static_cast<double>(clusters_with_weight(*fit, panel.unit)) - 1;
  const std::size_t effect = fit->place("treated:after");
  const auto test = coefficient_test(fit->coefficients[effect], errors->se(effect), df);
  if (!test) return making.refuse(test.reason());
  figures(out, *test, observed / count);
  coefficients(out, *fit, *errors);
  out.parameters.push_back(
      {"Areas",
       fmt::format("{} with the programme, {} without; {} periods, the programme from {}", treated.size(),
                   unit_of.size() - treated.size(), period_of.size(), to_iso(*starts))});
  out.parameters.push_back({"Errors",
                            "clustered by area, G/(G-1) (n-1)/(n-k), Student's t with areas less one "
                            "(Bertrand, Duflo and Mullainathan, QJE 2004)"});
  out.tests.push_back({"Difference in differences", test_words(*test)});
  const auto parallel = trend_before(panel);
  if (!parallel) {
    out.cautions.push_back("Whether the areas moved alike before can't be shown: " + parallel.reason() + ".");
    return true;
  }
  const auto before = clustered_covariance(*parallel, [&] {
    std::vector<std::uint32_t> clusters;
    for (std::size_t i = 0; i < panel.unit.size(); ++i)
      if (panel.after[i] == 0) clusters.push_back(panel.unit[i]);
    return clusters;
  }());
  const std::size_t apart = parallel->place("treated:time");
  if (!before) return true;
  const auto pre = coefficient_test(parallel->coefficients[apart], before->se(apart), df);
  if (pre) out.tests.push_back({"Trend before, apart from the others, a period", test_words(*pre)});
  return true;
}

}  // namespace outturn::comparison
