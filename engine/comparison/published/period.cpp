#include "engine/comparison/published/period.h"

#include <array>
#include <vector>

#include "engine/base/letters.h"

namespace outturn::comparison {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }
bool is_letter(char c) { return small(c) >= 'a' && small(c) <= 'z'; }

/// A run of digits or letters, or one sign; blanks lie between.
struct Token {
  std::string text;  ///< in small letters
  int number = -1;   ///< of digits
  std::size_t digits = 0;
};

std::string_view sign_at(std::string_view rest) {
  if (rest.starts_with("\xE2\x80\x93") || rest.starts_with("\xE2\x80\x94"))
    return rest.substr(0, 3);  // dashes
  return rest.substr(0, 1);
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  while (!text.empty()) {
    Token token;
    std::size_t n = 0;
    if (is_digit(text[0])) {
      int number = 0;
      for (; n < text.size() && is_digit(text[n]) && n < 9; ++n) number = number * 10 + (text[n] - '0');
      token.number = number;
      token.digits = n;
      token.text = text.substr(0, n);
    } else if (is_letter(text[0])) {
      for (; n < text.size() && is_letter(text[n]); ++n) token.text += small(text[n]);
    } else {
      const std::string_view sign = sign_at(text);
      n = sign.size();
      token.text = n == 3 ? "-" : std::string(sign);
    }
    text.remove_prefix(n);
    if (token.text != " " && token.text != "\xC2" && token.text != "\xA0") out.push_back(std::move(token));
  }
  return out;
}

int month_named(std::string_view word) {
  static constexpr std::array<std::string_view, 12> names = {"january",   "february", "march",    "april",
                                                             "may",       "june",     "july",     "august",
                                                             "september", "october",  "november", "december"};
  if (word == "sept") return 9;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (word.size() >= 3 && names[i].starts_with(word)) return static_cast<int>(i) + 1;
  return 0;
}

bool is_year(const Token& token) { return token.digits == 4 && token.number >= 1900 && token.number < 2200; }
/// "18" after 2016 is 2018, "00" after 1999 is 2000.
int year_after(int year, int short_year) {
  const int same = year / 100 * 100 + short_year;
  return same >= year ? same : same + 100;
}
bool is_next(int year, const Token& token) {
  return token.digits == 2 ? token.number == (year + 1) % 100 : token.digits == 4 && token.number == year + 1;
}

int start_month(PeriodKind kind) {
  if (kind == PeriodKind::academic_year) return 8;
  if (kind == PeriodKind::financial_year || kind == PeriodKind::tax_year) return 4;
  return 1;
}

Period year_period(std::string_view text, int year, PeriodKind kind) {
  Period made = period_of(std::string(text), kind, year, start_month(kind), 12);
  if (kind == PeriodKind::tax_year && made.start && made.end) {
    made.start->serial += 5;
    made.end->serial += 5;
  }
  return made;
}

Period day_period(std::string_view text, Date day, const PeriodHabit& habit) {
  const YearMonthDay parts = civil(day);
  if (habit.date_months > 0 && parts.day == 1) {
    const bool year = habit.date_months == 12;
    const PeriodKind kind = habit.date_months == 1     ? PeriodKind::month
                            : habit.date_months == 3   ? PeriodKind::quarter
                            : year && parts.month == 1 ? PeriodKind::calendar_year
                            : year && parts.month == 4 ? PeriodKind::financial_year
                                                       : PeriodKind::rolling;
    return period_of(std::string(text), kind, parts.year, parts.month, habit.date_months);
  }
  return {std::string(text), PeriodKind::day, day, Date{day.serial + 1}};
}

/// "2024-06-30", "31/03/2024", "2022-08".
std::optional<Period> by_numbers(std::string_view text, const std::vector<Token>& t,
                                 const PeriodHabit& habit) {
  if (t.size() >= 5 && t[1].text == t[3].text && (t[1].text == "-" || t[1].text == "/")) {
    const bool iso = is_year(t[0]) && t[2].digits == 2 && t[4].digits == 2;
    const bool british = t[0].digits <= 2 && t[0].digits > 0 && t[2].digits == 2 && is_year(t[4]);
    if (t.size() > 5 && !(iso && t[5].text == "t")) return std::nullopt;
    const auto day = iso       ? make_date(t[0].number, t[2].number, t[4].number)
                     : british ? make_date(t[4].number, t[2].number, t[0].number)
                               : std::nullopt;
    if (day) return day_period(text, *day, habit);
  }
  if (t.size() == 3 && is_year(t[0]) && t[1].text == "-" && t[2].digits == 2 && t[2].number >= 1 &&
      t[2].number <= 12 && !is_next(t[0].number, t[2]))
    return period_of(std::string(text), PeriodKind::month, t[0].number, t[2].number, 1);
  return std::nullopt;
}

