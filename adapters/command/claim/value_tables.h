// The tables of values a contract may name: those compiled in, and files beside it.
#pragma once

#include "adapters/command/claim/card_folder.h"
#include "contracts/parse/value_tables.h"

namespace outturn::command {

/// `beside` outlives what is returned.
[[nodiscard]] language::ValueTables value_tables(CardFolder& beside);

}  // namespace outturn::command
