// How the linkage page looks: kept apart from what it says.
#pragma once

#include <string_view>

namespace outturn::linkage_page {

[[nodiscard]] std::string_view style();

}  // namespace outturn::linkage_page
