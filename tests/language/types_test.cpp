// The algebra of units, as a table; what may be compared, joined, declared; and the rules of rounding.
#include <gtest/gtest.h>

#include "contracts/language/names.h"
#include "contracts/parse/lines.h"
#include "contracts/parse/statement.h"
#include "tests/language/goldens.h"

namespace outturn::language {
namespace {

/// "money", "exact percent", "percent with 2 decimal places" as a contract writes it; money held to pence.
QType type(const std::string& written) {
  const SourceFile source("type", written);
  Problems problems;
  TokenCursor cursor(source, read_tokens(source, source.line(1), {1, 1, 0}, problems), {1, 1, 0}, problems);
  const auto read = parse_type(cursor);
  EXPECT_TRUE(read && cursor.done() && problems.empty()) << written;
  return read ? held(*read, 2) : QType{};
}

struct Arithmetic {
  const char* a;
  char sign;
  const char* b;
  const char* gives;  ///< "" when the two don't go together
};

void PrintTo(const Arithmetic& row, std::ostream* out) { *out << row.a << " " << row.sign << " " << row.b; }

class Algebra : public testing::TestWithParam<Arithmetic> {};

TEST_P(Algebra, IsAsTheTableSays) {
  const Arithmetic& row = GetParam();
  const auto got = arithmetic_type(row.sign, type(row.a), type(row.b));
  EXPECT_EQ(got ? words(*got) : "", row.gives);
}

constexpr Arithmetic table[] = {
    // sums
    {"money", '+', "money", "money"},
    {"money", '-', "money", "money"},
    {"exact money", '+', "money", "exact money"},
    {"count", '+', "count", "count"},
    {"count", '-', "count", "number"},
    {"count", '+', "number", "number"},
    {"exact number", '-', "count", "exact number"},
    {"percent", '+', "percent", "percent"},
    {"percent", '-', "percent", "points"},
    {"exact percent", '-', "percent", "exact points"},
    {"percent", '+', "points", "percent"},
    {"percent", '-', "points", "percent"},
    {"points", '+', "points", "points"},
    {"points", '+', "percent", ""},
    {"points", '-', "percent", ""},
    {"rate per 100 people", '-', "rate per 100 people", "rate per 100 people"},
    {"rate per 100 people", '-', "rate per person", ""},
    {"date", '-', "date", "days"},
    {"date", '+', "date", ""},
    {"date", '+', "days", "date"},
    {"date", '-', "weeks", "date"},
    {"date", '+', "months", "date"},
    {"date", '+', "count", ""},
    {"days", '+', "date", ""},
    {"days", '+', "days", "days"},
    {"days", '+', "months", ""},
    {"money", '+', "count", ""},
    {"money", '+', "percent", ""},
    {"percent", '+', "number", ""},
    {"truth", '+', "count", ""},
    {"text", '+', "text", ""},
    {"code of x", '+', "count", ""},
    // products
    {"money", '*', "count", "money"},
    {"count", '*', "money", "money"},
    {"money", '*', "number", "money"},
    {"money", '*', "number with 2 decimal places", "exact money"},
    {"money", '*', "percent", "exact money"},
    {"money", '*', "points", ""},
    {"money", '*', "exact number", "exact money"},
    {"money", '*', "money", ""},
    {"percent", '*', "count", "number"},
    {"percent", '*', "percent", "exact percent"},
    {"percent", '*', "number with 1 decimal place", "exact number"},
    {"rate per person", '*', "count", "number"},
    {"rate per 100 people", '*', "count", "rate per 100 people, times a number"},
    {"rate per person with 2 decimal places", '*', "number with 2 decimal places", "exact number"},
    {"count", '*', "count", "count"},
    {"count", '*', "number", "number"},
    {"number with 2 decimal places", '*', "number with 2 decimal places", "exact number"},
    {"months", '*', "count", "months"},
    {"months", '*', "number", ""},
    {"months", '*', "months", ""},
    {"date", '*', "count", ""},
    {"truth", '*', "money", ""},
    // quotients
    {"money", '/', "count", "exact money"},
    {"money", '/', "percent", "exact money"},
    {"money", '/', "money", "exact number"},
    {"count", '/', "count", "exact number"},
    {"percent", '/', "percent", "exact number"},
    {"percent", '/', "points", "exact number"},
    {"points", '/', "count", "exact points"},
    {"rate per 100 people", '/', "rate per 100 people", "exact number"},
    {"rate per 100 people", '/', "rate per person", ""},
    {"rate per 100 people", '/', "count", "exact rate per 100 people"},
    {"days", '/', "count", "exact number"},
    {"days", '/', "days", "exact number"},
    {"days", '/', "months", ""},
    {"days", '/', "percent", ""},
    {"count", '/', "money", ""},
    {"count", '/', "rate per 100 people", ""},
    {"date", '/', "count", ""},
    {"truth", '/', "count", ""},
};

INSTANTIATE_TEST_SUITE_P(Types, Algebra, testing::ValuesIn(table));

TEST(Algebra, KeepsThePlacesOfWholeMultiples) {
  EXPECT_EQ(arithmetic_type('*', type("percent with 1 decimal place"), type("count"))->places, 3);
  EXPECT_EQ(arithmetic_type('*', type("number with 2 decimal places"), type("count"))->places, 2);
  EXPECT_EQ(arithmetic_type('+', type("number with 2 decimal places"), type("number with 4 decimal places"))
                ->places,
            4);
  EXPECT_EQ(arithmetic_type('*', type("money"), type("count"))->places, 2);
  EXPECT_EQ(arithmetic_type('/', type("money"), type("count"))->places, 0);
}

TEST(Algebra, RemembersRoundingAndWhatMayBeUnknown) {
  QType rounded = type("percent");
  rounded.rounded = true;
  QType perhaps = type("count");
  perhaps.nullable = true;
  const QType product = *arithmetic_type('*', rounded, perhaps);
  EXPECT_TRUE(product.rounded);
  EXPECT_TRUE(product.nullable);
  EXPECT_FALSE(arithmetic_type('+', type("count"), type("count"))->rounded);
}

TEST(Algebra, SaysNothingOfWhatIsNotUnderstood) {
  for (const char sign : {'+', '-', '*', '/'}) {
    ASSERT_TRUE(arithmetic_type(sign, QType{}, type("date")));
    EXPECT_TRUE(arithmetic_type(sign, type("date"), QType{})->is(Quantity::none));
  }
  EXPECT_TRUE(comparable(QType{}, type("truth")));
  EXPECT_TRUE(assignable(type("money"), QType{}));
}

TEST(Comparing, IsOfLikeWithLike) {
  EXPECT_TRUE(comparable(type("count"), type("number")));
  EXPECT_TRUE(comparable(type("percent"), type("exact percent")));
  EXPECT_TRUE(comparable(type("date"), type("date")));
  EXPECT_TRUE(comparable(type("code of outcomes"), type("code of outcomes")));
  EXPECT_FALSE(comparable(type("code of outcomes"), type("code of rounds")));
  EXPECT_FALSE(comparable(type("percent"), type("points")));
  EXPECT_FALSE(comparable(type("percent"), type("number")));
  EXPECT_FALSE(comparable(type("money"), type("number")));
  EXPECT_FALSE(comparable(type("text"), type("text")));
  EXPECT_FALSE(comparable(type("days"), type("weeks")));
  EXPECT_FALSE(comparable(type("rate per person"), type("rate per 100 people")));
}

TEST(Declaring, TakesARatioForAPercentOrARate) {
  EXPECT_TRUE(assignable(type("percent"), type("exact number")));
  EXPECT_TRUE(assignable(type("rate per person"), type("exact number")));
  EXPECT_FALSE(assignable(type("money"), type("number")));
  EXPECT_FALSE(assignable(type("number"), type("percent")));
  EXPECT_FALSE(assignable(type("percent"), type("points")));
  EXPECT_FALSE(assignable(type("percent"), type("count")));
}

TEST(Joining, IsExactWhenOneIs) {
  EXPECT_EQ(words(joined(type("count"), type("number with 2 decimal places"))), "number");
  EXPECT_EQ(words(joined(type("money"), type("exact money"))), "exact money");
  EXPECT_EQ(joined(type("percent with 1 decimal place"), type("percent")).places, 4);
}

TEST(Words, AreThoseOfTheContractAndOfASentence) {
  for (const char* written :
       {"money", "exact money", "percent", "exact points", "count", "exact number", "rate per 100 people",
        "date", "days", "weeks", "months", "code of outcomes", "key of claims", "key"}) {
    EXPECT_EQ(words(type(written)), written);
    EXPECT_NE(phrase(type(written)), "");
  }
  EXPECT_EQ(phrase(type("exact percent")), "an unrounded percentage");
  EXPECT_EQ(phrase(type("truth")), "a yes or no");
  EXPECT_EQ(phrase(type("months")), "a length of time in months");
}

// ---- rules of rounding, each by a contract of its own

/// Codes told of a contract whose statements behind the evidence are `text`.
std::string codes_of(const std::string& text) {
  const std::string head =
      "contract \"x\"\n  currency GBP\n  starts 2014-04-01\n  ends 2017-03-31\n\ndocument A \"x\"\n\n"
      "input cohorts, each cohort [A 1]\n  | column | type |\n  | cohort | key |\n  | actual | count |\n"
      "  | expected | count, more than 0 |\n  | share | percent |\n  in order of cohort\n\n";
  const SourceFile source("x", head + text + "\npayment settled [A 1]\n  pay £1.00\n");
  std::string codes;
  const Problems problems = problems_of(source);
  for (const Problem& problem : problems.list()) codes += (codes.empty() ? "" : " ") + problem.code;
  return codes;
}

const std::string ratio = "value rel percent, each cohort [A 1]\n  is (expected - actual) / expected\n";
const std::string exact_ratio =
    "value rel exact percent, each cohort [A 1]\n  is (expected - actual) / expected\n";
const std::string half_up = "  rounded to 2 decimal places, half up [A 1]\n";
const std::string pay = "\npayment fee, each cohort [A 1]\n";

TEST(R1, WhatIsNotRoundedSaysSo) {
  EXPECT_EQ(codes_of(ratio), "R1");
  EXPECT_EQ(codes_of(ratio + half_up), "");
  EXPECT_EQ(codes_of(ratio + "  exactly\n"), "");
  EXPECT_EQ(codes_of(exact_ratio), "");
  EXPECT_EQ(codes_of("value m money, each cohort [A 1]\n  is £10.00 * share\n"), "R1");
  EXPECT_EQ(codes_of("value m money, each cohort [A 1]\n  is £10.00 * actual\n"), "");
}

TEST(R2, WhatIsNotRoundedIsNotCompared) {
  EXPECT_EQ(codes_of(exact_ratio + pay + "  when rel >= 10%\n  pay £1.00\n"), "R2");
  EXPECT_EQ(codes_of(exact_ratio + pay + "  when 10% <= rel\n  pay £1.00\n"), "R2");
  EXPECT_EQ(codes_of(ratio + half_up + pay + "  when rel >= 10%\n  pay £1.00\n"), "");
  EXPECT_EQ(codes_of(ratio + "  exactly\n" + pay + "  when rel >= 10%\n  pay £1.00\n"), "");
  EXPECT_EQ(codes_of(pay + "  when share * 3 >= 1\n  pay £1.00\n"),
            "");  // whole multiples are exact as they stand
  EXPECT_EQ(codes_of(pay + "  when share * share >= 10%\n  pay £1.00\n"), "R2");
}

TEST(R3, WhatIsRoundedIsNotRoundedAgain) {
  const std::string mean = "\nvalue overall percent [A 1]\n  is sum(rel) / count(cohorts)\n";
  EXPECT_EQ(codes_of(ratio + half_up + mean + half_up), "R3");
  EXPECT_EQ(codes_of(ratio + half_up + mean +
                     "  rounded to 2 decimal places, half up, from rounded values [A 1]\n"),
            "");
  EXPECT_EQ(codes_of(exact_ratio + mean + half_up), "");
  EXPECT_EQ(codes_of(ratio + half_up + pay + "  pay £100.00 * rel\n  rounded to pence, half up [A 1]\n"),
            "R3");
}

TEST(R3, WholePenceAreNotRounded) {
  EXPECT_EQ(
      codes_of("value m money, each cohort [A 1]\n  is £10.00 * share\n  rounded to pence, half up [A 1]\n" +
               pay + "  pay m / 3\n  rounded to pence, down [A 1]\n"),
      "");
  EXPECT_EQ(codes_of("value m money, each cohort [A 1]\n  is £10.00 * share\n  rounded to whole pounds, half "
                     "up [A 1]\n" +
                     pay + "  pay m / 3\n  rounded to pence, down [A 1]\n"),
            "R3");
}

TEST(R4, FractionsOfAPennyAreNotPaid) {
  EXPECT_EQ(codes_of(pay + "  pay £10.00 * share\n"), "R4");
  EXPECT_EQ(codes_of(pay + "  pay £10.00 * share\n  rounded to pence, half up [A 1]\n"), "");
  EXPECT_EQ(codes_of(pay + "  pay £10.00 * actual\n"), "");
  EXPECT_EQ(codes_of("value m money, each cohort [A 1]\n  is £10.00 * share\n  rounded to 3 decimal places, "
                     "half up [A 1]\n" +
                     pay + "  pay m\n"),
            "R4");
  EXPECT_EQ(codes_of(pay + "  pay £1.00\n\ncap most £10.00 / 3 [A 1]\n  on fee\n  cut latest first\n"), "R4");
}

TEST(R9, MorePlacesThanDeclaredAreTold) {
  EXPECT_EQ(codes_of("value v percent [A 1]\n  is 8.125%\n"), "R9");
  EXPECT_EQ(codes_of("value v percent with 3 decimal places [A 1]\n  is 8.125%\n"), "");
  EXPECT_EQ(codes_of("value v number [A 1]\n  is 0.5\n"), "R9");
  EXPECT_EQ(codes_of("value v number with 1 decimal place [A 1]\n  is 0.5\n"), "");
  EXPECT_EQ(codes_of("value v count [A 1]\n  is 1.5\n"), "R9");
}

TEST(Exactly, IsOneWayOrTheOther) {
  EXPECT_EQ(codes_of(ratio + half_up + "  exactly\n"), "R7");
  EXPECT_EQ(codes_of(exact_ratio + half_up), "R7");
  // What was decided to be exact stays so in a choice, and no longer once it is calculated with.
  const std::string decided = ratio + "  exactly\n";
  EXPECT_EQ(codes_of(decided + pay + "  when (if actual > 3 then rel else 5%) >= 10%\n  pay £1.00\n"), "");
  EXPECT_EQ(codes_of(decided + pay + "  when rel * 2 >= 1\n  pay £1.00\n"), "R2");
}

}  // namespace
}  // namespace outturn::language
