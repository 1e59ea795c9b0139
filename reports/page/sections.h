// The sections of the result page, in their order. Each is a function of what is known, to HTML; empty where
// a run has nothing of the kind.
#pragma once

#include <string>

#include "reports/page/rows_data.h"
#include "reports/page/subject.h"

namespace outturn::page {

[[nodiscard]] std::string answer(Subject& subject);
[[nodiscard]] std::string worth_knowing(Subject& subject);
[[nodiscard]] std::string payments(Subject& subject, const RowsData& rows);
[[nodiscard]] std::string caps(Subject& subject);
[[nodiscard]] std::string true_up(Subject& subject);
[[nodiscard]] std::string performance(Subject& subject);
[[nodiscard]] std::string savings(Subject& subject);
[[nodiscard]] std::string assumptions(Subject& subject);
[[nodiscard]] std::string knife_edges(Subject& subject);
[[nodiscard]] std::string find_rows(const Subject& subject, const RowsData& rows);
[[nodiscard]] std::string sources(const Subject& subject);
[[nodiscard]] std::string how_to_check(const Subject& subject);

}  // namespace outturn::page
