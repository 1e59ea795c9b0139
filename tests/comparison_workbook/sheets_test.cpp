// A comparison by each way, put down as evidence, read by a contract and shown in its workbook: what the
// sheets work out again is what was analysed. The formulas themselves are recalculated by other programs in
// tests/crosscheck.
#include "tests/comparison_workbook/compared_folder.h"

namespace outturn::command {
namespace {

struct Case {
  const char* name;
  const char* lines;  ///< of the specification
  const char* known = "age, score, distance, housed, sex";
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }

class ComparedSheets : public testing::TestWithParam<Case> {
 protected:
  static std::string spec() {
    return std::string("comparison alike\ntreated took_part\nid person\nknown before ") + GetParam().known +
           "\noutcome back, days_worked\n" + GetParam().lines + "\n";
  }
  void SetUp() override {
    made_ = made_of(spec(), made_up_people(480));
    ASSERT_TRUE(made_);
    ASSERT_EQ(calc::comparison_fault(made_->record), "");
    // Whether there is a verdict is not the matter here.
    made_->record.refusal.clear();
    const ComparedFolder folder(GetParam().name);
    folder.write(*made_);
    run_ = folder.run();
    ASSERT_TRUE(run_);
    book_ = folder.book(*run_, texts_);
  }
  [[nodiscard]] SheetRead sheet(const std::string& name) const { return {book_, texts_, name}; }

  /// Every number below this heading, as long as there are some.
  static std::vector<double> below(const SheetRead& sheet, const std::string& first,
                                   const std::string& heading) {
    std::vector<double> out;
    const auto row = sheet.row(first);
    const auto column = row ? sheet.column(*row, heading) : std::nullopt;
    if (!column) return out;
    for (std::uint32_t r = *row + 1; sheet.number(r, *column); ++r) out.push_back(*sheet.number(r, *column));
    return out;
  }
  static void expect_near(double found, double expected, const std::string& what) {
    EXPECT_NEAR(found, expected, 1e-6 * std::max(1e-3, std::abs(expected))) << what;
  }

