// Where a comparison's sheets end: too many people for a book, people changed since, nobody's score.
#include "tests/comparison_workbook/compared_folder.h"

namespace outturn::command {
namespace {

constexpr const char* spec =
    "comparison alike\ntreated took_part\nid person\nknown before age, score, housed, sex\n"
    "outcome back, days_worked\nmatch nearest, 2 to 1, on the logit\n";

SheetRead effect_of(const Made& made, const std::string& name, std::vector<std::string>& sheets) {
  const ComparedFolder folder(name);
  folder.write(made);
  const auto run = folder.run();
  EXPECT_TRUE(run);
  if (!run) return {{}, {}, ""};
  returned::Texts texts;
  const returned::BookCells book = folder.book(*run, texts);
  for (const returned::SheetCells& sheet : book.sheets) sheets.push_back(sheet.name);
  return {book, texts, "Effect"};
}

double in_first_effect(const SheetRead& effect, const std::string& heading) {
  const auto head = effect.row("Outcome");
  const auto column = head ? effect.column(*head, heading) : std::nullopt;
  return column ? effect.number(*head + 1, *column).value_or(NAN) : NAN;
}

bool has(const std::vector<std::string>& sheets, const std::string& name) {
  return std::find(sheets.begin(), sheets.end(), name) != sheets.end();
}

TEST(ComparedEnds, MoreThanFiftyThousandPeopleStayInTheirFile) {
  const auto made = made_of(spec, made_up_people(50'100));
  ASSERT_TRUE(made);
  std::vector<std::string> sheets;
  const SheetRead effect = effect_of(*made, "many", sheets);
  EXPECT_FALSE(has(sheets, "Comparison"));
  EXPECT_FALSE(has(sheets, "Balance"));
  const cp::Effect& engine = made->comparison.effects[0].effect;
  EXPECT_NEAR(in_first_effect(effect, "Difference"), engine.difference, 1e-10);
  EXPECT_NEAR(in_first_effect(effect, "95 % from"), cp::leading_error(engine).inference.lo, 1e-10);
  EXPECT_EQ(in_first_effect(effect, "People, compared with"), static_cast<double>(engine.n_comparison));
  EXPECT_EQ(in_first_effect(effect, "Agree"), 1);
}

TEST(ComparedEnds, AnOutcomeChangedSinceIsSeen) {
  auto made = made_of(spec, made_up_people(400));
  ASSERT_TRUE(made);
  std::vector<std::string> sheets;
  EXPECT_EQ(in_first_effect(effect_of(*made, "unchanged", sheets), "Agree"), 1);
  EXPECT_TRUE(has(sheets, "Comparison"));
  auto& people = *made->record.people;
  for (std::size_t i = 0; i < people.ids.size(); ++i) {
    if (people.weights[i].sign() == 0) continue;
    people.outcomes[0].values[i] = Exact(1) - people.outcomes[0].values[i];
    break;
  }
  EXPECT_EQ(in_first_effect(effect_of(*made, "changed", sheets), "Agree"), 0);
}

TEST(ComparedEnds, WithoutAScoreNoneIsWritten) {
  const auto made = made_of(
      "comparison alike\ntreated took_part\nid person\nknown before housed, same\noutcome back, days_worked\n"
      "match coarsened\nexact on sex\n",
      made_up_people(400));
  ASSERT_TRUE(made);
  ASSERT_FALSE(made->comparison.score);  // "same" is the same for everybody
  EXPECT_TRUE(made->record.coefficients.empty());
  EXPECT_TRUE(made->record.people->scores.empty());
  for (const calc::BalanceLine& line : made->record.balance) EXPECT_FALSE(line.of_score) << line.name;
  EXPECT_EQ(cp::pairs_csv(made->cohort, made->comparison), "");
}

TEST(ComparedEnds, WhatWeightsDoNotLookAtIsRefused) {
  const auto told = [](const cp::Asked& asked, const std::vector<std::string>& exact) {
    Problems problems;
    const auto cohort = cp::read_people("people.csv", made_up_people(200),
                                        {"took_part", {"age", "sex"}, {"back"}, exact, "person"}, problems);
    EXPECT_TRUE(cohort);
    EXPECT_FALSE(cp::compare(*cohort, asked, problems));
    std::string out;
    for (const Problem& problem : problems.list()) out += problem.code + " " + problem.what + "\n";
    return out;
  };
  cp::Asked asked;
  asked.approach = cp::Approach::probability_weights;
  EXPECT_EQ(told(asked, {"region"}), "E229 weights know no exact keys\n");
  asked.approach = cp::Approach::entropy_weights;
  asked.matching.estimand = cp::Estimand::everyone;
  EXPECT_EQ(told(asked, {}), "E229 entropy balancing gives the effect on those who took part only\n");
}

/// Mahalanobis distance needs no score, but an order by score does: without one it is told, never a fault.
TEST(ComparedEnds, AnOrderByAScoreThatIsNotThereIsTold) {
  Problems problems;
  const auto cohort = cp::read_people("people.csv", made_up_people(200),
                                      {"took_part", {"age", "same"}, {"back"}, {}, "person"}, problems);
  ASSERT_TRUE(cohort);
  cp::Asked asked;
  asked.matching.method = cp::Method::mahalanobis;
  asked.matching.order = cp::Order::largest;
  EXPECT_FALSE(cp::compare(*cohort, asked, problems));
  ASSERT_TRUE(problems.has_errors());
  EXPECT_EQ(problems.list()[0].code, "E223");
}

}  // namespace
}  // namespace outturn::command
