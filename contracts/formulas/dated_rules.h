// A value that is worked out differently from a day on (design/columns.md B7): the lines known to the
// run, one inside the other, chosen by the deciding date. It must never know what a line says.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// Problem N25 where no line is in the documents known to the run.
[[nodiscard]] Lowered lower_dated(const Ground& on, const language::Value& value, const Scope& scope);

}  // namespace outturn::compile
