#include "engine/values/date.h"

#include <algorithm>

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <fmt/format.h>

#include "engine/base/problem.h"

namespace outturn {
namespace {

using Calendar = boost::gregorian::gregorian_calendar;

/// The day number Boost gives to serial 0.
std::int64_t day_zero() {
  static const std::int64_t day = Calendar::day_number(Calendar::ymd_type(1899, 12, 30));
  return day;
}

/// Only for a day that exists.
std::int32_t serial_of(int year, int month, int day) {
  const Calendar::ymd_type ymd(static_cast<unsigned short>(year), static_cast<unsigned short>(month),
                               static_cast<unsigned short>(day));
  return static_cast<std::int32_t>(std::int64_t{Calendar::day_number(ymd)} - day_zero());
}

/// Asked before Boost is, because Boost answers an impossible date with an exception.
int days_in_month(int year, int month) {
  return Calendar::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month));
}

/// The number in `digits`, or -1 when one of them is not an ASCII digit.
int digits_value(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1900 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  const Date date{serial_of(year, month, day)};
  if (date < earliest_date || date > latest_date) return std::nullopt;
  return date;
}

std::optional<Date> parse_date(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  return make_date(digits_value(iso.substr(0, 4)), digits_value(iso.substr(5, 2)),
                   digits_value(iso.substr(8, 2)));
}

std::string to_iso(Date date) {
  const YearMonthDay ymd = civil(date);
  return fmt::format("{:04}-{:02}-{:02}", ymd.year, ymd.month, ymd.day);
}

YearMonthDay civil(Date date) {
  static const std::int32_t first = serial_of(1400, 1, 1);  // where Boost's calendar begins
  if (date.serial < first || date > latest_date) throw Fault("a day outside the calendar was used");
  const Calendar::ymd_type ymd =
      Calendar::from_day_number(static_cast<Calendar::date_int_type>(day_zero() + date.serial));
  return {ymd.year, ymd.month, ymd.day};
}

std::optional<Date> add_months_within(Date date, int months) {
  const YearMonthDay from = civil(date);
  // Not Boost's month_iterator: it takes the last day of February to the last day of March.
  const std::int64_t count = std::int64_t{from.year} * 12 + (from.month - 1) + months;
  if (count < std::int64_t{1900} * 12 || count >= std::int64_t{10000} * 12) return std::nullopt;
  const int year = static_cast<int>(count / 12);
  const int month = static_cast<int>(count % 12) + 1;
  return make_date(year, month, std::min(from.day, days_in_month(year, month)));
}

Date add_months(Date date, int months) {
  const std::optional<Date> result = add_months_within(date, months);
  if (!result) throw Fault(fmt::format("{} months from {} leave the calendar", months, to_iso(date)));
  return *result;
}

int whole_months_between(Date a, Date b) {
  if (b < a) return -1;
  const YearMonthDay from = civil(a);
  const YearMonthDay to = civil(b);
  const int months = (to.year - from.year) * 12 + to.month - from.month;
  return to.day < from.day ? months - 1 : months;
}

Date month_end(Date date) {
  const YearMonthDay ymd = civil(date);
  return Date{date.serial + days_in_month(ymd.year, ymd.month) - ymd.day};
}

int weekday(Date date) {
  const int since_saturday = (date.serial % 7 + 7) % 7;  // serial 0 was a Saturday
  return (since_saturday + 5) % 7 + 1;
}

}  // namespace outturn
