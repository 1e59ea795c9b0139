// What became of the cases, as a person reads it and as JSON.
#pragma once

#include "adapters/command/case_run.h"

namespace outturn::command {

/// [{contract, case, kind, status, expected, actual, note}, ...]. Figures are JSON numbers in the
/// contract's units; a name that ends in _pct or _pp or begins with pct_ holds the percentage (8.39), any
/// other the share (0.0839).
/// yes and no are true and false, what is not known is null.
[[nodiscard]] std::string cases_json(const std::vector<CaseResult>& results);

/// A block for each contract, a line for each case, and the count of each outcome.
[[nodiscard]] std::string cases_text(const std::vector<CaseResult>& results);

}  // namespace outturn::command
