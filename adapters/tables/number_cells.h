// Numbers in cells: count, number, money, percent and points, read exactly or not at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/tables/column_rules.h"
#include "adapters/tables/flaws.h"

namespace outturn::tables {

/// A decimal as typed: digits over 10^places. At most 18 digits; without zeros at the end of a fraction.
struct PlainDecimal {
  std::int64_t digits = 0;
  int places = 0;
  bool too_long = false;  ///< more than 15 significant digits
};

/// Optional minus, digits, optionally a point and digits; nullopt for anything else.
[[nodiscard]] std::optional<PlainDecimal> plain_decimal_in(std::string_view text);

/// The number scaled by 10^places of the column; none when `flaw` says why not.
struct NumberRead {
  Flaw flaw = Flaw::none;
  std::int64_t scaled = 0;
};
[[nodiscard]] NumberRead read_number(const ColumnRules& rules, std::string_view text);

/// What to say about the flaw that read_number found in `text`.
[[nodiscard]] Advice advise_number(Flaw flaw, const ColumnRules& rules, std::string_view text);

}  // namespace outturn::tables
