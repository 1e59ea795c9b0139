// The line of column names: which cell of each row belongs to which declared column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/tables/complaints.h"
#include "adapters/tables/csv_text.h"
#include "engine/facts/table.h"

namespace outturn::tables {

struct Header {
  bool usable = false;              ///< false: reading the rows would only repeat what was told
  std::size_t cells = 0;            ///< how many each row must have
  std::vector<int> cell_of;         ///< by declared column; -1: missing
  std::vector<std::string> unused;  ///< names no one asked for, in the order of the file
};

/// Reads the first record of `rows` and tells everything wrong with it. Names must be the same to
/// the letter; what merely looks like a declared name is told, never taken.
[[nodiscard]] Header read_header(const TableShape& shape, RecordReader& rows, Complaints& complaints);

}  // namespace outturn::tables
