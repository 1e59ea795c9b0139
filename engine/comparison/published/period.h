// Periods as publishers write them: from a day up to, not including, another, and what kind of year it is.
//
// "2017/18" is twelve months, but of which year? A financial year begins on 1 April, an academic one on
// 1 August, and the same text stands for either: the kind is the publisher's word and is kept. Nothing is
// guessed: what can't be read keeps its text and no days.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/values/date.h"

namespace outturn::comparison {

enum class PeriodKind : std::uint8_t {
  unknown,
  day,  ///< a census or snapshot day
  month,
  quarter,
  calendar_year,
  financial_year,
  academic_year,
  tax_year,  ///< from 6 April
  rolling,   ///< any other span of whole months
};
[[nodiscard]] std::string_view name_of(PeriodKind kind);

struct Period {
  std::string text;  ///< as published
  PeriodKind kind = PeriodKind::unknown;
  std::optional<Date> start;
  std::optional<Date> end;  ///< the first day after it
  friend bool operator==(const Period&, const Period&) = default;
};

/// How a publisher's texts are to be taken where they can be taken in two ways.
struct PeriodHabit {
  PeriodKind split_year = PeriodKind::financial_year;  ///< "2017/18", "201718"
  PeriodKind lone_year = PeriodKind::calendar_year;    ///< "2017"
  int date_months = 0;  ///< a day begins a period of so many months (cohorts by their start); 0: a day
};

/// "2017/18", "201718", "2017-18", "2016 - 18", "2009/10 - 11/12", "March 2023", "Mar-23", "2022-08",
/// "Oct 2021-Sep 2022", "Jan to Mar 2024", "2023 Q1", "2017/18 Q3", "2019", "2024-06-30", "31/03/2024", and
/// anything with a month's name and a year at its end ("MSitAE-JANUARY-2024").
[[nodiscard]] Period read_period(std::string_view text, const PeriodHabit& habit = {});

/// Explore Education Statistics: `time_period` (2017, 201718) with `time_identifier` ("Academic year",
/// "Autumn term", "January", "Week 12"). Text is both, with a space between. DfE's academic year begins
/// on 1 August; terms and weeks keep no days, for their dates differ.
[[nodiscard]] Period read_ees_period(std::string_view time_period, std::string_view time_identifier);

/// From `start`, `months` long; unknown kind when the days are out of range.
[[nodiscard]] Period period_of(std::string text, PeriodKind kind, int year, int month, int months);

}  // namespace outturn::comparison
