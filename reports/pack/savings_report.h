// What savings cases and approaches come to, without the payments: what `outturn savings` prints.
//
// Figures are those of the run, to the penny where it is money; nothing is worked out here. It must never
// know where the figures were given.
#pragma once

#include <string>

#include "engine/calc/record.h"

namespace outturn::pack {

/// For a terminal, each line ending with a line end.
[[nodiscard]] std::string savings_report(const calc::Run& run);

/// The same facts as JSON, ending with a line end: amounts as in result.json, null where not known.
[[nodiscard]] std::string savings_json(const calc::Run& run);

}  // namespace outturn::pack
