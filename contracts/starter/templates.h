// The texts of the starters, with {names} where the terms stand: internal to the module.
#pragma once

#include <string_view>
#include <vector>

#include "contracts/starter/starter.h"

namespace outturn::starter {

struct Template {
  std::string_view path;
  std::string_view text;
};

/// Behind the head that all starters share; its first is the contract's.
[[nodiscard]] const std::vector<Template>& templates_of(Kind kind);
/// What every starter begins with.
[[nodiscard]] std::string_view common_head();
[[nodiscard]] std::string_view readme();

}  // namespace outturn::starter
