// Worked contracts of golden/columns: values proved in two spreadsheet programs and against other
// oracles, come to exactly by our engine and again by the sheet's arithmetic.
#include "tests/support/golden_columns.h"

#include <gtest/gtest.h>

#include "engine/calc/sheet_evaluate.h"
#include "tests/support/graph_builder.h"
#include "tests/values/shared_golden.h"

namespace outturn::test {
namespace {

class GoldenColumns : public testing::TestWithParam<const char*> {};

TEST_P(GoldenColumns, every_value_exactly) {
  const std::string name = std::string("columns/") + GetParam() + ".json";
  OUTTURN_GOLDEN_OR_SKIP(vector, name);
  GoldenBook book = import_golden(vector);
  const calc::Evaluation evaluation = evaluate_or_fail(book.graph);
  std::size_t cells = 0;
  int told = 0;
  for (const GoldenColumn& golden : book.calculated) {
    const calc::Column& column = book.graph.column(golden.column);
    ASSERT_EQ(golden.values.size(), book.graph.rows(golden.column)) << column.name;
    for (std::size_t row = 0; row < golden.values.size(); ++row) {
      ++cells;
      const auto right = Exact::parse(golden.values[row]);
      ASSERT_TRUE(right.has_value()) << golden.values[row];
      const Exact have = calc::value_at(book.graph, golden.column, row);
      if (have == *right || ++told > 10) continue;
      ADD_FAILURE() << column.name << " row " << row + 5 << " " << golden.formula << ": golden "
                    << golden.values[row] << ", ours " << have.fraction();
    }
  }
  for (const calc::Disagreement& cell : calc::sheet_disagreements(book.graph, evaluation)) {
    ADD_FAILURE() << "the sheet's arithmetic differs: " << book.graph.column(cell.column).name << " row "
                  << cell.row_index + 5 << ": sheet " << cell.sheet << ", exact " << cell.engine << " ="
                  << sheet_text(book.graph, cell.column, evaluation.digits);
  }
  RecordProperty("cells", static_cast<int>(cells));
  std::cout << "  " << cells << " cells, " << evaluation.knife_edges.size() << " knife-edges\n";
  for (const calc::KnifeEdge& edge : evaluation.knife_edges) {
    ADD_FAILURE() << "knife-edge: " << book.graph.column(edge.column).name << " row " << edge.row_index + 5
                  << ": " << edge.why;
  }
}

INSTANTIATE_TEST_SUITE_P(Vectors, GoldenColumns,
                         testing::Values("peterborough", "nyc_able", "care_leavers_reboot",
                                         "care_leavers_person", "innovation_fund_chain",
                                         "innovation_fund_group", "guard", "tricky", "patterns",
                                         "utah_regime", "fair_chance_fund", "kwh_buildings", "spells_40"),
                         [](const auto& about) { return std::string(about.param); });

}  // namespace
}  // namespace outturn::test
