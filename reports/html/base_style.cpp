#include "reports/html/html.h"

namespace outturn::html {

std::string_view base_css();         // reports/html/base.css
std::string_view base_css_sha256();  // of it

Inline base_style() { return {base_css(), base_css_sha256()}; }

}  // namespace outturn::html
