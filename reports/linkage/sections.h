// The sections of the linkage page, in their order. Each is a function of what is known, to HTML.
#pragma once

#include <string>

#include "reports/linkage/figures.h"

namespace outturn::linkage_page {

[[nodiscard]] std::string headline(const Subject& subject);
[[nodiscard]] std::string warnings(const Subject& subject);
[[nodiscard]] std::string members(const Subject& subject);
[[nodiscard]] std::string people(const Subject& subject);
[[nodiscard]] std::string decision(const Subject& subject);
/// Empty where no truth was given.
[[nodiscard]] std::string quality(const Subject& subject);
[[nodiscard]] std::string evidence(const Subject& subject);
[[nodiscard]] std::string together(const Subject& subject);
[[nodiscard]] std::string examples(const Subject& subject);
[[nodiscard]] std::string looked_at(const Subject& subject);
[[nodiscard]] std::string how_to_check(const Subject& subject);

}  // namespace outturn::linkage_page
