// Unit costs from the Unit Cost Database's workbook or a plain CSV.
//
// Workbook (New Economy / Greater Manchester Combined Authority): every sheet with a cost code in column C is
// a theme; the fiscal value stands in column H, its year in I (so in v1.4 of 2015 and, as described, in v3.0
// of 2026), everything else is found by the header. Only the values as found are read, never the workbook's
// own uprated ones. Levels are told by the codes: CR8.0 is a headline, CR8.1 a subsidiary, CR8.0.2 a
// constituent of CR8.0. The comment of a headline says where a fiscal value is a transfer payment: its
// constituents of DWP and the Treasury, or, where it has none, the value itself.
//
// CSV columns (edition above, see named_rows.h): code, description, unit, value and price_year are needed;
// theme, agency, agency_part, kind (fiscal if left out), level, parent, transfer (yes), source, licence,
// confidence, cashability, caution, uprated_from, uprated_with, standing are read where they are there. id,
// name and category stand for code, description and kind. A row with uprated_from is kept as uprated by its
// publisher, and is then not uprated again.
#pragma once

#include <optional>
#include <string>

#include "adapters/savings/named_rows.h"
#include "engine/savings/tables/unit_costs.h"

namespace outturn::savings {

/// A workbook or CSV, told apart by its bytes. nullopt where errors were added: V3 (no number), V4 (no
/// column), V5 (no price year), V6 (no such kind), V7 (no unit cost in the workbook), V9 (see the fault). V13
/// warns of a value without code.
[[nodiscard]] std::optional<UnitCostTable> read_unit_costs(const TableFile& file, const Edition& told,
                                                           Problems& problems);

/// The table as such a CSV, edition above.
[[nodiscard]] std::string unit_costs_csv(const UnitCostTable& table);

/// From one sheet a text; internal to this folder.
[[nodiscard]] std::optional<UnitCostTable> read_unit_cost_workbook(const TableFile& file, const Edition& told,
                                                                   Problems& problems);

}  // namespace outturn::savings
