#include "engine/calc/comparison_record.h"

#include <algorithm>

namespace outturn::calc {
namespace {

bool columns_fit(const std::vector<PeopleColumn>& columns, std::size_t people) {
  return std::all_of(columns.begin(), columns.end(),
                     [&](const PeopleColumn& column) { return column.values.size() == people; });
}

std::string people_fault(const ComparisonRecord& record) {
  const ComparedPeople& people = *record.people;
  const std::size_t n = people.ids.size();
  if (people.treated.size() != n || people.sets.size() != n || people.weights.size() != n)
    return "people with no treatment, set or weight";
  if (!people.scores.empty() && people.scores.size() != n) return "not one score a person";
  if (!columns_fit(people.terms, n) || !columns_fit(people.covariates, n) || !columns_fit(people.outcomes, n))
    return "not one value a person";
  if (!record.coefficients.empty() && record.coefficients.size() != people.terms.size() + 1)
    return "not one coefficient a term";
  std::int64_t analysed = 0;
  std::int64_t compared = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (people.weights[i].sign() < 0) return "a weight below nothing";
    if (people.weights[i].sign() == 0) continue;
    (people.treated[i] != 0 ? analysed : compared) += 1;
  }
  if (analysed != record.analysed) return "people analysed that are not those with a weight";
  if (compared != record.compared) return "people compared with that are not those with a weight";
  return "";
}

std::string published_fault(const ComparisonRecord& record) {
  for (const PublishedRow& row : record.published)
    if (row.source >= record.sources.size()) return "a published row without its source";
  std::int64_t people = 0;
  for (const ExpectedStratum& stratum : record.strata) {
    if (stratum.row >= record.published.size()) return "a stratum without its published row";
    people += stratum.people;
  }
  if (!record.strata.empty() && people != record.analysed) return "strata that do not add up to the people";
  return "";
}

}  // namespace

Exact apart(const BalanceLine& line) {
  const Exact apart = (line.treated - line.compared).abs();
  return line.spread.sign() == 0 ? apart : apart / line.spread;
}

const BalanceLine* worst_balance(const ComparisonRecord& record) {
  const BalanceLine* worst = nullptr;
  for (const BalanceLine& line : record.balance)
    if (!line.of_score && (worst == nullptr || apart(*worst) < apart(line))) worst = &line;
  return worst;
}

std::string comparison_fault(const ComparisonRecord& record) {
  if (record.analysed < 0 || record.analysed > record.submitted)
    return "more people analysed than put forward";
  if (record.people) {
    if (std::string fault = people_fault(record); !fault.empty()) return fault;
  }
  return published_fault(record);
}

}  // namespace outturn::calc
