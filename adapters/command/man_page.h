// The manual page, outturn(1), made from the same words as --help.
#pragma once

#include <string>

#include "adapters/command/command_words.h"

namespace outturn::command {

/// In man's own notation (groff). `version` stands at its foot.
[[nodiscard]] std::string man_page(const CommandWords& top, const std::string& version);

}  // namespace outturn::command
