// One table of evidence into a frame of rows, or into single values where an input has one row. It must never
// know in which order inputs are read, only that those a row points to were read before.
#pragma once

#include "contracts/frames/evidence.h"

namespace outturn::compile {

/// Moves the table's columns into the graph; problems E100.
void read_input(Workings& work, const ContractTables& tables, const language::Input& input, Table& table,
                Evidence& evidence);

}  // namespace outturn::compile
