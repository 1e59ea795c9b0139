// CSV intake: bytes of an evidence file into a typed Table, or a list of problems that each name
// file, line, column and mend.
//
// Strict on purpose: a payment hangs on these figures, so nothing is guessed. UTF-8 (a byte order
// mark is allowed, since spreadsheets write one), comma, double quotes as RFC 4180, ISO dates,
// plain decimals. Everything else is told with its mend, never repaired silently. Works on bytes in
// memory and knows no file system, so that it also runs in a browser.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/facts/table.h"

namespace outturn {

/// Reads `bytes` (the whole file, shown as `file`) as the table `shape` asks for. Problems are
/// added to `problems` (all of the file's, at most `most_problems` then one note of how many more);
/// the returned table is whole only when no error was added. `sha256` is given by the host.
[[nodiscard]] Table read_csv(const TableShape& shape, const std::string& file, std::string_view bytes,
                             const std::string& sha256, Problems& problems, std::size_t most_problems = 50);

}  // namespace outturn
