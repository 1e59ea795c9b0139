// The home order of evidence rows: stated columns first, then content, so that neither the order of
// lines in a file nor its splitting ever changes a result. Internal to contracts/frames.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "contracts/language/syntax.h"
#include "engine/facts/table.h"

namespace outturn::compile {

/// The columns of the home order: as the input says, or a cap that says in which order it is used up.
[[nodiscard]] std::vector<std::string> home_order_of(const language::Contract& contract,
                                                     const language::Input& input);

/// A column to sort by, as whole numbers.
struct SortKey {
  std::vector<std::int64_t> numbers;
};

/// Row indices (from 0) in order. Ties are broken by the content of all columns, `key_column` first
/// (-1: none), and rows alike in everything by their line.
[[nodiscard]] std::vector<std::uint32_t> sorted_rows(const Table& table, const std::vector<SortKey>& keys,
                                                     int key_column);

}  // namespace outturn::compile
