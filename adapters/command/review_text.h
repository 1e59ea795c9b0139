// A review's outcome as a person reads it on a terminal.
#pragma once

#include <string>

#include "engine/linkage/review/decisions.h"
#include "engine/linkage/review/outcome.h"

namespace outturn::command {

[[nodiscard]] std::string review_text(const linkage::ReviewOutcome& outcome,
                                      const linkage::Agreement& agreement);

}  // namespace outturn::command
