// Rounding against hand tables, the golden tables, and arithmetic written apart on cpp_rational.
#include "engine/values/rounding.h"

#include <limits>
#include <random>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "engine/values/show.h"
#include "tests/values/shared_golden.h"

namespace outturn {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
const std::vector<Rounding> modes = {Rounding::half_up, Rounding::half_even,    Rounding::down,
                                     Rounding::up,      Rounding::towards_zero, Rounding::away_from_zero};

Exact number(const std::string& text) { return Exact::parse(text).value(); }

TEST(Rounding, EachModeSpeltOut) {
  struct Row {
    const char* x;
    std::int64_t half_up, down, up, towards_zero, away;
  };
  const std::vector<Row> rows = {
      {"2.5", 3, 2, 3, 2, 3},       {"-2.5", -3, -3, -2, -2, -3}, {"2.1", 2, 2, 3, 2, 3},
      {"-2.1", -2, -3, -2, -2, -3}, {"-2.9", -3, -3, -2, -2, -3}, {"2.9", 3, 2, 3, 2, 3},
      {"3", 3, 3, 3, 3, 3},         {"-3", -3, -3, -3, -3, -3},   {"0", 0, 0, 0, 0, 0},
      {"0.5", 1, 0, 1, 0, 1},       {"-0.5", -1, -1, 0, 0, -1},   {"-0.49", 0, -1, 0, 0, -1},
      {"1/3", 0, 0, 1, 0, 1},       {"-2/3", -1, -1, 0, 0, -1},
  };
  for (const Row& row : rows) {
    const Exact x = number(row.x);
    EXPECT_EQ(round_scaled(x, 0, Rounding::half_up), row.half_up) << row.x;
    EXPECT_EQ(round_scaled(x, 0, Rounding::down), row.down) << row.x;
    EXPECT_EQ(round_scaled(x, 0, Rounding::up), row.up) << row.x;
    EXPECT_EQ(round_scaled(x, 0, Rounding::towards_zero), row.towards_zero) << row.x;
    EXPECT_EQ(round_scaled(x, 0, Rounding::away_from_zero), row.away) << row.x;
  }
}

TEST(Rounding, AHalfGoesToTheEvenNeighbour) {
  const std::vector<std::pair<const char*, std::int64_t>> rows = {{"2.5", 2},
                                                                  {"3.5", 4},
                                                                  {"0.5", 0},
                                                                  {"-0.5", 0},
                                                                  {"-1.5", -2},
                                                                  {"-2.5", -2},
                                                                  {"2.50001", 3},
                                                                  {"2.49999", 2},
                                                                  {"1/3", 0},
                                                                  {"-2/3", -1},
                                                                  {"7", 7},
                                                                  {"1000000.5", 1000000},
                                                                  {"1000001.5", 1000002}};
  for (const auto& [x, rounded] : rows)
    EXPECT_EQ(round_scaled(number(x), 0, Rounding::half_even), rounded) << x;
}

TEST(Rounding, WordsOfTheLanguage) {
  for (const Rounding mode : modes) EXPECT_EQ(rounding_from_words(words(mode)), mode);
  EXPECT_EQ(words(Rounding::half_up), "half up");
  EXPECT_EQ(words(Rounding::half_even), "half to even");
  EXPECT_EQ(words(Rounding::away_from_zero), "away from zero");
  EXPECT_EQ(rounding_from_words("half down"), std::nullopt);
}

TEST(Rounding, ResultsBeyond64BitsAreRefused) {
  EXPECT_EQ(round_scaled(Exact(largest), 0, Rounding::half_up), largest);
  EXPECT_EQ(round_scaled(Exact(least), 0, Rounding::half_up), least);
  EXPECT_EQ(round_scaled(Exact(largest), 1, Rounding::half_up), std::nullopt);
  EXPECT_EQ(round_scaled(Exact(least), 12, Rounding::down), std::nullopt);
  const Exact half = Exact::ratio(1, 2);
  EXPECT_EQ(round_scaled(Exact(largest) + half, 0, Rounding::half_up), std::nullopt);
  EXPECT_EQ(round_scaled(Exact(largest) + half, 0, Rounding::towards_zero), largest);
  EXPECT_EQ(round_scaled(Exact(least) - half, 0, Rounding::towards_zero), least);
  EXPECT_EQ(round_scaled(Exact(least) - half, 0, Rounding::half_up), std::nullopt);
}

cpp_int ten_to(int n) {
  cpp_int power = 1;
  for (int i = 0; i < n; ++i) power *= 10;
  return power;
}

/// Floor division and a table of words: nothing in common with the code under test.
cpp_int oracle_round(const cpp_rational& value, int places, Rounding mode) {
  const cpp_rational top = value * ten_to(places);
  cpp_int below = numerator(top) / denominator(top);
  if (below > top) --below;
  const cpp_rational rest = top - below;
  if (rest == 0) return below;
  const cpp_int above = below + 1;
  switch (mode) {
    case Rounding::down:
      return below;
    case Rounding::up:
      return above;
    case Rounding::towards_zero:
      return top < 0 ? above : below;
    case Rounding::away_from_zero:
      return top < 0 ? below : above;
    case Rounding::half_even:
      if (rest == cpp_rational(1, 2)) return below % 2 == 0 ? below : above;
      break;
    case Rounding::half_up:
      break;
  }
  if (rest == cpp_rational(1, 2)) return top < 0 ? below : above;
  return rest < cpp_rational(1, 2) ? below : above;
}

/// The distance by search: the edges near the value, each told by its own definition.
cpp_rational oracle_distance(const cpp_rational& value, int places, Rounding mode) {
  const cpp_rational scale = ten_to(places);
  const cpp_int near = oracle_round(value, places, Rounding::down);
  cpp_rational best = 1000;
  for (int k = -2; k <= 3; ++k) {
    const cpp_rational shift =
        mode == Rounding::half_up || mode == Rounding::half_even ? cpp_rational(1, 2) : cpp_rational(0);
    const cpp_rational edge = cpp_rational(near + k) + shift;
    if (mode == Rounding::towards_zero && edge == 0) continue;
    best = std::min(best, cpp_rational(abs(value - edge / scale)));
  }
  return best;
}

TEST(Rounding, AgreesWithRationals) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 12000; ++i) {
    const int places = static_cast<int>(random() % 13);
    const auto bits = static_cast<std::int64_t>(random());
    const std::int64_t num = bits >> (random() % 64);
    std::int64_t den = i % 2 == 0 ? power_of_ten(static_cast<int>(random() % 15)) * 2
                                  : std::abs(static_cast<std::int64_t>(random() >> (1 + random() % 62))) + 1;
    const Exact shrink = i % 5 == 0 ? Exact(largest) : Exact(1);  // some spilled
    const Exact value = Exact::ratio(num, den) / shrink;
    const cpp_rational oracle = cpp_rational(num, den) / (i % 5 == 0 ? largest : 1);
    for (const Rounding mode : modes) {
      const auto got = round_scaled(value, places, mode);
      const cpp_int expected = oracle_round(oracle, places, mode);
      const bool fits = expected <= largest && expected >= least;
      ASSERT_EQ(got.has_value(), fits) << oracle << " to " << places;
      if (fits) {
        ASSERT_EQ(cpp_int(*got), expected) << oracle << " to " << places << " " << words(mode);
      }
      const cpp_rational distance = oracle_distance(oracle, places, mode);
      ASSERT_EQ(distance_to_edge(value, places, mode), Exact::parse(distance.str()).value())
          << oracle << " to " << places << " " << words(mode);
      for (const int guard : {places, places + 3, 9, 12, 25}) {
        const cpp_rational limit = cpp_rational(1, 2) / ten_to(guard);
        ASSERT_EQ(near_edge(value, places, mode, guard), distance > 0 && distance < limit)
            << oracle << " to " << places << " " << words(mode) << " guard " << guard;
      }
    }
  }
}

