#include "engine/values/show.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "engine/base/letters.h"
#include "engine/base/problem.h"
#include "engine/values/rounding.h"

namespace outturn {
namespace {

// ISO 4217 list one (active currencies, SIX, as of 2025), by digits of the minor unit; units of
// account, metals and testing codes are left out. HRK, BGN and ANG stay, for contracts that began
// while they were money.
constexpr std::string_view codes_of_0_places =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ";
constexpr std::string_view codes_of_3_places = "BHD IQD JOD KWD LYD OMR TND ";
constexpr std::string_view codes_of_2_places =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL "
    "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK "
    "PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG ";

/// Signs that mean one currency; $ and ¥ are given to the currency most readers expect.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> signs = {{
    {"GBP", "£"},
    {"USD", "$"},
    {"EUR", "€"},
    {"INR", "₹"},
    {"JPY", "¥"},
    {"ILS", "₪"},
    {"KRW", "₩"},
    {"NGN", "₦"},
    {"PHP", "₱"},
    {"UAH", "₴"},
    {"VND", "₫"},
}};

bool lists(std::string_view codes, std::string_view code) {
  for (std::size_t at = 0; at + 3 < codes.size(); at += 4) {
    if (codes.substr(at, 3) == code) return true;
  }
  return false;
}

std::string symbol_of(std::string_view code) {
  for (const auto& [each, sign] : signs) {
    if (each == code) return std::string(sign);
  }
  return std::string(code) + " ";
}

/// Digits before and after the point, without sign.
struct Digits {
  std::string whole;
  std::string fraction;
};

Digits digits_of(std::int64_t scaled, int places) {
  if (places < 0) throw Fault("a number was to be shown with fewer than no places");
  const auto bits = static_cast<std::uint64_t>(scaled);
  std::string all = fmt::to_string(scaled < 0 ? 0 - bits : bits);
  const auto after = static_cast<std::size_t>(places);
  if (all.size() <= after) all.insert(0, after + 1 - all.size(), '0');
  const std::size_t point = all.size() - after;
  return {all.substr(0, point), all.substr(point)};
}

std::string with_commas(const std::string& whole) {
  std::string out;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i != 0 && (whole.size() - i) % 3 == 0) out += ',';
    out += whole[i];
  }
  return out;
}

std::string joined(std::string_view sign, const std::string& whole, const std::string& fraction) {
  std::string out(sign);
  out += whole;
  if (!fraction.empty()) out += "." + fraction;
  return out;
}

/// At most 18 digits after the leading zeros, so the value always fits.
std::optional<std::int64_t> value_of_digits(const std::string& digits) {
  std::int64_t value = 0;
  int counted = 0;
  for (const char c : digits) {
    if (value != 0 || c != '0') ++counted;
    if (counted > 18) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Currency> currency_by_code(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  int places = 2;
  if (lists(codes_of_0_places, code)) {
    places = 0;
  } else if (lists(codes_of_3_places, code)) {
    places = 3;
  } else if (!lists(codes_of_2_places, code)) {
    return std::nullopt;
  }
  return Currency{std::string(code), symbol_of(code), places};
}

std::string plain_decimal(std::int64_t scaled, int places) {
  const Digits digits = digits_of(scaled, places);
  return joined(scaled < 0 ? "-" : "", digits.whole, digits.fraction);
}

std::string grouped_decimal(std::int64_t scaled, int places) {
  const Digits digits = digits_of(scaled, places);
  return joined(scaled < 0 ? "-" : "", with_commas(digits.whole), digits.fraction);
}

std::string show_money(std::int64_t minor_units, const Currency& currency) {
  const Digits digits = digits_of(minor_units, currency.places);
  return joined((minor_units < 0 ? "-" : "") + currency.symbol, with_commas(digits.whole), digits.fraction);
}

std::string show_percent(std::int64_t scaled, int places) {
  if (places < 2) throw Fault("a percentage is held with at least 2 places");
  return grouped_decimal(scaled, places - 2) + "%";
}

std::optional<TypedDecimal> parse_decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const bool has_point = point != std::string_view::npos;
  const std::string_view fraction = has_point ? text.substr(point + 1) : std::string_view();
  if (!all_digits(whole) || (has_point && !all_digits(fraction))) return std::nullopt;
  if (fraction.size() > 18) return std::nullopt;
  const auto value = value_of_digits(std::string(whole) + std::string(fraction));
  if (!value) return std::nullopt;
  return TypedDecimal{negative ? -*value : *value, static_cast<int>(fraction.size())};
}

std::optional<std::int64_t> rescale(TypedDecimal value, int places) {
  if (places < 0 || places > 18 || value.places < 0 || value.places > 18) return std::nullopt;
  if (places < value.places) {
    const std::int64_t divisor = power_of_ten(value.places - places);
    if (value.scaled % divisor != 0) return std::nullopt;
    return value.scaled / divisor;
  }
  std::int64_t result = 0;
  const std::int64_t factor = power_of_ten(places - value.places);
  if (__builtin_mul_overflow(value.scaled, factor, &result)) return std::nullopt;
  return result;
}

}  // namespace outturn
