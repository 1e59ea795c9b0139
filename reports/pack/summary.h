// What was paid and why, in a few plain lines: what a person sees when a run is done.
#pragma once

#include <string>

#include "engine/calc/record.h"

namespace outturn::pack {

/// At most some 25 lines, each ending with a line end.
[[nodiscard]] std::string summary(const calc::Run& run);

/// The same facts as small JSON, ending with a line end.
[[nodiscard]] std::string summary_json(const calc::Run& run);

}  // namespace outturn::pack
