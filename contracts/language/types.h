// Types and units as a contract writes them, and what arithmetic does to them.
//
// A quantity's type is what it measures (money, percent, count ...), for a rate also per what, and
// whether it is exact (an unrounded rational) or held to a number of places. Nothing converts by
// itself: percent less percent is points, money times money is an error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace outturn::language {

enum class Quantity : std::uint8_t {
  none,  ///< not known, because of an error told elsewhere
  money,
  percent,
  points,
  count,
  number,
  rate,
  date,
  days,
  weeks,
  months,
  truth,
  text,
  code,    ///< a code of the rate card `of`
  key,     ///< a row of the input `of`; with own set, the row's own key
  reading  ///< a reading of the assumption `of`
};

struct QType {
  Quantity quantity = Quantity::none;
  std::string of;         ///< card, input or assumption; for a rate, what it is per: "100 people"
  bool exact = false;     ///< an unrounded rational
  int places = 0;         ///< decimal places held when not exact: money 2, 8.39% 4
  bool rounded = false;   ///< comes from a rounding that loses digits (not whole minor units)
  bool own = false;       ///< of a key: names its own row
  bool nullable = false;  ///< may be unknown
  bool decided = false;   ///< exact because the author wrote "exactly": may be compared

  [[nodiscard]] bool is(Quantity q) const { return quantity == q; }
  [[nodiscard]] bool numeric() const;   ///< money, percent, points, count, number, rate, durations
  [[nodiscard]] bool duration() const;  ///< days, weeks, months
};

/// "money", "percent", "rate per 100 people", "code of outcomes", "exact number"...
[[nodiscard]] std::string words(const QType& type);

/// The same in a sentence: "an amount of money", "an unrounded percentage", "a code of outcomes".
[[nodiscard]] std::string phrase(const QType& type);

/// Of a rate per 100 people, 100; of one per person, 1.
[[nodiscard]] std::int64_t per_how_many(const QType& rate);

/// The type of `a sign b` for + - * /; nullopt when the two don't go together.
[[nodiscard]] std::optional<QType> arithmetic_type(char sign, const QType& a, const QType& b);

/// True when two quantities may be compared or be the two branches of an `if`.
[[nodiscard]] bool comparable(const QType& a, const QType& b);

/// True when a value of type `from` may be given the declared type `to` (a ratio is a percent).
[[nodiscard]] bool assignable(const QType& to, const QType& from);

/// The type of two alternatives (min, max, if): comparable ones, exact when one is.
[[nodiscard]] QType joined(const QType& a, const QType& b);

}  // namespace outturn::language
