// The tables of a population's file.
#pragma once

#include <string>
#include <vector>

namespace outturn::store {

inline constexpr int application_id = 0x4F757450;  // "OutP"
inline constexpr int schema_version = 1;

/// A name as SQL has it; a value's column is named as in the members' files, with "value_" before it.
[[nodiscard]] std::string quoted(const std::string& name);
[[nodiscard]] std::string value_columns(const std::vector<std::string>& columns, const std::string& after);
[[nodiscard]] std::string schema(const std::vector<std::string>& columns);

}  // namespace outturn::store
