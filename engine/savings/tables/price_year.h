// The year whose prices a figure is in: a financial year ("2013-14") or a calendar year ("2013").
//
// The two are never the same: HM Treasury publishes a deflator for each, with other values for what looks
// like the same year (GDP deflators user guide). Nothing is guessed from one to the other.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn::savings {

enum class YearKind : std::uint8_t { financial, calendar };
[[nodiscard]] std::string_view name_of(YearKind kind);  ///< "financial", "calendar"

struct PriceYear {
  YearKind kind = YearKind::financial;
  int first = 0;  ///< 2013 for 2013-14 and for 2013
  friend bool operator==(const PriceYear&, const PriceYear&) = default;
  friend auto operator<=>(const PriceYear&, const PriceYear&) = default;
};

/// "2013-14", "2013/14", "2013-2014", "2013/2014": financial; "2013": calendar. Years 1900 to 2199, the
/// second the one after the first; else nullopt.
[[nodiscard]] std::optional<PriceYear> price_year_from(std::string_view text);
[[nodiscard]] std::string text_of(PriceYear year);  ///< "2013-14", "2013"

}  // namespace outturn::savings
