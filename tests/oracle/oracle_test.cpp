// The hand oracles on cases small enough to check by eye.
#include <gtest/gtest.h>

#include "tests/oracle/innovation_fund.h"
#include "tests/oracle/peterborough.h"

namespace outturn::oracle {
namespace {

Claim claim(const std::string& person, const std::string& code, const std::string& achieved,
            bool verified = true) {
  return {person, code, day(achieved), verified};
}

const std::map<std::string, Participant> two{{"A", {"ROUND2", day("2012-05-31")}},
                                             {"B", {"ROUND1", day("2012-05-31")}}};

std::vector<long long> paid(const std::vector<Claim>& claims) {
  std::vector<long long> out;
  for (const PaidClaim& one : innovation_fund(two, claims)) out.push_back(one.paid / 100);
  return out;
}
using Pounds = std::vector<long long>;

TEST(InnovationFundByHand, prices_by_round) {
  EXPECT_EQ(innovation_fund_price("ROUND1", "ATT"), 800'00);
  EXPECT_EQ(innovation_fund_price("ROUND2", "ATT"), 1400'00);
  EXPECT_EQ(innovation_fund_price("ROUND1", "ATTI"), std::nullopt);
  EXPECT_EQ(innovation_fund_price("ROUND2", "LEV4"), std::nullopt);
}

TEST(InnovationFundByHand, each_code_once_a_person) {
  EXPECT_EQ(paid({claim("A", "LEV1", "2013-01-02"), claim("A", "LEV1", "2013-01-01"),
                  claim("B", "LEV1", "2013-01-03")}),
            (Pounds{0, 1100, 700}));
}

TEST(InnovationFundByHand, an_unverified_claim_does_not_use_up_the_code) {
  EXPECT_EQ(paid({claim("A", "LEV1", "2013-01-01", false), claim("A", "LEV1", "2013-01-02")}),
            (Pounds{0, 1100}));
}

TEST(InnovationFundByHand, the_window_includes_both_its_days) {
  // 42 months after 31 May 2012 is 30 November 2015.
  EXPECT_EQ(months_later(day("2012-05-31"), 42), day("2015-11-30"));
  EXPECT_EQ(paid({claim("A", "LEV1", "2012-05-30")}), (Pounds{0}));
  EXPECT_EQ(paid({claim("A", "LEV1", "2012-05-31")}), (Pounds{1100}));
  EXPECT_EQ(paid({claim("A", "LEV1", "2015-11-30")}), (Pounds{1100}));
  EXPECT_EQ(paid({claim("A", "LEV1", "2015-12-01")}), (Pounds{0}));
}

TEST(InnovationFundByHand, the_cap_is_used_up_by_date_and_then_by_the_card) {
  // Round 2: 5,100 + 3,500 + 3,300 = 11,900 of 11,700. LEV2 stands before EMP13 on the card.
  EXPECT_EQ(paid({claim("A", "EMP13", "2014-01-01"), claim("A", "LEV3", "2013-01-01"),
                  claim("A", "LEV2", "2014-01-01"), claim("A", "BEH", "2014-02-01")}),
            (Pounds{3300, 5100, 3300, 0}));
}

TEST(InnovationFundByHand, what_the_card_does_not_price_is_blocked) {
  const auto results =
      innovation_fund(two, {claim("B", "ATTI", "2013-01-01"), claim("A", "ATTI", "2013-01-01")});
  EXPECT_TRUE(results[0].blocked);
  EXPECT_EQ(results[0].paid, 0);
  EXPECT_FALSE(results[1].blocked);
  EXPECT_EQ(results[1].paid, 700'00);
}

TEST(PeterboroughByHand, as_it_went) {
  const PeterboroughResult result = peterborough({{936, 14200, 15500}, {866, 13740, 15216}});
  EXPECT_EQ(result.cohorts[0].reduction, 839);
  EXPECT_EQ(result.cohorts[1].reduction, 970);
  EXPECT_EQ(result.cohorts[0].avoided, 121);  // 121.68
  EXPECT_EQ(result.cohorts[1].avoided, 127);  // 127.82
  EXPECT_FALSE(result.cohorts[1].paid_early);
  EXPECT_EQ(result.by_size, 902);
  EXPECT_EQ(result.by_events, 901);
  EXPECT_EQ(result.final_payment, 496'000'00);
}

TEST(PeterboroughByHand, the_early_threshold_on_and_below) {
  EXPECT_EQ(peterborough({{1000, 9000, 10000}}).cohorts[0].payment, 100 * 2'000'00);
  EXPECT_EQ(peterborough({{1000, 9001, 10000}}).cohorts[0].payment, 0);  // 9.99 %
  EXPECT_EQ(peterborough({{1000, 9001, 10000}}).final_payment, 99 * 2'000'00);
}

TEST(PeterboroughByHand, the_final_payment_needs_no_early_one_and_enough_over_all) {
  EXPECT_EQ(peterborough({{1000, 8000, 10000}, {1000, 9900, 10000}}).final_payment, 0);
  EXPECT_EQ(peterborough({{1000, 9250, 10000}, {1000, 9250, 10000}}).final_payment, 150 * 2'000'00);
  EXPECT_EQ(peterborough({{1000, 9260, 10000}, {1000, 9250, 10000}}).final_payment, 0) << "7.45 % over all";
}

TEST(PeterboroughByHand, the_cap_cuts_the_latest) {
  const PeterboroughResult result = peterborough({{30'000, 5000, 15000}, {30'000, 5000, 15000}});
  EXPECT_EQ(result.cohorts[0].payment, 8'000'000'00);
  EXPECT_EQ(result.cohorts[1].payment, 0);
}

TEST(PeterboroughByHand, a_cohort_that_did_worse) {
  const PeterboroughResult result = peterborough({{100, 10001, 10000}});
  EXPECT_EQ(result.cohorts[0].avoided, -1) << "part events dropped downwards";
  EXPECT_EQ(result.cohorts[0].reduction, -1) << "-0.01 %";
  EXPECT_EQ(result.final_payment, 0);
}

}  // namespace
}  // namespace outturn::oracle
