// The words of an SQL condition, as far as linkage models use SQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outturn::linkage {

struct SqlToken {
  enum class Kind : unsigned char { word, quoted_word, text, number, sign, end };
  Kind kind = Kind::end;
  std::string text;  ///< words of SQL itself in capitals; quoted words and texts without quotes
  std::size_t at = 0;
};

/// The tokens, the last of kind `end`; an unclosed quote or a stray character gives a `sign` token that
/// no grammar accepts.
[[nodiscard]] std::vector<SqlToken> sql_tokens(std::string_view sql);

/// The word in capitals.
[[nodiscard]] std::string capitals(std::string_view word);

}  // namespace outturn::linkage
