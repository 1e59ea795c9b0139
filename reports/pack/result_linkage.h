// The linkage object of result.json: what the link's mistakes do to the payment.
#pragma once

#include "engine/calc/record.h"
#include "reports/pack/json_writer.h"

namespace outturn::pack {

/// The record must have a linkage.
void write_linkage(const calc::Record& record, JsonWriter& out);

}  // namespace outturn::pack
