#include "engine/savings/tables/price_year.h"

namespace outturn::savings {
namespace {

/// The number, or -1 where there is anything but digits.
int digits_in(std::string_view text) {
  int out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    out = out * 10 + (c - '0');
  }
  return text.empty() ? -1 : out;
}

constexpr int earliest = 1900;
constexpr int latest = 2199;

}  // namespace

std::string_view name_of(YearKind kind) { return kind == YearKind::financial ? "financial" : "calendar"; }

std::optional<PriceYear> price_year_from(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  const int first = digits_in(text.substr(0, 4));
  if (first < earliest || first > latest) return std::nullopt;
  if (text.size() == 4) return PriceYear{YearKind::calendar, first};
  if (text[4] != '-' && text[4] != '/') return std::nullopt;
  const std::string_view second = text.substr(5);
  const int next = first + 1;
  if (second.size() == 2 && digits_in(second) == next % 100) return PriceYear{YearKind::financial, first};
  if (second.size() == 4 && digits_in(second) == next) return PriceYear{YearKind::financial, first};
  return std::nullopt;
}

std::string text_of(PriceYear year) {
  std::string out = std::to_string(year.first);
  if (year.kind == YearKind::calendar) return out;
  const int second = (year.first + 1) % 100;
  out += second < 10 ? "-0" : "-";
  return out + std::to_string(second);
}

}  // namespace outturn::savings
