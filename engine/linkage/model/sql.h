// Conditions of a linkage model as SQL, the form in which Splink keeps them: read, and written.
//
// Only what Splink's own comparison and blocking libraries write for DuckDB is read; anything else is
// refused by name, never guessed. In levels the two records are "col_l" and "col_r", in blocking
// rules "l.col" and "r.col".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/linkage/model/model.h"
#include "engine/linkage/model/sql_tree.h"

namespace outturn::linkage {

/// A level's condition ("ELSE" is `always`); nullopt and `trouble` when it is not understood.
[[nodiscard]] std::optional<Condition> condition_of_sql(std::string_view sql, SqlTrouble& trouble);

/// A blocking rule: equalities joined by AND become its keys, anything else its further conditions.
[[nodiscard]] std::optional<BlockingRule> rule_of_sql(std::string_view sql, SqlTrouble& trouble);

/// As DuckDB reads it, columns written "col_l" and "col_r".
[[nodiscard]] std::string sql_of(const Condition& condition);
/// The same with "l.col" and "r.col".
[[nodiscard]] std::string sql_of(const BlockingRule& rule);

}  // namespace outturn::linkage
