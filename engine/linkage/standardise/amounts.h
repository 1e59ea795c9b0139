// Numbers and amounts of money in standard form: "1234.5", "1234.50"; signs and separators off.
//
// "1,234.50" is read as English writes it; "1.234,50" too, since a last comma before two digits can be
// nothing else. "1,234" is one thousand, "1.234" is one and a bit. Digits stay as typed, never a
// floating-point number.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/linkage/standardise/standard.h"

namespace outturn::linkage {

/// Without leading zeros, nor zeros at the end of decimals.
[[nodiscard]] Standard standardise_number(std::string_view text);
/// With two decimals at least. Brackets, a minus behind and "DR" make it negative.
[[nodiscard]] Standard standardise_amount(std::string_view text);
/// Hundredths of a standard amount; nullopt when it is no number, has parts of a penny or is too large.
[[nodiscard]] std::optional<std::int64_t> amount_minor_units(std::string_view standard_amount);

}  // namespace outturn::linkage
