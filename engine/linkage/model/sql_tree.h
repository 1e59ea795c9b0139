// An SQL expression as a tree, before its meaning for linkage is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::linkage {

struct SqlNode {
  enum class Kind : unsigned char {
    column,  ///< `text` is its name, `qualifier` what stood before the dot
    number,
    text,
    call,      ///< function `text` in capitals, or an operator: AND OR NOT = < <= > >= <> - + ||
    is_null,   ///< one part
    not_null,  ///< one part
  };
  Kind kind = Kind::column;
  std::string text;
  std::string qualifier;
  std::vector<SqlNode> of;
};

/// What stands in the way of understanding a text.
struct SqlTrouble {
  std::string what;
  std::size_t at = 0;
};

/// The tree of a condition; nullopt with the reason in `trouble` when it can't be read.
[[nodiscard]] std::optional<SqlNode> read_sql(std::string_view sql, SqlTrouble& trouble);

}  // namespace outturn::linkage
