// How often a payment is made for the same keys: `once per person`, `at most 3 times per person and code`. It
// must never know how much is paid.
#pragma once

#include "contracts/formulas/ground.h"

namespace outturn::compile {

/// 1 where the row is eligible (none: always) and among the first `times` eligible rows of its keys.
/// `known_already`: what is known wherever a row is eligible.
[[nodiscard]] ColumnId first_only(const Ground& on, const language::Payment& payment, const Scope& scope,
                                  NodeId eligible, NodeId known_already);

}  // namespace outturn::compile
