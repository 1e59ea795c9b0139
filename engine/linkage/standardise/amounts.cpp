#include "engine/linkage/standardise/amounts.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/linkage/standardise/characters.h"
#include "engine/linkage/standardise/fold.h"
#include "engine/linkage/standardise/placeholder.h"

namespace outturn::linkage {
namespace {

constexpr std::array<std::string_view, 10> currencies = {
    "\xC2\xA3", "$", "\xE2\x82\xAC", "gbp", "eur", "usd", "aud", "cad", "chf", "\xC2\xA5"};

void take_off(std::string& text, std::string_view sign) {
  for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at))
    text.erase(at, sign.size());
}

std::string without_currency(std::string text) {
  for (const std::string_view sign : currencies) take_off(text, sign);
  return single_blanks(text);
}

/// Commas, blanks and apostrophes between groups of three digits; the decimal sign becomes a full stop.
std::string with_point(std::string_view digits) {
  const std::size_t comma = digits.rfind(',');
  const std::size_t point = digits.rfind('.');
  const bool several = comma != std::string_view::npos && digits.find(',') != comma;
  bool decimal_comma = comma != std::string_view::npos && !several;
  if (decimal_comma && point != std::string_view::npos) {
    decimal_comma = point < comma;
  } else if (decimal_comma) {
    decimal_comma = digits.size() - comma - 1 != 3;
  }
  std::string out;
  for (const char c : digits) {
    if (is_digit(c)) out += c;
    if (c == (decimal_comma ? ',' : '.')) out += '.';
  }
  return out;
}

/// A sign off the front or back, brackets, "cr" and "dr".
bool take_sign_off(std::string& text) {
  bool negative = false;
  const auto ends = [&](std::string_view end) {
    if (!text.ends_with(end)) return false;
    text.erase(text.size() - end.size());
    text = single_blanks(text);
    return true;
  };
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    text = single_blanks(text.substr(1, text.size() - 2));
    negative = true;
  }
  if (ends("dr") || ends("-")) negative = !negative;
  if (!ends("cr")) ends("+");
  if (text.starts_with('-') || text.starts_with('+')) {
    negative = negative != (text[0] == '-');
    text = single_blanks(text.substr(1));
  }
  return negative;
}

/// Blanks stand only before groups of three digits: "1 234 567", not a telephone number.
bool has_loose_blank(std::string_view text) {
  for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    const std::string_view behind = text.substr(at + 1);
    const std::size_t digits = std::min(behind.find_first_not_of("0123456789"), behind.size());
    if (at == 0 || !is_digit(text[at - 1]) || digits != 3) return true;
  }
  return false;
}

/// The plain decimal, or empty when the text is no number.
std::string plain_decimal(std::string text) {
  const bool negative = take_sign_off(text);
  if (text.find_first_not_of("0123456789.,' ") != std::string::npos || has_loose_blank(text)) return {};
  std::string digits = with_point(text);
  const std::size_t point = digits.find('.');
  if (point != digits.rfind('.')) return {};
  if (digits.empty() || digits == ".") return {};
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty() || digits[0] == '.') digits.insert(0, "0");
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return negative && digits != "0" ? '-' + digits : digits;
}

std::string with_two_decimals(std::string decimal) {
  const std::size_t point = decimal.find('.');
  if (point == std::string::npos) return decimal + ".00";
  while (decimal.size() - point < 3) decimal += '0';
  return decimal;
}

Standard standardise_figure(std::string_view text, bool money) {
  Trail trail(text);
  fold(trail);
  if (trail.value().empty()) return trail.unknown(ChangeKind::empty);
  if (is_placeholder(trail.value())) return trail.unknown(ChangeKind::placeholder);
  std::string decimal = plain_decimal(money ? without_currency(trail.value()) : trail.value());
  if (decimal.empty()) {
    trail.mark(ChangeKind::not_a_number);
    return trail.known();
  }
  if (money) trail.become(ChangeKind::currency_off, without_currency(trail.value()));
  trail.become(ChangeKind::number_form, money ? with_two_decimals(std::move(decimal)) : std::move(decimal));
  return trail.known();
}

}  // namespace

Standard standardise_number(std::string_view text) { return standardise_figure(text, false); }
Standard standardise_amount(std::string_view text) { return standardise_figure(text, true); }

std::optional<std::int64_t> amount_minor_units(std::string_view standard_amount) {
  std::string_view digits = standard_amount;
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  const std::size_t point = digits.find('.');
  if (point == std::string_view::npos || digits.size() - point != 3 || point > 15) return std::nullopt;
  if (!all_digits(digits.substr(0, point)) || !all_digits(digits.substr(point + 1))) return std::nullopt;
  std::int64_t units = 0;
  for (const char c : digits) {
    if (is_digit(c)) units = units * 10 + (c - '0');
  }
  return negative ? -units : units;
}

}  // namespace outturn::linkage
