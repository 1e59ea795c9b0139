// Words of a key or code column into row numbers of what they name, and what is told where they name
// nothing. It must never know why a row is named.
#pragma once

#include <cstdint>
#include <vector>

#include "contracts/frames/workings.h"

namespace outturn::compile {

/// For each row, the row number (from 1) in the target of what it names; 0 where that is unknown, or nothing
/// (E100). `target` none: nothing can be named.
[[nodiscard]] std::vector<std::int32_t> resolve_links(Workings& work, FrameId target,
                                                      const language::InputColumn& column, const Table& table,
                                                      const FactData& data);

}  // namespace outturn::compile
