// Exact against boost's cpp_rational, with numbers that crowd the edges where the small form spills.
#include "engine/values/exact.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>

#include "engine/base/problem.h"

namespace outturn {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

std::string text(const cpp_rational& value) {
  const cpp_int den = denominator(value);
  return den == 1 ? numerator(value).str() : numerator(value).str() + "/" + den.str();
}

/// Boost 1.74 refuses a negative denominator of unbounded integers ("non-zero singular denominator").
cpp_rational rational(std::int64_t num, std::int64_t den) {
  const cpp_int sign = den < 0 ? -1 : 1;
  return {cpp_int(sign * num), cpp_int(sign * den)};
}

/// A number both ways.
struct Pair {
  Exact exact;
  cpp_rational oracle;
};

class Numbers {
 public:
  explicit Numbers(unsigned seed) : random_(seed) {}

  std::int64_t whole() {
    const auto bits = static_cast<std::int64_t>(random_());
    switch (random_() % 6) {
      case 0:
        return bits % 10;
      case 1:
        return bits % 100000;
      case 2:
        return largest - static_cast<std::int64_t>(random_() % 4);
      case 3:
        return least + static_cast<std::int64_t>(random_() % 4);
      case 4:
        return bits >> (random_() % 64);
      default:
        return (std::int64_t{1} << (random_() % 63)) + static_cast<std::int64_t>(random_() % 3) - 1;
    }
  }
  std::int64_t non_zero() {
    for (;;) {
      if (const std::int64_t number = whole(); number != 0) return number;
    }
  }
  Pair number() {
    const std::int64_t num = whole();
    const std::int64_t den = random_() % 4 == 0 ? 1 : non_zero();
    Pair pair{Exact::ratio(num, den), rational(num, den)};
    if (random_() % 8 != 0) return pair;
    const std::int64_t more = non_zero();  // now and then a spilled one
    return {pair.exact * Exact(more) * Exact(more), pair.oracle * more * more};
  }
  std::uint64_t operator()() { return random_(); }

