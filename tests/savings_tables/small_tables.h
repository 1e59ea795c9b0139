// Tables written out in the tests, apart from what is shipped: the oracle is not what it judges.
#pragma once

#include <string>
#include <vector>

#include "engine/savings/tables/discount.h"
#include "engine/savings/tables/unit_costs.h"

namespace outturn::savings::test {

inline Exact exact_of(const std::string& text) {
  const auto out = Exact::parse(text);
  if (!out) throw Fault("no number: " + text);
  return *out;
}

inline Edition edition_of(const std::string& title, const std::string& edition) {
  Edition out;
  out.title = title;
  out.edition = edition;
  out.publisher = "A publisher";
  out.licence = "Open Government Licence v3.0";
  out.source = "a document";
  out.file = "table.csv";
  out.sha256 = "00";
  return out;
}

/// Green Book 2020, annex A6, table 8.
inline DiscountTable green_book() {
  DiscountTable out{edition_of("Discount rates", "2020"), {}};
  const std::vector<std::pair<std::string, std::vector<std::string>>> all = {
      {"standard", {"0.035", "0.03", "0.025", "0.02", "0.015", "0.01"}},
      {"reduced", {"0.03", "0.0257", "0.0214"}},
      {"health", {"0.015", "0.0129", "0.0107"}},
      {"health reduced", {"0.01", "0.0086", "0.0071"}}};
  const std::vector<int> ends = {30, 75, 125, 200, 300, 1000};
  for (const auto& [name, rates] : all) {
    DiscountSchedule& schedule = out.schedules.emplace_back();
    schedule.name = name;
    for (std::size_t i = 0; i < rates.size(); ++i)
      schedule.bands.push_back(
          {i == 0 ? 0 : ends[i - 1] + 1, ends[i], exact_of(rates[i]), Standing::verified});
  }
  return out;
}

/// By financial years from `first`, 100 there, growing by these percentages.
inline DeflatorSeries series_of(int first, const std::vector<std::string>& growth) {
  DeflatorSeries out{edition_of("GDP deflator", "test"), YearKind::financial, {}};
  Exact index = 100;
  out.points.push_back({{YearKind::financial, first}, index, IndexStatus::outturn, Standing::verified});
  for (const std::string& one : growth) {
    index = index * (Exact(1) + exact_of(one) / Exact(100));
    out.points.push_back({{YearKind::financial, ++first}, index, IndexStatus::outturn, Standing::verified});
  }
  return out;
}

inline UnitCost cost_of(const std::string& code, CostKind kind, const std::string& value, CostLevel level,
                        const std::string& parent = "") {
  UnitCost out;
  out.code = code;
  out.description = "What " + code + " costs";
  out.unit = "Per year";
  out.kind = kind;
  out.level = level;
  out.parent = parent;
  out.price = {exact_of(value), {YearKind::financial, 2012}, {}};
  out.source = "a document";
  out.standing = Standing::verified;
  return out;
}

/// Job Seeker's Allowance as in the Unit Cost Database v1.4, E&E1.0 and its constituents.
inline UnitCostTable jsa() {
  UnitCostTable out{edition_of("Unit costs", "v1.4"), {}};
  out.rows.push_back(cost_of("E&E1.0", CostKind::fiscal, "9800", CostLevel::headline));
  out.rows.push_back(cost_of("E&E1.0", CostKind::economic, "14044", CostLevel::headline));
  out.rows.push_back(cost_of("E&E1.0.1", CostKind::fiscal, "9234", CostLevel::constituent, "E&E1.0"));
  out.rows.back().transfer = true;
  out.rows.push_back(cost_of("E&E1.0.2", CostKind::fiscal, "566", CostLevel::constituent, "E&E1.0"));
  out.rows.push_back(cost_of("E&E1.1", CostKind::fiscal, "113.7", CostLevel::subsidiary, "E&E1.0"));
  return out;
}

inline bool told(const Problems& problems, const std::string& code) {
  for (const Problem& one : problems.list())
    if (one.code == code) return true;
  return false;
}

inline std::string text_of(const Problems& problems) {
  std::string out;
  for (const Problem& one : problems.list()) out += render(one, nullptr);
  return out;
}

}  // namespace outturn::savings::test
