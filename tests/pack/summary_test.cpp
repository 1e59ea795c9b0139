// What the terminal says after a run: short, plain, complete.
#include "reports/pack/summary.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "reports/pack/lines.h"
#include "reports/pack/payment_facts.h"
#include "tests/support/small_run.h"

namespace outturn::test {
namespace {

TEST(Summary, golden) { expect_golden("pack/golden/summary.txt", pack::summary(small_run())); }
TEST(Summary, golden_json) { expect_golden("pack/golden/summary.json", pack::summary_json(small_run())); }

TEST(Summary, trouble_is_told) {
  calc::Run run = small_run();
  for (std::size_t i = 0; i < 5; ++i)
    run.evaluation.knife_edges.push_back({run.graph.find("success"), 0, "near a tie"});
  calc::CheckRecord& check = run.record.checks.front();
  std::fill(run.graph.column(check.column).values.flags.begin(),
            run.graph.column(check.column).values.flags.end(), std::uint8_t{0});
  run.record.rejects = {{"claims.csv", 4, "after the cut-off"}};
  const std::string told = pack::summary(run);
  expect_golden("pack/golden/summary_trouble.txt", told);
  EXPECT_LE(std::count(told.begin(), told.end(), '\n'), 40);
}

TEST(Summary, rows_of_a_payment_are_counted_once) {
  const calc::Run run = small_run();
  for (const calc::PaymentRecord& payment : run.record.payments) {
    const pack::PaymentFacts facts = pack::payment_facts(run, payment);
    EXPECT_EQ(facts.paid + facts.refused + facts.undecided, facts.rows) << payment.name;
    std::size_t rows = 0;
    for (const pack::ReasonFact& reason : facts.reasons) rows += reason.rows;
    if (payment.reason == calc::none) continue;
    EXPECT_EQ(rows, facts.rows) << payment.name;
  }
}

TEST(Summary, nothing_to_say) {
  calc::Run empty;
  EXPECT_NE(pack::summary(empty).find("No payment is worked out."), std::string::npos);
  EXPECT_TRUE(nlohmann::json::parse(pack::summary_json(empty)).at("total_payment").is_null());
}

TEST(Lines, wrapped_and_safe) {
  std::string out;
  pack::append_wrapped(out, "- ", "one two\tthree \x1B[31m four", 12);
  EXPECT_EQ(out, "- one two\n  three\n  ?[31m four\n");
}

}  // namespace
}  // namespace outturn::test
