// The rows of a kind by what they are for and when: by code of a card, by period.
//
// Both are read from the evidence itself: the code is its key into a table of the contract, the day is the
// date its rows are in order of, else its first date.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/calc/record.h"

namespace outturn::page {

struct Group {
  std::string key;    ///< "LEV1", "2013-04"
  std::string words;  ///< "LEV1: First level 1", "April to June 2013"
};

struct RowGroups {
  std::string by;  ///< "code", "achieved date"
  std::vector<Group> groups;
  std::vector<std::uint32_t> of_row;  ///< index into `groups`
};

/// nullopt where rows have no such column. Groups stand in the order of the table.
[[nodiscard]] std::optional<RowGroups> by_code(const calc::Run& run, calc::FrameId frame);
/// Months, quarters or years, whichever are few enough to read; rows without a day come last.
[[nodiscard]] std::optional<RowGroups> by_period(const calc::Run& run, calc::FrameId frame);

/// The column of evidence that says whose a row is; none where rows are nobody's.
[[nodiscard]] calc::ColumnId whose(const calc::Graph& graph, calc::FrameId frame);

}  // namespace outturn::page
