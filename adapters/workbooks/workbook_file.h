// What stands in the cells of a workbook file (.xlsx, .ods): the one place that calls liborcus.
//
// Its zip archive and its XML reader are used. Its import filter for workbooks (0.17) passes over words
// written inside a cell (t="inlineStr"), which is how every book of many rows is written, and keeps all
// formulas until the end (docs/decisions/0006-reading-a-workbook.md). It must never know what a contract or a
// column is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "reports/returned/book_cells.h"

namespace outturn::workbooks {

/// Reads the bytes of an Excel workbook with its formulas, to recheck it. Adds a problem and returns an empty
/// book for what is none (W10), is locked with a password (W11), would unpack to more than `most_bytes`
/// (W12), or is spoilt (W13).
[[nodiscard]] returned::BookCells read_workbook(const std::string& name, std::string_view bytes,
                                                returned::Texts& texts, Problems& problems,
                                                std::uint64_t most_bytes = std::uint64_t{2} << 30);

/// Reads the values of an Excel workbook or an OpenDocument spreadsheet (.ods); the latter's formulas, names
/// and properties are left out, and its dates are words (2024-03-31). Problems as above; W10 is for what is
/// neither.
[[nodiscard]] returned::BookCells read_spreadsheet(const std::string& name, std::string_view bytes,
                                                   returned::Texts& texts, Problems& problems,
                                                   std::uint64_t most_bytes = std::uint64_t{2} << 30);

}  // namespace outturn::workbooks
