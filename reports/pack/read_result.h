// Reads result.json of an earlier run: what a true-up needs of it, in our own form and no other.
//
// Amounts stay text until they are exact numbers. Whatever the bytes, the answer is a claim or
// problems that name file, place and mend. It must never calculate the earlier contract again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/calc/previous.h"

namespace outturn::pack {

/// Problems: E121 no JSON, E122 not our result.json. `file` is its name in messages.
[[nodiscard]] std::optional<calc::PreviousClaim> read_result(const std::string& file, std::string_view bytes,
                                                             Problems& problems);

}  // namespace outturn::pack
