// The last claim read back from its result.json, and a claim trued up against it.
#include <cstdint>

#include <gtest/gtest.h>

#include "reports/pack/payment_facts.h"
#include "reports/pack/read_result.h"
#include "reports/pack/result_json.h"
#include "reports/pack/summary.h"
#include "tests/support/small_run.h"

namespace outturn::test {
namespace {

constexpr const char* earlier_claims =
    "claim,person,code,achieved_date,verified,hours\n"
    "K1,Ann,JOB,2020-03-01,yes,30\n"
    "K2,Ann,COLL,2020-04-01,no,16.5\n"
    "K9,Ben,JOB,2020-07-15,yes,20\n";

calc::PreviousClaim read_back(const calc::Run& run) {
  Problems problems;
  auto claim = pack::read_result("result.json", pack::result_json(run), problems);
  EXPECT_FALSE(problems.has_errors());
  return claim.value_or(calc::PreviousClaim{});
}

TEST(ReadResult, WhatWasWrittenIsReadBack) {
  const calc::Run run = small_run();
  const calc::PreviousClaim claim = read_back(run);
  EXPECT_EQ(claim.currency, "GBP");
  EXPECT_EQ(claim.as_at, "2021-12-31");
  EXPECT_EQ(claim.contract_sha256, std::string(64, 'c'));
  ASSERT_EQ(claim.payments.size(), 2U);
  EXPECT_EQ(claim.payments[0].total, Exact(2500));
  EXPECT_EQ(claim.payments[1].total, Exact(250));
  ASSERT_EQ(claim.payments[0].rows.size(), 8U);
  EXPECT_EQ(claim.payments[0].rows[3].first, "K4");
  EXPECT_EQ(claim.payments[0].rows[3].second, Exact(400));
  EXPECT_TRUE(claim.payments[1].rows.empty());
}

// By hand: the earlier claim paid K1 1,500 and K9 1,500, and a bonus of 1,000 (2 of 3 claims paid is above
// 60%). Now K1 1,500, K2 600, K4 400 and a bonus of 250: 2,750 less 4,000.
TEST(TrueUp, ComesToThisClaimLessTheLast) {
  const calc::Run before = small_run({earlier_claims, std::nullopt});
  const calc::Run run = small_run({"", read_back(before)});
  const calc::Graph& graph = run.graph;
  EXPECT_EQ(calc::value_at(graph, run.record.due_now, 0), Exact(-1250));
  ASSERT_EQ(run.record.true_ups.size(), 2U);
  const calc::TrueUpRecord& rows = run.record.true_ups[0];
  EXPECT_EQ(calc::value_at(graph, rows.due, 0), Exact(-500));
  EXPECT_EQ(calc::value_at(graph, run.record.true_ups[1].due, 0), Exact(-750));
  const pack::TrueUpFacts facts = pack::true_up_facts(graph, rows);
  EXPECT_EQ(facts.fresh, 6U);
  EXPECT_EQ(facts.changed, 1U);
  EXPECT_EQ(facts.gone, 1U);
  EXPECT_EQ(facts.unchanged, 1U);
  EXPECT_EQ(facts.taken_back, Exact(1500));
  const std::string json = pack::result_json(run);
  EXPECT_NE(json.find(R"("K9": {"change": "gone", "before": "1500.00", "now": "0.00", "due": "-1500.00"})"),
            std::string::npos);
  EXPECT_NE(pack::summary(run).find("Due in this claim: -£1,250.00"), std::string::npos)
      << pack::summary(run);
}

TEST(TrueUp, AgainstItselfNothingIsDue) {
  const calc::Run run = small_run({"", read_back(small_run())});
  EXPECT_EQ(calc::value_at(run.graph, run.record.due_now, 0), Exact(0));
  EXPECT_EQ(pack::true_up_facts(run.graph, run.record.true_ups[0]).unchanged, 8U);
}

/// splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
class Draw {
 public:
  std::size_t below(std::size_t n) {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::size_t>((z ^ (z >> 31U)) % n);
  }

 private:
  std::uint64_t state_ = 20151031;
};

void expect_answered(const std::string& bytes) {
  Problems problems;
  const auto claim = pack::read_result("result.json", bytes, problems);
  ASSERT_NE(claim.has_value(), problems.has_errors()) << bytes;
  if (!claim) {
    ASSERT_EQ(problems.list().size(), 1U);
    const Problem& told = problems.list()[0];
    ASSERT_FALSE(told.what.empty() || told.mend.empty());
    const SourceFile source("result.json", bytes);
    ASSERT_LE(told.span.line, source.line_count() + 1);
    ASSERT_FALSE(render(told, &source).empty());
    return;
  }
  for (const auto& payment : claim->payments) ASSERT_FALSE(payment.name.empty());
}

TEST(ReadResult, AnyBytesAreAnswered) {
  std::string whole = pack::result_json(small_run());
  whole = whole.substr(0, whole.find("\"values\"")) + "\"values\": {}\n}\n";
  expect_answered(whole);
  Draw draw;
  static constexpr std::string_view likely = "{}[]\",:0-e.\\ntu\xC3\xFF";
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = whole;
    for (std::size_t n = 1 + draw.below(3); n > 0; --n) {
      const std::size_t at = draw.below(bytes.size());
      const char byte =
          draw.below(2) == 0 ? likely[draw.below(likely.size())] : static_cast<char>(draw.below(256));
      switch (draw.below(4)) {
        case 0:
          bytes[at] = byte;
          break;
        case 1:
          bytes.insert(at, 1, byte);
          break;
        case 2:
          bytes.erase(at, 1 + draw.below(9));
          break;
        default:
          bytes.insert(at, bytes.substr(draw.below(bytes.size()), draw.below(200)));
          break;
      }
    }
    expect_answered(bytes);
    if (HasFatalFailure()) return;
  }
}

TEST(ReadResult, DeepAndForeignFilesAreRefused) {
  for (const std::string& bytes :
       {std::string(), std::string("7"), std::string("{}"), std::string("[]"), std::string(300'000, '['),
        std::string(R"({"outturn": {"format": 2}})"), std::string("\xFF\xFE{}"),
        std::string(R"({"outturn": {"format": 1}, "run": {"currency": "GBP"}})")}) {
    Problems problems;
    EXPECT_FALSE(pack::read_result("result.json", bytes, problems));
    ASSERT_EQ(problems.list().size(), 1U) << bytes.substr(0, 60);
  }
}

TEST(ReadResult, ARowThatStandsTwiceIsRefused) {
  Problems problems;
  EXPECT_FALSE(pack::read_result(
      "result.json",
      R"({"outturn": {"format": 1}, "run": {"currency": "GBP", "as_at": "2020-01-01"},)"
      R"("answer": {"payments": [{"name": "p", "payable": {"value": "2.00"}}]},)"
      R"("verdicts": [{"payment": "p", "rows": {"A": {"payable": "1.00"}, "A": {"payable": "1.00"}}}]})",
      problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_NE(problems.list()[0].why.at(0).find("stands twice"), std::string::npos);
}

}  // namespace
}  // namespace outturn::test
