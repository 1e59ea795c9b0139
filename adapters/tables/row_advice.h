// What to say about rows as a whole: too many or too few cells, lines left blank, no rows at all.
#pragma once

#include <cstdint>

#include "adapters/tables/csv_text.h"
#include "engine/facts/table.h"

namespace outturn::tables {

[[nodiscard]] Advice advise_ragged(const Record& record, std::size_t expected);
[[nodiscard]] Advice advise_blank(std::uint32_t first_line, std::uint32_t lines);
[[nodiscard]] Advice advise_no_rows(const TableShape& shape);
[[nodiscard]] Advice advise_second_row(const TableShape& shape);
[[nodiscard]] Advice advise_unused(const std::vector<std::string>& names);
[[nodiscard]] Advice advise_formulas(const std::string& column, std::size_t count, std::string_view first);

}  // namespace outturn::tables
