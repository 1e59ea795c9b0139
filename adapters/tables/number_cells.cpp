#include "adapters/tables/number_cells.h"

#include <algorithm>

#include "engine/base/letters.h"
#include "engine/values/rounding.h"

namespace outturn::tables {
namespace {

constexpr int most_significant = 15;  // what a spreadsheet's double holds of any decimal
constexpr int most_digits = 18;       // what fits 64 bits

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
bool any_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

int significant(std::int64_t digits, int length) {
  while (digits != 0 && digits % 10 == 0) {
    digits /= 10;
    --length;
  }
  return length;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string_view without_end(std::string_view text, std::string_view end) {
  if (!ends_with(text, end)) return text;
  text.remove_suffix(end.size());
  if (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The digits proper: what stands before "%" or "points".
std::string_view number_part(FactType type, std::string_view text) {
  if (type == FactType::percent) return without_end(text, "%");
  if (type != FactType::points) return text;
  const std::string_view part = without_end(text, "points");
  return part.size() != text.size() ? part : without_end(text, "point");
}

bool has_currency(std::string_view text) {
  for (const char* sign : {"£", "$", "€", "¥", "₹", "GBP", "USD", "EUR", "gbp", "usd", "eur"}) {
    if (has(text, sign)) return true;
  }
  return false;
}

bool is_exponent(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || !plain_decimal_in(text.substr(0, e))) return false;
  std::string_view power = text.substr(e + 1);
  if (!power.empty() && (power.front() == '+' || power.front() == '-')) power.remove_prefix(1);
  return !power.empty() && std::all_of(power.begin(), power.end(), is_digit);
}

// "1,300", "1,300.00", "1 300": a first group of one to three digits, then groups of three.
bool has_thousands(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  const std::size_t separator = whole.find_first_of(", ");
  if (separator == std::string_view::npos || separator == 0 || separator > 3 || whole.front() == '0')
    return false;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool group_end = i >= separator && (i - separator) % 4 == 0;
    if (group_end ? whole[i] != whole[separator] : !is_digit(whole[i])) return false;
  }
  return (whole.size() - separator) % 4 == 0 &&
         (point == std::string_view::npos || plain_decimal_in(text.substr(point + 1)));
}

bool has_decimal_comma(std::string_view text) {
  const std::size_t comma = text.rfind(',');
  if (comma == std::string_view::npos || comma == 0 || comma + 1 == text.size()) return false;
  const std::string_view whole = text.substr(0, comma);
  const bool digits = whole.find_first_not_of("-0123456789. ") == std::string_view::npos && any_digit(whole);
  return digits && text.find_first_not_of("0123456789", comma + 1) == std::string_view::npos;
}

Flaw diagnose(FactType type, std::string_view text) {
  if (!any_digit(text)) return Flaw::not_a_number;
  if (text.front() == '(' && text.back() == ')') return Flaw::parentheses;
  if (has_currency(text)) return Flaw::currency_sign;
  if (ends_with(text, "%") && type != FactType::percent) return Flaw::percent_sign;
  const std::string_view part = number_part(type, text);
  if (is_exponent(part)) return Flaw::exponent;
  if (part.size() > 1 && part.front() == '+' && plain_decimal_in(part.substr(1))) return Flaw::leading_plus;
  if (has_thousands(part)) return Flaw::thousands_comma;
  if (has_decimal_comma(part)) return Flaw::decimal_comma;
  return Flaw::not_a_number;
}

}  // namespace

std::optional<PlainDecimal> plain_decimal_in(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  if (at == end || !is_digit(*at)) return std::nullopt;
  PlainDecimal read;
  int length = 0;
  int zeros = 0;  // not yet counted, at the end of the fraction so far
  const auto add = [&](int digit) {
    if (length != 0 || digit != 0) ++length;
    if (length <= most_digits) read.digits = read.digits * 10 + digit;
  };
  for (; at != end && is_digit(*at); ++at) add(*at - '0');
  if (at != end && *at == '.') {
    if (++at == end) return std::nullopt;
    for (; at != end && is_digit(*at); ++at) {
      if (*at == '0') {
        ++zeros;
        continue;
      }
      for (read.places += zeros + 1; zeros > 0; --zeros) add(0);
      add(*at - '0');
    }
  }
  if (at != end) return std::nullopt;
  read.too_long = length > most_digits ||
                  (length > most_significant && significant(read.digits, length) > most_significant);
  if (negative) read.digits = -read.digits;
  return read;
}

NumberRead read_number(const ColumnRules& rules, std::string_view text) {
  const FactColumn& column = *rules.column;
  const bool hundredths = column.type == FactType::percent || column.type == FactType::points;
  const auto read = plain_decimal_in(hundredths ? number_part(column.type, text) : text);
  if (!read) return {diagnose(column.type, text), 0};
  if (column.type == FactType::percent && text.back() != '%') return {Flaw::no_percent_sign, 0};
  if (read->too_long) return {Flaw::too_many_digits, 0};
  const int more = column.places - read->places - (hundredths ? 2 : 0);
  if (read->digits != 0 && more < 0) {
    // 300% is 3: whole hundreds of a percent need no decimals.
    const std::int64_t fold = -more <= most_digits ? power_of_ten(-more) : 0;
    if (fold == 0 || read->digits % fold != 0) return {Flaw::too_many_places, 0};
    const std::int64_t fewer = read->digits / fold;
    return {fewer < rules.least || fewer > rules.most ? Flaw::out_of_range : Flaw::none, fewer};
  }
  std::int64_t scaled = 0;
  if (read->digits != 0) {
    const std::int64_t limit = power_of_ten(most_digits);
    if (more > most_digits || __builtin_mul_overflow(read->digits, power_of_ten(more), &scaled) ||
        scaled >= limit || scaled <= -limit) {
      return {Flaw::too_many_digits, 0};
    }
  }
  return {scaled < rules.least || scaled > rules.most ? Flaw::out_of_range : Flaw::none, scaled};
}

}  // namespace outturn::tables
