// The comparisons of result.json: what the payment was compared with, by which analysis, and what may be
// said.
#pragma once

#include "engine/calc/record.h"
#include "reports/pack/json_writer.h"

namespace outturn::pack {

/// The record must have one.
void write_comparisons(const calc::Record& record, JsonWriter& out);

}  // namespace outturn::pack
