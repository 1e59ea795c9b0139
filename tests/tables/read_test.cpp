// What a good file becomes, what is accepted though it looks odd, and how many problems are told.
#include <gtest/gtest.h>

#include "engine/values/date.h"
#include "tests/tables/shapes.h"

namespace outturn {
namespace {

const std::string claims_header = "claim,participant,code,achieved_date,verified\n";
const std::string cohorts_header = "cohort,released,reduction,change,price,rate,note\n";

using Numbers = std::vector<std::int64_t>;
using Small = std::vector<std::int32_t>;
using Words = std::vector<std::string>;

TEST(ReadCsv, HoldsFactsByColumn) {
  const Intake read = read_table(claims_shape(), claims_header +
                                                     "C1,P1,ATT,2012-11-05,yes\n"
                                                     "C2,P2,EMP,2013-02-28,NO\n"
                                                     "C3,P1,EMP,1900-03-01,1\n");
  ASSERT_EQ(outline(read.problems), "");
  const Table& table = read.table;
  EXPECT_EQ(table.rows, 3U);
  EXPECT_EQ(table.lines, (std::vector<std::uint32_t>{2, 3, 4}));
  EXPECT_EQ(table.column("claim")->dictionary.words, (Words{"C1", "C2", "C3"}));
  EXPECT_EQ(table.column("participant")->small, (Small{0, 1, 0}));
  EXPECT_EQ(table.column("code")->dictionary.words, (Words{"ATT", "EMP"}));
  EXPECT_EQ(table.column("achieved_date")->small,
            (Small{make_date(2012, 11, 5)->serial, make_date(2013, 2, 28)->serial, 61}));
  EXPECT_EQ(table.column("verified")->small, (Small{1, 0, 1}));
  EXPECT_EQ(table.column("nothing"), nullptr);
  EXPECT_EQ(table_fault(table), "");
}

TEST(ReadCsv, ScalesNumbersByPlaces) {
  const Intake read = read_table(cohorts_shape(), cohorts_header +
                                                      "a,1000,8.39%,0.5 points,1700.00,0.155,\n"
                                                      "b,0,-12 %,-8.4,0.01,-12.5,x\n"
                                                      "c,007,100.00%,1 point,10000,3.000000,y\n");
  ASSERT_EQ(outline(read.problems), "");
  EXPECT_EQ(read.table.column("released")->numbers, (Numbers{1000, 0, 7}));
  EXPECT_EQ(read.table.column("reduction")->numbers, (Numbers{839, -1200, 10000}));
  EXPECT_EQ(read.table.column("change")->numbers, (Numbers{50, -840, 100}));
  EXPECT_EQ(read.table.column("price")->numbers, (Numbers{170000, 1, 1000000}));
  EXPECT_EQ(read.table.column("rate")->numbers, (Numbers{155, -12500, 3000}));
  EXPECT_EQ(table_fault(read.table), "");
}

TEST(ReadCsv, KeepsUnknownApartFromZero) {
  const Intake read = read_table(cohorts_shape(), cohorts_header +
                                                      "a,1,0%,0,1,0,w\n"
                                                      "b,1,,0,1,0,\n"
                                                      "c,1,[x],0,1,0,w\n");
  ASSERT_EQ(outline(read.problems), "");
  EXPECT_EQ(read.table.column("reduction")->known, (std::vector<std::uint8_t>{1, 0, 0}));
  EXPECT_EQ(read.table.column("note")->known, (std::vector<std::uint8_t>{1, 0, 1}));
  EXPECT_TRUE(read.table.column("released")->known.empty());
  EXPECT_EQ(table_fault(read.table), "");
}

TEST(ReadCsv, AcceptsWhatSpreadsheetsWrite) {
  const std::string plain = claims_header + "C1,P1,ATT,2012-11-05,yes\nC2,P2,EMP,2013-02-28,no\n";
  const Table expected = read_table(claims_shape(), plain).table;
  const std::string variants[] = {
      "\xEF\xBB\xBF" + plain,
      "\"claim\",\"participant\",\"code\",\"achieved_date\",\"verified\"\r\n\"C1\",\"P1\",\"ATT\",2012-11-05,"
      "yes\r\nC2,P2,EMP,2013-02-28,no",
      plain + "\n\n,,,,\n  \n,,,,\r\n\r\n",
      "verified,code,participant,achieved_date,claim\nyes,ATT,P1,2012-11-05,C1\nno,EMP,P2,2013-02-28,C2\n",
      claims_header + " C1,P1 ,\" ATT \", 2012-11-05 , YES\nC2,P2,EMP,2013-02-28,False\n",
  };
  for (const std::string& variant : variants) {
    const Intake read = read_table(claims_shape(), variant);
    EXPECT_EQ(outline(read.problems), "") << variant;
    ASSERT_EQ(read.table.rows, 2U) << variant;
    for (std::size_t i = 0; i < expected.columns.size(); ++i) {
      EXPECT_EQ(read.table.columns[i].small, expected.columns[i].small) << variant;
      EXPECT_EQ(read.table.columns[i].dictionary.words, expected.columns[i].dictionary.words) << variant;
    }
  }
}

TEST(ReadCsv, TakesLettersOfAnyScriptInKeys) {
  const Intake read = read_table(claims_shape(), claims_header +
                                                     "Åsa 1,Ďábel/2,ATT#1,2012-11-05,yes\n"
                                                     "Παύλος,東京-3,А.Б:1,2012-11-05,no\n");
  EXPECT_EQ(outline(read.problems), "");
}

TEST(ReadCsv, MakesDoubledQuotesSingle) {
  const Intake read = read_table(totals_shape(), "spent,note\n\"1.00\",\"a 5\"\" pipe, \"\"new\"\"\"\n");
  ASSERT_EQ(outline(read.problems), "");
  EXPECT_EQ(read.table.column("note")->dictionary.words, (Words{"a 5\" pipe, \"new\""}));
}

TEST(ReadCsv, NeverLetsTextBecomeAFormula) {
  const Intake read = read_table(cohorts_shape(), cohorts_header +
                                                      "a,1,0%,0,1,0,\"=HYPERLINK(\"\"http://x\"\")\"\n"
                                                      "b,1,0%,0,1,0,+44 20\n"
                                                      "c,1,0%,0,1,0,plain\n");
  EXPECT_FALSE(read.problems.has_errors());
  EXPECT_EQ(outline(read.problems), "E86 note at 2:14: 2 texts in \"note\" look like formulas\n");
  EXPECT_EQ(read.table.column("note")->dictionary.words,
            (Words{"'=HYPERLINK(\"http://x\")", "'+44 20", "plain"}));
}

TEST(ReadCsv, NotesColumnsNoOneAskedFor) {
  const Intake read = read_table(totals_shape(), "who,spent,note,when\nme,1.00,,now\n");
  EXPECT_EQ(outline(read.problems), "E13 note at 1:1: 2 columns that the contract doesn't use\n");
  EXPECT_EQ(read.table.unused_columns, (Words{"who", "when"}));
  EXPECT_EQ(read.table.rows, 1U);
}

TEST(ReadCsv, TakesATableWithoutRowsAsNone) {
  const Intake read = read_table(claims_shape(), claims_header);
  EXPECT_FALSE(read.problems.has_errors());
  EXPECT_EQ(read.table.rows, 0U);
  EXPECT_EQ(table_fault(read.table), "");
}

// ---- numbers at the edge

struct NumberCase {
  const char* typed;
  std::int64_t held;  ///< thousandths
  const char* code;   ///< of the problem; empty: accepted
};

class NumberCell : public testing::TestWithParam<NumberCase> {};

TEST_P(NumberCell, IsExactOrTold) {
  TableShape shape = totals_shape();
  shape.columns[0] = column("spent", FactType::number, "number", 3);
  const Intake read = read_table(shape, std::string("spent,note\n\"") + GetParam().typed + "\",\n");
  if (*GetParam().code == '\0') {
    ASSERT_EQ(outline(read.problems), "");
    EXPECT_EQ(read.table.columns[0].numbers, (Numbers{GetParam().held}));
  } else {
    ASSERT_EQ(read.problems.list().size(), 1U);
    EXPECT_EQ(read.problems.list()[0].code, GetParam().code);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Edges, NumberCell,
    testing::Values(NumberCase{"0", 0, ""}, NumberCase{"-0", 0, ""}, NumberCase{"0.0000000", 0, ""},
                    NumberCase{"999999999999999", 999999999999999000, ""},
                    NumberCase{"-999999999999999", -999999999999999000, ""},
                    NumberCase{"999999999999.999", 999999999999999, ""},
                    NumberCase{"9999999999999.999", 0, "E49"},
                    NumberCase{"1000000000000000", 0, "E49"},  // with its thousandths beyond 18 digits
                    NumberCase{"1.2340", 1234, ""}, NumberCase{"1.2345", 0, "E48"},
                    NumberCase{"0.0000000000000000000000001", 0, "E48"},
                    NumberCase{"000000000000000000000012", 12000, ""}, NumberCase{"1.", 0, "E40"},
                    NumberCase{".5", 0, "E40"}, NumberCase{"--1", 0, "E40"}, NumberCase{"1-", 0, "E40"},
                    NumberCase{"1 2", 0, "E40"}, NumberCase{"1e5", 0, "E44"}, NumberCase{"1E-05", 0, "E44"},
                    NumberCase{"0x10", 0, "E40"}, NumberCase{"1,5", 0, "E43"}, NumberCase{"0,500", 0, "E43"},
                    NumberCase{"1,500", 0, "E41"}, NumberCase{"12,34,567", 0, "E40"},
                    NumberCase{"()", 0, "E40"}, NumberCase{"%", 0, "E40"}, NumberCase{"-", 0, "E31"},
                    NumberCase{"inf", 0, "E40"}, NumberCase{"nan", 0, "E31"}, NumberCase{"£", 0, "E40"}));

// ---- how much is told

TEST(Telling, RepeatsAreSaidOnce) {
  std::string text = claims_header;
  for (int i = 1; i <= 2000; ++i) text += "C" + std::to_string(i) + ",P1,ATT,31/12/2011,yes\n";
  EXPECT_EQ(outline(read_table(claims_shape(), text).problems),
            "E61 error at 2:11: \"31/12/2011\" isn't written as year-month-day\n"
            "E61 error at 3:11: \"31/12/2011\" isn't written as year-month-day\n"
            "E61 error at 4:11: \"31/12/2011\" isn't written as year-month-day\n"
            "E61 error at 5:11: and 1,997 more like the one on line 2\n");
}

TEST(Telling, FourAreAllTold) {
  std::string text = claims_header;
  for (int i = 1; i <= 4; ++i) text += "C" + std::to_string(i) + ",P1,ATT,31/12/2011,yes\n";
  const Intake read = read_table(claims_shape(), text);
  ASSERT_EQ(read.problems.list().size(), 4U);
  EXPECT_EQ(read.problems.list()[3].what, "\"31/12/2011\" isn't written as year-month-day");
}

TEST(Telling, StopsAtTheMost) {
  const std::string text = claims_header + "=1,,x?,1/1/2011,maybe\n?,(,),2011-1-1,2\n";
  const Intake read = read_table(claims_shape(), text, 3);
  ASSERT_EQ(read.problems.list().size(), 4U);
  EXPECT_EQ(read.problems.count(Severity::error), 3U);
  EXPECT_EQ(read.problems.list()[3].code, "E99");
  EXPECT_EQ(read.problems.list()[3].what, "7 more of this file are not listed");
  EXPECT_TRUE(read_table(claims_shape(), text, 0).problems.has_errors());
}

TEST(Telling, CountsColumnsInCharacters) {
  const Intake read = read_table(cohorts_shape(), cohorts_header + "Zürich–東京,1,0%,0,\"1,000\",0,w\n");
  ASSERT_FALSE(read.problems.empty());
  const Intake good_key = read_table(cohorts_shape(), cohorts_header + "Zürich-東京,1,0%,0,\"1,000\",0,w\n");
  ASSERT_EQ(good_key.problems.list().size(), 1U);
  EXPECT_EQ(good_key.problems.list()[0].span, (Span{2, 18, 7}));
}

}  // namespace
}  // namespace outturn
