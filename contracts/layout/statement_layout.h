// The lines of one statement, laid out: internal to the layout.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "contracts/parse/statement.h"

namespace outturn::language {

struct LaidLine {
  std::string text;        ///< with its indentation, without a comment behind it
  std::size_t indent = 0;  ///< blanks it begins with
};

/// By the number of the line in the source.
[[nodiscard]] std::map<std::uint32_t, LaidLine> lines_of(const SourceFile& source,
                                                         const RawStatement& statement);

}  // namespace outturn::language