TEST(Rounding, NearAnEdge) {
  const Exact tie = number("1.005");
  EXPECT_FALSE(near_edge(tie, 2, Rounding::half_up, 9));  // on the tie is a plain tie
  EXPECT_TRUE(near_edge(number("1.0049999999"), 2, Rounding::half_up, 9));
  EXPECT_TRUE(near_edge(number("1.0050000001"), 2, Rounding::half_up, 9));
  EXPECT_FALSE(near_edge(number("1.0050000005"), 2, Rounding::half_up, 9));  // exactly at the guard
  EXPECT_FALSE(near_edge(number("1.0050000001"), 2, Rounding::down, 9));
  EXPECT_TRUE(near_edge(number("1.0100000001"), 2, Rounding::down, 9));
  EXPECT_TRUE(near_edge(number("-1.0099999999"), 2, Rounding::up, 9));
  EXPECT_FALSE(near_edge(number("0.0000000001"), 2, Rounding::towards_zero, 9));
  EXPECT_TRUE(near_edge(number("0.0000000001"), 2, Rounding::away_from_zero, 9));
}

// ---- golden tables

TEST(Rounding, GoldenScalars) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/rounding.json");
  for (const auto& row : golden["scalar"]) {
    const std::string x = row["x"];
    const auto half_up = round_scaled(number(x), 2, Rounding::half_up);
    EXPECT_EQ(plain_decimal(half_up.value(), 2), row["half_up_2dp"].get<std::string>()) << x;
    const auto cut = round_scaled(number(x), 2, Rounding::towards_zero);
    // The table, made with Python's Decimal, writes a zero that came from below as "-0.00".
    std::string expected = row["truncate_2dp"];
    if (expected == "-0.00") expected = "0.00";
    EXPECT_EQ(plain_decimal(cut.value(), 2), expected) << x;
    expected = row["half_even_2dp"];
    if (expected == "-0.00") expected = "0.00";
    EXPECT_EQ(plain_decimal(round_scaled(number(x), 2, Rounding::half_even).value(), 2), expected) << x;
  }
}

