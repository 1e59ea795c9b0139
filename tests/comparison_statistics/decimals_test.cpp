// Binary fractions as decimals: near enough, whatever their size, and rounded as a person would.
#include "engine/comparison/statistics/decimals.h"

#include <cmath>
#include <cstring>
#include <limits>

#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "engine/base/spread.h"

namespace outturn::comparison {
namespace {

TEST(DecimalOf, TwelveDigitsComeBack) {
  std::uint64_t state = 7;
  std::size_t tried = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::uint64_t bits = spread(state += 0x9E3779B97F4A7C15U);
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    const Exact decimal = decimal_of(value);
    if (std::abs(value) < 1e-290) continue;  // to_double's own smallest numbers are not the matter here
    ASSERT_LE(std::abs(decimal.to_double() - value), 1e-11 * std::abs(value)) << value;
    ASSERT_EQ(Exact::parse(decimal.decimal().value()), decimal);
    ++tried;
  }
  EXPECT_GT(tried, 15'000U);
}

TEST(DecimalOf, NoMoreThanTwelveDigits) {
  EXPECT_EQ(decimal_of(1.0 / 3).decimal(), "0.333333333333");
  EXPECT_EQ(decimal_of(-2.0 / 3).decimal(), "-0.666666666667");
  EXPECT_EQ(decimal_of(123456789012345678.0).decimal(), "123456789012000000");
  EXPECT_EQ(decimal_of(1e22).decimal(), "10000000000000000000000");
  EXPECT_EQ(decimal_of(99999999999999.0).decimal(), "100000000000000");
  EXPECT_EQ(decimal_of(0.99999999999999).decimal(), "1");
  EXPECT_EQ(decimal_of(0.0001).decimal(), "0.0001");
  EXPECT_EQ(decimal_of(1.5e-12).decimal(), "0.0000000000015");
  EXPECT_EQ(decimal_of(123456789012.0).decimal(), "123456789012");
  EXPECT_EQ(decimal_of(12345678901.25).decimal(), "12345678901.2");
}

TEST(DecimalOf, NothingAndTheEnds) {
  EXPECT_EQ(decimal_of(0.0).decimal(), "0");
  EXPECT_EQ(decimal_of(-0.0).decimal(), "0");
  EXPECT_EQ(decimal_of(std::numeric_limits<double>::denorm_min()).sign(), 1);
  EXPECT_EQ(decimal_of(-std::numeric_limits<double>::max()).sign(), -1);
  EXPECT_THROW((void)decimal_of(std::numeric_limits<double>::quiet_NaN()), Fault);
  EXPECT_THROW((void)decimal_of(std::numeric_limits<double>::infinity()), Fault);
}

TEST(Fixed, AHalfGoesAwayFromZero) {
  const auto of = [](double value, int places) { return fixed(decimal_of(value), places); };
  EXPECT_EQ(of(0.125, 2), "0.13");
  EXPECT_EQ(of(-0.125, 2), "-0.13");
  EXPECT_EQ(of(2.5, 0), "3");
  EXPECT_EQ(of(0.5, 0), "1");
  EXPECT_EQ(of(28.499999999999996, 0), "29");  // 28.5 that binary could not say
  EXPECT_EQ(of(1.005, 2), "1.01");
  EXPECT_EQ(of(-0.004, 2), "0.00");
  EXPECT_EQ(of(-0.0, 2), "0.00");
  EXPECT_EQ(of(0.07, 1), "0.1");
  EXPECT_EQ(of(1e-30, 6), "0.000000");
  EXPECT_EQ(of(7, 3), "7.000");
  EXPECT_EQ(of(999.995, 2), "1000.00");
}

TEST(Fixed, LargeFiguresAreWhole) {
  EXPECT_EQ(fixed(decimal_of(1e18), 6), "1000000000000000000.000000");
  EXPECT_EQ(fixed(decimal_of(-1.5e40) * Exact(100), 2), "-1500000000000000000000000000000000000000000.00");
  EXPECT_EQ(fixed(decimal_of(9.3e18), 0), "9300000000000000000");
}

}  // namespace
}  // namespace outturn::comparison
