// Dates as day serials: the number a spreadsheet holds (1899-12-30 = 0, 1900-03-01 = 61).
//
// No clock, no time of day, no time zone. Months are added as EDATE adds them: the same day of the
// month, clamped to the month's end (31 January + 1 month = 28 or 29 February; 28 February + 1
// month = 28 March). The standard library supplies the calendar.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn {

struct Date {
  std::int32_t serial = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

struct YearMonthDay {
  int year;
  int month;
  int day;
};

inline constexpr Date earliest_date{61};     ///< 1900-03-01: from here all spreadsheets agree
inline constexpr Date latest_date{2958465};  ///< 9999-12-31

/// nullopt for an impossible date (2023-02-30) or one outside earliest..latest.
[[nodiscard]] std::optional<Date> make_date(int year, int month, int day);
/// Exactly YYYY-MM-DD; nullopt otherwise.
[[nodiscard]] std::optional<Date> parse_date(std::string_view iso);
[[nodiscard]] std::string to_iso(Date date);
/// Throws Fault for a serial outside the years 1400 to 9999, which no make_date gives.
[[nodiscard]] YearMonthDay civil(Date date);
/// EDATE rule; months may be negative. Throws Fault when the result is outside earliest..latest.
[[nodiscard]] Date add_months(Date date, int months);
/// The same, nullopt when the result is outside earliest..latest.
[[nodiscard]] std::optional<Date> add_months_within(Date date, int months);
/// Complete months from a to b, a <= b (DATEDIF "m": 31 Jan to 28 Feb is 0); -1 when b < a.
[[nodiscard]] int whole_months_between(Date a, Date b);
[[nodiscard]] Date month_end(Date date);
/// 1 = Monday .. 7 = Sunday.
[[nodiscard]] int weekday(Date date);

}  // namespace outturn
