// A specification proposed for files that nobody has described.
//
// Columns are told by header and values (standardise/guess.h); columns of one kind and like names in
// different files become one field. Blocking is chosen from what the standard records hold: as many ways to
// bring records together as a budget of pairs allows, the most selective first, all pairs where that is
// affordable. What it chose and why stands in the remarks: it is a proposal to be read and mended.
#pragma once

#include <string>
#include <vector>

#include "engine/linkage/records/records.h"
#include "engine/linkage/spec/levels.h"
#include "engine/linkage/spec/spec.h"
#include "engine/linkage/spec/standard_records.h"

namespace outturn::linkage {

/// `raw` has every column of every file and its rows numbered; `truth` is a column not to be looked at.
[[nodiscard]] Spec propose_fields(const Records& raw, const std::string& truth);

/// Adds blocks within `budget` pairs (0: by the number of records).
void choose_blocks(Spec& spec, const StandardRecords& records, double budget = 0);

}  // namespace outturn::linkage
