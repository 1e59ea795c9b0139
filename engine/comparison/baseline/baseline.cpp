#include "engine/comparison/baseline/baseline.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/comparison/baseline/methods.h"

namespace outturn::comparison {
namespace {

bool enough_people(const Making& making) {
  if (making.inputs.people == nullptr) return true;
  const std::size_t people = making.people().size();
  if (people >= making.spec().least_people) return true;
  making.problems.add(problem_at(
      "B20", making.spec().file, {},
      fmt::format("there {}, fewer than the {} agreed",
                  people == 1 ? "is 1 person" : fmt::format("are {} people", people),
                  making.spec().least_people),
      {fmt::format("With so few, chance alone moves the rate by tens of points: no verdict is given on {}.",
                   making.people().file)},
      {"Wait until more people have taken part, and build again."}));
  return false;
}

bool by_method(const Making& making, Baseline& out) {
  switch (making.spec().method) {
    case BaselineMethod::published_rate:
      return published_rate(making, out);
    case BaselineMethod::historical_cohort:
      return historical_cohort(making, out);
    case BaselineMethod::expected_rates:
      return expected_rates(making, out);
    case BaselineMethod::directly_standardised:
      return direct_standard(making, out);
    case BaselineMethod::case_mix_adjusted:
      return case_mix(making, out);
    case BaselineMethod::trend:
      return trend(making, out);
    case BaselineMethod::difference_in_differences:
      return difference_by_area(making, out);
    case BaselineMethod::funnel:
      return funnel(making, out);
    case BaselineMethod::none:
      break;
  }
  throw Fault("a baseline without a method");
}

bool within(const Interval& interval, double value) {
  const double slack = 1e-9 * (1 + std::abs(value));
  return interval.low <= value + slack && value <= interval.high + slack;
}

bool close(double a, double b) { return std::abs(a - b) <= 1e-9 * (1 + std::abs(a) + std::abs(b)); }

}  // namespace

bool Making::refuse(const std::string& reason) const {
  problems.add(problem_at(
      "B21", spec().file, {}, fmt::format("no baseline by \"{}\" can be worked out", words_of(spec().method)),
      {reason + "."}, {"See what the method needs in the manual's chapter on comparisons."}));
  return false;
}

std::optional<Stratified> Making::strata(bool with_rates) const {
  Stratifying by{spec(), inputs.tables, inputs.history};
  by.with_rates = with_rates;
  return stratified(by, people(), problems);
}

std::string digits(double value) { return fmt::format("{:.4g}", value); }
std::string percent(double share) { return fmt::format("{:.1f}%", 100 * share); }

std::optional<Baseline> baseline_of(const BaselineInputs& inputs, Problems& problems) {
  if (inputs.tables.size() != inputs.spec.published.size()) throw Fault("not one table a published file");
  const Making making{inputs, problems};
  Baseline out;
  out.counts = has_people(inputs.spec.method);
  if (!enough_people(making) || !by_method(making, out)) return std::nullopt;
  std::sort(out.rows.begin(), out.rows.end());
  say(inputs.spec, out);
  if (const std::string fault = baseline_fault(out); !fault.empty()) throw Fault("baseline: " + fault);
  return out;
}

std::string baseline_fault(const Baseline& made) {
  const BaselineFigures& f = made.figures;
  if (!(f.p >= 0 && f.p <= 1)) return "p is not between 0 and 1";
  if (!close(f.observed_rate - f.expected_rate, f.difference))
    return "the difference is not that of the rates";
  if (!within(f.difference_limits, f.difference)) return "the difference is outside its limits";
  if (!std::is_sorted(made.rows.begin(), made.rows.end())) return "published rows out of order";
  if (std::adjacent_find(made.rows.begin(), made.rows.end()) != made.rows.end())
    return "a published row twice";
  if (!made.counts) return "";
  if (!(f.people > 0) || f.observed > f.people) return "more outcomes than people";
  if (!within(f.expected_range, f.expected)) return "the expectation is outside its range";
  if (!close(f.ratio * f.expected, f.observed)) return "the ratio is not observed over expected";
  if (!within(f.ratio_limits, f.ratio)) return "the ratio is outside its limits";
  double people = 0;
  for (const PeopleStratum& one : made.strata) people += static_cast<double>(one.people);
  if (!made.strata.empty() && people != f.people) return "strata that do not add up to the people";
  return "";
}

}  // namespace outturn::comparison
