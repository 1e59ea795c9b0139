#include "reports/workbook/comparison_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "reports/workbook/names.h"
#include "reports/workbook/page_block.h"

namespace outturn::workbook {
namespace {

std::vector<double> numbers(const std::vector<Exact>& values, const std::vector<std::size_t>& order) {
  std::vector<double> out;
  out.reserve(order.size());
  for (const std::size_t i : order) out.push_back(values[i].to_double());
  return out;
}

}  // namespace

bool shows_people(const calc::ComparisonRecord& record) {
  constexpr std::size_t most = 50'000;
  return record.people && !record.people->ids.empty() && record.people->ids.size() <= most;
}

ComparisonNames comparison_names(const std::vector<calc::ComparisonRecord>& records, std::size_t index) {
  const auto has_baseline = [](const calc::ComparisonRecord& one) { return !one.published.empty(); };
  const auto name = [&](const char* word, auto has) {
    if (!has(records[index])) return std::string();
    const auto end = records.begin() + static_cast<std::ptrdiff_t>(index);
    return numbered(word, static_cast<std::size_t>(std::count_if(records.begin(), end, has)));
  };
  return {name("Baseline", has_baseline), name("Comparison", shows_people), name("Balance", shows_people),
          name("Effect", [](const calc::ComparisonRecord&) { return true; })};
}

double summed(const std::vector<double>& values) {
  long double sum = 0;
  for (const double value : values) sum += value;
  return static_cast<double>(sum);
}

ComparisonPlan::ComparisonPlan(const calc::ComparisonRecord& record, ComparisonNames sheets)
    : names(std::move(sheets)) {
  const calc::ComparedPeople& people = *record.people;
  order.resize(people.ids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // By set; who is in none last; within a set who took part first.
  const auto place_of = [&](std::size_t i) {
    const std::int64_t set = people.sets[i] == 0 ? INT64_MAX : people.sets[i];
    return std::pair(set, people.treated[i] != 0 ? 0 : 1);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return place_of(a) < place_of(b); });
  for (const std::size_t i : order) {
    treated.push_back(people.treated[i]);
    sets.push_back(people.sets[i]);
    weights.push_back(people.weights[i].to_double());
  }
  std::vector<double> of_treated;
  std::vector<double> of_compared;
  for (std::size_t i = 0; i < order.size(); ++i) {
    of_treated.push_back(weights[i] * treated[i]);
    of_compared.push_back(weights[i] * (1 - treated[i]));
    if (weights[i] > 0) (treated[i] != 0 ? treated_people : compared_people) += 1;
    number_of_sets = std::max(number_of_sets, sets[i]);
  }
  treated_weight = summed(of_treated);
  compared_weight = summed(of_compared);
  place(record);
}

ComparisonPlans comparison_plans(const std::vector<calc::ComparisonRecord>& records) {
  ComparisonPlans plans(records.size());
  for (std::size_t i = 0; i < records.size(); ++i)
    if (shows_people(records[i])) plans[i].emplace(records[i], comparison_names(records, i));
  return plans;
}

void ComparisonPlan::place(const calc::ComparisonRecord& record) {
  const calc::ComparedPeople& people = *record.people;
  std::uint32_t next = first_term;
  for (const calc::PeopleColumn& term : people.terms)
    terms.push_back({term.name, next++, numbers(term.values, order)});
  if (!record.coefficients.empty() && !people.scores.empty()) {
    logit_column = next;
    score_column = next + 1;
    next += 4;
    fitted = numbers(people.scores, order);
    score_people(record);
  }
  for (const calc::PeopleColumn& covariate : people.covariates)
    covariates.push_back({covariate.name, next++, numbers(covariate.values, order)});
  for (const calc::PeopleColumn& one : people.outcomes) {
    PlacedOutcome outcome;
    outcome.outcome = {one.name, next, numbers(one.values, order)};
    next += 4;
    weigh(outcome);
    outcomes.push_back(std::move(outcome));
  }
  last_column = next - 1;
}

void ComparisonPlan::score_people(const calc::ComparisonRecord& record) {
  for (std::size_t i = 0; i < people(); ++i) {
    long double sum = record.coefficients[0].estimate.to_double();
    for (std::size_t t = 0; t < terms.size(); ++t)
      sum += static_cast<long double>(record.coefficients[t + 1].estimate.to_double()) * terms[t].values[i];
    logit.push_back(static_cast<double>(sum));
    score.push_back(1 / (1 + std::exp(-logit.back())));
  }
}

void ComparisonPlan::weigh(PlacedOutcome& outcome) const {
  const std::vector<double>& y = outcome.outcome.values;
  outcome.treated = mean(y, true, true);
  outcome.compared = mean(y, false, true);
  for (std::size_t i = 0; i < people(); ++i) {
    const double share = treated[i] != 0 ? weights[i] * (y[i] - outcome.treated) / treated_weight
                                         : -weights[i] * (y[i] - outcome.compared) / compared_weight;
    outcome.share.push_back(weights[i] == 0 ? 0 : share);
    const bool same_set = i > 0 && sets[i] == sets[i - 1];
    outcome.so_far.push_back((same_set ? outcome.so_far.back() : 0) + outcome.share.back());
  }
  for (std::size_t i = 0; i < people(); ++i) {
    const double below = i + 1 < people() ? sets[i + 1] : 0;
    outcome.square.push_back(sets[i] == below ? 0 : outcome.so_far[i] * outcome.so_far[i]);
  }
}

double ComparisonPlan::mean(const std::vector<double>& values, bool of_treated, bool weighted) const {
  long double sum = 0;
  long double weight = 0;
  for (std::size_t i = 0; i < people(); ++i) {
    if ((treated[i] != 0) != of_treated) continue;
    const double w = weighted ? weights[i] : 1;
    sum += static_cast<long double>(w) * values[i];
    weight += w;
  }
  return weight == 0 ? 0 : static_cast<double>(sum / weight);
}

std::string ComparisonPlan::range(std::uint32_t column) const {
  return sheet_prefix(names.people) + PageBlock::fixed(column, first_row) + ":" +
         PageBlock::fixed(column, last_row());
}

std::string ComparisonPlan::cell(std::uint32_t column, std::uint32_t row) const {
  return sheet_prefix(names.people) + PageBlock::fixed(column, row);
}

const PlacedColumn* ComparisonPlan::column(const std::string& name) const {
  for (const std::vector<PlacedColumn>* list : {&terms, &covariates})
    for (const PlacedColumn& one : *list)
      if (one.name == name) return &one;
  return nullptr;
}

const PlacedOutcome* ComparisonPlan::outcome(const std::string& name) const {
  const auto found = std::find_if(outcomes.begin(), outcomes.end(),
                                  [&](const PlacedOutcome& one) { return one.outcome.name == name; });
  return found == outcomes.end() ? nullptr : &*found;
}

}  // namespace outturn::workbook
