// Private set intersection: finds what a plain comparison of match keys finds, and refuses what does not
// belong together.
#include "adapters/sealed/exchange.h"

#include <gtest/gtest.h>

#include "tests/linkage_sealed/people.h"

namespace outturn::sealed {
namespace {

const Schema keys = schema_of("record id\nmatch nino\nmatch surname first 3, born as date\n");

struct TestSide {
  std::string text;
  RecordColumns records;
  Side side;
  TestSide(const std::string& name, std::string bytes) : text(std::move(bytes)) {
    Problems problems;
    records = read_columns(name + ".csv", text, keys.columns(), problems).value();
    side = {name, name + ".csv", hex_of(sha256_bytes(text)), &records};
  }
};

struct Asking {
  TestSide a{"a",
             "id,nino,surname,born\n1,QQ1,Karma,1980-01-02\n2,,Lomax,1980-01-03\n3,QQ3,Nero,1980-01-04\n4,"
             "QQ3,Orm,1980-01-05\n5,QQ5,Pim,\n"};
  TestSide b{
      "b",
      "id,nino,surname,born\n7,qq 1,Other,1999-01-02\n8,QQ8,LOMBARD,03/01/1980\n9,QQ3,Quill,1980-01-06\n"};
  Asked asked = blind_keys(keys, a.side, run_in_turn);
  Problems problems;
};

TEST(Exchange, FindsTheRecordsInCommonByTheFirstKeyThatMeets) {
  Asking x;
  const auto answered =
      evaluate_keys(keys, x.b.side, "a.blinded", x.asked.for_other, 100, x.problems, run_in_turn);
  ASSERT_TRUE(answered);
  const auto finished = finish_keys(keys, x.a.side, "a.kept", x.asked.kept, "b.evaluated",
                                    answered->for_other, x.problems, run_in_turn);
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->other, "b");
  ASSERT_EQ(finished->pairs.size(), 2U);
  EXPECT_EQ(finished->pairs[0].record, "1");
  EXPECT_EQ(finished->pairs[0].token, answered->tokens[0]);
  EXPECT_EQ(finished->pairs[0].key, 1U);
  EXPECT_EQ(finished->pairs[1].record, "2");
  EXPECT_EQ(finished->pairs[1].token, answered->tokens[1]);
  EXPECT_EQ(finished->pairs[1].key, 2U);
}

TEST(Exchange, TheSameValuesAreHiddenAnewEachTime) {
  Asking x, y;
  EXPECT_NE(x.asked.for_other, y.asked.for_other);
  const auto one = evaluate_keys(keys, x.b.side, "f", x.asked.for_other, 100, x.problems, run_in_turn);
  const auto two = evaluate_keys(keys, x.b.side, "f", x.asked.for_other, 100, x.problems, run_in_turn);
  EXPECT_NE(one->for_other, two->for_other);
  EXPECT_NE(one->tokens, two->tokens);
}

TEST(Exchange, AsksForNoMoreThanIsAnswered) {
  Asking x;
  EXPECT_EQ(x.asked.values, 6U);  // QQ3 of two people goes unasked
  EXPECT_FALSE(evaluate_keys(keys, x.b.side, "f", x.asked.for_other, 5, x.problems, run_in_turn));
  ASSERT_EQ(x.problems.list().size(), 1U);
  EXPECT_EQ(x.problems.list()[0].code, "P11");
}

TEST(Exchange, CutFilesAndFilesOfAnotherExchangeAreRefused) {
  Asking x, y;
  for (std::size_t length = 0; length < x.asked.for_other.size(); length += 7) {
    Problems problems;
    EXPECT_FALSE(
        evaluate_keys(keys, x.b.side, "f", x.asked.for_other.substr(0, length), 100, problems, run_in_turn));
    EXPECT_EQ(problems.list().size(), 1U);
  }
  const auto answered = evaluate_keys(keys, x.b.side, "f", x.asked.for_other, 100, x.problems, run_in_turn);
  ASSERT_TRUE(answered);
  const auto refused = [&](const Schema& schema, const Side& side, const std::string& kept,
                           const std::string& answer) {
    Problems problems;
    const auto finished = finish_keys(schema, side, "k", kept, "e", answer, problems, run_in_turn);
    return !finished && problems.has_errors();
  };
  EXPECT_TRUE(refused(keys, x.a.side, y.asked.kept, answered->for_other));
  EXPECT_TRUE(refused(keys, x.b.side, x.asked.kept, answered->for_other));
  EXPECT_TRUE(refused(schema_of("record id\nmatch nino\n"), x.a.side, x.asked.kept, answered->for_other));
  EXPECT_TRUE(refused(keys, x.a.side, x.asked.kept, answered->for_other.substr(0, 300)));
  EXPECT_FALSE(refused(keys, x.a.side, x.asked.kept, answered->for_other));
}

}  // namespace
}  // namespace outturn::sealed
