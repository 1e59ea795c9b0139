// Days and months counted apart from engine/values, for the hand oracles.
#pragma once

#include <string>

namespace outturn::oracle {

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
  friend auto operator<=>(const Day&, const Day&) = default;
};

/// "2012-04-26".
inline Day day(const std::string& iso) {
  return {std::stoi(iso.substr(0, 4)), std::stoi(iso.substr(5, 2)), std::stoi(iso.substr(8, 2))};
}

/// The same day so many months later, or the last day of that month when it is shorter.
inline Day months_later(Day from, int months) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  from.year += (from.month - 1 + months) / 12;
  from.month = (from.month - 1 + months) % 12 + 1;
  const bool leap = from.year % 4 == 0 && (from.year % 100 != 0 || from.year % 400 == 0);
  const int last = lengths[from.month - 1] + (from.month == 2 && leap ? 1 : 0);
  if (from.day > last) from.day = last;
  return from;
}

}  // namespace outturn::oracle
