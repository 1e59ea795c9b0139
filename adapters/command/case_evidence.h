// The tables of one case: what stands in the case itself, else the contract's evidence folder.
#pragma once

#include <vector>

#include "contracts/cases/cases.h"
#include "engine/facts/table.h"

namespace outturn::command {

/// The evidence a case writes out, read by the rules of a CSV file. Any cell but a key may be [x],
/// unknown, since few sources print all; columns not listed are unknown in every row. Problems name
/// places in the case file.
[[nodiscard]] Table table_of_case(TableShape shape, const language::CaseEvidence& evidence,
                                  const SourceFile& source, Problems& problems);

/// One table for each input of the contract: the case's own, else the one of `folder`.
[[nodiscard]] std::vector<Table> tables_of_case(const std::vector<TableShape>& shapes,
                                                const language::Case& one, const std::vector<Table>& folder,
                                                const SourceFile& source, Problems& problems);

}  // namespace outturn::command
