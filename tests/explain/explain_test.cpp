// Explanations as a bid writer reads them: the golden texts beside this file are the product.
#include "engine/explain/explain.h"

#include <gtest/gtest.h>

#include "engine/base/problem.h"
#include "reports/pack/explain_text.h"
#include "tests/support/graph_builder.h"
#include "tests/support/small_run.h"

namespace outturn::test {
namespace {

const calc::Run& run() {
  static const calc::Run made = small_run();
  return made;
}

std::string text(const std::string& column, const std::string& key = {}) {
  const std::size_t row = key.empty() ? 0 : row_of(run().graph, column, key);
  return pack::explanation_text(calc::explain(run(), run().graph.find(column), row));
}

struct Case {
  const char* file;
  const char* column;
  const char* key;
};

class ExplainGolden : public testing::TestWithParam<Case> {};

TEST_P(ExplainGolden, reads_as_an_answer) {
  expect_golden(std::string("explain/golden/") + GetParam().file + ".txt",
                text(GetParam().column, GetParam().key));
}

INSTANTIATE_TEST_SUITE_P(
    Small, ExplainGolden,
    testing::Values(Case{"paid_in_full", "outcome_payment", "K1"},
                    Case{"cut_by_cap", "outcome_payment", "K4"},
                    Case{"paid_once_already", "outcome_payment", "K3"},
                    Case{"not_verified", "outcome_payment", "K5"},
                    Case{"evidence_missing", "outcome_payment", "K6"},
                    Case{"too_late", "outcome_payment", "K7"}, Case{"band", "bonus_payment", ""},
                    Case{"total", "total_payment", ""}, Case{"earned", "outcome_payment_earned", "K4"},
                    Case{"before_cap", "person_cap_before", "K4"}, Case{"evidence", "hours", "K6"},
                    Case{"link", "claims_person_row", "K4"}, Case{"term", "person_cap", ""}),
    [](const auto& about) { return std::string(about.param.file); });

TEST(Explain, json) {
  const auto told = calc::explain(run(), run().graph.find("success"), 0, {2, 120, 10});
  expect_golden("explain/golden/success.json", pack::explanation_json(told));
}

TEST(Explain, every_formula_in_words) {
  std::string all;
  for (calc::ColumnId id = 0; id < run().graph.columns().size(); ++id) {
    const std::string words = calc::formula_words(run().graph, id);
    if (!words.empty()) all += run().graph.column(id).name + " = " + words + "\n";
  }
  expect_golden("explain/golden/formulas.txt", all);
}

void count(const calc::Explanation& one, std::size_t depth, std::size_t& cells, std::size_t& deepest) {
  ++cells;
  deepest = std::max(deepest, depth);
  for (const auto& child : one.children) count(child, depth + 1, cells, deepest);
}

bool ends_well(const calc::Explanation& one) {
  const bool said = !one.clauses.empty() || !one.source.empty() || one.again || one.more;
  bool all = one.children.empty() ? said : true;
  for (const auto& child : one.children) all = all && ends_well(child);
  return all;
}

TEST(Explain, every_cell_within_limits_and_down_to_a_clause_or_row) {
  for (calc::ColumnId id = 0; id < run().graph.columns().size(); ++id) {
    for (std::size_t row = 0; row < run().graph.rows(id); ++row) {
      const auto told = calc::explain(run(), id, row);
      std::size_t cells = 0;
      std::size_t deepest = 0;
      count(told, 0, cells, deepest);
      EXPECT_LE(deepest, 6U) << run().graph.column(id).name;
      EXPECT_LE(cells, 130U) << run().graph.column(id).name;
      EXPECT_TRUE(ends_well(told)) << run().graph.column(id).name;
      EXPECT_FALSE(pack::explanation_text(told).empty());
    }
  }
}

TEST(Explain, fewer_steps_where_there_are_too_many_cells) {
  const auto column = run().graph.find("outcome_payment");
  std::size_t cells = 0;
  std::size_t deepest = 0;
  count(calc::explain(run(), column, 0, {6, 12, 10}), 0, cells, deepest);
  EXPECT_LE(cells, 12U);
  EXPECT_GE(cells, 3U);
}

TEST(Explain, no_such_cell_is_a_fault) {
  EXPECT_THROW((void)calc::explain(run(), run().graph.find("outcome_payment"), 99), Fault);
  EXPECT_THROW((void)calc::explain(run(), calc::none, 0), Fault);
}

TEST(Explain, a_long_total_shows_its_largest_rows_and_the_rest) {
  GraphBuilder builder;
  const auto claim = builder.frame("claim", 30);
  std::vector<std::int64_t> amounts;
  for (int i = 0; i < 30; ++i) amounts.push_back(100 * (i + 1));
  const auto amount = builder.decimal(claim, "amount", 2, amounts);
  const auto total = builder.formula(0, "total", builder.graph.ref(calc::Op::sum_of, amount));
  calc::Run made;
  made.evaluation = evaluate_or_fail(builder.graph);
  made.graph = builder.graph;
  const auto told = calc::explain(made, total, 0);
  ASSERT_EQ(told.children.size(), 10U);
  EXPECT_EQ(told.children[0].row, "claim30");
  EXPECT_EQ(told.rest, "and 20 more claim come to 210");
}

TEST(Explain, a_running_total_from_the_rows_above) {
  GraphBuilder builder;
  const auto period = builder.frame("period", 3);
  const auto number = builder.link(period, "number", {1, 2, 3});
  builder.graph.frame(period).row_number = number;
  const auto due = builder.decimal(period, "due", 2, {1000, 2500, 400});
  const auto before = builder.open(period, "before", calc::decimal_type(2));
  const auto first = builder.graph.make(calc::Op::equal, {builder.here(number), builder.number(1)});
  const auto carried = builder.graph.make(calc::Op::add, {builder.above(before), builder.above(due)});
  builder.graph.set_formula(before,
                            builder.graph.make(calc::Op::choose, {first, builder.number(0), carried}));
  calc::Run made;
  made.evaluation = evaluate_or_fail(builder.graph);
  made.graph = builder.graph;
  const auto told = calc::explain(made, before, 2);
  EXPECT_EQ(told.how, "if it is the first row then 0 else before in the row above + due in the row above");
  ASSERT_EQ(told.children.size(), 2U);
  EXPECT_EQ(told.children[0].row, "period2");
  EXPECT_EQ(told.children[1].row, "period1");
}

}  // namespace
}  // namespace outturn::test
