// An explanation as a person reads it on a terminal, and as JSON.
#pragma once

#include <string>

#include "engine/explain/explain.h"

namespace outturn::pack {

/// Indented plain text, wrapped to 100 columns, ending with a line end. Text from evidence is made
/// safe for a terminal.
[[nodiscard]] std::string explanation_text(const calc::Explanation& explanation);

/// The same tree as JSON, keys in a fixed order, ending with a line end.
[[nodiscard]] std::string explanation_json(const calc::Explanation& explanation);

}  // namespace outturn::pack
