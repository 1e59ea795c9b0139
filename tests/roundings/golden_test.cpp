// tests/language/good/roundings.contract against golden/finance/rounding.json: halves by three ways, pennies
// by the largest remainder, interest rounded once and every month. The cross-check recalculates its workbook.
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/text_run.h"

namespace outturn {
namespace {

using Words = std::vector<std::string>;

std::string text_of(const std::string& path) {
  std::ifstream in(OUTTURN_SOURCE_DIR "/tests/language/good/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Roundings : public testing::Test {
 protected:
  void SetUp() override {
    const char* const given = std::getenv("OUTTURN_SHARED");
    const std::string shared = given != nullptr ? given : OUTTURN_SOURCE_DIR "/../shared";
    std::ifstream in(shared + "/golden/finance/rounding.json");
    if (!in)
      GTEST_SKIP() << "NOT TESTED: no rounding.json; set OUTTURN_SHARED to the folder that holds golden/";
    golden_ = nlohmann::json::parse(in);
    std::map<std::string, std::string> evidence;
    for (const char* input : {"figures", "amounts", "loans", "months"})
      evidence[input] = text_of(std::string("roundings/") + input + ".csv");
    run_ = test::run_of(text_of("roundings.contract"), evidence);
  }

  [[nodiscard]] Exact held(const std::string& column, std::size_t row) const {
    const calc::ColumnId id = run_.graph.find(column);
    return id == calc::none ? Exact(-999) : calc::value_at(run_.graph, id, row);
  }
  [[nodiscard]] static Exact number(const nlohmann::json& text) {
    return Exact::parse(text.get<std::string>()).value();
  }

  nlohmann::json golden_;
  calc::Run run_;
};

TEST_F(Roundings, HalvesByThreeWays) {
  std::size_t row = 0;
  std::size_t finer = 0;
  for (const auto& one : golden_["scalar"]) {
    const Exact x = number(one["x"]);
    const std::string written = one["x"].get<std::string>();
    const bool too_fine = written.size() - std::min(written.find('.'), written.size()) > 9;  // 0.0049999999
    const auto is = [&](const char* column, const char* alone) {
      return too_fine ? held(alone, 0) : held(column, row);
    };
    EXPECT_EQ(is("x", "just_below"), x);
    EXPECT_EQ(is("half_up", "just_below_half_up"), number(one["half_up_2dp"])) << one["x"];
    EXPECT_EQ(is("half_to_even", "just_below_half_to_even"), number(one["half_even_2dp"])) << one["x"];
    EXPECT_EQ(is("truncated", "just_below_truncated"), number(one["truncate_2dp"])) << one["x"];
    too_fine ? ++finer : ++row;
  }
  EXPECT_EQ(row, 22U);
  EXPECT_EQ(finer, 1U);
}

TEST_F(Roundings, PenniesGoToTheLargestRemainder) {
  const auto& all = golden_["allocation"];
  for (std::size_t row = 0; row < all.size(); ++row) {
    EXPECT_EQ(held("in_all", row), Exact::ratio(all[row]["total_pence"].get<std::int64_t>(), 100));
    const auto& pence = all[row]["largest_remainder_pence"];
    for (std::size_t i = 0; i < 7; ++i)
      EXPECT_EQ(held("shared_p" + std::to_string(i + 1), row),
                i < pence.size() ? Exact::ratio(pence[i].get<std::int64_t>(), 100) : Exact(0))
          << row << " " << i;
    EXPECT_EQ(held("second_alone", row),
              Exact::ratio(all[row]["round_each_half_up_pence"][1].get<std::int64_t>(), 100));
  }
}

TEST_F(Roundings, InterestRoundedOnceAndEveryMonth) {
  const auto& all = golden_["accrual_step_example"];
  for (std::size_t row = 0; row < all.size(); ++row) {
    EXPECT_EQ(held("principal", row), number(all[row]["principal"]));
    EXPECT_EQ(held("at_the_end", row), number(all[row]["round_at_end"]));
    EXPECT_EQ(held("every_month", row), number(all[row]["round_every_month"]));
  }
}

TEST_F(Roundings, EveryCheckHoldsAndNothingIsOnAnEdge) {
  EXPECT_TRUE(test::all_checks_hold(run_));
  EXPECT_TRUE(run_.evaluation.knife_edges.empty());
}

}  // namespace
}  // namespace outturn
