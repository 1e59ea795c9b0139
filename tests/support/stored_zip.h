// A zip archive of parts as they are, unpacked: what tests of the workbook reader are written with.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace outturn::test {

[[nodiscard]] std::string stored_zip(const std::vector<std::pair<std::string, std::string>>& parts);

/// A workbook of one sheet, "Sheet", with that XML between <sheetData> and </sheetData>; `more` are further
/// parts.
[[nodiscard]] std::string small_workbook(const std::string& rows,
                                         const std::vector<std::pair<std::string, std::string>>& more = {});

}  // namespace outturn::test
