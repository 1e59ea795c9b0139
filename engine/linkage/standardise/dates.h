// Dates of birth and of events in standard form: 1981-02-28; 1981-02 or 1981 where more is not known.
//
// Read are year-month-day, day/month/year with any separator, 19810228, month names, years of two
// digits (1930 to 2029, as spreadsheets read them) and a time of day behind, which is taken off. A day
// no calendar has is unknown, never moved to the month's end. Days that systems fill in are marked, not
// dropped: a few people are born on 1 January. The engine's Date begins in 1900; registers of the dead
// do not, so calendar_day() reaches back to the year 1 with the same day numbers, by today's calendar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/linkage/standardise/standard.h"
#include "engine/values/date.h"

namespace outturn::linkage {

enum class DateOrder : std::uint8_t { day_first, month_first };

[[nodiscard]] Standard standardise_date(std::string_view text, DateOrder order = DateOrder::day_first);

/// The numbers of a date in the order year-month-day, as they were written, also when no calendar has the
/// day ("1981-02-30", "1856-86-18"): for comparisons that forgive a slip. Empty when it is not readable.
[[nodiscard]] std::string date_as_written(std::string_view text, DateOrder order = DateOrder::day_first);

/// The days 0001-01-01 to 9999-12-31 of the Gregorian calendar; nullopt for any other. Those before 1400
/// have a number, but civil() and to_iso() refuse them.
[[nodiscard]] std::optional<Date> calendar_day(int year, int month, int day);
/// The day of a standard form; nullopt when it is partial, unknown or no date.
[[nodiscard]] std::optional<Date> day_of(std::string_view standard_date);
/// The year of a standard form, also of a partial one.
[[nodiscard]] std::optional<int> year_of(std::string_view standard_date);
/// 3 February for 2 March: what a clerk writes who takes one for the other. nullopt when that is no
/// date, or the same one.
[[nodiscard]] std::optional<Date> day_month_swapped(Date date);

/// The numbers of a written date, before anything is decided: 0 where a part is not there.
struct WrittenDate {
  int first = 0;
  int second = 0;
  int third = 0;
  int digits_first = 0;  ///< how many digits each was written with
  int digits_third = 0;
  int parts = 0;
  int month_name_at = 0;  ///< 1, 2 or 3; 0: the month is written in digits
  bool time = false;
};
/// nullopt when the text does not look like a date at all. `folded` as fold() leaves it.
[[nodiscard]] std::optional<WrittenDate> written_date(std::string_view folded);

}  // namespace outturn::linkage