/// A split year beginning at token `at`: "2009/10", "11/12" (after 2009), "201718".
struct SplitYear {
  int year = 0;
  std::size_t next = 0;
};
std::optional<SplitYear> split_year_at(const std::vector<Token>& t, std::size_t at, int after) {
  if (at >= t.size()) return std::nullopt;
  if (t[at].digits == 6 && t[at].number / 100 >= 1900 && (t[at].number / 100 + 1) % 100 == t[at].number % 100)
    return SplitYear{t[at].number / 100, at + 1};
  if (at + 2 >= t.size() || (t[at + 1].text != "/" && t[at + 1].text != "-")) return std::nullopt;
  const int year = is_year(t[at])                   ? t[at].number
                   : after > 0 && t[at].digits == 2 ? year_after(after, t[at].number)
                                                    : 0;
  if (year == 0 || !is_next(year, t[at + 2])) return std::nullopt;
  return SplitYear{year, at + 3};
}

/// "2023 Q1", "Q1 2023": the quarter's number, with what stands beside it left in `rest`.
int quarter_in(std::vector<Token>& t) {
  for (std::size_t i = 0; i + 1 < t.size(); ++i) {
    if (t[i].text != "q" || t[i + 1].digits != 1 || t[i + 1].number < 1 || t[i + 1].number > 4) continue;
    const int quarter = t[i + 1].number;
    t.erase(t.begin() + static_cast<std::ptrdiff_t>(i), t.begin() + static_cast<std::ptrdiff_t>(i) + 2);
    return quarter;
  }
  return 0;
}

std::optional<Period> by_years(std::string_view text, std::vector<Token> t, const PeriodHabit& habit) {
  const int quarter = quarter_in(t);
  if (const auto first = split_year_at(t, 0, 0)) {
    const int month = start_month(habit.split_year);
    if (quarter != 0 && first->next == t.size())
      return period_of(std::string(text), PeriodKind::quarter, first->year + (month + (quarter - 1) * 3 > 12),
                       (month + (quarter - 1) * 3 - 1) % 12 + 1, 3);
    if (first->next == t.size()) return year_period(text, first->year, habit.split_year);
    if (first->next < t.size() && t[first->next].text == "-") {
      const auto last = split_year_at(t, first->next + 1, first->year);
      if (last && last->next == t.size() && last->year > first->year)
        return period_of(std::string(text), PeriodKind::rolling, first->year, month,
                         12 * (last->year - first->year + 1));
    }
    return std::nullopt;
  }
  if (t.empty() || !is_year(t[0])) return std::nullopt;
  if (t.size() == 1) {
    return quarter != 0 ? period_of(std::string(text), PeriodKind::quarter, t[0].number, quarter * 3 - 2, 3)
                        : year_period(text, t[0].number, habit.lone_year);
  }
  const bool span = t.size() == 3 && t[1].text == "-" && (t[2].digits == 2 || is_year(t[2]));
  if (!span) return std::nullopt;  // "2016 - 18", "2010-2017"; "2017-18" was a split year
  const int last = t[2].digits == 2 ? year_after(t[0].number, t[2].number) : t[2].number;
  if (last <= t[0].number || last - t[0].number > 60) return std::nullopt;
  return period_of(std::string(text), PeriodKind::rolling, t[0].number, 1, 12 * (last - t[0].number + 1));
}

struct MonthSeen {
  int month = 0;
  int year = 0;  ///< 0: none stands after it
};

