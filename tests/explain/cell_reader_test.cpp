// A part of a formula read back comes to what the evaluator came to, over every golden column.
#include "engine/explain/cell_reader.h"

#include <gtest/gtest.h>

#include "tests/support/golden_columns.h"
#include "tests/support/graph_builder.h"
#include "tests/values/shared_golden.h"

namespace outturn::test {
namespace {

class CellReaderOnGolden : public testing::TestWithParam<const char*> {};

TEST_P(CellReaderOnGolden, formulas_come_to_their_columns) {
  OUTTURN_GOLDEN_OR_SKIP(vector, std::string("columns/") + GetParam() + ".json");
  GoldenBook book = import_golden(vector);
  const calc::Evaluation evaluation = evaluate_or_fail(book.graph);
  calc::CellReader reader(book.graph, "GBP");
  int told = 0;
  for (const GoldenColumn& golden : book.calculated) {
    const calc::Column& column = book.graph.column(golden.column);
    for (std::size_t row = 0; row < book.graph.rows(golden.column); ++row) {
      const Exact want = calc::value_at(book.graph, golden.column, row);
      const Exact have = reader.value(column.formula, row);
      if (have == want || ++told > 10) continue;
      ADD_FAILURE() << column.name << " row " << row << ": " << have.fraction() << ", column "
                    << want.fraction();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Vectors, CellReaderOnGolden,
                         testing::Values("peterborough", "nyc_able", "care_leavers_person",
                                         "innovation_fund_chain", "guard", "tricky", "patterns",
                                         "utah_regime", "fair_chance_fund", "kwh_buildings", "spells_40"),
                         [](const auto& about) { return std::string(about.param); });

TEST(Shown, amounts_in_their_units) {
  const GraphBuilder builder;
  const calc::CellReader reader(builder.graph, "GBP");
  using calc::Unit;
  EXPECT_EQ(reader.shown_amount(Exact(1300), Unit::money), "£1,300.00");
  EXPECT_EQ(reader.shown_amount(Exact::ratio(-1, 3), Unit::money), "-£0.3333333333...");
  EXPECT_EQ(reader.shown_amount(Exact::ratio(13, 155), Unit::percent), "8.387096774...%");
  EXPECT_EQ(reader.shown_amount(Exact::ratio(1, 8), Unit::percent), "12.5%");
  EXPECT_EQ(reader.shown_amount(Exact(0), Unit::date), "no date");
  EXPECT_EQ(reader.shown_amount(Exact(41214), Unit::date), "2012-11-01");
  EXPECT_EQ(reader.shown_amount(Exact(12345), Unit::plain), "12,345");
  EXPECT_EQ(reader.shown_amount(Exact(1), Unit::flag), "yes");
}

}  // namespace
}  // namespace outturn::test
