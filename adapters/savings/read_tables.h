// A table of values of the user's own, of whatever kind its headings say it is.
#pragma once

#include <string>

#include "adapters/savings/named_rows.h"
#include "engine/savings/tables/table_set.h"

namespace outturn::savings {

/// Discount rates where it has a column schedule or year_from, deflators where it has year or financial_year,
/// else unit costs, kept under `name`. Nothing where errors were added: see read_parameters.h and
/// read_unit_costs.h.
[[nodiscard]] TableSet read_tables(const TableFile& file, const std::string& name, Problems& problems);

}  // namespace outturn::savings
