#include "engine/linkage/standardise/dates.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

namespace chrono = std::chrono;

/// The day of serial 0.
constexpr chrono::sys_days day_zero(chrono::year(1899) / 12 / 30);

/// Year, month and day as meant; month or day 0 where not known.
struct Meant {
  int year = 0;
  int month = 0;
  int day = 0;
  bool century_assumed = false;
  bool exchanged = false;
};

/// Spreadsheets' rule (Excel's default): 30 to 99 are of the last century, 00 to 29 of this one.
int full_year(int number, int digits, Meant& meant) {
  if (digits > 2) return number;
  meant.century_assumed = true;
  return number + (number < 30 ? 2000 : 1900);
}

/// Puts day and month; where only the other order is a date, that one.
void put_day_month(Meant& meant, int day, int month) {
  meant.exchanged = month > 12 && day >= 1 && day <= 12;
  if (meant.exchanged) std::swap(day, month);
  meant.day = day;
  meant.month = month;
}

/// 19810228 or 28021981: the year stands where that gives a date, and in front where neither does.
Meant eight_digits(int number, DateOrder order) {
  const Meant year_first = {number / 10000, number / 100 % 100, number % 100};
  Meant year_last;
  year_last.year = number % 10000;
  const int first = number / 1000000;
  const int second = number / 10000 % 100;
  const bool day_first = order == DateOrder::day_first;
  put_day_month(year_last, day_first ? first : second, day_first ? second : first);
  const bool in_front = year_first.year >= 1400 && year_first.month <= 12 && year_first.day <= 31;
  const bool behind = year_last.year >= 1400 && year_last.year < 2200 &&
                      calendar_day(year_last.year, year_last.month, year_last.day);
  return !in_front && behind ? year_last : year_first;
}

std::optional<Meant> three_parts(const WrittenDate& w, DateOrder order) {
  Meant meant;
  if (w.digits_first == 4) {
    meant.year = w.first;
    if (w.month_name_at == 3) {
      put_day_month(meant, w.second, w.third);
    } else {
      put_day_month(meant, w.third, w.second);
    }
    return meant;
  }
  if ((w.digits_third != 4 && w.digits_third != 2) || w.digits_first > 2) return std::nullopt;
  meant.year = full_year(w.third, w.digits_third, meant);
  const bool month_first = w.month_name_at == 1 || (w.month_name_at == 0 && order == DateOrder::month_first);
  put_day_month(meant, month_first ? w.second : w.first, month_first ? w.first : w.second);
  return meant;
}

std::optional<Meant> meant_by(const WrittenDate& w, DateOrder order) {
  if (w.parts == 3) return three_parts(w, order);
  Meant meant;
  if (w.parts == 1) {
    if (w.digits_first == 8) return eight_digits(w.first, order);
    meant.year = w.first;
    return w.digits_first == 4 ? std::optional(meant) : std::nullopt;
  }
  const bool year_first = w.digits_first == 4;
  meant.year = year_first ? w.first : w.second;
  meant.month = year_first ? w.second : w.first;
  return year_first || meant.year >= 1000 ? std::optional(meant) : std::nullopt;
}

std::optional<std::string> written(const Meant& meant) {
  if (meant.year < 1 || meant.year > 9999 || meant.month < 0 || meant.month > 12 || meant.day < 0)
    return std::nullopt;
  if (meant.month == 0) {
    return meant.day == 0 ? std::optional(fmt::format("{:04}", meant.year)) : std::nullopt;
  }
  if (meant.day == 0) return fmt::format("{:04}-{:02}", meant.year, meant.month);
  if (!calendar_day(meant.year, meant.month, meant.day)) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", meant.year, meant.month, meant.day);
}

/// Days that stand for "not known": the first and last days of calendars, and of counting them.
constexpr std::array<std::string_view, 13> filled_in = {
    "1111-11-11", "1582-10-15", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1901-01-01",
    "1904-01-01", "1970-01-01", "2099-12-31", "2999-12-31", "9999-01-01", "9999-12-31"};
/// Not readable as a day of the calendar, and yet plain in meaning.
constexpr std::array<std::string_view, 6> no_dates = {"0000-00-00", "00/00/0000", "00.00.0000",
                                                      "00000000",   "0001-01-01", "01/01/0001"};

void mark_doubts(Trail& trail, const Meant& meant) {
  if (meant.century_assumed) trail.mark(ChangeKind::century_assumed);
  if (meant.exchanged) trail.mark(ChangeKind::day_month_exchanged);
  if (meant.day == 0) return trail.mark(ChangeKind::partial_date);
  if (std::find(filled_in.begin(), filled_in.end(), trail.value()) != filled_in.end()) {
    trail.mark(ChangeKind::default_date);
  } else if (meant.month == 1 && meant.day == 1) {
    trail.mark(ChangeKind::first_of_january);
  }
}

int digits_at(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(from, count)) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Standard standardise_date(std::string_view text, DateOrder order) {
  Trail trail(text);
  fold(trail);
  if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
  if (std::find(no_dates.begin(), no_dates.end(), trail.value()) != no_dates.end() ||
      is_placeholder(trail.value()))
    return trail.unknown(ChangeKind::placeholder);
  const std::optional<WrittenDate> parts = written_date(trail.value());
  if (!parts) return trail.unknown(ChangeKind::unreadable_date);
  const std::optional<Meant> meant = meant_by(*parts, order);
  if (!meant) return trail.unknown(ChangeKind::unreadable_date);
  std::optional<std::string> iso = written(*meant);
  if (!iso) return trail.unknown(ChangeKind::impossible_date);
  trail.become(parts->time ? ChangeKind::time_off : ChangeKind::date_form, std::move(*iso));
  mark_doubts(trail, *meant);
  return trail.known();
}

std::string date_as_written(std::string_view text, DateOrder order) {
  Trail trail(text);
  fold(trail);
  const std::optional<WrittenDate> parts = written_date(trail.value());
  std::optional<Meant> meant = parts ? meant_by(*parts, order) : std::nullopt;
  if (!meant || meant->year == 0) return {};
  if (meant->exchanged) std::swap(meant->day, meant->month);
  return fmt::format("{:04}-{:02}-{:02}", meant->year, meant->month, meant->day);
}

std::optional<Date> calendar_day(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const chrono::year_month_day ymd(chrono::year(year), chrono::month(static_cast<unsigned>(month)),
                                   chrono::day(static_cast<unsigned>(day)));
  if (!ymd.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>((chrono::sys_days(ymd) - day_zero).count())};
}

std::optional<Date> day_of(std::string_view standard_date) {
  if (standard_date.size() != 10) return std::nullopt;
  return calendar_day(digits_at(standard_date, 0, 4), digits_at(standard_date, 5, 2),
                      digits_at(standard_date, 8, 2));
}

std::optional<int> year_of(std::string_view standard_date) {
  if (standard_date.size() < 4) return std::nullopt;
  const int year = digits_at(standard_date, 0, 4);
  return year < 0 ? std::nullopt : std::optional(year);
}

std::optional<Date> day_month_swapped(Date date) {
  const chrono::year_month_day ymd(day_zero + chrono::days(date.serial));
  const auto day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  const auto month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  if (day == month) return std::nullopt;
  return calendar_day(static_cast<int>(ymd.year()), day, month);
}

}  // namespace outturn::linkage
