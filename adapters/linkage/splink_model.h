// Splink's model JSON, read and written: the same model runs here and in Splink.
//
// Versions 4 and 5 write the same shape: settings, then comparisons with their levels as SQL with m and u.
// What our engine cannot do exactly as written is refused with the level's text, never approximated.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/linkage/model/model.h"

namespace outturn::linkage {

/// nullopt when errors were added. `file` is the name shown.
[[nodiscard]] std::optional<Model> read_splink_model(const std::string& file, std::string_view json,
                                                     Problems& problems);

/// As Splink's settings reader takes it.
[[nodiscard]] std::string splink_json(const Model& model);

}  // namespace outturn::linkage
