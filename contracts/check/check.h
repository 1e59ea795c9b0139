// Is the contract sound? Names, types and units, rounding, dates, bands, clauses.
//
// Everything that can be known without evidence is known here, and all of it is told at once. After
// a check without errors every Expr carries its type, bands and dated values are in order, and
// contracts/compile can lower the contract without another question.
#pragma once

#include "contracts/language/card_file.h"
#include "contracts/language/names.h"
#include "contracts/parse/value_tables.h"

namespace outturn::language {

/// Checks and completes the contract in place. Problems of families N, T, R, D, C.
void check(Contract& contract, const SourceFile& source, Problems& problems);

/// How many different clauses a contract cites.
[[nodiscard]] std::size_t cited_clauses(const Contract& contract);

/// Reads and checks a contract's text; the usual way in. Without `card_files` no file stands beside it,
/// without `tables` it can name no table of values.
[[nodiscard]] Contract read_contract(const SourceFile& source, Problems& problems,
                                     const CardFiles& card_files = {}, const ValueTables& tables = {});

}  // namespace outturn::language
