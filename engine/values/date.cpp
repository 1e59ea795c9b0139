#include "engine/values/date.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "engine/base/problem.h"

namespace outturn {
namespace {

namespace chrono = std::chrono;

/// The day that serial 0 stands for, in days since 1970.
constexpr std::int32_t day_zero = chrono::sys_days(chrono::year(1899) / 12 / 30).time_since_epoch().count();

/// Only for a day that exists.
std::int32_t serial_of(int year, int month, int day) {
  const chrono::year_month_day ymd(chrono::year(year), chrono::month(static_cast<unsigned>(month)),
                                   chrono::day(static_cast<unsigned>(day)));
  return chrono::sys_days(ymd).time_since_epoch().count() - day_zero;
}

int days_in_month(int year, int month) {
  const chrono::year_month_day_last last(chrono::year(year),
                                         chrono::month_day_last(chrono::month(static_cast<unsigned>(month))));
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

/// The number in `digits`, or -1 when one of them is not an ASCII digit.
int small_value(std::string_view digits) {
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
  return make_date(small_value(iso.substr(0, 4)), small_value(iso.substr(5, 2)),
                   small_value(iso.substr(8, 2)));
}

std::string to_iso(Date date) {
  const YearMonthDay ymd = civil(date);
  return fmt::format("{:04}-{:02}-{:02}", ymd.year, ymd.month, ymd.day);
}

YearMonthDay civil(Date date) {
  // Before 1900 lie the dates that a figure below the first one is held to; none is read or shown.
  constexpr std::int32_t first = -182'619;  // 1400-01-01
  if (date.serial < first || date > latest_date) throw Fault("a day outside the calendar was used");
  const chrono::year_month_day ymd(chrono::sys_days(chrono::days(day_zero + date.serial)));
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<Date> add_months_within(Date date, int months) {
  const YearMonthDay from = civil(date);
  const std::int64_t count = std::int64_t{from.year} * 12 + (from.month - 1) + months;
  if (count < std::int64_t{1900} * 12 || count >= std::int64_t{10000} * 12) return std::nullopt;
  const int year = static_cast<int>(count / 12);
  const int month = static_cast<int>(count % 12) + 1;
  const Date moved{serial_of(year, month, std::min(from.day, days_in_month(year, month)))};
  return moved < earliest_date ? std::nullopt : std::optional(moved);
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