std::vector<MonthSeen> months_in(const std::vector<Token>& t) {
  std::vector<MonthSeen> out;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const int month = month_named(t[i].text);
    if (month == 0) continue;
    std::size_t year = i + 1;
    if (year < t.size() && t[year].text == "-") ++year;
    MonthSeen seen{month, 0};
    if (year < t.size() && is_year(t[year])) seen.year = t[year].number;
    if (year < t.size() && t[year].digits == 2) seen.year = 2000 + t[year].number;
    out.push_back(seen);
  }
  return out;
}

std::optional<Period> by_months(std::string_view text, const std::vector<Token>& t) {
  std::vector<MonthSeen> seen = months_in(t);
  if (seen.empty() || seen.size() > 2 || seen.back().year == 0) return std::nullopt;
  if (seen.size() == 1) {
    if (!t.empty() && t[0].digits > 0 && t[0].digits <= 2) {  // "31 March 2024"
      if (const auto day = make_date(seen[0].year, seen[0].month, t[0].number))
        return Period{std::string(text), PeriodKind::day, day, Date{day->serial + 1}};
    }
    return period_of(std::string(text), PeriodKind::month, seen[0].year, seen[0].month, 1);
  }
  if (seen[0].year == 0) seen[0].year = seen[1].year - (seen[0].month > seen[1].month);
  const int months = (seen[1].year - seen[0].year) * 12 + seen[1].month - seen[0].month + 1;
  if (months < 1 || months > 1200) return std::nullopt;
  const PeriodKind kind = months == 3 && seen[0].month % 3 == 1 ? PeriodKind::quarter
                          : months == 12 && seen[0].month == 1  ? PeriodKind::calendar_year
                          : months == 12 && seen[0].month == 4  ? PeriodKind::financial_year
                          : months == 1                         ? PeriodKind::month
                                                                : PeriodKind::rolling;
  return period_of(std::string(text), kind, seen[0].year, seen[0].month, months);
}

}  // namespace

std::string_view name_of(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::unknown:
      return "unknown";
    case PeriodKind::day:
      return "day";
    case PeriodKind::month:
      return "month";
    case PeriodKind::quarter:
      return "quarter";
    case PeriodKind::calendar_year:
      return "calendar year";
    case PeriodKind::financial_year:
      return "financial year";
    case PeriodKind::academic_year:
      return "academic year";
    case PeriodKind::tax_year:
      return "tax year";
    case PeriodKind::rolling:
      return "rolling";
  }
  return "unknown";
}

Period period_of(std::string text, PeriodKind kind, int year, int month, int months) {
  Period made{std::move(text), kind, make_date(year, month, 1), std::nullopt};
  if (made.start) made.end = add_months_within(*made.start, months);
  if (!made.start || !made.end)
    return {std::move(made.text), PeriodKind::unknown, std::nullopt, std::nullopt};
  return made;
}

Period read_period(std::string_view text, const PeriodHabit& habit) {
  const std::vector<Token> tokens = tokens_of(text.substr(0, 80));
  if (auto made = by_numbers(text, tokens, habit)) return *made;
  if (auto made = by_years(text, tokens, habit)) return *made;
  if (auto made = by_months(text, tokens)) return *made;
  return {std::string(text), PeriodKind::unknown, std::nullopt, std::nullopt};
}

Period read_ees_period(std::string_view time_period, std::string_view time_identifier) {
  const std::string text = std::string(time_period) + " " + std::string(time_identifier);
  std::string word;
  for (const char c : time_identifier) word += small(c);
  PeriodHabit habit;
  if (word.starts_with("academic")) habit.split_year = PeriodKind::academic_year;
  if (word.starts_with("tax")) habit.split_year = PeriodKind::tax_year;
  if (word.starts_with("financial")) habit.lone_year = PeriodKind::financial_year;
  Period made{text, PeriodKind::unknown, std::nullopt, std::nullopt};
  const std::size_t q = word.rfind(" q");
  const bool whole =
      word == "academic year" || word == "financial year" || word == "tax year" || word == "calendar year";
  if (whole) made = read_period(time_period, habit);
  if (q != std::string::npos && q + 3 == word.size())
    made = read_period(std::string(time_period) + word.substr(q), habit);
  if (month_named(word) != 0 && time_period.size() == 4)
    made = read_period(word + " " + std::string(time_period));
  made.text = text;
  return made;
}

}  // namespace outturn::comparison
