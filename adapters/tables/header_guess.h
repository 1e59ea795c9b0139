// What went wrong with a header that has no known column name: another delimiter, a title above it,
// names written a little differently.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/tables/csv_text.h"
#include "engine/facts/table.h"

namespace outturn::tables {

/// Letters and digits only, small: "Achieved Date" and "achieved_date" are alike.
[[nodiscard]] std::string likeness(std::string_view name);

/// How many declared columns have a name in the record that is the same, or at least alike.
[[nodiscard]] std::size_t same_names(const TableShape& shape, const Record& record);
[[nodiscard]] std::size_t alike_names(const TableShape& shape, const Record& record);

/// ';', tab or '|' when the line split by it has more declared names than split by commas.
[[nodiscard]] std::optional<char> other_delimiter(const TableShape& shape, const Record& record);

/// The record within the next few that looks like the header; nullopt when none does.
[[nodiscard]] std::optional<Record> header_below(const TableShape& shape, RecordReader rows);

/// The index of the name in `names` that was likely meant by `wanted`; -1 when none is near.
[[nodiscard]] int likely_name(const std::string& wanted, const std::vector<std::string>& names);

}  // namespace outturn::tables
