// Two runs compared: effects worked out by hand on samples/variation, and laws that hold for any two.
//
// The sample as given: outcome payments come to £5,790.00 (three plans at £150.00, one of N-004 and one of
// N-005 at 80 %, two qualifications, the jobs of N-001 at £1,200.00 and of N-002 and N-005 at the varied
// £1,350.00); of sustained payments N-001 gets £2,000.00 and N-004 what the cap of £9,500.00 leaves,
// £1,710.00.
#include "engine/difference/difference.h"

#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "reports/pack/difference_text.h"
#include "tests/support/sample_run.h"
#include "tests/support/small_run.h"

namespace outturn::test {
namespace {

using difference::Difference;

Difference from_sample(const Altered& altered) {
  return difference::compare(sample_run(), sample_run(altered));
}

/// "group words: amount" of every effect, in order.
std::vector<std::string> effects(const Difference& found) {
  std::vector<std::string> out;
  for (const auto& effect : found.effects) {
    std::string words;
    for (const std::uint32_t group : effect.groups)
      words += (words.empty() ? "" : " + ") + found.groups[group].words;
    out.push_back(words + ": " + effect.amount.fraction() + " in " + std::to_string(effect.rows));
  }
  return out;
}

using Words = std::vector<std::string>;

TEST(Difference, of_a_run_and_itself_is_nothing) {
  for (const auto& run : {sample_run(), small_run()}) {
    const Difference found = difference::compare(run, run);
    EXPECT_TRUE(found.same());
    EXPECT_TRUE(found.rows.empty());
    EXPECT_TRUE(found.effects.empty());
    EXPECT_FALSE(found.total.moved);
  }
}

TEST(Difference, a_variation_moves_the_rows_after_its_date_and_what_the_cap_leaves) {
  // Two jobs from April 2023 at £1,350.00 in place of £1,200.00: £300.00 more; without V1 the cap left
  // £9,500.00 - £5,490.00 - £2,000.00 = £2,010.00, more than N-004's £2,000.00; with it £1,710.00.
  const Difference found = difference::compare(sample_run({{}, {}, {}, {"C"}}), sample_run());
  EXPECT_EQ(found.total.before, "£9,490.00");
  EXPECT_EQ(found.total.after, "£9,500.00");
  EXPECT_EQ(effects(found), Words{"new row JOB 2023-04-01 of outcomes by date: 10 in 3"});
  ASSERT_EQ(found.rows.size(), 3U);
  EXPECT_EQ(found.rows[0].key, "N-004");
  EXPECT_EQ(found.rows[0].difference, Exact(-290));
  EXPECT_EQ(found.rows[1].difference, Exact(150));
  const auto& causes = found.causes[found.rows[1].causes];
  ASSERT_EQ(causes.changes.size(), 1U);
  const difference::Change& variation = found.changes[causes.changes[0]];
  EXPECT_EQ(variation.clauses, Words{"V1 para 2"});
  EXPECT_NE(variation.quote.find("£1,350.00"), std::string::npos);
  EXPECT_EQ(found.changes[0].name, "document V1");
}

TEST(Difference, a_cap_is_the_only_cause_of_what_it_cuts) {
  const Difference found = from_sample({{{"£9,500.00", "£9,400.00"}}, {}, {}, {}});
  EXPECT_EQ(effects(found), Words{"contract cap: -100 in 1"});
  EXPECT_EQ(found.rows.at(0).key, "N-004");
}

TEST(Difference, two_causes_are_told_apart_where_they_are_apart) {
  // The job of N-001 at £1,250.00: £50.00 more. The job of N-004 evidenced: £1,350.00 more. Both take from
  // what the cap leaves for N-004: £1,710.00 - £1,400.00.
  const Difference found = from_sample(
      {{{"£1,200.00", "£1,250.00"}}, {{"N-004,JOB,2024-08-05,no", "N-004,JOB,2024-08-05,yes"}}, {}, {}});
  EXPECT_EQ(effects(found),
            (Words{"\"evidenced\" in claims.csv: 1350 in 1", "price of JOB 2022-04-01: 50 in 1",
                   "price of JOB 2022-04-01 + \"evidenced\" in claims.csv: -1400 in 1"}));
  EXPECT_EQ(found.total.difference, Exact(0));
}

TEST(Difference, a_row_gone_pays_the_next_in_its_place) {
  // The first of three qualifications of N-002 goes; two are paid at most, so the third now is.
  const Difference found =
      from_sample({{}, {{"N-002,QUAL,2022-12-01,yes,Officer B,2022-12-05\n", ""}}, {}, {}});
  EXPECT_EQ(effects(found), Words{"rows gone from claims.csv: 0 in 2"});
  EXPECT_EQ(found.changes.size(), 1U);
  EXPECT_EQ(found.changes[0].place_before, "claims.csv line 7");
}

TEST(Difference, a_corrected_date_is_a_change_and_no_new_row) {
  const Difference found = from_sample({{}, {{"N-002,JOB,2023-04-03", "N-002,JOB,2023-03-31"}}, {}, {}});
  ASSERT_EQ(found.changes.size(), 1U);
  EXPECT_EQ(found.changes[0].before, "2023-04-03");
  EXPECT_EQ(found.changes[0].after, "2023-03-31");
  // Before April 2023 a job is £1,200.00: £150.00 less, and £150.00 more under the cap.
  EXPECT_EQ(effects(found), Words{"\"achieved date\" in claims.csv: 0 in 2"});
}

TEST(Difference, what_pays_nothing_moves_nothing) {
  const Difference found =
      from_sample({{}, {{"N-001,ENG", "N-005,QUAL,2022-05-01,no,Officer A,2022-05-03\nN-001,ENG"}}, {}, {}});
  EXPECT_FALSE(found.same());
  EXPECT_TRUE(found.effects.empty());
  EXPECT_EQ(found.changes.at(0).how, difference::How::added);
}

TEST(Difference, a_statement_worded_differently_is_told_with_its_line) {
  const Difference found = from_sample({{{"when evidenced", "when evidenced and code = ENG"}}, {}, {}, {}});
  ASSERT_EQ(found.changes.size(), 1U);
  EXPECT_EQ(found.changes[0].what, difference::What::statement);
  EXPECT_EQ(found.changes[0].name, "outcome payment");
  EXPECT_EQ(found.changes[0].quote.find("payment outcome_payment, each claim"), 0U);
  EXPECT_EQ(found.changes[0].clauses, Words{"C Sch 3 para 2"});
  // The five plans remain, of N-003 one of the two: three at £150.00, two at 80 % of it.
  EXPECT_EQ(found.payments.at(0).after, "£690.00");
  for (const auto& row : found.rows)
    EXPECT_EQ(found.causes[row.causes].changes, std::vector<std::uint32_t>{0});
}

TEST(Difference, a_payment_left_out_is_a_statement_gone) {
  const Difference found =
      from_sample({{{"payment sustained_payment, each participant         [C Sch 2 row 4]\n"
                     "  when job_end >= job_start + sustained_for\n"
                     "  pay  £2,000.00\n"
                     "  meaning \"paid once the job has lasted; blocked while the dates are unknown\"\n",
                     ""},
                    {", sustained_payment\n  cut last named first", "\n  cut latest first"},
                    {" + sum(sustained_payment where known(sustained_payment))", ""}},
                   {},
                   {},
                   {}});
  EXPECT_EQ(found.total.difference, Exact(-3710));
  ASSERT_FALSE(found.effects.empty());
  EXPECT_EQ(found.payments.back().after, "");
  bool gone = false;
  for (const auto& change : found.changes) {
    gone = gone || (change.what == difference::What::statement && change.how == difference::How::removed &&
                    change.name == "sustained payment");
  }
  EXPECT_TRUE(gone);
}

TEST(Difference, holds_the_other_way_round_and_adds_up) {
  const std::vector<Altered> all{
      {},
      {{}, {}, {}, {"C"}},
      {{{"£9,500.00", "£7,000.00"}}, {}, {}, {}},
      {{{"80%", "85%"}, {"26 weeks", "25 weeks"}}, {}, {{"2023-09-29", "2023-10-29"}}, {}},
      {{},
       {{"N-003,ENG,2023-01-16", "N-005,ENG,2023-01-16"}, {"no", "yes"}},
       {{"N-005,2024-05-20", "N-005,2023-05-20"}},
       {}},
      {{{"| 2          |", "| 3          |"}},
       {{"N-001,JOB,2022-09-05,yes,Officer A,2022-09-12\n", ""}},
       {{",,", ",2023-02-01,"}},
       {}},
      {{{"rounded to pence, half up", "rounded to pence, towards zero"}},
       {},
       {{"N-001,2022-05-03", "N-001,2022-05-01"}},
       {}}};
  std::vector<calc::Run> runs;
  for (const Altered& altered : all) runs.push_back(sample_run(altered));
  for (const calc::Run& a : runs) {
    for (const calc::Run& b : runs) {
      const Difference there = difference::compare(a, b);
      const Difference back = difference::compare(b, a);
      EXPECT_EQ(there.total.difference, -back.total.difference);
      EXPECT_EQ(there.changes.size(), back.changes.size());
      EXPECT_EQ(there.cells_moved, back.cells_moved);
      EXPECT_EQ(there.same(), &a == &b);
      Exact sum;
      std::size_t rows = 0;
      for (const auto& effect : there.effects) sum = sum + effect.amount, rows += effect.rows;
      EXPECT_EQ(sum, there.total.difference);
      EXPECT_EQ(rows, there.rows.size());
      for (const auto& row : there.rows) EXPECT_FALSE(there.causes[row.causes].changes.empty());
    }
  }
}

TEST(Difference, effects_that_do_not_add_up_are_refused) {
  calc::Run spoilt = sample_run();
  spoilt.graph.column(spoilt.record.total).values.big[0] += 1;
  EXPECT_THROW((void)difference::compare(sample_run(), spoilt), Fault);
}

TEST(Difference, two_currencies_are_not_compared) {
  calc::Run other = sample_run();
  EXPECT_EQ(difference::refusal(sample_run(), other), "");
  other.record.currency = "EUR";
  EXPECT_EQ(difference::refusal(sample_run(), other), "One result is in GBP and the other in EUR.");
}

TEST(Difference, reads_as_an_answer) {
  const Difference found = difference::compare(
      sample_run(
          {{{"£600.00", "£620.00"}}, {{"N-004,JOB,2024-08-05,no", "N-004,JOB,2024-08-05,yes"}}, {}, {"C"}}),
      sample_run());
  expect_golden("difference/golden/sample.txt", pack::difference_text(found, {"as signed", "as varied"}, 3));
  expect_golden("difference/golden/sample.json", pack::difference_json(found));
}

}  // namespace
}  // namespace outturn::test
