// A contract's text in its one layout: what `outturn fmt` and an editor write.
//
// Only what stands between the words changes: indentation, blanks, columns of tables, clauses in one column,
// one blank line between statements, line ends. Words, marks, amounts, cells, clauses and comments stay as
// they were written and where they stood among each other, and so do the author's line breaks. Lines and
// statements are those of the parser, so that nothing can be laid out otherwise than it is read. It must
// never know what a statement means.
#pragma once

#include <optional>
#include <string>

#include "engine/base/problem.h"

namespace outturn::language {

/// nullopt where the lines of the text can't be told apart, which is told (families L and S).
[[nodiscard]] std::optional<std::string> laid_out(const SourceFile& source, Problems& problems);

}  // namespace outturn::language
