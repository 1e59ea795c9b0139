// From a contract's text to statements. All problems of the file are gathered; a statement with a
// problem is still kept as far as it was understood, so that one slip does not hide the next.
#pragma once

#include "contracts/language/card_file.h"
#include "contracts/language/syntax.h"
#include "contracts/parse/value_tables.h"

namespace outturn::language {

/// Problems are of families L (lexical) and S (syntax), and of N, C, T, D where a single line shows it.
[[nodiscard]] Contract parse(const SourceFile& source, Problems& problems, const CardFiles& card_files,
                             const ValueTables& tables);

}  // namespace outturn::language
