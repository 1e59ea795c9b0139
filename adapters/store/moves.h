// Moves of records between persons, as the history keeps them: "record:before:after", blanks between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::store {

struct StoredMove {
  std::int64_t record = 0;  ///< its row
  std::int64_t before = 0;  ///< person; 0: none
  std::int64_t after = 0;
  friend bool operator==(const StoredMove&, const StoredMove&) = default;
};

[[nodiscard]] std::string moves_text(const std::vector<StoredMove>& moves);
/// Throws Fault where the text is none of ours.
[[nodiscard]] std::vector<StoredMove> moves_of(std::string_view text);

}  // namespace outturn::store
