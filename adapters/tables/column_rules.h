// What one declared column asks of its cells, ready for reading and for telling.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "engine/facts/table.h"

namespace outturn::tables {

struct ColumnRules {
  const FactColumn* column = nullptr;
  std::string clauses;   ///< of the table
  std::string row_kind;  ///< "claim"; "row" when the table has one row
  std::int64_t least = std::numeric_limits<std::int64_t>::min();  ///< on the scaled number
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

[[nodiscard]] ColumnRules rules_of(const TableShape& shape, const FactColumn& column);

[[nodiscard]] bool is_number(FactType type);
[[nodiscard]] bool is_words(FactType type);

/// `The contract asks for "price" as money [A Sch 3], written like 1300.00, with at most 2 decimals.`
[[nodiscard]] std::string asks_for(const ColumnRules& rules);

/// The number as it is typed into such a column: "8.4%", "1300.00".
[[nodiscard]] std::string as_typed(const ColumnRules& rules, const Exact& number);

/// How many decimals may be typed: two fewer than are held where the cell carries a % sign.
[[nodiscard]] int typed_places(const FactColumn& column);

}  // namespace outturn::tables
