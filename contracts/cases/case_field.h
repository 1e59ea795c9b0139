// One field of a case with the table under it: internal to the parser of cases.
#pragma once

#include "contracts/cases/cases.h"
#include "contracts/parse/token_cursor.h"

namespace outturn::language {

struct CaseField {
  Token keyword;
  std::vector<Token> tokens;  ///< behind the keyword, continuation lines included
  std::vector<Line> rows;     ///< table rows, heading first
};

/// Puts what the field says into the case; `again`: a field of this word stands above it.
void read_case_field(const SourceFile& source, const CaseField& field, bool again, Case& made,
                     Problems& problems);

}  // namespace outturn::language
