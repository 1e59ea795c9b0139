// Abadie and Imbens' estimator against the R package Matching.
#include "engine/comparison/effect/abadie_imbens.h"
#include "tests/comparison_effect/golden_sets.h"

namespace outturn::comparison::test {
namespace {

void expect_estimate(const AbadieImbens& found, const nlohmann::json& golden, const std::string& what) {
  expect_near(found.difference, golden["est"], what + " est");
  expect_near(found.se, golden["ai_se"], what + " ai_se");
  expect_near(found.se_standard, golden["se_standard"], what + " se_standard");
  if (golden.contains("rows")) {
    EXPECT_EQ(found.rows, golden["rows"].get<std::size_t>()) << what;
  }
}

class GoldenAbadieImbens : public testing::TestWithParam<const char*> {};

TEST_P(GoldenAbadieImbens, ScoreAndMahalanobis) {
  OUTTURN_SET_OR_SKIP(set, GetParam());
  for (const auto& [name, golden] : set.golden["abadie_imbens"].items()) {
    std::vector<std::vector<double>> columns;
    if (golden["X"] == "score") {
      columns.push_back(scores_of(set, "propensity_score"));
    } else {
      for (const auto& column : golden["X"]) columns.push_back(model_column(set.cohort, column));
    }
    const NearestPeople asked{golden["M"].get<std::size_t>(), golden["X"] != "score",
                              golden.value("bias_adjust", false)};
    for (const Outcome& outcome : set.cohort.outcomes)
      if (name.ends_with("_" + outcome.name))
        expect_estimate(abadie_imbens(set.cohort.treated, outcome.values, columns, asked), golden,
                        std::string(GetParam()) + " " + name);
  }
}

INSTANTIATE_TEST_SUITE_P(Sets, GoldenAbadieImbens, testing::Values("lalonde", "lindner", "nsw_cps"));

// Two treated at 1 and 4; comparison at 0, 2, 5 with outcomes 1, 3, 10. Worked by hand: the first has two
// matches as near (0 and 2), the second one (5).
TEST(AbadieImbensByHand, TiesShareAndReuseCounts) {
  const std::vector<std::uint8_t> treated{1, 1, 0, 0, 0};
  const std::vector<double> outcome{4, 8, 1, 3, 10};
  const AbadieImbens found = abadie_imbens(treated, outcome, {{1, 4, 0, 2, 5}}, {});
  EXPECT_EQ(found.rows, 3U);
  EXPECT_DOUBLE_EQ(found.difference, 0);  // (4 - 2 + 8 - 10) / 2
  // No one is used twice: only the spread of people's differences, 2 and -2, counts: sqrt(8) / 2.
  EXPECT_DOUBLE_EQ(found.se, std::sqrt(8.0) / 2);
}

TEST(AbadieImbensByHand, BiasAdjustmentTakesALineAway) {
  // Outcomes lie on a line, 3 above it for the treated: whatever the matches, the adjusted effect is 3.
  const std::vector<std::uint8_t> treated{1, 1, 0, 0, 0, 0};
  const std::vector<double> x{1.4, 3.7, 0, 2, 5, 9};
  std::vector<double> outcome;
  for (std::size_t i = 0; i < x.size(); ++i) outcome.push_back(7 + 2 * x[i] + (treated[i] != 0 ? 3 : 0));
  EXPECT_NEAR(abadie_imbens(treated, outcome, {x}, {2, false, true}).difference, 3, 1e-12);
}

}  // namespace
}  // namespace outturn::comparison::test
