// Two programs' texts of one formula are one text; texts that differ in meaning stay different.
#include "reports/returned/formula_form.h"

#include <gtest/gtest.h>

namespace outturn::returned {
namespace {

std::string settled(const std::string& formula, std::uint32_t row = 4) {
  return formula_at(settled_form(formula, row), row);
}

TEST(FormulaForm, SettlesWhatProgramsWriteInTheirOwnWay) {
  EXPECT_EQ(settled("=IF(B5 = 1, \"a  b\", 0)"), "IF(B5=1,\"a  b\",0)");
  EXPECT_EQ(settled("if(and(b5>0,true),sum($c$5:$c$9),0.50)"), "IF(AND(B5>0,TRUE),SUM($C$5:$C$9),0.5)");
  EXPECT_EQ(settled("'Claims'!B5+'Claims part 2'!$B$6"), "Claims!B5+'Claims part 2'!$B$6");
  EXPECT_EQ(settled("_xlfn.STDEV.S(A1:A9)"), "STDEV.S(A1:A9)");
  EXPECT_EQ(settled("1E-09*price_2+1.50e3"), "1e-09*price_2+1500");
  EXPECT_EQ(settled("'It''s'!A1"), "'It''s'!A1");
}

TEST(FormulaForm, KeepsWhatMeansSomething) {
  EXPECT_NE(settled("$A$5"), settled("A5"));
  EXPECT_NE(settled("$A5"), settled("A$5"));
  EXPECT_NE(settled("\"A\"&B5"), settled("\"a\"&B5"));
  EXPECT_EQ(settled("A1:A9 B2:C2"), "A1:A9 B2:C2");  // the cells both have
  EXPECT_NE(settled("(B5+C5)*2"), settled("B5+C5*2"));
  EXPECT_EQ(settled("rate1x+XFE1+A1048577"), "rate1x+XFE1+A1048577");  // names, no cells
}

TEST(FormulaForm, OneTextDownAColumn) {
  EXPECT_EQ(settled_form("B5*$C$1+B4", 4), settled_form("B900*$C$1+B899", 899));
  EXPECT_NE(settled_form("B5*$C$1", 4), settled_form("B6*$C$1", 4));
  EXPECT_EQ(formula_at(settled_form("B5*$C$1+B4", 4), 899), "B900*$C$1+B899");
  // Two columns right of where it is written, as Excel shares a formula across columns.
  EXPECT_EQ(formula_at(settled_form("Y5+$Y5+AZ$1", 4, 2), 4), "AA5+$Y5+BB$1");
}

TEST(FormulaForm, SurvivesAnyText) {
  for (const char* const odd :
       {"", "=", "\"open", "'open", "'a''", "!", "A", "$", "$A$", "1E", "{=A1}", "\xC3\xA9!A1", "A1:", ":"})
    EXPECT_EQ(settled_form(settled(odd), 4), settled_form(odd, 4)) << odd;
}

}  // namespace
}  // namespace outturn::returned
