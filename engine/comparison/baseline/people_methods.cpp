// Baselines of people: expected rates, one published rate, people who came before.
#include <fmt/format.h>

#include "engine/comparison/baseline/figures.h"
#include "engine/comparison/baseline/methods.h"
#include "engine/comparison/rates/expectation.h"
#include "engine/comparison/statistics/proportions.h"
#include "engine/comparison/statistics/two_proportions.h"

namespace outturn::comparison {
namespace {

void fixed_rate_tests(Baseline& out, double rate) {
  const BaselineFigures& f = out.figures;
  const Answer<AgainstBaseline> test = against_baseline({f.observed, f.people}, rate);
  if (!test) return;
  out.tests.push_back(
      {"Exact binomial against the rate",
       fmt::format("p {:.6g} two-sided; {:.6g} for as few or fewer", test->exact_p, test->exact_p_less)});
  out.tests.push_back({"z with the rate's own variance",
                       fmt::format("z {:.6g}, p {:.6g} two-sided; {:.6g} for as few or fewer", test->z,
                                   test->p, test->p_less)});
  const Answer<Interval> limits = baseline_limits_exact(rate, f.people);
  const Answer<Interval> normal = baseline_limits_normal(rate, f.people);
  if (limits && normal)
    out.parameters.push_back(
        {"Rates that chance alone gives",
         fmt::format(
             "{} to {} by the binomial, {} to {} by the normal distribution: outside them a rate of so "
             "many people differs from the baseline (as the payment thresholds of Transforming "
             "Rehabilitation were set)",
             percent(limits->low), percent(limits->high), percent(normal->low), percent(normal->high))});
}

void keep_strata(Baseline& out, Stratified strata) {
  out.strata = std::move(strata.strata);
  out.stratum_of_person = std::move(strata.stratum_of_person);
  for (const PeopleStratum& one : out.strata) out.rows.push_back(one.at);
}

}  // namespace

bool expected_rates(const Making& making, Baseline& out) {
  auto strata = making.strata();
  if (!strata) return false;
  std::vector<PublicRate> rates;
  for (const PeopleStratum& one : strata->strata) rates.emplace_back(one.rate);
  const auto expected = expectation(strata->stratum_of_person, rates);
  if (!expected) return making.refuse(expected.reason());
  const auto figures = poisson_figures(making.size(), making.events(), expected->expected);
  if (!figures) return making.refuse(figures.reason());
  out.figures = *figures;
  keep_strata(out, std::move(*strata));
  out.parameters.push_back({"Expected",
                            "each person at the public rate of their stratum (Breslow and Day, IARC "
                            "1987, chapter 2)"});
  out.parameters.push_back(
      {"Interval",
       "of the observed count: Byar's for 10 and more, exact Poisson below (PHE, Commonly "
       "used public health statistics, 2018); the expectation counts as known without error"});
  out.tests.push_back(
      {"Observed against expected",
       fmt::format("p {:.6g} ({})", out.figures.p, making.events() < 10 ? "exact Poisson" : "Byar")});
  const auto binary = against_binary_expectation(making.events(), *expected);
  if (binary)
    out.tests.push_back({"z with the variance of each person's own rate",
                         fmt::format("z {:.6g}, p {:.6g}", binary->z, binary->p)});
  return true;
}

bool published_rate(const Making& making, Baseline& out) {
  auto strata = making.strata();
  if (!strata) return false;
  if (strata->strata.size() > 1)
    return making.refuse(
        "one published rate is wanted, and the people fall under several: that is the method "
        "\"expected rates\"");
  const Interval rate = strata->strata.front().rate;
  if (rate.width() > 0)
    return making.refuse("the published count is suppressed, so its rate is not one figure");
  const auto figures = binomial_figures(making.size(), making.events(), rate.low);
  if (!figures) return making.refuse(figures.reason());
  out.figures = *figures;
  keep_strata(out, std::move(*strata));
  out.parameters.push_back({"Interval",
                            "of the observed rate, exact binomial (Clopper and Pearson, Biometrika "
                            "1934); the published rate counts as known without error"});
  fixed_rate_tests(out, rate.low);
  return true;
}

bool historical_cohort(const Making& making, Baseline& out) {
  double people = 0;
  double events = 0;
  if (making.inputs.earlier != nullptr) {
    people = static_cast<double>(making.inputs.earlier->size());
    events = static_cast<double>(making.inputs.earlier->events());
    out.parameters.push_back(
        {"People who came before",
         fmt::format("{} of {} people in {} had the outcome", events, people, making.inputs.earlier->file)});
  } else {
    auto strata = making.strata();
    if (!strata) return false;
    const RowAt at = strata->strata.front().at;
    const Published& table = making.inputs.tables[at.table];
    const auto n = table.denominator.at(at.row);
    const auto x = table.numerator.at(at.row);
    if (strata->strata.size() > 1 || !n || !x)
      return making.refuse(
          "an earlier cohort is one published row with numerator and denominator, or a file of "
          "its people (\"earlier FILE\"); for a rate alone use the method \"published rate\"");
    people = exact(*n).to_double();
    events = exact(*x).to_double();
    keep_strata(out, std::move(*strata));
  }
  const auto figures = cohort_figures(making.size(), making.events(), people, events);
  if (!figures) return making.refuse(figures.reason());
  out.figures = *figures;
  out.parameters.push_back({"Interval",
                            "of the difference between the two cohorts (Newcombe, Stat Med 1998, "
                            "method 10)"});
  out.tests.push_back({"z of two proportions, pooled", fmt::format("p {:.6g}", out.figures.p)});
  const auto fisher = fisher_test({{making.events(), making.size()}, {events, people}});
  if (fisher) out.tests.push_back({"Fisher's exact test", fmt::format("p {:.6g}", fisher->p)});
  fixed_rate_tests(out, events / people);
  return true;
}

}  // namespace outturn::comparison