 private:
  std::mt19937_64 random_;
};

bool parts_fit(const cpp_rational& value) {
  return numerator(value) <= largest && numerator(value) >= least && denominator(value) <= largest;
}

void expect_same(const Exact& exact, const cpp_rational& oracle) {
  ASSERT_EQ(exact.fraction(), text(oracle));
  ASSERT_EQ(exact.sign(), oracle.sign());
  ASSERT_EQ(exact.is_whole(), denominator(oracle) == 1);
  if (!parts_fit(oracle)) {
    ASSERT_FALSE(exact.small().has_value());
    return;
  }
  const auto small = exact.small();
  ASSERT_TRUE(small.has_value()) << "should have shrunk: " << text(oracle);
  ASSERT_GT(small->den, 0);
  ASSERT_EQ(rational(small->num, small->den), oracle);
}

TEST(Exact, IsThreeWords) { EXPECT_EQ(sizeof(Exact), 24U); }

TEST(Exact, ArithmeticAgreesWithRationals) {
  Numbers numbers(20240101);
  for (int i = 0; i < 60000; ++i) {
    const Pair a = numbers.number();
    const Pair b = numbers.number();
    expect_same(a.exact + b.exact, a.oracle + b.oracle);
    expect_same(a.exact - b.exact, a.oracle - b.oracle);
    expect_same(a.exact * b.exact, a.oracle * b.oracle);
    if (b.oracle != 0) expect_same(a.exact / b.exact, a.oracle / b.oracle);
    expect_same(-a.exact, -a.oracle);
    expect_same(a.exact.abs(), abs(a.oracle));
    if (HasFatalFailure()) FAIL() << text(a.oracle) << " and " << text(b.oracle);
  }
}

TEST(Exact, OrderAgreesWithRationals) {
  Numbers numbers(7);
  for (int i = 0; i < 60000; ++i) {
    const Pair a = numbers.number();
    const Pair b =
        i % 3 == 0 ? Pair{a.exact * Exact::ratio(6, 10) / Exact::ratio(3, 5), a.oracle} : numbers.number();
    ASSERT_EQ(a.exact == b.exact, a.oracle == b.oracle) << text(a.oracle) << " " << text(b.oracle);
    ASSERT_EQ(a.exact < b.exact, a.oracle < b.oracle) << text(a.oracle) << " " << text(b.oracle);
    ASSERT_EQ(a.exact >= b.exact, a.oracle >= b.oracle) << text(a.oracle) << " " << text(b.oracle);
  }
}

TEST(Exact, FloorAgreesWithRationals) {
  Numbers numbers(8);
  for (int i = 0; i < 20000; ++i) {
    const Pair a = numbers.number();
    cpp_int below = numerator(a.oracle) / denominator(a.oracle);
    if (below > a.oracle) --below;
    ASSERT_EQ(a.exact.floor().fraction(), below.str()) << text(a.oracle);
  }
}

TEST(Exact, EveryPairOfEdgeValuesAgrees) {
  const std::vector<std::int64_t> edges = {least, least + 1, -2, -1, 0, 1, 2, largest - 1, largest};
  for (const std::int64_t p : edges) {
    for (const std::int64_t q : edges) {
      for (const std::int64_t r : edges) {
        if (q == 0) continue;
        const Exact a = Exact::ratio(p, q);
        const cpp_rational oracle = rational(p, q);
        expect_same(a, oracle);
        expect_same(a + Exact(r), oracle + r);
        expect_same(a - Exact(r), oracle - r);
        expect_same(Exact(r) - a, r - oracle);
        expect_same(a * Exact(r), oracle * r);
        if (r != 0) expect_same(a / Exact(r), oracle / r);
        if (p != 0) expect_same(Exact(r) / a, r / oracle);
        ASSERT_EQ(a < Exact(r), oracle < r);
        ASSERT_EQ(a == Exact(r), oracle == r);
      }
    }
  }
}

TEST(Exact, SumsOfLikeDenominatorsDoNotGrow) {
  Exact sum;
  for (int i = 0; i < 100000; ++i) sum = sum + Exact::scaled(i, 2) + Exact(1) + Exact::scaled(5, 1);
  ASSERT_TRUE(sum.small().has_value());
  EXPECT_EQ(sum.small()->den, 100);
  EXPECT_EQ(sum.fraction(), "50149500");
}

TEST(Exact, SpillsAndComesBack) {
  const Exact beyond = Exact(largest) * Exact(largest);
  EXPECT_FALSE(beyond.small().has_value());
  EXPECT_EQ(beyond.fraction(), "85070591730234615847396907784232501249");
  EXPECT_EQ((beyond / Exact(largest)).small()->num, largest);
  EXPECT_EQ(beyond - beyond, Exact(0));
  EXPECT_EQ((-(Exact(largest) + Exact(1))).small()->num, least);
}

TEST(Exact, CopiesAndMoves) {
  Exact big = Exact(largest) * Exact(4);
  Exact copy = big;
  EXPECT_EQ(copy, big);
  copy = Exact(3);
  EXPECT_EQ(copy, Exact(3));
  copy = big;
  copy = *&copy;
  EXPECT_EQ(copy, big);
  const Exact moved = std::move(big);
  EXPECT_EQ(moved, copy);
  big = moved;
  EXPECT_EQ(big, copy);
}

TEST(Exact, ScaledKeepsItsDenominator) {
  const auto small = Exact::scaled(1200, 2).small();
  EXPECT_EQ(small->num, 1200);
  EXPECT_EQ(small->den, 100);
  EXPECT_EQ(Exact::scaled(-5, 18).fraction(), "-1/200000000000000000");
  EXPECT_THROW((void)Exact::scaled(1, 19), Fault);
}

TEST(Exact, ZeroBelowIsAFault) {
  EXPECT_THROW(Exact::ratio(1, 0), Fault);
  EXPECT_THROW(Exact(1) / Exact(0), Fault);
  EXPECT_THROW((void)Exact(0).power(-1), Fault);
}

TEST(Exact, Powers) {
  EXPECT_EQ(Exact(2).power(0), Exact(1));
  EXPECT_EQ(Exact(0).power(0), Exact(1));
  EXPECT_EQ(Exact::ratio(3, 2).power(5).fraction(), "243/32");
  EXPECT_EQ(Exact::ratio(-2, 3).power(-3).fraction(), "-27/8");
  cpp_rational growth = 1;
  for (int i = 0; i < 40; ++i) growth *= rational(103, 100);
  EXPECT_EQ(Exact::ratio(103, 100).power(40).fraction(), text(growth));
}

TEST(Exact, ReadsDecimalsAndRatios) {
  const std::vector<std::pair<const char*, const char*>> good = {
      {"0", "0"},
      {"-0", "0"},
      {"-12.340", "-617/50"},
      {"+1.5", "3/2"},
      {"12/7", "12/7"},
      {"-12/18", "-2/3"},
      {"0010", "10"},
      {"010/4", "5/2"},
      {"0/5", "0"},
      {"9223372036854775808", "9223372036854775808"},
      {"0.00000000000000000001", "1/100000000000000000000"},
      {"-123456789012345678901234567890.5", "-246913578024691357802469135781/2"},
  };
  for (const auto& [typed, expected] : good) {
    const auto value = Exact::parse(typed);
    ASSERT_TRUE(value.has_value()) << typed;
    EXPECT_EQ(value->fraction(), expected) << typed;
  }
  for (const char* bad : {"", "-", ".", "1.", ".5", "1/0", "1/-2", "1//2", "1.5/2", "1e5", " 1", "1 ",
                          "1,000", "0x10", "--1", "+-1", "1.2.3", "/2", "1/"}) {
    EXPECT_FALSE(Exact::parse(bad).has_value()) << bad;
  }
  EXPECT_TRUE(Exact::parse(std::string(1000, '7')).has_value());
  EXPECT_FALSE(Exact::parse(std::string(1001, '7')).has_value());
}

TEST(Exact, FractionTextReadsBack) {
  Numbers numbers(11);
  for (int i = 0; i < 10000; ++i) {
    const Pair a = numbers.number();
    const auto back = Exact::parse(a.exact.fraction());
    ASSERT_TRUE(back.has_value());
    ASSERT_EQ(*back, a.exact);
    const auto decimal = a.exact.decimal();
    if (decimal) {
      ASSERT_EQ(*Exact::parse(*decimal), a.exact) << *decimal;
    }
  }
}

TEST(Exact, DecimalText) {
  EXPECT_EQ(Exact::scaled(839, 4).decimal(), "0.0839");
  EXPECT_EQ(Exact::scaled(-1200, 2).decimal(), "-12");
  EXPECT_EQ(Exact::ratio(1, 8).decimal(), "0.125");
  EXPECT_EQ(Exact::ratio(6, 15).decimal(), "0.4");
  EXPECT_EQ(Exact::ratio(1, 3).decimal(), std::nullopt);
  EXPECT_EQ(Exact(least).decimal(), "-9223372036854775808");
  EXPECT_EQ((Exact(largest) / Exact(1024)).decimal(), "9007199254740991.9990234375");
  EXPECT_EQ((Exact(1) / Exact(2).power(70)).decimal(),
            "0.0000000000000000000008470329472543003390683225006796419620513916015625");
  EXPECT_EQ((Exact(10).power(25)).decimal(), "10000000000000000000000000");
}

TEST(Exact, SignificantText) {
  EXPECT_EQ(Exact(0).significant(3), "0");
  EXPECT_EQ(Exact::ratio(1, 3).significant(3), "0.333");
  EXPECT_EQ(Exact::ratio(-2, 3).significant(12), "-0.666666666667");
  EXPECT_EQ(Exact(1234567).significant(3), "1230000");
  EXPECT_EQ(Exact(1235000).significant(3), "1240000");
  EXPECT_EQ(Exact::scaled(99996, 2).significant(4), "1000");
  EXPECT_EQ(Exact::scaled(99996, 2).significant(5), "999.96");
  EXPECT_EQ(Exact::scaled(99996, 2).significant(9), "999.96");
  EXPECT_EQ(Exact::scaled(123456, 9).significant(3), "0.000123");
  EXPECT_EQ(Exact::scaled(-1235, 7).significant(3), "-0.000124");
  EXPECT_EQ(Exact::scaled(999, 3).significant(2), "1");
  EXPECT_EQ(Exact(10).power(30).significant(1), "1000000000000000000000000000000");
  EXPECT_EQ(Exact(10).power(-30).significant(5), "0.000000000000000000000000000001");
  EXPECT_EQ((Exact(10).power(30) - Exact(1)).significant(12), "1000000000000000000000000000000");
}

// ---- to_double: the candidate and its neighbours, compared as exact rationals

cpp_rational value_of(double number) {
  int exponent = 0;
  const double mantissa = std::frexp(number, &exponent);
  cpp_rational value = static_cast<std::int64_t>(std::ldexp(mantissa, 53));
  const cpp_int scale = cpp_int(1) << static_cast<unsigned>(std::abs(exponent - 53));
  return exponent >= 53 ? cpp_rational(value * scale) : cpp_rational(value / scale);
}

bool even(double number) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &number, sizeof bits);
  return (bits & 1U) == 0;
}

