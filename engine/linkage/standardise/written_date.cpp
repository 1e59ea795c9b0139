// Takes a written date apart into its numbers.
#include <algorithm>
#include <array>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/dates.h"

namespace outturn::linkage {
namespace {

constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};

/// 1 to 12 for a month's name or its first three letters or more ("sept"); 0 for any other word.
int month_named(std::string_view word) {
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (months[i].starts_with(word)) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool says_nothing(std::string_view word) {
  if (word == "of" || word == "the" || word == "st" || word == "nd" || word == "rd" || word == "th")
    return true;
  return word.size() >= 3 && std::any_of(weekdays.begin(), weekdays.end(),
                                         [&](std::string_view day) { return day.starts_with(word); });
}

/// Where a time of day begins: "t10:30", " 10:30", " 00:00:00"; npos when there is none.
std::size_t time_at(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 7) return std::string_view::npos;
  std::size_t at = colon;
  while (at > 0 && is_digit(text[at - 1])) --at;
  if (at == colon || colon - at > 2 || at < 7) return std::string_view::npos;
  return text[at - 1] == 't' || text[at - 1] == ' ' ? at - 1 : std::string_view::npos;
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

class Reader {
 public:
  bool take(std::string_view word) {
    if (!all_digits(word)) {
      const int month = month_named(word);
      if (month == 0) return says_nothing(word);
      if (date_.month_name_at != 0 || date_.parts == 3) return false;
      date_.month_name_at = date_.parts + 1;
      return add(month, 0);
    }
    return word.size() <= 8 && date_.parts < 3 && add(number_of(word), static_cast<int>(word.size()));
  }
  [[nodiscard]] const WrittenDate& date() const { return date_; }

 private:
  bool add(int number, int digits) {
    const int at = ++date_.parts;
    (at == 1 ? date_.first : at == 2 ? date_.second : date_.third) = number;
    if (at == 1) date_.digits_first = digits;
    if (at == 3) date_.digits_third = digits;
    if (at == 2 && digits > 4) return false;
    return at == 1 || digits <= 4;
  }
  WrittenDate date_;
};

}  // namespace

std::optional<WrittenDate> written_date(std::string_view folded) {
  if (folded.size() > 48) return std::nullopt;  // "wednesday the 30th of september 1981" has 36
  const std::size_t time = time_at(folded);
  const std::string_view text = folded.substr(0, time);
  Reader reader;
  for (std::size_t at = 0; at < text.size();) {
    const auto same = is_digit(text[at]) ? is_digit : is_letter;
    std::size_t end = at;
    while (end < text.size() && same(text[end])) ++end;
    if (end == at) {
      if (std::string_view(" -/.,_\\'").find(text[at]) == std::string_view::npos) return std::nullopt;
      ++at;
      continue;
    }
    if (!reader.take(text.substr(at, end - at))) return std::nullopt;
    at = end;
  }
  WrittenDate date = reader.date();
  date.time = time != std::string_view::npos;
  return date.parts == 0 ? std::nullopt : std::optional(date);
}

}  // namespace outturn::linkage
