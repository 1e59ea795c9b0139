// Exact numbers as text, and text as exact numbers.
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "engine/base/letters.h"
#include "engine/base/problem.h"
#include "engine/values/exact.h"
#include "engine/values/exact_parts.h"
#include "engine/values/rounding.h"
#include "engine/values/show.h"

namespace outturn {
namespace {

/// Reading takes quadratic time; no contract needs more.
constexpr std::size_t longest_text = 1000;

/// Not cpp_int's own reading of text, which takes a leading 0 for octal.
cpp_int digits_value(std::string_view digits) {
  cpp_int value = 0;
  while (!digits.empty()) {
    const std::string_view part = digits.substr(0, 18);
    std::int64_t chunk = 0;
    for (const char c : part) chunk = chunk * 10 + (c - '0');
    value *= power_of_ten(static_cast<int>(part.size()));
    value += chunk;
    digits.remove_prefix(part.size());
  }
  return value;
}

cpp_int big_power_of_ten(int n) { return pow(cpp_int(10), static_cast<unsigned>(n)); }

std::optional<Exact> parse_unsigned(std::string_view text) {
  const std::size_t mark = text.find_first_of("/.");
  const std::string_view before = text.substr(0, mark);
  if (!all_digits(before)) return std::nullopt;
  if (mark == std::string_view::npos) return ExactParts::kept(digits_value(before), cpp_int(1));
  const std::string_view after = text.substr(mark + 1);
  if (!all_digits(after)) return std::nullopt;
  if (text[mark] == '/') {
    cpp_int den = digits_value(after);
    if (den == 0) return std::nullopt;
    return ExactParts::reduced(digits_value(before), std::move(den));
  }
  const cpp_int unit = big_power_of_ten(static_cast<int>(after.size()));
  return ExactParts::reduced(digits_value(before) * unit + digits_value(after), unit);
}

/// How many decimal places a denominator in lowest terms needs; nullopt when no number will do.
template <class Whole>
std::optional<int> places_needed(Whole den) {
  int twos = 0;
  int fives = 0;
  for (; den % 2 == 0; ++twos) den /= 2;
  for (; den % 5 == 0; ++fives) den /= 5;
  if (den != 1) return std::nullopt;
  return twos > fives ? twos : fives;
}

/// magnitude * 10^-places as text.
std::string with_point(bool negative, const cpp_int& magnitude, int places) {
  std::string text = magnitude.str();
  const auto after = static_cast<std::size_t>(places);
  if (text.size() <= after) text.insert(0, after + 1 - text.size(), '0');
  if (places > 0) text.insert(text.size() - after, 1, '.');
  return negative ? "-" + text : text;
}

void drop_trailing_zeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
}

/// The e with 10^e <= num/den < 10^(e+1), for num, den > 0.
int decimal_exponent(const cpp_int& num, const cpp_int& den) {
  const auto at_least = [&](int e) {
    return e >= 0 ? num >= den * big_power_of_ten(e) : num * big_power_of_ten(-e) >= den;
  };
  const auto bits = static_cast<std::int64_t>(msb(num)) - static_cast<std::int64_t>(msb(den));
  int e = static_cast<int>(bits * 30103 / 100000);  // log10(2), to be mended by a step or two
  while (!at_least(e)) --e;
  while (at_least(e + 1)) ++e;
  return e;
}

}  // namespace

std::optional<Exact> Exact::parse(std::string_view text) {
  if (const auto typed = parse_decimal(text)) return scaled(typed->scaled, typed->places);
  if (text.empty() || text.size() > longest_text) return std::nullopt;
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);
  std::optional<Exact> value = parse_unsigned(text);
  if (value && negative) return -*value;
  return value;
}

std::string Exact::fraction() const {
  if (big_) return big_->den == 1 ? big_->num.str() : big_->num.str() + "/" + big_->den.str();
  const Lowest parts = lowest({num_, den_});
  const std::string_view sign = parts.negative ? "-" : "";
  if (parts.den == 1) return fmt::format("{}{}", sign, parts.num);
  return fmt::format("{}{}/{}", sign, parts.num, parts.den);
}

std::optional<std::string> Exact::decimal() const {
  if (!big_) {
    const Lowest parts = lowest({num_, den_});
    const auto places = places_needed(parts.den);
    if (!places) return std::nullopt;
    std::int64_t scaled = 0;
    const std::int64_t num = with_sign(parts.negative, parts.num);
    if (*places <= 18) {
      const std::int64_t factor = power_of_ten(*places) / static_cast<std::int64_t>(parts.den);
      if (!__builtin_mul_overflow(num, factor, &scaled)) return plain_decimal(scaled, *places);
    }
  }
  const Big parts = ExactParts::big(*this);
  const auto places = places_needed(parts.den);
  if (!places) return std::nullopt;
  const cpp_int scaled = boost::multiprecision::abs(parts.num) * big_power_of_ten(*places) / parts.den;
  return with_point(sign() < 0, scaled, *places);
}

std::string Exact::significant(int digits) const {
  if (digits < 1) throw Fault("fewer than one significant digit was asked for");
  if (sign() == 0) return "0";
  const Big parts = ExactParts::big(*this);
  cpp_int num = boost::multiprecision::abs(parts.num);
  cpp_int den = parts.den;
  const int places = digits - 1 - decimal_exponent(num, den);
  if (places >= 0) {
    num *= big_power_of_ten(places);
  } else {
    den *= big_power_of_ten(-places);
  }
  cpp_int rounded = (2 * num + den) / (2 * den);
  if (places < 0) rounded *= big_power_of_ten(-places);
  std::string text = with_point(sign() < 0, rounded, places > 0 ? places : 0);
  drop_trailing_zeros(text);
  return text;
}

}  // namespace outturn