void expect_nearest(const Exact& exact, const cpp_rational& oracle) {
  const double got = exact.to_double();
  const cpp_rational error = abs(value_of(got) - oracle);
  for (const double beside : {std::nextafter(got, INFINITY), std::nextafter(got, -INFINITY)}) {
    if (std::isinf(beside)) continue;
    const cpp_rational other = abs(value_of(beside) - oracle);
    ASSERT_TRUE(error < other || (error == other && even(got))) << text(oracle) << " gave " << got;
  }
}

TEST(Exact, ToDoubleIsNearestTiesToEven) {
  Numbers numbers(99);
  for (int i = 0; i < 30000; ++i) {
    const Pair a = numbers.number();
    expect_nearest(a.exact, a.oracle);
    if (HasFatalFailure()) FAIL();
  }
  for (std::int64_t k = 1; k < 200; ++k) {  // ties and their neighbours, beyond 2^53
    const std::int64_t tie = (std::int64_t{1} << 60) + k * 64;
    for (const std::int64_t near : {tie - 1, tie, tie + 1}) {
      expect_nearest(Exact(near), rational(near, 1));
      expect_nearest(Exact::ratio(near, 3), rational(near, 3));
      expect_nearest(Exact::ratio(7, near), rational(7, near));
    }
  }
}

