// How the linkage page looks, and its few lines of script: text kept apart from what is said.
#pragma once

#include <string_view>

namespace outturn::linkage_page {

[[nodiscard]] std::string_view style();
/// Adds a filter to long tables; the page is whole without it. Holds no < and no &: it stands in XML.
[[nodiscard]] std::string_view script();

}  // namespace outturn::linkage_page
