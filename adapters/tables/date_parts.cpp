#include "adapters/tables/date_parts.h"

#include "adapters/tables/characters.h"
#include "engine/base/letters.h"
#include "engine/values/date.h"

namespace outturn::tables {
namespace {

int month_named(std::string_view word) {
  static constexpr std::string_view names[] = {"january",   "february", "march",    "april",
                                               "may",       "june",     "july",     "august",
                                               "september", "october",  "november", "december"};
  const std::string small = small_letters(word);
  if (small == "sept") return 9;
  for (int month = 1; month <= 12; ++month) {
    const std::string_view name = names[month - 1];
    if (small == name || (small.size() == 3 && small == name.substr(0, 3))) return month;
  }
  return 0;
}

int full_year(std::string_view digits) {
  const int year = value_of(digits);
  if (digits.size() != 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

void add_reading(std::vector<std::string>& out, int year, int month, int day) {
  std::string iso = iso_day(year, month, day);
  if (iso.empty() || (!out.empty() && out.front() == iso)) return;
  out.push_back(std::move(iso));
}

}  // namespace

DateParts date_parts(std::string_view text) {
  DateParts parts;
  std::string separators;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (is_digit(text[i])) {
      while (end < text.size() && is_digit(text[end])) ++end;
      parts.numbers.push_back(text.substr(i, end - i));
    } else if (is_letter(text[i])) {
      while (end < text.size() && is_letter(text[end])) ++end;
      if (const int month = month_named(text.substr(i, end - i))) parts.named_month = month;
      separators += 'a';
    } else {
      separators += text[i];
    }
    i = end;
  }
  parts.one_separator = separators.size() == 2 && separators[0] == separators[1] &&
                        std::string_view("/-.").find(separators[0]) != std::string_view::npos;
  return parts;
}

int value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 9)) value = value * 10 + (c - '0');
  return value;
}

std::string iso_day(int year, int month, int day) {
  const auto date = make_date(year, month, day);
  return date ? to_iso(*date) : std::string();
}

std::vector<std::string> readings(const DateParts& parts) {
  std::vector<std::string> out;
  const auto& n = parts.numbers;
  if (parts.named_month != 0 && n.size() >= 2) {
    const bool year_first = n[0].size() == 4;
    const std::string_view year = year_first ? n[1].size() <= 2 ? n[0] : std::string_view() : n[1];
    if (year.size() == 4 || year.size() == 2) {
      add_reading(out, full_year(year), parts.named_month, value_of(year_first ? n[1] : n[0]));
    }
  } else if (n.size() == 3 && n[0].size() == 4) {
    add_reading(out, value_of(n[0]), value_of(n[1]), value_of(n[2]));
  } else if (n.size() == 3 && (n[2].size() == 4 || n[2].size() == 2)) {
    add_reading(out, full_year(n[2]), value_of(n[1]), value_of(n[0]));
    add_reading(out, full_year(n[2]), value_of(n[0]), value_of(n[1]));
  } else if (n.size() == 1 && n[0].size() == 8) {
    add_reading(out, value_of(n[0].substr(0, 4)), value_of(n[0].substr(4, 2)), value_of(n[0].substr(6, 2)));
  }
  return out;
}

}  // namespace outturn::tables
