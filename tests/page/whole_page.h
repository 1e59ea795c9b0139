// result.html of a run, as one text.
#pragma once

#include <string>

#include "reports/page/page.h"

namespace outturn::test {

[[nodiscard]] inline std::string page_of(const calc::Run& run) {
  std::string out;
  page::write_result_page(run, [&](std::string_view part) { out += part; });
  return out;
}

}  // namespace outturn::test
