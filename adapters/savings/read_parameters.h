// Discount rates, deflators and optimism bias from CSV.
//
// Own columns (edition above, see named_rows.h):
//   discount rates   schedule, first_year, last_year, rate_percent, standing
//   deflator         year, index or growth_percent (the first year: index), status (outturn, forecast,
//                    spliced), standing
//   optimism bias    category, concerns, lower_percent, upper_percent, standing, source
// Also read: one file of several releases (financial_year, index_2024_25_100, status, release,
// release_2020_03_index_2018_19_100, release_2015_03_index_1989_90_100), and the tables of the R package
// greenbook: year_from, year_to, standard, health, catastrophic; year, value; category, description,
// capex_upper, duration_upper. That package's "catastrophic" is the Green Book's schedule with pure time
// preference at 0 (annex A6, table 8) and is read as "reduced"; its outsourcing duration is passed over,
// since HM Treasury's table gives none.
#pragma once

#include <optional>
#include <vector>

#include "adapters/savings/named_rows.h"
#include "engine/savings/tables/deflator.h"
#include "engine/savings/tables/discount.h"
#include "engine/savings/tables/optimism_bias.h"

namespace outturn::savings {

/// nullopt where errors were added.
[[nodiscard]] std::optional<DiscountTable> read_discount_rates(const TableFile& file, const Edition& told,
                                                               Problems& problems);
/// A series for each release in the file; none where errors were added.
[[nodiscard]] std::vector<DeflatorSeries> read_deflators(const TableFile& file, const Edition& told,
                                                         Problems& problems);
[[nodiscard]] std::optional<OptimismTable> read_optimism_bias(const TableFile& file, const Edition& told,
                                                              Problems& problems);

}  // namespace outturn::savings
