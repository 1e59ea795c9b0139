// Runs built by hand against engine/calc, for the tests of the workbook.
#pragma once

#include "tests/workbook/builder.h"

namespace outturn::workbook_tests {

/// Three cohorts, a threshold each and a pooled fallback.
calc::Run peterborough();
/// Outcomes of a rate card, dated prices, once per person and code, cap per person, cap over the contract.
calc::Run innovation_fund(std::size_t people, bool with_unknown = false);
/// A reduction in bands.
calc::Run bands();

}  // namespace outturn::workbook_tests
