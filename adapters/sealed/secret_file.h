// The file that holds the secret members share: 256 random bits. Whoever has it can work out encodings
// of anybody and compare, so it stays with the members and never comes to the linkage unit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace outturn::sealed {

/// Makes a new file that only its owner may read; refuses (P9) to write over one.
void new_secret(const std::string& path, Problems& problems);

/// The 32 bytes of a secret; no problem told holds any of them.
[[nodiscard]] std::optional<std::string> read_secret(const std::string& file, std::string_view bytes,
                                                     Problems& problems);

/// Writes a file that only its owner may read, in place of one that is there: token lists and the like.
/// False when the machine won't.
[[nodiscard]] bool write_for_owner(const std::string& path, std::string_view bytes);

}  // namespace outturn::sealed
