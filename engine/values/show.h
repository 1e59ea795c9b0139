// Numbers as people and machines read them.
//
// `shown` is for people ("£1,871,540.00", "8.39%"), `plain` for machines ("1871540.00", "0.0839").
// No locale: the same text on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn {

/// What is known of an ISO 4217 currency; nullopt for a code we do not know.
struct Currency {
  std::string code;    ///< "GBP"
  std::string symbol;  ///< "£"; the code and a space where there is no common sign
  int places = 2;      ///< minor unit digits: GBP 2, JPY 0, KWD 3
};
[[nodiscard]] std::optional<Currency> currency_by_code(std::string_view code);

/// -1234567 with 2 places -> "-12345.67"; always shows all places.
[[nodiscard]] std::string plain_decimal(std::int64_t scaled, int places);
/// The same with thousands commas: "-12,345.67".
[[nodiscard]] std::string grouped_decimal(std::int64_t scaled, int places);
/// "-£12,345.67".
[[nodiscard]] std::string show_money(std::int64_t minor_units, const Currency& currency);
/// The number 0.0839 held with 4 places -> "8.39%"; needs places >= 2.
[[nodiscard]] std::string show_percent(std::int64_t scaled, int places);

/// A decimal as typed: digits and how many places were written. Accepts an optional sign, digits,
/// optional fraction; no commas, no exponent, no blanks. nullopt when malformed or beyond 18 digits
/// (leading zeros not counted) or 18 places.
struct TypedDecimal {
  std::int64_t scaled;
  int places;
};
[[nodiscard]] std::optional<TypedDecimal> parse_decimal(std::string_view text);
/// The same number with exactly `places` places; nullopt when digits would be lost or it overflows.
[[nodiscard]] std::optional<std::int64_t> rescale(TypedDecimal value, int places);

}  // namespace outturn
