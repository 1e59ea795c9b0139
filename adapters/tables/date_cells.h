// Dates in cells: YYYY-MM-DD and nothing else; what else people write is recognised to be told.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "adapters/tables/column_rules.h"
#include "adapters/tables/flaws.h"

namespace outturn::tables {

struct DateRead {
  Flaw flaw = Flaw::none;
  std::int32_t serial = 0;
};

/// Reads dates; remembers those of 1900-2199 it has met, for a column has few different ones.
class DateReader {
 public:
  [[nodiscard]] DateRead read(std::string_view text);

 private:
  std::vector<std::int32_t> met_;  ///< by year, month and day; 0: not met
};

[[nodiscard]] Advice advise_date(Flaw flaw, const ColumnRules& rules, std::string_view text);

}  // namespace outturn::tables
