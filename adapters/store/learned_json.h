// What a full linkage learned, as JSON: the model in Splink's shape, and beside it what Splink has no place
// for. Numbers are written such that reading gives the very same ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/linkage/linking/linking.h"

namespace outturn::store {

[[nodiscard]] std::string learned_json(const linkage::Learned& learned);
/// nullopt when errors were added.
[[nodiscard]] std::optional<linkage::Learned> read_learned(const std::string& file, std::string_view json,
                                                           Problems& problems);

}  // namespace outturn::store
