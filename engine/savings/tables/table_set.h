// Tables of values side by side, each asked for by the name or edition it is known by.
//
// A contract names a table of unit costs ("gmca_1_4"), a release of the deflator ("2026-03") or an edition of
// the discount rates ("2020"), never a file: so the same contract takes the same figures wherever it is run.
// This header must never know where tables come from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/savings/tables/deflator.h"
#include "engine/savings/tables/discount.h"
#include "engine/savings/tables/unit_costs.h"

namespace outturn::savings {

struct NamedUnitCosts {
  std::string name;  ///< "gmca_1_4"
  UnitCostTable table;
};

struct TableSet {
  std::vector<NamedUnitCosts> unit_costs;
  std::vector<DeflatorSeries> deflators;
  std::vector<DiscountTable> discounts;

  /// The first of that name, release or edition; none: nullptr.
  [[nodiscard]] const UnitCostTable* costs_named(std::string_view name) const;
  [[nodiscard]] const DeflatorSeries* release(std::string_view name) const;
  [[nodiscard]] const DiscountTable* edition(std::string_view name) const;
};

/// `what` ("deflator release") of that name is not among the names held; V24, with a hint.
[[nodiscard]] Problem not_held(std::string_view what, const std::string& asked,
                               const std::vector<std::string>& held);

}  // namespace outturn::savings
