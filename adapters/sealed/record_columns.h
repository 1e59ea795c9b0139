// The columns of a member's CSV file that a schema reads, as text. Values go to the encoder and nowhere
// else: problems name lines and columns, never a value.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/linkage/sealed/schema.h"

namespace outturn::sealed {

struct RecordColumns {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string_view>> rows;  ///< views into the file's bytes and `unquoted`
  std::deque<std::string> unquoted;
};

/// Reads the wanted columns (all when none are named) of a file whose bytes outlive the result. The
/// first wanted column names the records: it must be filled, each name once. nullopt: see problems.
[[nodiscard]] std::optional<RecordColumns> read_columns(const std::string& file, std::string_view bytes,
                                                        const std::vector<std::string>& wanted,
                                                        Problems& problems);

}  // namespace outturn::sealed
