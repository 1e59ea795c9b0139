// The tables that come with the program: compiled in from adapters/savings/shipped.
//
// Only tables whose licence allows it are there, and only verified figures are defaults: the Unit Cost
// Database v1.4 (CC BY 4.0), the Green Book's discount rates (2020), the deflators of March 2015 and March
// 2020. Figures known from copies are there too, marked, and are used only when the user says so.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/savings/tables/optimism_bias.h"
#include "engine/savings/tables/table_set.h"

namespace outturn::savings {

/// SHA-256 of bytes, by the host.
using Digest = std::function<std::string(std::string_view)>;

/// The first of each is the default. A Fault where one is not sound.
[[nodiscard]] std::vector<UnitCostTable> shipped_unit_costs(const Digest& digest);
[[nodiscard]] std::vector<DiscountTable> shipped_discount_rates(const Digest& digest);
[[nodiscard]] std::vector<DeflatorSeries> shipped_deflators(const Digest& digest);
[[nodiscard]] std::vector<OptimismTable> shipped_optimism_bias(const Digest& digest);

/// Those that a contract may name. Unit costs: "gmca_1_4", "government".
[[nodiscard]] TableSet shipped_tables(const Digest& digest);

}  // namespace outturn::savings