TEST(Rounding, GoldenAllocationRoundedOneByOne) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/rounding.json");
  for (const auto& row : golden["allocation"]) {
    Exact all;
    for (const auto& weight : row["weights"]) all = all + number(weight);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < row["weights"].size(); ++i) {
      const Exact share = Exact(row["total_pence"].get<std::int64_t>()) * number(row["weights"][i]) / all;
      const auto pence = round_scaled(share, 0, Rounding::half_up);
      EXPECT_EQ(pence, row["round_each_half_up_pence"][i].get<std::int64_t>());
      sum += pence.value();
    }
    EXPECT_EQ(sum, row["round_each_sum"].get<std::int64_t>());
  }
}

TEST(Rounding, GoldenAccrual) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "finance/rounding.json");
  for (const auto& row : golden["accrual_step_example"]) {
    const Exact factor = Exact(1) + number(row["annual_rate"]) / Exact(12);
    const Exact end = number(row["principal"]) * factor.power(row["months"].get<int>());
    EXPECT_EQ(plain_decimal(round_scaled(end, 10, Rounding::half_up).value(), 10),
              row["exact"].get<std::string>());
    EXPECT_EQ(plain_decimal(round_scaled(end, 2, Rounding::half_up).value(), 2),
              row["round_at_end"].get<std::string>());
    Exact balance = number(row["principal"]);
    for (int month = 0; month < row["months"].get<int>(); ++month) {
      balance = Exact::scaled(round_scaled(balance * factor, 2, Rounding::half_up).value(), 2);
    }
    EXPECT_EQ(plain_decimal(round_scaled(balance, 2, Rounding::half_up).value(), 2),
              row["round_every_month"].get<std::string>());
  }
}

std::vector<std::string> column(const nlohmann::json& file, const std::string& name) {
  for (const auto& each : file["kinds"][0]["columns"]) {
    if (each["name"] == name) return each["values"];
  }
  throw std::runtime_error("no column " + name);
}

Exact rounded(const Exact& value, int places, Rounding mode) {
  return Exact::scaled(round_scaled(value, places, mode).value(), places);
}

/// The formulas are ROUND(ROUND(x/y,9),2), ROUNDDOWN(ROUND(x*y/100,9),0), ROUNDUP(ROUND(x/y*100,7),0)/100.
TEST(Rounding, GoldenSheetColumns) {
  OUTTURN_GOLDEN_OR_SKIP(golden, "columns/tricky.json");
  const auto xs = column(golden, "x");
  const auto ys = column(golden, "y");
  const auto round2 = column(golden, "round2");
  const auto down0 = column(golden, "down0");
  const auto up2 = column(golden, "up2");
  ASSERT_EQ(xs.size(), 400U);
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const Exact x = number(xs[i]);
    const Exact y = number(ys[i]);
    const Exact ratio = x / y;
    const Exact share = x * y / Exact(100);
    EXPECT_EQ(rounded(rounded(ratio, 9, Rounding::half_up), 2, Rounding::half_up), number(round2[i])) << i;
    EXPECT_EQ(rounded(ratio, 2, Rounding::half_up), number(round2[i])) << i;
    EXPECT_EQ(rounded(rounded(share, 9, Rounding::half_up), 0, Rounding::towards_zero), number(down0[i]))
        << i;
    EXPECT_EQ(
        rounded(rounded(ratio * Exact(100), 7, Rounding::half_up), 0, Rounding::away_from_zero) / Exact(100),
        number(up2[i]))
        << i;
    EXPECT_EQ(rounded(ratio, 2, Rounding::away_from_zero), number(up2[i])) << i;
  }
}

}  // namespace
}  // namespace outturn
