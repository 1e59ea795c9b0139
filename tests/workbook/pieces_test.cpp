// The pieces a workbook is made of: names, row templates, words, order of sheets, what the writer refuses.
#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "reports/workbook/formula_text.h"
#include "reports/workbook/layout.h"
#include "reports/workbook/names.h"
#include "reports/workbook/writer.h"
#include "tests/workbook/sample_runs.h"

namespace outturn::workbook_tests {
namespace {

using namespace outturn::workbook;

TEST(Names, ColumnsAreLettered) {
  EXPECT_EQ(column_letters(0), "A");
  EXPECT_EQ(column_letters(25), "Z");
  EXPECT_EQ(column_letters(26), "AA");
  EXPECT_EQ(column_letters(16'383), "XFD");
}

TEST(Names, SheetsAreQuotedWhereAProgramNeedsIt) {
  EXPECT_EQ(sheet_prefix("Claims"), "Claims!");
  EXPECT_EQ(sheet_prefix("Claims part 2"), "'Claims part 2'!");
  EXPECT_EQ(sheet_prefix("Q1"), "'Q1'!");
  EXPECT_EQ(sheet_prefix("2013"), "'2013'!");
}

TEST(Names, WordsThatLookLikeCellsAreNoNames) {
  for (const char* good : {"cap", "participant_cap", "_x", "total.due", "rate_2014", "year"})
    EXPECT_TRUE(is_defined_name(good)) << good;
  for (const char* bad :
       {"cap1", "R", "c", "RC", "r1c1", "R2", "AB12", "true", "1st", "two words", "", "a-b"}) {
    EXPECT_FALSE(is_defined_name(bad)) << bad;
  }
}

TEST(Names, SheetNamesArePlainShortAndTheirOwn) {
  SheetNames names;
  EXPECT_EQ(names.take("Claims"), "Claims");
  EXPECT_EQ(names.take("claims"), "claims 2");
  EXPECT_EQ(names.take("Rates: [a/b]"), "Rates a b");
  EXPECT_EQ(names.take(std::string(40, 'x')).size(), 31U);
}

TEST(Names, NamesAreSaidInWords) {
  EXPECT_EQ(name_in_words("claims.achieved_date"), "Achieved date");
  EXPECT_EQ(counted(1, "row"), "1 row");
  EXPECT_EQ(counted(12'345, "row"), "12,345 rows");
}

TEST(FormulaText, RowsAreFilledIn) {
  const std::string marked =
      std::string("IF(F") + FormulaText::this_row + "=1,0,U" + FormulaText::row_above + ")";
  EXPECT_EQ(FormulaText(marked).at(5), "=IF(F5=1,0,U4)");
  EXPECT_EQ(FormulaText(marked).at(1'000), "=IF(F1000=1,0,U999)");
}

std::string first_formula(const calc::Run& run, const Layout& layout, const std::string& name) {
  return formula_text(run, layout, run.graph.find(name), {}).at(5);
}

TEST(Formulas, AreWhatAPersonWouldWriteInRow5) {
  const calc::Run run = innovation_fund(10);
  Problems problems;
  const Layout layout = plan_layout(run, {}, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(first_formula(run, layout, "last_date"), "=EDATE(C5,window_months)");
  EXPECT_EQ(first_formula(run, layout, "price"), "=INDEX('Rates outcomes'!$B$5:$B$10,H5)");
  EXPECT_EQ(first_formula(run, layout, "contract_before"), "=IF(F5=1,0,ROUND(U4+V4,2))");
  EXPECT_EQ(first_formula(run, layout, "outcome_payment"), "=MAX(0,MIN(T5,ROUND(contract_cap-U5,2)))");
  EXPECT_EQ(first_formula(run, layout, "payment_total"), "=ROUND(SUM(Claims!$V$5:$V$54),2)");
  EXPECT_EQ(first_formula(run, layout, "person_before"),
            "=IF(J5=0,0,ROUND(INDEX(S$4:S4,J5+1)+INDEX(T$4:T4,J5+1),2))");
}

std::vector<std::string> sheet_names(const Layout& layout) {
  std::vector<std::string> names;
  for (const SheetPlan& sheet : layout.sheets) {
    for (const Part& part : sheet.parts) names.push_back(part.name);
  }
  return names;
}

TEST(Layout, SheetsFollowTheGraph) {
  Problems problems;
  EXPECT_EQ(sheet_names(plan_layout(innovation_fund(10), {}, problems)),
            (std::vector<std::string>{"Inputs", "Rates outcomes", "People", "Claims", "Payments"}));
  EXPECT_EQ(sheet_names(plan_layout(peterborough(), {}, problems)),
            (std::vector<std::string>{"Inputs", "Assumptions", "Cohorts", "Payments"}));
}

/// People -> their claims -> back to people -> claims again: two sheets each, none to the right.
TEST(Layout, AStageMoreOpensASheetMore) {
  Builder b;
  calc::Graph& g = b.run.graph;
  const calc::FrameId person = b.frame("person", "People", 2, "P");
  const calc::FrameId claim = b.frame("claim", "Claims", 3, "C");
  const auto plain = calc::Unit::plain;
  const auto age = b.input(person, "age", calc::whole_type, plain, {20, 30});
  const auto who =
      b.input(claim, "who", calc::whole_type, calc::Unit::row_number, {1, 1, 2}, calc::Role::link);
  const auto last =
      b.input(person, "last_claim", calc::whole_type, calc::Unit::row_number, {2, 3}, calc::Role::link);
  const auto pulled =
      b.formula(claim, "age_then", calc::whole_type, plain, g.linked(calc::Op::at_row, age, b.at(who)));
  const auto back = b.formula(person, "age_at_last", calc::whole_type, plain,
                              g.linked(calc::Op::at_row, pulled, b.at(last)));
  const auto mean =
      b.formula(b.scalars(), "sum_of_ages", calc::whole_type, plain, g.ref(calc::Op::sum_of, back));
  b.formula(claim, "share", calc::whole_type, plain, g.make(calc::Op::subtract, {b.one(mean), b.at(pulled)}));
  const calc::Run run = b.finish();
  Problems problems;
  const Layout layout = plan_layout(run, {}, problems);
  EXPECT_EQ(sheet_names(layout),
            (std::vector<std::string>{"People", "Claims", "People 2", "Working", "Claims 2"}));
  EXPECT_EQ(first_formula(run, layout, "share"), "=sum_of_ages-Claims!C5");
}

TEST(Layout, NamesNoWorkbookTakesAreTold) {
  Builder b;
  b.term("cap1", calc::whole_type, calc::Unit::plain, 1, "A para 1");
  b.term("rate", calc::whole_type, calc::Unit::plain, 1, "A para 1");
  b.term("Rate", calc::whole_type, calc::Unit::plain, 1, "A para 1");
  b.term("master_check", calc::whole_type, calc::Unit::plain, 1, "A para 1");
  Problems problems;
  static_cast<void>(plan_layout(b.run, {}, problems));
  ASSERT_EQ(problems.list().size(), 3U);
  for (const Problem& problem : problems.list()) EXPECT_EQ(problem.code, "W1");
}

class WriterLaws : public ::testing::Test {
 protected:
  WriterLaws() : writer_((std::filesystem::temp_directory_path() / "outturn_laws.xlsx").string(), {}, false) {
    sheet_ = writer_.add_sheet("Sheet");
  }
  Cell cell() const { return {sheet_, 0, 0}; }
  Writer writer_;
  SheetId sheet_ = 0;
};

TEST_F(WriterLaws, NumbersStandOnlyInUnlockedCellsAndAreFinite) {
  EXPECT_THROW(writer_.number(cell(), 1, writer_.format(Look::formula)), Fault);
  EXPECT_THROW(writer_.number(cell(), std::numeric_limits<double>::quiet_NaN(), writer_.format(Look::input)),
               Fault);
  EXPECT_THROW(writer_.number(cell(), std::numeric_limits<double>::infinity(), writer_.format(Look::input)),
               Fault);
  EXPECT_NO_THROW(writer_.number(cell(), -0.0, writer_.format(Look::input)));
  EXPECT_EQ(writer_.counts(sheet_).inputs, 1U);
}

TEST_F(WriterLaws, FormulasStandOnlyInLockedCells) {
  EXPECT_THROW(writer_.formula(cell(), "=A1", 1, writer_.format(Look::input)), Fault);
  EXPECT_THROW(writer_.formula(cell(), "=" + std::string(8'200, '1'), 1, writer_.format(Look::formula)),
               Fault);
  EXPECT_NO_THROW(writer_.formula(cell(), "=A1", 1, writer_.format(Look::formula)));
}

TEST_F(WriterLaws, TextIsSound) {
  const Format format = writer_.format(Look::text);
  EXPECT_THROW(writer_.text(cell(), "\x01", format), Fault);
  EXPECT_THROW(writer_.text(cell(), "\xC3\x28", format), Fault);
  EXPECT_THROW(writer_.text(cell(), std::string(40'000, 'x'), format), Fault);
  EXPECT_NO_THROW(writer_.text(cell(), "£ é 漢", format));
}

TEST_F(WriterLaws, PlacesBeyondASheetAreRefused) {
  EXPECT_THROW(writer_.text({sheet_, 1'048'576, 0}, "x", writer_.format(Look::text)), Fault);
  EXPECT_THROW(writer_.text({sheet_, 0, 16'384}, "x", writer_.format(Look::text)), Fault);
}

TEST(Text, IsMadeSafe) {
  EXPECT_EQ(made_safe("=1+1"), "' =1+1");
  EXPECT_EQ(made_safe("a\tb"), "a b");
  EXPECT_EQ(made_safe("\xFFx"), "\xEF\xBF\xBDx");
  EXPECT_TRUE(looks_like_formula("@SUM"));
  EXPECT_FALSE(looks_like_formula("SUM"));
}

}  // namespace
}  // namespace outturn::workbook_tests
