// What each operation must come to, by rational and calendar arithmetic written apart: nothing here
// reads engine/values or the operation table for its answer.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "engine/calc/operation.h"
#include "engine/values/exact.h"
#include "engine/values/rounding.h"

namespace outturn::test {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using calc::Op;

inline cpp_rational rational(const Exact& value) {
  const std::string text = value.fraction();
  const auto slash = text.find('/');
  if (slash == std::string::npos) return cpp_rational(cpp_int(text));
  return {cpp_int(text.substr(0, slash)), cpp_int(text.substr(slash + 1))};
}

inline cpp_int floor_of(const cpp_rational& value) {
  const cpp_int num = numerator(value);
  const cpp_int den = denominator(value);
  cpp_int quotient = num / den;
  if (num % den != 0 && num < 0) --quotient;
  return quotient;
}

inline std::int64_t whole_of(const cpp_rational& value) { return static_cast<std::int64_t>(floor_of(value)); }

// The calendar, by counting (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
struct Day {
  std::int64_t year, month, day;
};
inline std::int64_t serial_of(Day d) {
  const std::int64_t y = d.month <= 2 ? d.year - 1 : d.year;
  const std::int64_t era = y / 400;
  const std::int64_t yoe = y - era * 400;
  const std::int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468 + 25569;
}
inline std::int64_t month_length(std::int64_t year, std::int64_t month) {
  static const std::int64_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : lengths[month - 1];
}
inline Day day_of(std::int64_t serial) {
  std::int64_t year = 1900;
  while (serial_of({year + 1, 1, 1}) <= serial) ++year;
  std::int64_t month = 1;
  while (month < 12 && serial_of({year, month + 1, 1}) <= serial) ++month;
  return {year, month, serial - serial_of({year, month, 1}) + 1};
}

inline cpp_rational edate(std::int64_t serial, std::int64_t months) {
  Day d = day_of(serial);
  for (; months > 0; --months)
    d = d.month == 12 ? Day{d.year + 1, 1, d.day} : Day{d.year, d.month + 1, d.day};
  for (; months < 0; ++months)
    d = d.month == 1 ? Day{d.year - 1, 12, d.day} : Day{d.year, d.month - 1, d.day};
  d.day = std::min(d.day, month_length(d.year, d.month));
  return serial_of(d);
}

inline cpp_rational months_between(std::int64_t from, std::int64_t to) {
  if (to < from) return 0;
  const Day a = day_of(from);
  const Day b = day_of(to);
  std::int64_t whole = 0;  // by counting month for month, comparing the day of the month
  for (Day at = a;; ++whole) {
    at = at.month == 12 ? Day{at.year + 1, 1, at.day} : Day{at.year, at.month + 1, at.day};
    if (at.year > b.year || (at.year == b.year && at.month > b.month)) break;
    if (at.year == b.year && at.month == b.month && b.day < at.day) break;
  }
  return whole;
}

inline cpp_rational ten_to(int places) {
  return cpp_rational(pow(cpp_int(10), static_cast<unsigned>(places)));
}

inline cpp_rational rounded(const cpp_rational& value, int places, Rounding mode) {
  const cpp_rational scaled = value * ten_to(places);
  const cpp_int below = floor_of(scaled);
  const cpp_int above = -floor_of(-scaled);
  const bool negative = value < 0;
  cpp_int result;
  switch (mode) {
    case Rounding::half_up:
      result = negative ? -floor_of(-scaled + cpp_rational(1, 2)) : floor_of(scaled + cpp_rational(1, 2));
      break;
    case Rounding::half_even:
      result = below;
      if (scaled - below > cpp_rational(1, 2) || (scaled - below == cpp_rational(1, 2) && below % 2 != 0))
        result = above;
      break;
    case Rounding::down:
      result = below;
      break;
    case Rounding::up:
      result = above;
      break;
    case Rounding::towards_zero:
      result = negative ? above : below;
      break;
    case Rounding::away_from_zero:
      result = negative ? below : above;
      break;
  }
  return cpp_rational(result) / ten_to(places);
}

using Row = std::vector<cpp_rational>;

/// What an operation of operands comes to.
inline cpp_rational oracle(Op op, const Row& x) {
  const auto flag = [](bool held) { return cpp_rational(held ? 1 : 0); };
  switch (op) {
    case Op::add:
    case Op::add_days:
      return x[0] + x[1];
    case Op::subtract:
      return x[0] - x[1];
    case Op::multiply:
      return x[0] * x[1];
    case Op::divide:
      return x[1] == 0 ? cpp_rational(0) : cpp_rational(x[0] / x[1]);
    case Op::whole_quotient:
      return x[1] == 0 ? cpp_rational(0) : cpp_rational(floor_of(x[0] / x[1]));
    case Op::remainder:
      return x[1] == 0 ? cpp_rational(0) : cpp_rational(x[0] - x[1] * cpp_rational(floor_of(x[0] / x[1])));
    case Op::negate:
      return -x[0];
    case Op::power: {
      cpp_rational result = 1;
      for (std::int64_t i = 0; i < whole_of(abs(x[1])); ++i) result *= x[0];
      if (x[1] < 0) return x[0] == 0 ? cpp_rational(0) : cpp_rational(1 / result);
      return result;
    }
    case Op::least:
      return x[0] < x[1] ? x[0] : x[1];
    case Op::greatest:
      return x[0] > x[1] ? x[0] : x[1];
    case Op::absolute:
      return x[0] < 0 ? cpp_rational(-x[0]) : x[0];
    case Op::equal:
      return flag(x[0] == x[1]);
    case Op::not_equal:
      return flag(x[0] != x[1]);
    case Op::less:
      return flag(x[0] < x[1]);
    case Op::at_most:
      return flag(x[0] <= x[1]);
    case Op::more:
      return flag(x[0] > x[1]);
    case Op::at_least:
      return flag(x[0] >= x[1]);
    case Op::both:
      return flag(x[0] != 0 && x[1] != 0);
    case Op::either:
      return flag(x[0] != 0 || x[1] != 0);
    case Op::no:
      return flag(x[0] == 0);
    case Op::choose:
      return x[0] != 0 ? x[1] : x[2];
    case Op::add_months:
      return edate(whole_of(x[0]), whole_of(x[1]));
    case Op::months_between:
      return months_between(whole_of(x[0]), whole_of(x[1]));
    case Op::year:
      return day_of(whole_of(x[0])).year;
    case Op::month:
      return day_of(whole_of(x[0])).month;
    case Op::month_end: {
      Day d = day_of(whole_of(x[0]));
      return serial_of({d.year, d.month, month_length(d.year, d.month)});
    }
    case Op::weekday: {
      const std::int64_t since_monday = (whole_of(x[0]) - 2) % 7;  // serial 2 was a Monday
      return since_monday + 1;
    }
    default:
      throw std::logic_error("no oracle");
  }
}

}  // namespace outturn::test
