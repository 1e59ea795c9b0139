#include "engine/values/show.h"

#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/problem.h"

namespace outturn {
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

Currency currency(const char* code) { return currency_by_code(code).value(); }

TEST(Show, PlainAlwaysShowsAllPlaces) {
  EXPECT_EQ(plain_decimal(-1234567, 2), "-12345.67");
  EXPECT_EQ(plain_decimal(187154000, 2), "1871540.00");
  EXPECT_EQ(plain_decimal(0, 2), "0.00");
  EXPECT_EQ(plain_decimal(-5, 2), "-0.05");
  EXPECT_EQ(plain_decimal(839, 4), "0.0839");
  EXPECT_EQ(plain_decimal(42, 0), "42");
  EXPECT_EQ(plain_decimal(least, 0), "-9223372036854775808");
  EXPECT_EQ(plain_decimal(least, 18), "-9.223372036854775808");
  EXPECT_EQ(plain_decimal(largest, 18), "9.223372036854775807");
}

TEST(Show, GroupedHasCommas) {
  EXPECT_EQ(grouped_decimal(-1234567, 2), "-12,345.67");
  EXPECT_EQ(grouped_decimal(99999, 2), "999.99");
  EXPECT_EQ(grouped_decimal(100000, 2), "1,000.00");
  EXPECT_EQ(grouped_decimal(-100, 0), "-100");
  EXPECT_EQ(grouped_decimal(1000000, 0), "1,000,000");
  EXPECT_EQ(grouped_decimal(1234567, 7), "0.1234567");
}

TEST(Show, Money) {
  EXPECT_EQ(show_money(187154000, currency("GBP")), "£1,871,540.00");
  EXPECT_EQ(show_money(-1234567, currency("GBP")), "-£12,345.67");
  EXPECT_EQ(show_money(1234567, currency("JPY")), "¥1,234,567");
  EXPECT_EQ(show_money(1234567, currency("KWD")), "KWD 1,234.567");
  EXPECT_EQ(show_money(-50, currency("AUD")), "-AUD 0.50");
}

TEST(Show, Currencies) {
  EXPECT_EQ(currency("USD").symbol, "$");
  EXPECT_EQ(currency("EUR").symbol, "€");
  EXPECT_EQ(currency("INR").symbol, "₹");
  EXPECT_EQ(currency("SEK").symbol, "SEK ");
  for (const char* code : {"JPY", "UGX", "RWF", "KRW", "CLP", "VND", "XOF", "XAF"}) {
    EXPECT_EQ(currency(code).places, 0) << code;
  }
  for (const char* code : {"KWD", "BHD", "OMR", "JOD", "TND"}) EXPECT_EQ(currency(code).places, 3) << code;
  for (const char* code : {"GBP", "USD", "EUR", "AUD", "INR", "SEK", "NOK", "DKK", "CHF", "CAD", "NZD", "ZAR",
                           "KES", "NGN", "COP", "BRL", "PEN", "ARS", "IDR", "PHP", "PKR", "BDT", "LKR", "NPR",
                           "KHR", "UZS", "TRY", "PLN", "CZK", "HUF", "RON", "BGN", "ILS", "AED", "SAR", "MXN",
                           "THB", "SGD", "HKD", "CNY", "TWD", "GHS", "TZS", "ZMW", "ETB", "MWK", "SLE"}) {
    EXPECT_EQ(currency(code).places, 2) << code;
  }
  for (const char* bad : {"", "GB", "gbp", "GBPX", "XXX", "P C", "LP ", "ZZZ", "CLP "}) {
    EXPECT_FALSE(currency_by_code(bad).has_value()) << bad;
  }
}

TEST(Show, Percent) {
  EXPECT_EQ(show_percent(839, 4), "8.39%");
  EXPECT_EQ(show_percent(100, 2), "100%");
  EXPECT_EQ(show_percent(-5, 3), "-0.5%");
  EXPECT_THROW((void)show_percent(1, 1), Fault);
}

TEST(Show, TypedDecimals) {
  struct Row {
    const char* text;
    std::int64_t scaled;
    int places;
  };
  const std::vector<Row> good = {
      {"0", 0, 0},
      {"-12.340", -12340, 3},
      {"+7", 7, 0},
      {"007.50", 750, 2},
      {"-0.0", 0, 1},
      {"999999999999999999", 999999999999999999, 0},
      {"0.000000000000000001", 1, 18},
      {"0.123456789012345678", 123456789012345678, 18},
  };
  for (const Row& row : good) {
    const auto typed = parse_decimal(row.text);
    ASSERT_TRUE(typed.has_value()) << row.text;
    EXPECT_EQ(typed->scaled, row.scaled) << row.text;
    EXPECT_EQ(typed->places, row.places) << row.text;
  }
  for (const char* bad : {"", "-", "+", ".", "1.", ".5", "1,000", "1e3", " 1", "1 ", "--1", "1.2.3", "0x1",
                          "1000000000000000000", "1.000000000000000000", "0.0000000000000000001", "١"}) {
    EXPECT_FALSE(parse_decimal(bad).has_value()) << bad;
  }
}

TEST(Show, RescaleNeverLosesADigit) {
  EXPECT_EQ(rescale({12345, 2}, 4), 1234500);
  EXPECT_EQ(rescale({12300, 4}, 2), 123);
  EXPECT_EQ(rescale({12301, 4}, 2), std::nullopt);
  EXPECT_EQ(rescale({-500, 2}, 0), -5);
  EXPECT_EQ(rescale({largest, 0}, 1), std::nullopt);
  EXPECT_EQ(rescale({0, 0}, 18), 0);
  EXPECT_EQ(rescale({1, 0}, 19), std::nullopt);
  EXPECT_EQ(rescale({1, 0}, -1), std::nullopt);
}

}  // namespace
}  // namespace outturn