TEST(Exact, ToDoubleAtTheEndsOfTheRange) {
  const Exact smallest = Exact(2).power(-1074);
  EXPECT_EQ(smallest.to_double(), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ((smallest / Exact(2)).to_double(), 0.0);
  EXPECT_FALSE(std::signbit((-smallest / Exact(4)).to_double()));
  EXPECT_EQ((smallest * Exact::ratio(3, 2)).to_double(), 2 * std::numeric_limits<double>::denorm_min());
  EXPECT_EQ((smallest * Exact::ratio(501, 1000)).to_double(), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ((smallest / Exact(10).power(40)).to_double(), 0.0);
  EXPECT_EQ(Exact(2).power(1023).to_double(), std::ldexp(1.0, 1023));
  EXPECT_EQ((-Exact(2).power(1023)).to_double(), -std::ldexp(1.0, 1023));
  EXPECT_THROW((void)Exact(2).power(1024).to_double(), Fault);
  const Exact past_largest = Exact(2).power(1024) - Exact(2).power(970);
  EXPECT_THROW((void)past_largest.to_double(), Fault);
  EXPECT_EQ((past_largest - Exact(1)).to_double(), std::numeric_limits<double>::max());
}

TEST(Exact, ToDoubleOfEverydayNumbersIsTheLiteral) {
  EXPECT_EQ(Exact::scaled(839, 4).to_double(), 0.0839);
  EXPECT_EQ(Exact::scaled(187154000, 2).to_double(), 1871540.0);
  EXPECT_EQ(Exact::parse("0.1")->to_double(), 0.1);
  EXPECT_EQ(Exact::parse("-123456789.123456789")->to_double(), -123456789.123456789);
  EXPECT_EQ(Exact::parse("0.30000000000000004")->to_double(), 0.30000000000000004);
  EXPECT_EQ((Exact(0) / Exact(largest)).to_double(), 0.0);
}

}  // namespace
}  // namespace outturn
