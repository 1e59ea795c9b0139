// Columns of an input that no file holds: followed from the row's own links ("date by person.joined"), or the
// row of another input in whose time a date falls ("key of quarters by achieved_date": the last that begins
// on or before it). Filled in by the engine, as orders and links are, and each with a live guard. It must
// never know what a column is used for.
#pragma once

#include "contracts/frames/evidence.h"

namespace outturn::compile {

/// Puts the worked out columns into the table, so that it is parallel to the input.
void work_out_columns(Workings& work, const Evidence& evidence, const language::Input& input, Table& table);

/// The checks that each worked out cell is still what the others say.
void check_worked_out(Workings& work, Evidence& evidence, EvidenceFrame& made);

}  // namespace outturn::compile