  std::optional<Made> made_;
  std::optional<calc::Run> run_;
  returned::Texts texts_;
  returned::BookCells book_;
};

TEST_P(ComparedSheets, TheEvidenceComesBackAsItWent) {
  ASSERT_EQ(run_->record.comparisons.size(), 1U);
  const calc::ComparisonRecord& read = run_->record.comparisons[0];
  EXPECT_EQ(cp::record_json(read, ""), cp::record_json(made_->record, ""));
  EXPECT_EQ(cp::people_csv(*read.people), cp::people_csv(*made_->record.people));
  EXPECT_EQ(read.people->ids, made_->cohort.ids);
}

TEST_P(ComparedSheets, EffectIsTheEngines) {
  const SheetRead effect = sheet("Effect");
  const auto head = effect.row("Outcome");
  ASSERT_TRUE(head);
  for (std::size_t i = 0; i < made_->comparison.effects.size(); ++i) {
    const cp::Effect& engine = made_->comparison.effects[i].effect;
    const cp::NamedError& error = cp::leading_error(engine);
    const std::uint32_t row = *head + 1 + static_cast<std::uint32_t>(i);
    const auto expect = [&](const char* heading, double value) {
      const auto column = effect.column(*head, heading);
      ASSERT_TRUE(column) << heading;
      ASSERT_TRUE(effect.number(row, *column)) << heading;
      expect_near(*effect.number(row, *column), value, engine.outcome + ": " + heading);
    };
    EXPECT_EQ(effect.words(row, 0), engine.outcome);
    expect("People, took part", static_cast<double>(engine.n_treated));
    expect("People, compared with", static_cast<double>(engine.n_comparison));
    expect("Mean, took part", engine.mean_treated);
    expect("Mean, compared with", engine.mean_comparison);
    expect("Difference", engine.difference);
    expect("Standard error", error.inference.se);
    expect("95 % from", error.inference.lo);
    expect("to", error.inference.hi);
    expect("p (engine run)", error.inference.p);
    expect("Agree", 1);
  }
}

TEST_P(ComparedSheets, BalanceIsTheEngines) {
  const SheetRead balance = sheet("Balance");
  const auto head = balance.row("Known of each person");
  ASSERT_TRUE(head);
  const auto& rows = made_->comparison.balance.rows;
  const auto before = below(balance, "Known of each person", "Apart before, in standard deviations");
  const auto after = below(balance, "Known of each person", "Apart after, in standard deviations");
  const auto agree = below(balance, "Known of each person", "Agree");
  ASSERT_EQ(before.size(), rows.size());
  ASSERT_EQ(after.size(), rows.size());
  EXPECT_EQ(agree, std::vector<double>(rows.size(), 1));  // each is worked out from people in the book
  for (std::size_t i = 0; i < rows.size(); ++i) {
    expect_near(before[i], rows[i].before.standardised_difference, rows[i].name + ", before");
    expect_near(after[i], rows[i].after.standardised_difference, rows[i].name + ", after");
  }
}

TEST_P(ComparedSheets, EveryScoreAgrees) {
  const SheetRead people = sheet("Comparison");
  const auto head = people.row("Person");
  ASSERT_TRUE(head);
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; i < made_->cohort.size(); ++i) ids.push_back(people.words(*head + 1 + i, 0));
  std::vector<std::string> given;
  for (const std::string& id : made_->cohort.ids) given.push_back(workbook::made_safe(id));
  std::sort(ids.begin(), ids.end());
  std::sort(given.begin(), given.end());
  EXPECT_EQ(ids, given);
  if (!made_->comparison.score) return;
  EXPECT_EQ(below(people, "Person", "Agree"), std::vector<double>(made_->cohort.size(), 1));
  std::vector<double> shown = below(people, "Person", "Score");
  std::vector<double> engine = made_->comparison.score->scores.score;
  ASSERT_EQ(shown.size(), engine.size());
  std::sort(shown.begin(), shown.end());
  std::sort(engine.begin(), engine.end());
  for (std::size_t i = 0; i < shown.size(); ++i) ASSERT_NEAR(shown[i], engine[i], 1e-9);
}

TEST_P(ComparedSheets, ChecksHoldAndNothingIsMissing) {
  const SheetRead checks = sheet("Checks");
  std::size_t held = 0;
  for (std::uint32_t row = 0; row < checks.rows; ++row)
    for (std::uint32_t column = 0; column < 9; ++column) {
      EXPECT_NE(checks.words(row, column), "LOOK") << checks.words(row, 1);
      held += checks.words(row, column) == "OK" ? 1 : 0;
    }
  EXPECT_GE(held, made_->comparison.score ? 3U : 2U);
  const SheetRead effect = sheet("Effect");
  for (const char* fact : {"Design", "Method", "Maryland scale", "Nesta standards", "SHA-256 of its record",
                           "People put forward", "Several tests", "people.csv"})
    EXPECT_TRUE(effect.row(fact)) << fact;
}

TEST_P(ComparedSheets, FiguresAreTheRecordsRounded) {
  const std::string figures = cp::figures_csv(made_->spec, made_->comparison);
  EXPECT_EQ(
      figures.substr(0, figures.find('\n')),
      "submitted,people,compared,back_treated,back_comparison,back_difference,back_low,back_high,back_error,"
      "back_p,days_worked_treated,days_worked_comparison,days_worked_difference,days_worked_low,"
      "days_worked_high,days_worked_error,days_worked_p");
  const auto treated = run_->graph.find("back_treated");
  ASSERT_NE(treated, calc::none);
  EXPECT_NEAR(calc::value_at(run_->graph, treated, 0).to_double(),
              made_->comparison.effects[0].effect.mean_treated, 0.5001e-4);
}

const Case cases[] = {
    {"nearest", "match nearest"},
    {"nearest_two_logit", "match nearest, 2 to 1, on the logit\ncaliper 0.2 SD\nexact on region"},
    {"nearest_powers", "match nearest, 1 to 1, on the logit\nties like matchit-4.7.2",
     "age, I(age^2), as.factor(housed), region, distance"},
    {"nearest_again", "match nearest, 2 to 1, with replacement"},
    {"closest", "match closest\ncaliper 0.1 SD"},
    {"radius", "match radius, on the logit\ncaliper 0.1 SD\nexact on sex"},
    {"subclasses", "match subclasses 5"},
    {"subclasses_of_everyone", "match subclasses 4\nestimand everyone"},
    {"coarsened", "match coarsened", "age, housed, sex"},
    {"coarsened_unscored", "match coarsened\nexact on region", "distance, housed, same"},
    {"mahalanobis", "match mahalanobis, 2 to 1"},
    {"mahalanobis_caliper", "match mahalanobis, on the logit\ncaliper 0.3 SD\norder largest first"},
    {"optimal", "match optimal, on the logit\nexact on sex"},
    {"propensity", "weight by propensity"},
    {"propensity_of_everyone", "weight by propensity\nestimand everyone"},
    {"entropy", "weight entropy"},
    {"entropy_distance_first", "weight entropy", "distance, age, sex, region"},
    {"exact_alone_equal", "match nearest\nexact on housed, sex, region", "housed, sex, score, age"}};

INSTANTIATE_TEST_SUITE_P(Comparison, ComparedSheets, testing::ValuesIn(cases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace outturn::command
