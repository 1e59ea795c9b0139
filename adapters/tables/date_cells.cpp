#include "adapters/tables/date_cells.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/tables/characters.h"
#include "adapters/tables/date_parts.h"
#include "engine/base/letters.h"
#include "engine/values/date.h"

namespace outturn::tables {
namespace {

constexpr int first_met = 1900;
constexpr int years_met = 300;

bool has_iso_form(std::string_view text) {
  if (text.size() < 10) return false;
  for (std::size_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 7 ? text[i] != '-' : !is_digit(text[i])) return false;
  }
  return true;
}

bool is_possible(int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1) return false;
  static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

// Days as a spreadsheet counts them, perhaps with a time after the point: "40908", "40908.5".
bool is_serial(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  const bool digits = text.find_first_not_of("0123456789.") == std::string_view::npos;
  return digits && whole.size() == 5 && value_of(whole) >= earliest_date.serial;
}

Flaw diagnose_iso(std::string_view text) {
  const int year = value_of(text.substr(0, 4));
  if (!is_possible(year, value_of(text.substr(5, 2)), value_of(text.substr(8, 2))))
    return Flaw::impossible_date;
  if (text.size() == 10) return Flaw::date_too_far;
  return text[10] == 'T' || text[10] == ' ' ? Flaw::date_with_time : Flaw::not_a_date;
}

Flaw diagnose(std::string_view text) {
  if (has_iso_form(text)) return diagnose_iso(text);
  if (is_serial(text)) return Flaw::date_serial;
  const DateParts parts = date_parts(text);
  const auto& n = parts.numbers;
  if (!parts.one_separator || n.size() != 3 || parts.named_month != 0) return Flaw::not_a_date;
  if (n[2].size() == 4 && n[0].size() <= 2) return Flaw::day_and_month;
  return n[0].size() <= 2 && n[2].size() == 2 ? Flaw::short_year : Flaw::not_a_date;
}

constexpr const char* format_column = "Format the column as YYYY-MM-DD in the spreadsheet and save again.";

std::string write_one_of(const std::vector<std::string>& days) {
  if (days.empty()) return "Correct the date and write it as year-month-day.";
  if (days.size() == 1) return fmt::format("Write {}.", days.front());
  return fmt::format("Write {} or {}, whichever is meant.", days[0], days[1]);
}

Advice day_and_month(const ColumnRules& rules, std::string_view text, bool short_year) {
  const std::vector<std::string> days = readings(date_parts(text));
  Advice advice{fmt::format("{} isn't written as year-month-day", shown(text)),
                {asks_for(rules)},
                {write_one_of(days)},
                format_column};
  if (days.empty()) advice.why.emplace_back("Read either way round there is no such day.");
  if (days.size() > 1) {
    advice.why.push_back(fmt::format("Day first it is {}, month first it is {}.", days[0], days[1]));
  }
  if (short_year) {
    advice.what = fmt::format("{} has a year of two digits", shown(text));
    advice.mend = {days.empty() ? write_one_of(days)
                                : fmt::format("Write the year in full: {} if that day is meant.",
                                              days.size() == 1 ? days[0] : days[0] + " or " + days[1])};
  }
  return advice;
}

Advice impossible(const ColumnRules& rules, std::string_view text) {
  const int month = value_of(text.substr(5, 2));
  const int day = value_of(text.substr(8, 2));
  Advice advice{
      fmt::format("there is no day {}", text.substr(0, 10)), {asks_for(rules)}, {"Correct the date."}, {}};
  const std::string swapped = iso_day(value_of(text.substr(0, 4)), day, month);
  if (month > 12 && !swapped.empty()) {
    advice.why.push_back(fmt::format("There is no month {}: day and month look swapped.", month));
    advice.mend = {fmt::format("Write {} if that is meant.", swapped)};
  }
  return advice;
}

Advice serial(const ColumnRules& rules, std::string_view text) {
  const std::string day = to_iso(Date{value_of(text.substr(0, text.find('.')))});
  return {
      fmt::format("{} is the number a spreadsheet keeps for a day, not a date", shown(text)),
      {asks_for(rules),
       fmt::format("Counted as Excel counts it would be {}, on old Macintosh files four years later.", day)},
      {fmt::format("Write {} if that is meant.", day)},
      format_column};
}

}  // namespace

DateRead DateReader::read(std::string_view text) {
  if (text.size() != 10 || !has_iso_form(text)) return {diagnose(text), 0};
  const int year = value_of(text.substr(0, 4));
  const int month = value_of(text.substr(5, 2));
  const int day = value_of(text.substr(8, 2));
  const bool kept = year >= first_met && year < first_met + years_met && month < 13 && day < 32;
  const int day_number = ((year - first_met) * 13 + month) * 32 + day;
  const std::size_t at = kept ? static_cast<std::size_t>(day_number) : 0;
  if (kept) {
    if (met_.empty()) met_.resize(static_cast<std::size_t>(years_met) * 13 * 32);
    if (met_[at] != 0) return {Flaw::none, met_[at]};
  }
  const auto date = make_date(year, month, day);
  if (!date) return {diagnose(text), 0};
  if (kept) met_[at] = date->serial;
  return {Flaw::none, date->serial};
}

Advice advise_date(Flaw flaw, const ColumnRules& rules, std::string_view text) {
  switch (flaw) {
    case Flaw::day_and_month:
      return day_and_month(rules, text, false);
    case Flaw::short_year:
      return day_and_month(rules, text, true);
    case Flaw::impossible_date:
      return impossible(rules, text);
    case Flaw::date_serial:
      return serial(rules, text);
    case Flaw::date_with_time:
      return {fmt::format("{} has a time of day", shown(text)),
              {asks_for(rules), "Days are counted here, without times and time zones."},
              {fmt::format("Write {}.", text.substr(0, 10))},
              format_column};
    case Flaw::date_too_far:
      return {fmt::format("{} is outside the days that can be used", text),
              {"Days run from 1900-03-01 to 9999-12-31: from then on all spreadsheets count alike."},
              {"Correct the date."},
              {}};
    default:
      break;
  }
  const std::vector<std::string> days = readings(date_parts(text));
  return {fmt::format("{} isn't a date as it must be written here", shown(text)),
          {asks_for(rules)},
          {days.size() == 1 ? fmt::format("Write {} if that is meant.", days[0]) : write_one_of(days)},
          format_column};
}

}  // namespace outturn::tables
